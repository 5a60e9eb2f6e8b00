using Marquee.Kernel;

namespace Marquee.Benefits.Engine;

/// <summary>Moves grants from one state to the next and writes it into their lives.</summary>
internal static class GrantLife
{
    /// <summary>Adds a line to the life of grants.</summary>
    public static Task RecordAsync(
        Transaction tx, IReadOnlyList<Id<Grant>> grants, GrantStatus status, string? orderRef, string? why,
        CancellationToken cancel) =>
        grants.Count == 0
            ? Task.CompletedTask
            : tx.ExecuteAsync($"""
                insert into benefits.grant_event (tenant_id, grant_id, at, status, order_ref, why, actor_name)
                select {tx.Call.Tenant.Id}, g, {tx.Call.Now}, {status}, {orderRef}, {why}, {tx.Call.Actor.Name}
                from unnest({grants}) as g
                """, cancel);

    /// <summary>What an order used goes back into the wallet; returns what did.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="orderId">The order.</param>
    /// <param name="grants">Only these; null for all that the order used.</param>
    /// <param name="why">Why, for the life of the grant.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<IReadOnlyList<Id<Grant>>> GiveBackAsync(
        Transaction tx, string orderId, IReadOnlyList<Id<Grant>>? grants, string why, CancellationToken cancel)
    {
        var back = await tx.QueryAsync(
            $"""
            update benefits.wallet set status = 'given_back', hold_key = null, hold_until = null
            where tenant_id = {tx.Call.Tenant.Id} and order_ref = {orderId} and status = 'used'
              and ({grants is null} or grant_id = any({grants ?? []}))
            returning grant_id
            """,
            row => row.Id<Grant>(0), cancel);
        await RecordAsync(tx, back, GrantStatus.GivenBack, orderId, why, cancel);
        return back;
    }
}
