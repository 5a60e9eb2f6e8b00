using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Marquee.Bench.Peers;

/// <summary>
/// A Redis with an append-only file, asked over loopback by a Lua script that does what a take does: remember the key,
/// count the subject, take a unit. Requests are pipelined over several connections.
/// </summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private const string Script = """
        if redis.call('SETNX', 'k' .. ARGV[1], '1') == 0 then return 2 end
        if redis.call('INCR', 's' .. ARGV[1]) > 5 then redis.call('DECR', 's' .. ARGV[1]) return 3 end
        if redis.call('DECR', 'left') < 0 then redis.call('INCR', 'left') return 4 end
        return 1
        """;

    private readonly Process _process;
    private readonly int _port;
    private string _sha = "";

    private RedisServer(Process process, int port) => (_process, _port) = (process, port);

    /// <summary>Starts one; null when this machine has none.</summary>
    public static async Task<RedisServer?> StartAsync(string folder, string flush)
    {
        var program = Environment.GetEnvironmentVariable("PATH")!.Split(':')
            .Select(path => Path.Combine(path, "redis-server")).FirstOrDefault(File.Exists);
        if (program is null)
        {
            return null;
        }

        Directory.CreateDirectory(folder);
        var port = FreePort();
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            ArgumentList =
            {
                "--port", port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--dir", folder,
                "--save", "", "--appendonly", "yes", "--appendfsync", flush, "--logfile", "redis.log",
            },
        };
        var server = new RedisServer(Process.Start(start)!, port);
        server._sha = await server.LoadAsync();
        return server;
    }

    /// <summary>Takes per second, with so many connections that each have so many requests in flight.</summary>
    public async Task<double> RateAsync(int connections, int inFlight, double seconds)
    {
        long next = 0, done = 0;
        var began = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(async _ =>
        {
            using var socket = await ConnectAsync();
            var answers = new byte[1 << 16];
            while (TimeProvider.System.GetElapsedTime(began).TotalSeconds < seconds)
            {
                var first = Interlocked.Add(ref next, inFlight) - inFlight;
                await socket.SendAsync(Requests(first, inFlight));
                for (var left = inFlight; left > 0;)
                {
                    var read = await socket.ReceiveAsync(answers);
                    var ended = answers.AsSpan(0, read).Count((byte)'\n');
                    if (read == 0 || answers.AsSpan(0, read).Contains((byte)'-'))
                    {
                        var said = Encoding.UTF8.GetString(answers, 0, read);
                        throw new InvalidOperationException("Redis refused: " + said);
                    }

                    left -= ended;
                    Interlocked.Add(ref done, ended);
                }
            }
        }));
        return done / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private ReadOnlyMemory<byte> Requests(long first, int count)
    {
        var text = new StringBuilder(count * 96);
        for (var i = first; i < first + count; i++)
        {
            var key = i.ToString(CultureInfo.InvariantCulture);
            text.Append("*4\r\n$7\r\nEVALSHA\r\n$40\r\n").Append(_sha).Append("\r\n$1\r\n0\r\n$")
                .Append(key.Length).Append("\r\n").Append(key).Append("\r\n");
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private async Task<Socket> ConnectAsync()
    {
        for (var tries = 100; ; tries--)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, _port);
                return socket;
            }
            catch (SocketException) when (tries > 0 && !_process.HasExited)
            {
                socket.Dispose();
                await Task.Delay(50);
            }
        }
    }

    private async Task<string> LoadAsync()
    {
        using var socket = await ConnectAsync();
        var script = Script.ReplaceLineEndings("\n");
        await socket.SendAsync(Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"SET left 1000000000\r\n*3\r\n$6\r\nSCRIPT\r\n$4\r\nLOAD\r\n${script.Length}\r\n{script}\r\n")));
        var answers = new byte[1024];
        var read = 0;
        while (answers.AsSpan(0, read).Count((byte)'\n') < 3)
        {
            read += await socket.ReceiveAsync(answers.AsMemory(read));
        }

        return Encoding.ASCII.GetString(answers, 0, read).Split("\r\n")[2];
    }
}
