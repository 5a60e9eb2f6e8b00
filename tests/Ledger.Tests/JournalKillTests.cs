using System.Diagnostics;
using System.Globalization;
using Marquee.Ledger.Journal;
using Marquee.Ledger.Shards;
using Marquee.Ledger.Tests.Simulation;
using Marquee.Testing;

namespace Marquee.Ledger.Tests;

/// <summary>A writer that is killed in the middle of its work, again and again, on one journal.</summary>
public sealed class JournalKillTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("marquee-kill").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Rounds_of_kill_9_oversell_lose_and_double_nothing()
    {
        var random = TestSeed.RandomFor(nameof(Rounds_of_kill_9_oversell_lose_and_double_nothing));
        var rounds = LongRun.IsOn ? 200 : 8;
        var told = new Dictionary<int, long>();
        var last = -1;
        for (uint round = 0; round < rounds; round++)
        {
            last = Math.Max(last, await KillOneAsync((round * 2) + 1, random, told));
            using var shard = Shard.Open(new FolderDisk(_folder), (round * 2) + 2, 1 << 18, 1 << 12);
            foreach (var (key, sequence) in told)
            {
                CheckKey(shard, key, sequence);
            }

            // Between what was told, nothing is missing either.
            long spent = 0;
            for (var key = 0; shard.Core.Remembers(Marks.Of(key)); key++)
            {
                var request = Marks.Take(key, 0, JournalWriterProgram.UnitsOf(key));
                shard.Core.Decide(request, isLast: true, out var answer);
                spent += answer.Units;
            }

            Assert.True(shard.Core.Keys > last, $"{shard.Core.Keys} keys are kept, key {last} was told");
            Assert.Equal(spent, shard.Core.Slice(0).Spent);
            var audit = JournalAudit.Run(new FolderDisk(_folder));
            Assert.True(audit.Holds, audit.FirstBroken);
            Assert.Equal(JournalWriterProgram.Cap, audit.Granted + audit.Left);
        }

        Assert.True(last > 0, "Nothing was told: the test would prove nothing.");
    }

    private async Task<int> KillOneAsync(uint epoch, Random random, Dictionary<int, long> told)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            ArgumentList = { JournalWriterProgram.Word, _folder, epoch.ToString(CultureInfo.InvariantCulture) },
        };
        using var writer = Process.Start(start)!;
        var last = -1;
        for (var left = random.Next(1, 120); left > 0; left--)
        {
            var line = await writer.StandardOutput.ReadLineAsync();
            Assert.True(line is not null, "The writer fell by itself.");
            last = Take(line, told);
        }

        writer.Kill();
        // What it still said before it fell was told as well.
        while (await writer.StandardOutput.ReadLineAsync() is { } line && line.Contains(' ', StringComparison.Ordinal))
        {
            last = Take(line, told);
        }

        await writer.WaitForExitAsync();
        return last;
    }

    private static int Take(string line, Dictionary<int, long> told)
    {
        var parts = line.Split(' ');
        // The last line may be torn as well: then it was not told.
        if (parts.Length != 2 || !long.TryParse(parts[1], null, out var sequence))
        {
            return -1;
        }

        var key = int.Parse(parts[0], null);
        told[key] = told.TryGetValue(key, out var before) ? before : sequence;
        return key;
    }

    private static void CheckKey(Shard shard, int key, long sequence)
    {
        shard.Core.Decide(Marks.Take(key, 0, JournalWriterProgram.UnitsOf(key)), isLast: true, out var answer);
        Assert.True(answer.IsRepeat, $"Key {key} was told and is forgotten.");
        if (answer.Granted)
        {
            Assert.Equal(sequence, answer.Sequence);
        }
    }
}
