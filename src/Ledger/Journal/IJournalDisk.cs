namespace Marquee.Ledger.Journal;

/// <summary>The folder of one shard's journal: the real one, or one that fails on purpose.</summary>
internal interface IJournalDisk
{
    /// <summary>The names of its files, in name order.</summary>
    IReadOnlyList<string> Names();

    /// <summary>A new file of zeros, durable as a name and a size. Throws when there is no room.</summary>
    IJournalFile Create(string name, long size);

    /// <summary>A file that is there.</summary>
    IJournalFile Open(string name);
}
