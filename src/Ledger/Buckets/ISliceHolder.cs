namespace Marquee.Ledger.Buckets;

/// <summary>
/// Whoever holds slices of accounts: a shard of this process, later another node. Totals over all time go back and
/// forth instead of differences, so that saying one twice changes nothing.
/// </summary>
internal interface ISliceHolder
{
    /// <summary>Takes up to that total of what the main bucket has ever given it.</summary>
    void Fill(int account, long total);

    /// <summary>Gives back all that is left of the slice; what it has ever given back, in all.</summary>
    long Drain(int account);
}
