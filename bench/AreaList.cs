using Marquee.Bench.Areas.Console;
using Marquee.Bench.Areas.Import;
using Marquee.Bench.Areas.Ledger;

namespace Marquee.Bench;

/// <summary>The areas there are: a new one is a class and a line here.</summary>
internal static class AreaList
{
    public static IReadOnlyList<IArea> All { get; } = [new ConsoleArea(), new ImportArea(), new LedgerArea()];
}
