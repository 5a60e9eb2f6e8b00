using Marquee.Campaigns.Rounds;
using Marquee.Campaigns.Submissions;
using Marquee.Kernel;
using Marquee.Ledger;

namespace Marquee.Campaigns.Items;

/// <summary>
/// From confirmed to locked. A confirmation is the intent, durable with its hold; the activity stock is opened in the
/// ledger, whose transactions are its own; then the campaign item is open to readers. A fall between the two is
/// finished by the ticker: each step may be repeated.
/// </summary>
internal sealed class Locking(CampaignsDb db, ILedger ledger)
{
    /// <summary>Finishes confirmations that stand; others are passed over.</summary>
    public async Task FinishAsync(CallContext call, IReadOnlyList<Id<Submission>> submissions, CancellationToken cancel)
    {
        var waiting = await db.ReadAsync(call, tx => CampaignItemRows.ReadAsync(
            tx, $"c.submission_id = any({submissions}) and c.seq is null", cancel), cancel);
        foreach (var ofRound in waiting.GroupBy(item => item.Content.RoundId))
        {
            foreach (var page in ofRound.Chunk(Limits.RowsPerTransaction))
            {
                await OpenStockAsync(call, page, cancel);
                await LockAsync(call, ofRound.Key, [.. page.Select(item => item.Content.SubmissionId)], cancel);
            }
        }
    }

    /// <summary>Finishes confirmations whose request fell before it had locked them.</summary>
    public async Task FinishInterruptedAsync(CallContext call, CancellationToken cancel)
    {
        var stale = await db.ReadAsync(call, tx => tx.QueryAsync(
            $"""
            select id from campaigns.submission
            where tenant_id = {call.Tenant.Id} and status = 'confirmed'
                and status_since < {call.Now - Limits.LockPatience}
            order by status_since limit {Limits.RowsPerTransaction}
            """,
            row => row.Id<Submission>(0), cancel), cancel);
        if (stale.Count > 0)
        {
            await FinishAsync(call, stale, cancel);
        }
    }

    /// <summary>Nothing more can be taken of the activity stock of items that left.</summary>
    public async Task FreezeAsync(CallContext call, Id<Submission> submission, CancellationToken cancel)
    {
        var left = await db.ReadAsync(call, tx => CampaignItemRows.ReadAsync(
            tx, $"c.submission_id = {submission} and c.left_at is not null", cancel), cancel);
        if (left.Count > 0)
        {
            await ledger.FreezeAsync(
                call, [.. left.SelectMany(AccountsOf).Select(account => account.Name)], true, cancel);
        }
    }

    private async Task OpenStockAsync(CallContext call, IReadOnlyList<StoredItem> items, CancellationToken cancel)
    {
        foreach (var accounts in items.SelectMany(AccountsOf).Chunk(Limits.AccountsPerCall))
        {
            var opened = await ledger.OpenAsync(call, accounts, cancel);
            if (!opened.IsSuccess)
            {
                throw new InvalidOperationException($"Activity stock cannot be opened: {opened.Error.Message}");
            }
        }
    }

    private async Task LockAsync(
        CallContext call, Id<Round> round, IReadOnlyList<Id<Submission>> submissions, CancellationToken cancel)
    {
        await using var tx = await db.BeginAsync(call, cancel);
        var confirmed = (await SubmissionRows.LockAsync(tx, submissions, cancel))
            .Where(one => one.Status == SubmissionStatus.Confirmed).ToList();
        var to = SubmissionMoves.Next("", SubmissionStatus.Confirmed, SubmissionMove.Lock, []).Value;
        await SubmissionRows.MoveAsync(tx, [.. confirmed.Select(one => new Moved(one.Id, to))], cancel);
        await HistoryRows.AddAsync(tx, round, [.. confirmed.Select(one => new HistoryEntry(one.Id, "locked"))], cancel);
        await CampaignItemRows.OpenAsync(tx, round, [.. confirmed.Select(one => one.Id)], cancel);
        await tx.CommitAsync(cancel);
    }

    private static IEnumerable<LedgerAccount> AccountsOf(StoredItem item) => item.Content.Skus.Select(sku =>
        new LedgerAccount(CampaignAccounts.Stock(item.Content.RoundId, sku.SkuNo), sku.ActivityStock));
}
