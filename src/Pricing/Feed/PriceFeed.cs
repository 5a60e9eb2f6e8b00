using Marquee.Kernel;
using Marquee.Risk;

namespace Marquee.Pricing.Feed;

/// <summary>Brings a tenant's feed up to date.</summary>
internal sealed class PriceFeed(
    PricingDb db, PriceChanges changes, FeedWriter writer, IdSource ids, TimeProvider time)
{
    private readonly Guid _host = ids.Next();

    /// <summary>
    /// Looks once at a tenant; whether the feed is current with what happened before. Nothing to do where nobody ever
    /// read the feed or another host keeps it.
    /// </summary>
    public async Task<bool> LookAsync(CallContext call, CancellationToken cancel)
    {
        var began = time.GetUtcNow();
        if (await db.ReadAsync(call, tx => FeedStore.KeepAsync(tx, _host, cancel), cancel) is not { } head)
        {
            return false;
        }

        var found = await changes.FindAsync(call, head, cancel);
        if (!await writer.DrainAsync(call, cancel) || !found)
        {
            return false;
        }

        // The list of take-downs may have been that much older than the look.
        var asOf = began - RiskLimits.Fresh;
        await db.ReadAsync(
            call,
            tx => tx.ExecuteAsync(
                $"""
                update pricing.price_feed set as_of = greatest(as_of, {asOf}) where tenant_id = {call.Tenant.Id}
                """, cancel),
            cancel);
        return true;
    }
}
