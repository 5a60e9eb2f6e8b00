using System.Diagnostics;
using Marquee.Catalog.Changes;
using Marquee.Catalog.Reading;
using Marquee.Kernel;

namespace Marquee.Catalog.ShopEvents;

/// <summary>The contract, and what waits in it.</summary>
internal sealed class ShopItems(CatalogDb db) : IShopItems
{
    private static readonly ToldInbox<ShopItemEvent> Inbox = new(new SqlText.Raw("catalog.shop_event"));

    public async Task<IReadOnlyList<ToldAnswer>> TakeAsync(
        CallContext call, IReadOnlyList<ShopItemEvent> events, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(events.Count, KernelLimits.ToldBatch);
        Debug.Assert(
            events.All(told => told.Item is null != told.Stock is null), "An event is of an item or of a stock.");
        await using var tx = await db.BeginAsync(call, cancel);
        await Numbers.TakeTurnAsync(tx, cancel);
        var answers = await Inbox.TakeAsync(
            tx, events, told => ApplyAsync(tx, told, cancel), waits => ArrivedAsync(tx, waits, cancel), cancel);
        await tx.CommitAsync(cancel);
        return answers;
    }

    /// <summary>Tries again what waits.</summary>
    public async Task RetryAsync(CallContext call, CancellationToken cancel)
    {
        if (!await db.ReadAsync(call, tx => Inbox.AnyWaitsAsync(tx, cancel), cancel))
        {
            return;
        }

        await using var tx = await db.BeginAsync(call, cancel);
        await Numbers.TakeTurnAsync(tx, cancel);
        await Inbox.RetryAsync(
            tx, told => ApplyAsync(tx, told, cancel), waits => ArrivedAsync(tx, waits, cancel), cancel);
        await tx.CommitAsync(cancel);
    }

    public async Task<IReadOnlyList<ToldRow>> ListAsync(
        CallContext call, ToldOutcome? only, (DateTimeOffset At, string Id)? after, int limit,
        CancellationToken cancel) =>
        await db.ReadAsync(call, tx => Inbox.ListAsync(tx, only, after, limit, cancel), cancel);

    public Task<ToldCounts> CountAsync(CallContext call, CancellationToken cancel) =>
        db.ReadAsync(call, tx => Inbox.CountAsync(tx, cancel), cancel);

    // Items first: a stock may be of a SKU that comes with them.
    private static async Task<IReadOnlyList<ToldDecision>> ApplyAsync(
        Transaction tx, IReadOnlyList<ShopItemEvent> told, CancellationToken cancel)
    {
        var items = await ItemEvents.ApplyAsync(tx, [.. told.Where(one => one.Item is not null)], cancel);
        var stocks = await StockEvents.ApplyAsync(tx, [.. told.Where(one => one.Stock is not null)], cancel);
        return [.. told.Select(one => one.Item is not null ? items[one.Id] : stocks[one.Id])];
    }

    private static async Task<IReadOnlyCollection<string>> ArrivedAsync(
        Transaction tx, IReadOnlyList<string> waits, CancellationToken cancel) => await tx.QueryAsync(
        $"""
        select w.wait from unnest({waits.ToArray()}) as w (wait)
        where case split_part(w.wait, ':', 1)
            when 'merchant' then exists (select from catalog.merchant m where m.tenant_id = {tx.Call.Tenant.Id}
                and m.external_id = substr(w.wait, 10))
            when 'category' then exists (select from catalog.category c where c.tenant_id = {tx.Call.Tenant.Id}
                and c.code = substr(w.wait, 10))
            else exists (select from catalog.sku s where s.tenant_id = {tx.Call.Tenant.Id}
                and s.external_id = substr(w.wait, 5)) end
        """,
        row => row.GetString(0), cancel);
}
