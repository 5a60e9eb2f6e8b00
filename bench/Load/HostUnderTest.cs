using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Marquee.Bench.Load;

/// <summary>The real host as a process of its own, asked through its public API like anybody would.</summary>
internal sealed partial class HostUnderTest : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private long _step;

    private HostUnderTest(Process process, string database, HttpClient http)
    {
        (_process, Database, Http) = (process, database, http);
    }

    /// <summary>A connection string of the owner.</summary>
    public string Database { get; }

    /// <summary>A client with every right.</summary>
    public HttpClient Http { get; }

    /// <summary>The most memory the process ever held, in bytes.</summary>
    public long PeakMemory => Kilobytes("VmHWM") * 1024;

    /// <summary>The memory the process holds now, in bytes.</summary>
    public long Memory => Kilobytes("VmRSS") * 1024;

    /// <summary>Seconds of processor time the process used so far.</summary>
    public double CpuSeconds => Cpu.Of(_process.Id);

    public static async Task<HostUnderTest> StartAsync(string program, string database, string dataDir)
    {
        Directory.CreateDirectory(dataDir);
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
            WorkingDirectory = dataDir,
        };
        start.Environment["MARQUEE_DATABASE"] = database;
        start.Environment["MARQUEE_DATA_DIR"] = dataDir;
        start.Environment["MARQUEE_URLS"] = "http://127.0.0.1:0";
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        var address = await AddressOf(process);
        var key = (await File.ReadAllTextAsync(Path.Combine(dataDir, "demo.key"))).Trim();
        var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, MaxConnectionsPerServer = 256 })
        {
            BaseAddress = address, Timeout = TimeSpan.FromMinutes(30),
        };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return new HostUnderTest(process, database, http);
    }

    /// <summary>Starts a server process and waits for the address it says it listens on.</summary>
    internal static async Task<Uri> AddressOf(Process process)
    {
        var said = new List<string>();
        var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Heard(object sender, DataReceivedEventArgs line)
        {
            lock (said)
            {
                said.Add(line.Data ?? "");
            }

            if (Listening().Match(line.Data ?? "") is { Success: true } match)
            {
                address.TrySetResult(new Uri(match.Groups[1].Value));
            }
        }

        process.OutputDataReceived += Heard;
        process.ErrorDataReceived += Heard;
        process.Exited += (_, _) => address.TrySetException(
            new InvalidOperationException("The server ended:\n" + string.Join('\n', said)));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return await address.Task.WaitAsync(Patience);
    }

    public async Task<JsonNode> GetAsync(string path)
    {
        using var response = await Http.GetAsync(new Uri(path, UriKind.Relative));
        return await ReadAsync(response, path);
    }

    public Task<JsonNode> PostAsync(string path, object body) =>
        SendAsync(HttpMethod.Post, path, JsonContent.Create(body));

    public Task<JsonNode> PutAsync(string path, object body) =>
        SendAsync(HttpMethod.Put, path, JsonContent.Create(body));

    /// <summary>Sends a mutation, with a key of its own.</summary>
    public async Task<JsonNode> SendAsync(HttpMethod method, string path, HttpContent content)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        request.Headers.Add(
            "Idempotency-Key", "bench-" + Interlocked.Increment(ref _step).ToString(CultureInfo.InvariantCulture));
        using var response = await Http.SendAsync(request);
        return await ReadAsync(response, path);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response, string path)
    {
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? JsonNode.Parse(text)!
            : throw new InvalidOperationException($"{path} answered {(int)response.StatusCode}: {text}");
    }

    private long Kilobytes(string key)
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status")
            .First(one => one.StartsWith(key + ":", StringComparison.Ordinal));
        var number = line[(key.Length + 1)..].Replace("kB", "", StringComparison.Ordinal);
        return long.Parse(number, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"Now listening on: (http://\S+)")]
    private static partial Regex Listening();
}
