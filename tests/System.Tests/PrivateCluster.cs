using System.Diagnostics;
using System.Globalization;
using Marquee.Testing;
using Npgsql;

namespace Marquee.Whole.Tests;

/// <summary>A PostgreSQL of one test's own, which may be stopped, cut off and started as happens to servers.</summary>
public sealed class PrivateCluster : IAsyncDisposable
{
    // The cluster lives as long as this process, so that nothing stays when the tests are killed.
    private readonly Process _owner;

    private PrivateCluster(Process owner) => _owner = owner;

    /// <summary>Connects to its maintenance database.</summary>
    public string Maintenance { get; private set; } = "";

    /// <summary>Makes and starts one on which what is committed survives a crash.</summary>
    public static async Task<PrivateCluster> StartNewAsync()
    {
        var cluster = new PrivateCluster(Process.Start("sleep", "3600"));
        cluster.Maintenance = (await cluster.CommandAsync("start")).Trim();
        await using var source = NpgsqlDataSource.Create(cluster.Maintenance);
        // Test clusters acknowledge before they write; here the acknowledgement is what is tested.
        foreach (var setting in (string[])["synchronous_commit = on", "full_page_writes = on"])
        {
            await using var command = source.CreateCommand("alter system set " + setting);
            await command.ExecuteNonQueryAsync();
        }

        await cluster.StopAsync();
        await cluster.StartAsync();
        return cluster;
    }

    /// <summary>Stops it in good order: who is connected is told.</summary>
    public Task StopAsync() => CommandAsync("pause");

    /// <summary>Ends it as a power cut would.</summary>
    public Task CrashAsync() => CommandAsync("crash");

    /// <summary>Starts it again where it was.</summary>
    public Task StartAsync() => CommandAsync("resume");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await CommandAsync("stop");
        _owner.Kill();
        await _owner.WaitForExitAsync();
        _owner.Dispose();
    }

    private async Task<string> CommandAsync(string action)
    {
        var start = new ProcessStartInfo(
            Path.Combine(Repository.Root, "marquee"),
            ["test-cluster", action, _owner.Id.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var words = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"test-cluster {action}: {words}{await errors}");
        return words;
    }
}
