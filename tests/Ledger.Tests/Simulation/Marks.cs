using Marquee.Ledger.Shards;

namespace Marquee.Ledger.Tests.Simulation;

/// <summary>Marks and requests of numbers.</summary>
internal static class Marks
{
    public static Mark Of(int number) =>
        new(unchecked(((ulong)number + 1) * 0x9E3779B97F4A7C15), (uint)number + 1);

    public static ShardRequest Take(int key, int account, long units, int subject = 0, ushort limits = 0) => new()
    {
        Op = LedgerOp.Take, Key = Of(key), Account = account, Units = units, Digest = Digest(LedgerOp.Take, units),
        Subject = Of(subject), Limits = limits,
    };

    public static ShardRequest Reserve(
        int key, int account, long units, long expiresAt, int subject = 0, ushort limits = 0) =>
        Take(key, account, units, subject, limits) with
        {
            Op = LedgerOp.Reserve,
            ExpiresAt = expiresAt,
            Digest = Digest(LedgerOp.Reserve, units),
        };

    public static ShardRequest Move(LedgerOp op, int key, int account, int grant, long units) => new()
    {
        Op = op, Key = Of(key), Account = account, Units = units, Grant = Of(grant), Digest = Digest(op, units),
    };

    public static uint Digest(LedgerOp op, long units) => (uint)(((long)op << 20) | (units & 0xFFFFF));
}
