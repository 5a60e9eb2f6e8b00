using System.Globalization;
using System.Runtime.CompilerServices;

namespace Marquee.Columns.Tests;

/// <summary>
/// The process that a test kills: told by its environment, this program follows the change log and saves after every
/// piece or two instead of running tests. It tells two things, a line each: that the table is open, and its first save.
/// </summary>
internal static class KilledWriter
{
    public const string Variable = "MARQUEE_COLUMNS_WRITE_TO";

#pragma warning disable CA2255 // The only place before the test runner's own entry point.
    [ModuleInitializer]
#pragma warning restore CA2255
    public static void WriteUntilKilled()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } folder)
        {
            return;
        }

        using var table = ColumnTable.Open(folder, Shop.Schema);
        Tell(table.Version);
        var hasSaved = false;
        // A killer that never comes must not leave this behind.
        var deadline = Environment.TickCount64 + 60_000;
        for (var version = table.Version + 1; Environment.TickCount64 < deadline; version++)
        {
            table.Apply(Shop.Changes(version, small: true));
            if (version % 2 == 0)
            {
                table.Save();
                if (!hasSaved)
                {
                    hasSaved = true;
                    Tell(version);
                }
            }
        }

        Environment.Exit(0);
    }

    private static void Tell(long version) =>
        Console.Out.WriteLine(version.ToString(CultureInfo.InvariantCulture));
}
