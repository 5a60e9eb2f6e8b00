using System.Diagnostics;
using Marquee.Testing;
using Xunit;

namespace Marquee.Columns.Tests;

/// <summary>Killed at any moment, a table opens at a version that was saved, and equals a rebuild to it.</summary>
public sealed class CrashTests
{
    [Fact]
    public async Task A_writer_that_is_killed_leaves_a_version_that_equals_a_rebuild()
    {
        using var folder = new Folder();
        var seed = TestSeed.Next();
        var random = new Random(seed);
        var versions = new List<long>();
        for (var round = 0; round < (LongRun.IsOn ? 200 : 8); round++)
        {
            using (var writer = Start(folder.Path))
            {
                // It has opened the table; from here on any moment may be its last. The first one lives until it has
                // saved, however slow the machine is: a table that was never saved proves nothing.
                await writer.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
                if (round == 0)
                {
                    await writer.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
                }

                await Task.Delay(random.Next(500), TestContext.Current.CancellationToken);
                writer.Kill();
                await writer.WaitForExitAsync(TestContext.Current.CancellationToken);
            }

            using var table = ColumnTable.Open(folder.Path, Shop.Schema);
            Assert.True(table.LeftOut is null, $"seed {seed}, round {round}: {table.LeftOut}");
            ColumnTableTests.AssertIs(table, table.Version, small: true);
            versions.Add(table.Version);
        }

        Assert.Equal(versions.Order(), versions);
        Assert.True(versions[^1] > 0, $"seed {seed}: nothing was ever saved");
    }

    private static Process Start(string folder)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        start.Environment[KilledWriter.Variable] = folder;
        return Process.Start(start)!;
    }
}
