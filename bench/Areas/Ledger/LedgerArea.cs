using System.Globalization;
using Marquee.Bench.Peers;
using Marquee.Ledger.Journal;
using Marquee.Ledger.Shards;

namespace Marquee.Bench.Areas.Ledger;

/// <summary>
/// The ledger's shards in process: one take a shopper under two limits, answered when its journal is flushed.
/// </summary>
internal sealed class LedgerArea : IArea
{
    private const string Flushed = "durable when answered: journal flushed (fdatasync)";

    public string Name => "ledger";

    public string About => "draws on hot accounts with a flushed journal, beside PostgreSQL and a locked table";

    public async Task MeasureAsync(Run run)
    {
        var fileSystem = Machine.FileSystemOf(Path.GetFullPath(run.Work));
        string[] inMemory = ["tmpfs", "ramfs"];
        if (inMemory.Any(kind => fileSystem.StartsWith(kind, StringComparison.Ordinal)))
        {
            throw new InvalidOperationException($"The journal would stand in memory: {run.Work} is {fileSystem}.");
        }

        run.Say($"journal on {fileSystem}");
        var single = MeasureHot(run, fileSystem);
        await MeasurePostgresAsync(run, single);
        await MeasureRedisAsync(run, single, "everysec", "written; flushed each second");
        await MeasureRedisAsync(run, single, "always", "flushed before the answer");
        MeasureBatches(run, single);
        MeasureAccounts(run, single);
        MeasureRecovery(run);
        MeasureCold(run);
    }

    private static double MeasureHot(Run run, string fileSystem)
    {
        var draws = run.Size(12_000_000, 400_000);
        using (var warm = New(run, "warm"))
        {
            warm.Rate(200_000, 4096, 8);
        }

        using var hot = New(run, "hot");
        run.Say($"{draws:N0} draws on one account");
        var rate = hot.Rate(draws, 4096, 8);
        var (flushes, bytes) = (hot.Flushes, hot.Bytes);
        run.Add(new Row(
            "draw-inproc", Metric.Throughput, rate, "bar of 1.2 M/s", 1_200_000,
            $"{draws:N0} draws, {flushes:N0} flushes, {bytes:N0} bytes, {fileSystem}; {Flushed}"));
        run.Add(new Row(
            "key-bytes", Metric.Bytes, hot.KeyBytes, "bar of 32", 32, $"{draws:N0} remembered keys with their index"));
        run.Say("400,000 draws a second");
        hot.AtRate(400_000, 1);
        var latencies = hot.AtRate(400_000, run.Size(20, 2));
        run.Add(new Row(
            "draw-inproc-400k", Metric.P99, latencies.Percentile(99), "bar of 10 ms", 10,
            $"open loop, a batch of 400 each millisecond; {Flushed}"));
        run.Say("a locked dictionary");
        var locked = new LockedTable().Rate(draws);
        run.Add(new Row(
            "draw-vs-locked", Metric.Throughput, rate, "two dictionaries behind a lock, two threads", locked,
            $"ours {Flushed}; theirs nothing"));
        return rate;
    }

    private static async Task MeasurePostgresAsync(Run run, double rate)
    {
        var host = await run.StartHostAsync("bench_ledger");
        await using var peer = new HotRow(host.Database);
        await peer.PrepareAsync();
        run.Say("PostgreSQL, one grant a statement");
        var one = await peer.RateAsync(16, 1, run.Size(10, 2));
        run.Add(new Row(
            "draw-vs-postgres", Metric.Throughput, rate, "UPDATE of the hot row, 16 clients", one,
            $"one grant a statement; bar 100; ours {Flushed}; theirs committed (fsync on)"));
        run.Say("PostgreSQL, 1,000 grants a statement");
        var many = await peer.RateAsync(4, 1000, run.Size(10, 2));
        run.Add(new Row(
            "draw-vs-postgres-batched", Metric.Throughput, rate, "1,000 grants a statement, 4 clients", many,
            $"bar 3; ours {Flushed}; theirs committed (fsync on)"));
    }

    private static async Task MeasureRedisAsync(Run run, double rate, string flush, string durable)
    {
        await using var redis = await RedisServer.StartAsync(Path.Combine(run.Work, "redis-" + flush), flush)
            ?? throw new InvalidOperationException("There is no redis-server on the PATH.");
        run.Say($"Redis, appendfsync {flush}");
        var theirs = await redis.RateAsync(16, 2048, run.Size(10, 2));
        run.Add(new Row(
            $"draw-vs-redis-{flush}", Metric.Throughput, rate, $"Redis with a Lua script, appendfsync {flush}", theirs,
            $"32,768 in flight each; ours in process, {Flushed}; theirs over loopback, {durable}"));
    }

    private static void MeasureBatches(Run run, double single)
    {
        foreach (var batch in (int[])[1, 64, 512, 4096, 16_384])
        {
            var draws = Math.Min(run.Size(3_000_000, 100_000), batch * run.Size(3000, 300));
            using var loop = New(run, $"batch-{batch}", most: batch);
            run.Add(new Row(
                $"curve-batch-{batch}", Metric.Throughput, loop.Rate(draws, batch, 4), "draw-inproc", single,
                $"at most {batch} draws a flush; {draws:N0} draws; {Flushed}"));
        }
    }

    private static void MeasureAccounts(Run run, double single)
    {
        foreach (var accounts in (int[])[100, 10_000])
        {
            var draws = run.Size(6_000_000, 200_000);
            using var loop = New(run, $"zipf-{accounts}", accounts);
            run.Say($"{draws:N0} draws on {accounts:N0} accounts");
            run.Add(new Row(
                accounts == 10_000 ? "draw-zipf" : $"curve-accounts-{accounts}", Metric.Throughput,
                loop.Rate(draws, 4096, 8), "draw-inproc", single,
                $"{accounts:N0} accounts, Zipf; bar 0.5; {Flushed}"));
        }
    }

    private static void MeasureRecovery(Run run)
    {
        var records = run.Size(20_000_000, 500_000);
        var folder = Path.Combine(run.Work, "recovery");
        using (var loop = New(run, "recovery"))
        {
            run.Say($"a journal of {records:N0} records");
            loop.Rate(records, 4096, 8);
        }

        run.Say("its recovery");
        var began = TimeProvider.System.GetTimestamp();
        using (var shard = Shard.Open(new FolderDisk(folder), 2, 1 << 20, 1 << 16))
        {
            var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
            run.Add(new Row(
                "recovery", Metric.Throughput, shard.Core.Keys / seconds, "bar of 100 M records in 60 s",
                100_000_000 / 60.0,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{shard.Core.Keys:N0} records in {seconds:0.0} s, from the page cache")));
        }

        Directory.Delete(folder, recursive: true);
    }

    private static void MeasureCold(Run run)
    {
        var accounts = run.Size(10_000_000, 1_000_000);
        run.Say($"{accounts:N0} accounts in memory");
        using var core = new ShardCore();
        for (var i = 0; i < accounts; i++)
        {
            core.Fill(core.Open(), 100);
        }

        run.Add(new Row(
            "cold-accounts", Metric.Bytes, core.Bytes, "bar of 2 GiB for ten million", 2.0 * (1L << 30),
            $"what {accounts:N0} open accounts take in one shard; accounts in PostgreSQL alone take nothing"));
    }

    private static Draws New(Run run, string name, int accounts = 1, int most = 4096 * 4) =>
        new(Path.Combine(run.Work, name), accounts, most);
}
