using System.Diagnostics;

namespace Marquee.Ledger.Buckets;

/// <summary>
/// An account's main bucket. It fills the slices of its holders a little at a time: a slice is a share of what is left,
/// so slices shrink as the bucket empties. What it cannot pay alone it pays from slices it calls back, so a request is
/// refused only when everything that is left anywhere is not enough. Nobody chooses a number of buckets. Whoever uses
/// it lets no holder grant while it recalls.
/// </summary>
internal sealed class MainBucket(int account, long cap, IReadOnlyList<ISliceHolder> holders)
{
    private readonly long[] _filled = new long[holders.Count];
    private readonly long[] _drained = new long[holders.Count];

    public long Cap { get; private set; } = cap;

    /// <summary>What no holder has.</summary>
    public long Left { get; private set; } = cap;

    /// <summary>How often slices were called back.</summary>
    public int Recalls { get; private set; }

    public void Raise(long units)
    {
        Debug.Assert(units > 0, "A cap only grows.");
        Cap += units;
        Left += units;
    }

    /// <summary>
    /// A holder is back with what its journal says it ever gave back: it gets what it was promised and had not yet
    /// written down, and what it gave back without being heard counts.
    /// </summary>
    public void Rejoin(int holder, long drained)
    {
        Debug.Assert(drained >= _drained[holder], "What was given back is written down before it is counted.");
        Left += drained - _drained[holder];
        _drained[holder] = drained;
        holders[holder].Fill(account, _filled[holder]);
    }

    /// <summary>
    /// The slice for a holder that needs so many units more than it has: at least the need, else a quarter of an even
    /// share of what is left.
    /// </summary>
    public static long SliceOf(long left, long need, int holders) =>
        Math.Max(need, Math.Min(left, left / (4L * holders)));

    /// <summary>Gives a holder what it needs on top of its slice; false when all that is left is not enough.</summary>
    public bool Pay(int holder, long need)
    {
        Debug.Assert(need > 0, "A need is more than nothing.");
        if (Left < need)
        {
            // The holder's own slice counts in its need, so it stays where it is.
            Recall(holder);
        }

        if (Left < need)
        {
            return false;
        }

        var slice = SliceOf(Left, need, holders.Count);
        Left -= slice;
        _filled[holder] += slice;
        holders[holder].Fill(account, _filled[holder]);
        return true;
    }

    private void Recall(int except)
    {
        Recalls++;
        for (var i = 0; i < holders.Count; i++)
        {
            if (i != except)
            {
                var total = holders[i].Drain(account);
                Debug.Assert(total >= _drained[i] && total <= _filled[i], "Nobody returns what they were not given.");
                Left += total - _drained[i];
                _drained[i] = total;
            }
        }
    }
}
