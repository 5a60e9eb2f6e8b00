namespace Marquee.Ledger.Journal;

/// <summary>A file of a journal.</summary>
internal interface IJournalFile : IDisposable
{
    long Length { get; }

    void Write(long at, ReadOnlySpan<byte> bytes);

    /// <summary>Returns when everything written is on the disk. After it threw, nothing is known of what was.</summary>
    void Flush();

    /// <summary>Fills the span as far as the file goes and returns how far.</summary>
    int Read(long at, Span<byte> into);
}
