using System.Globalization;
using Marquee.Bench.Load;
using Marquee.Bench.Peers;

namespace Marquee.Bench.Areas.Import;

/// <summary>Item files through the whole import: upload, job, ids, validation, change log.</summary>
internal sealed class ImportArea : IArea
{
    private const double BoundBytes = 1L << 30;
    private static readonly string[] Tables = ["product", "item", "sku", "price_now", "stock"];

    public string Name => "import";

    public string About => "item files through upload, job, ids, validation and change log, beside COPY";

    public async Task MeasureAsync(Run run)
    {
        var rows = run.Size(1_000_000, 40_000);
        var host = await run.StartHostAsync("bench_import");
        var market = await Market.MakeAsync(host, "market");
        await market.FurnishAsync(run.Work);
        var file = Path.Combine(run.Work, "items.csv");
        await using var peer = run.Keep(new CopyLoad(host.Database, run.Work));

        // Code is compiled and pools are filled by a first, small file.
        await ItemFile.WriteItemsAsync(file, "warm", 2_000);
        await market.ImportAsync("items", file);
        await ItemFile.WriteItemsAsync(file, "i", rows);
        await peer.CheckpointAsync();
        run.Say($"importing {rows:N0} rows, {new FileInfo(file).Length / 1_000_000} MB");
        var (database, program) = (await Cpu.OfClusterAsync(host.Database), host.CpuSeconds);
        var (_, first) = await market.ImportAsync("items", file);
        (database, program) = (await Cpu.OfClusterAsync(host.Database) - database, host.CpuSeconds - program);
        var peak = host.PeakMemory;
        run.Say(string.Create(CultureInfo.InvariantCulture, $"{first:0.0} s; the same rows by COPY"));
        var stored = await peer.PrepareAsync("catalog", Tables);
        var copying = await Cpu.OfClusterAsync(host.Database);
        var copied = await peer.LoadAsync(Tables);
        copying = await Cpu.OfClusterAsync(host.Database) - copying;
        run.Add(new Row(
            "import-items", Metric.Throughput, rows / first, "COPY of the typed rows", rows / copied,
            $"{rows:N0} rows → {stored:N0} rows of {Tables.Length} tables; bar 0.4"));
        run.Add(new Row(
            "import-items-cpu", Metric.Time, database + program, "COPY of the typed rows", copying,
            string.Create(
                CultureInfo.InvariantCulture, $"processor time; database {database:0.0}, host {program:0.0}")));

        run.Say(string.Create(CultureInfo.InvariantCulture, $"{copied:0.0} s; the same file again"));
        await peer.CheckpointAsync();
        var (_, again) = await market.ImportAsync("items", file);
        run.Add(new Row(
            "reimport-unchanged", Metric.Throughput, rows / again, "the first import", rows / first, "bar 3"));

        await MeasureMemoryAsync(run, market, file, rows, first, peak);
    }

    /// <summary>Three times the rows need no more memory: what a host holds is the chunk, not the file.</summary>
    private static async Task MeasureMemoryAsync(
        Run run, Market market, string file, int rows, double first, long before)
    {
        var more = rows * 3;
        await ItemFile.WriteItemsAsync(file, "j", more);
        run.Say($"importing {more:N0} further rows for their memory");
        var (_, seconds) = await market.ImportAsync("items", file);
        var peak = market.Host.PeakMemory;
        run.Add(new Row(
            "import-memory", Metric.Bytes, peak, "bound of 1 GiB", BoundBytes,
            $"the host's largest resident set after {more:N0} rows more"));
        run.Add(new Row(
            "import-memory-growth", Metric.Growth, (double)peak / before, "memory that grows with the file", 4,
            $"peak after {rows + more:N0} rows over peak after {rows:N0}"));
        run.Add(new Row(
            "import-large-table", Metric.Throughput, more / seconds, "the first import", rows / first,
            $"{more:N0} new rows into a table of {rows:N0}"));
    }
}
