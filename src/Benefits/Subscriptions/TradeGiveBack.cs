using System.Text.Json.Serialization;
using Marquee.Benefits.Engine;
using Marquee.Benefits.Storage;
using Marquee.Kernel;

namespace Marquee.Benefits.Subscriptions;

/// <summary>
/// Orders that end give coupons back. Trade is known here by the names of its events only; of their members only those
/// are read that matter.
/// </summary>
internal sealed class TradeGiveBack(BenefitsDb db) : ISubscription
{
    // Stored with the cursor.
    public string Name => "benefits.trade";

    public IReadOnlyList<string> EventNames => ["trade.refunded", "trade.order_cancelled"];

    public async Task HandleAsync(Delivery delivery, CancellationToken cancel)
    {
        var payload = delivery.Read<Payload>();
        var orderId = payload.OrderId.ToString("D");
        var all = delivery.EventName == "trade.order_cancelled";
        IReadOnlyList<Id<Grant>> grants = all
            ? [new Id<Grant>(Guid.Empty)]
            : [.. (payload.BenefitsBack ?? []).Select(id => new Id<Grant>(id))];
        await using var tx = await db.BeginAsync(delivery.Call, cancel);
        if (grants.Count == 0 || !await delivery.IsFirstAsync(tx, cancel))
        {
            return;
        }

        // Kept for a confirmation of the checkout that comes after this news.
        await tx.ExecuteAsync($"""
            insert into benefits.order_back (tenant_id, order_id, grant_id)
            select {delivery.Call.Tenant.Id}, {orderId}, g from unnest({grants}) as g on conflict do nothing
            """, cancel);
        var back = await GrantLife.GiveBackAsync(
            tx, orderId, all ? null : grants, all ? "order cancelled" : "order refunded", cancel);
        if (back.Count > 0)
        {
            await tx.AddAsync(new BenefitsGivenBack(orderId, [.. back.Select(grant => grant.Value)]), cancel);
        }

        await tx.CommitAsync(cancel);
    }

    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
    private sealed record Payload(Guid OrderId, IReadOnlyList<Guid>? BenefitsBack = null);
}
