namespace Marquee.Ledger.Shards;

/// <summary>
/// 96 bits of a keyed hash, which stand for a request key or a subject: among a billion of them two are the same with a
/// probability below one in a hundred billion.
/// </summary>
internal readonly record struct Mark(ulong High, uint Low)
{
    public bool IsNone => High == 0 && Low == 0;
}
