using Marquee.Ledger.Shards;

namespace Marquee.Ledger.Journal;

/// <summary>
/// Proves a whole journal: after every record, what was filled and not drained is what is spent, reserved and left, and
/// that is what the record says. Names the first one that breaks it.
/// </summary>
internal static class JournalAudit
{
    public static LedgerAudit Run(IJournalDisk disk)
    {
        using var core = new ShardCore();
        var end = JournalReader.Read(disk, core.Replay);
        long spent = 0, reserved = 0, left = 0, caps = 0;
        for (var account = 0; account < core.Accounts; account++)
        {
            var slice = core.Slice(account);
            spent += slice.Spent;
            reserved += slice.Reserved;
            left += slice.Left;
            caps += slice.Filled - slice.Drained;
        }

        return new LedgerAudit(core.Accounts, end.Next, spent, reserved, left, caps, end.Wrong);
    }
}
