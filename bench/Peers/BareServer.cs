using System.Diagnostics;
using Marquee.Bench.Load;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting;

namespace Marquee.Bench.Peers;

/// <summary>
/// The same web server with nothing behind it, as a process of its own: it answers every request with the same bytes.
/// What an answer takes beyond this is ours.
/// </summary>
internal sealed class BareServer : IAsyncDisposable
{
    private readonly Process _process;

    private BareServer(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>Starts one that answers with the bytes of that file.</summary>
    public static async Task<BareServer> StartAsync(string answer)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["bare", answer])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        return new BareServer(process, await HostUnderTest.AddressOf(process));
    }

    /// <summary>The server itself, in the process that was started for it.</summary>
    public static async Task<int> RunAsync(string answer)
    {
        var bytes = await File.ReadAllBytesAsync(answer);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.MapFallback(() => Results.Bytes(bytes, "application/json"));
        await app.RunAsync();
        return 0;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
