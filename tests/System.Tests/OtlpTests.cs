using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Marquee.Whole.Tests;

/// <summary>What is measured reaches a collector, where one is set.</summary>
public sealed class OtlpTests
{
    private const string Secret = "for-the-collector-only";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Meters_and_traces_of_the_modules_and_the_server_are_sent_to_the_collector()
    {
        using var collector = new Collector();
        await using var host = await HostProcess.StartNewAsync(environment: new()
        {
            ["MARQUEE_OTLP"] = collector.Address,
            ["MARQUEE_OTLP_HEADERS"] = $"x-collector-key={Secret}",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "300",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "300",
        });
        using var client = host.Client();
        using (var answer = await client.GetAsync(new Uri("/api/v1/tenants", UriKind.Relative)))
        {
            Assert.True(answer.IsSuccessStatusCode);
        }

        await collector.HeardAsync("/v1/metrics", "http.server.request.duration", Patience);
        await collector.HeardAsync("/v1/metrics", "marquee.events.lag", Patience);
        await collector.HeardAsync("/v1/traces", "Microsoft.AspNetCore", Patience);
        Assert.All(collector.Keys, key => Assert.Equal(Secret, key));
        Assert.DoesNotContain(host.Lines, line => line.Contains(Secret, StringComparison.Ordinal));
    }

    /// <summary>Takes what is sent and keeps it as text: names stand in the protocol's bytes as they are.</summary>
    private sealed class Collector : IDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly ConcurrentQueue<(string Path, string Text)> _heard = new();
        private readonly Task _taking;

        public Collector()
        {
            Address = $"http://127.0.0.1:{FreePort()}/";
            _listener.Prefixes.Add(Address);
            _listener.Start();
            _taking = TakeAsync();
        }

        public string Address { get; }

        public ConcurrentQueue<string?> Keys { get; } = new();

        public async Task HeardAsync(string path, string word, TimeSpan patience)
        {
            using var tooLong = new CancellationTokenSource(patience);
            while (!_heard.Any(one => one.Path == path && one.Text.Contains(word, StringComparison.Ordinal)))
            {
                Assert.False(tooLong.IsCancellationRequested, $"{path} did not say '{word}' in {_heard.Count}");
                await Task.Delay(100);
            }
        }

        public void Dispose() => _listener.Close();

        private async Task TakeAsync()
        {
            while (_listener.IsListening)
            {
                HttpListenerContext context;
                try
                {
                    context = await _listener.GetContextAsync();
                }
                catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }

                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                Keys.Enqueue(context.Request.Headers["x-collector-key"]);
                _heard.Enqueue((context.Request.Url!.AbsolutePath, Encoding.Latin1.GetString(body.ToArray())));
                context.Response.StatusCode = 200;
                context.Response.Close();
            }
        }

        private static int FreePort()
        {
            using var probe = new TcpListener(IPAddress.Loopback, 0);
            probe.Start();
            return ((IPEndPoint)probe.LocalEndpoint).Port;
        }
    }
}
