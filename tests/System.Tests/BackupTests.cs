using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Marquee.Testing;
using Npgsql;

namespace Marquee.Whole.Tests;

/// <summary>The drill: a running installation is backed up, lost, and stands again on another PostgreSQL.</summary>
public sealed class BackupTests(DemoHost fixture) : IClassFixture<DemoHost>
{
    [Fact]
    public async Task A_running_installation_is_backed_up_and_goes_on_on_another_cluster()
    {
        using var folder = new Folder();
        var file = Path.Combine(folder.Path, "marquee.backup");
        var before = await SettledAsync(fixture.Process.Database);
        await SucceedsAsync(fixture.Process.Database, fixture.Process.DataDir, "backup", file);
        await using var cluster = await PrivateCluster.StartNewAsync();
        await using var host = await HostProcess.NewAsync(cluster.Maintenance);

        var broken = await BrokenAsync(file, folder);
        Assert.Equal(3, (await MarqueeAsync(host.Database, host.DataDir, "restore", broken)).Code);
        await SucceedsAsync(host.Database, host.DataDir, "restore", file);
        Assert.Equal(before, await CountsAsync(host.Database));

        // Keys are those of the backup: who kept one goes on under it, and what was done is not done twice.
        File.Copy(fixture.Process.KeyFile, host.KeyFile);
        await host.StartAsync();
        Assert.Null(host.Password);
        var (code, output) = await host.DemoAsync("run", "--scale", "2000", "--tenant", DemoHost.Owner);
        Assert.True(code == 0, $"what was restored: {output}\n{host.Log}");
        (code, output) = await host.DemoAsync("run", "--scale", "2000", "--tenant", "afterwards");
        Assert.True(code == 0, $"what comes afterwards: {output}\n{host.Log}");

        await host.KillAsync();
        NpgsqlConnection.ClearAllPools();
        var (refused, words) = await MarqueeAsync(host.Database, host.DataDir, "restore", file);
        Assert.True(refused == 4 && words.Contains("not empty", StringComparison.Ordinal), words);
        await SucceedsAsync(host.Database, host.DataDir, "restore", file, "--force");
        Assert.Equal(before, await CountsAsync(host.Database));
    }

    /// <summary>The counts once nothing moves any more: events of the demo's last steps are still delivered.</summary>
    private static async Task<string> SettledAsync(string database)
    {
        var (last, again) = ("", await CountsAsync(database));
        while (last != again)
        {
            await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
            (last, again) = (again, await CountsAsync(database));
        }

        return again;
    }

    /// <summary>Rows of what must not be lost, by table.</summary>
    private static async Task<string> CountsAsync(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        var counts = new List<string>();
        foreach (var table in (string[])
            ["kernel.tenant", "kernel.principal", "kernel.audit", "kernel.outbox", "catalog.item", "catalog.sku",
                "campaigns.submission", "benefits.grant_event", "trade.orders"])
        {
            await using var count = source.CreateCommand($"select count(*) from {table}");
            counts.Add($"{table} {await count.ExecuteScalarAsync()}");
        }

        return string.Join(", ", counts);
    }

    /// <summary>The backup with one byte changed in its middle.</summary>
    private static async Task<string> BrokenAsync(string file, Folder folder)
    {
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[bytes.Length / 2] ^= 0x20;
        var broken = Path.Combine(folder.Path, "broken.backup");
        await File.WriteAllBytesAsync(broken, bytes);
        return broken;
    }

    private static async Task SucceedsAsync(string database, string dataDir, params string[] words)
    {
        var (code, said) = await MarqueeAsync(database, dataDir, words);
        Assert.True(code == 0, $"{string.Join(' ', words)}: {code} {said}");
    }

    private static async Task<(int Code, string Words)> MarqueeAsync(
        string database, string dataDir, params string[] words)
    {
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "marquee"), words)
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["MARQUEE_DATABASE"] = database;
        start.Environment["MARQUEE_DATA_DIR"] = dataDir;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, said + await errors);
    }

    private sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("marquee-backup-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
