using System.Globalization;
using Marquee.Ledger.Journal;
using Marquee.Ledger.Shards;
using Marquee.Ledger.Tests.Simulation;

namespace Marquee.Ledger.Tests;

/// <summary>Takes from one account until it is killed, and says what is durable, batch by batch.</summary>
internal static class JournalWriterProgram
{
    public const string Word = "write-journal";

    /// <summary>The cap, and the units of the key of that number.</summary>
    public const long Cap = 400_000;

    public static long UnitsOf(int key) => (key % 3) + 1;

    public static int Run(string folder, uint epoch)
    {
        using var shard = Shard.Open(new FolderDisk(folder), epoch, 1 << 18, 1 << 12);
        if (shard.Core.Accounts == 0)
        {
            shard.Core.Open();
            shard.Core.Fill(0, Cap);
        }

        for (var key = 0; ; key++)
        {
            // From the first key again in every round: what was answered before is answered the same.
            shard.Core.Decide(Marks.Take(key, 0, UnitsOf(key)), isLast: true, out var answer);
            if (key % 50 == 49)
            {
                shard.Journal.Seal();
                shard.Journal.Flush();
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{key} {answer.Sequence}"));
                Console.Out.Flush();
            }
        }
    }
}
