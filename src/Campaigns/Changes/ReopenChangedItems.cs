using Marquee.Campaigns.Rounds;
using Marquee.Campaigns.Scheduling;
using Marquee.Campaigns.Submissions;
using Marquee.Catalog;
using Marquee.Kernel;

namespace Marquee.Campaigns.Changes;

/// <summary>
/// Items changed in the catalogue: what was approved, or had a slot, on the strength of something else goes back into
/// review. Locked ones stay: a change of them is the shop's breach, which re-validation lists. Compares what a plan was
/// judged by with what is true now, so a repeated event does nothing.
/// </summary>
internal sealed class ReopenChangedItems(CampaignsDb db, ICatalog catalog) : ISubscription
{
    private static readonly string[] Judged = ["in_review", "first_approved", "approved", "scheduled"];

    public string Name => "campaigns.reopen_changed_items";

    public IReadOnlyList<string> EventNames { get; } = ["catalog.items_changed"];

    public async Task HandleAsync(Delivery delivery, CancellationToken cancel)
    {
        var range = delivery.Read<ItemsChanged>();
        var after = range.FromSeq - 1;
        while (after < range.ToSeq)
        {
            var entries = await catalog.ChangesAsync(delivery.Call, after, Limits.BatchRows, cancel);
            foreach (
                var entry in entries.Where(entry => entry.Seq <= range.ToSeq && entry.Entity == CatalogEntity.Item))
            {
                await WorkOffAsync(delivery.Call, entry.FirstNo, entry.LastNo, cancel);
            }

            after = entries.Count == 0 ? range.ToSeq : entries[^1].Seq;
        }
    }

    private async Task WorkOffAsync(CallContext call, int firstItem, int lastItem, CancellationToken cancel)
    {
        Id<Submission>? after = null;
        List<SubmissionState> page;
        do
        {
            page = await db.ReadAsync(call, tx => SubmissionRows.PageAsync(
                tx,
                $"""
                s.item_no between {firstItem} and {lastItem} and s.status = any({Judged})
                  and ({after}::uuid is null or s.id > {after})
                """, Limits.RowsPerTransaction, cancel), cancel);
            await ReopenAsync(call, page, cancel);
            after = page.Count == 0 ? after : page[^1].Id;
        }
        while (page.Count == Limits.RowsPerTransaction);
    }

    private async Task ReopenAsync(CallContext call, List<SubmissionState> page, CancellationToken cancel)
    {
        var itemNos = page.Select(one => one.ItemNo).Distinct().ToArray();
        var items = await catalog.GetItemsAsync(call, itemNos, cancel);
        var skus = (await catalog.SkusOfItemsAsync(call, itemNos, cancel)).ToLookup(sku => sku.ItemNo);
        var hashes = page.Where(one => items.ContainsKey(one.ItemNo)).ToDictionary(
            one => one.Id, one => ReviewBasis.HashOf(items[one.ItemNo], [.. skus[one.ItemNo]], one.Plan));
        if (page.All(one => !hashes.TryGetValue(one.Id, out var now) || one.BasisHash is null || one.BasisHash == now))
        {
            return;
        }

        await using var tx = await db.BeginAsync(call, cancel);
        var changed = (await SubmissionRows.LockAsync(tx, [.. hashes.Keys], cancel))
            .Where(one => Judged.Contains(EnumText.Of(one.Status)) && one.BasisHash is not null
                && one.BasisHash != hashes[one.Id]).ToList();
        await StoreAsync(tx, changed, items, hashes, cancel);
        await tx.CommitAsync(cancel);
    }

    /// <summary>
    /// Where a submission goes whose item changed; what nobody has approved yet stays in review. Pure.
    /// </summary>
    private static readonly SidedTexts? ItemChanged = SidedTexts.ForBoth(
        new Texts("店铺修改了该商品。", "The shop changed the item."));

    internal static SubmissionStatus Next(SubmissionState was) => was.Status == SubmissionStatus.InReview
        ? SubmissionStatus.InReview
        : SubmissionMoves.Next(was.Id.ToString(), was.Status, SubmissionMove.Reopen, []).Value;

    private static async Task StoreAsync(
        Transaction tx, List<SubmissionState> changed, IReadOnlyDictionary<int, Item> items,
        Dictionary<Id<Submission>, string> hashes, CancellationToken cancel)
    {
        await tx.ExecuteAsync($"""
            update campaigns.submission s
            set title = n.title, category = n.category, main_image = n."mainImage", basis_hash = n."basisHash"
            from jsonb_to_recordset({new SqlText.Json(changed.Select(one => new
        {
            one.Id,
            items[one.ItemNo].Title,
            items[one.ItemNo].Category,
            items[one.ItemNo].MainImage,
            BasisHash = hashes[one.Id],
        }))}) as n (id uuid, title text, category text, "mainImage" text, "basisHash" text)
            where s.tenant_id = {tx.Call.Tenant.Id} and s.id = n.id
            """, cancel);
        var reopened = changed.Where(one => one.Status != SubmissionStatus.InReview).ToList();
        await SubmissionRows.MoveAsync(tx, [.. reopened.Select(one => new Moved(one.Id, Next(one)))], cancel);
        foreach (var ofRound in reopened.GroupBy(one => one.RoundId))
        {
            await Placement.FreeAsync(tx, ofRound.Key, [.. ofRound], cancel);
            await HistoryRows.AddAsync(
                tx, ofRound.Key,
                [.. ofRound.Select(one => new HistoryEntry(one.Id, "reopened", Reason: ItemChanged))], cancel);
        }
    }
}
