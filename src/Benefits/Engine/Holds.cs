using Marquee.Benefits.Storage;
using Marquee.Kernel;

namespace Marquee.Benefits.Engine;

/// <summary>
/// What checkouts hold: reserve, then confirm or release. A hold is a row, so that every step repeats harmlessly.
/// </summary>
internal sealed class Holds(BenefitsDb db, Takedowns takedowns)
{
    public async Task<Result<IReadOnlyList<UsableCoupon>>> ReserveAsync(
        CallContext call, string key, int shopperNo, IReadOnlyList<Id<Grant>> grants, string orderRef,
        DateTimeOffset until, CancellationToken cancel)
    {
        Id<Grant>[] ids = [.. grants.Distinct().Order()];
        await using var tx = await db.BeginAsync(call, cancel);
        var inserted = await tx.ExecuteAsync($"""
            insert into benefits.hold (tenant_id, request_key, status, shopper_no, grants, order_ref, until_at)
            values ({call.Tenant.Id}, {key}, 'held', {shopperNo}, {ids}, {orderRef}, {until})
            on conflict do nothing
            """, cancel);
        var rows = await GrantRow.LockAsync(tx, ids, cancel);
        if (inserted == 0)
        {
            return await RepeatedAsync(tx, key, shopperNo, ids, rows, cancel);
        }

        if (Refusal(shopperNo, ids, rows, call.Now) is { } refusal)
        {
            return refusal;
        }

        var benefits = await BenefitRow.ManyAsync(tx, [.. rows.Select(row => row.BenefitId).Distinct()], cancel);
        if (await takedowns.CertainAsync(call, benefits, cancel) is { Count: > 0 } down)
        {
            return new BenefitTakenDown(down.First());
        }

        await tx.ExecuteAsync($"""
            update benefits.wallet set status = 'reserved', hold_key = {key}, hold_until = {until},
                order_ref = {orderRef}
            where tenant_id = {call.Tenant.Id} and grant_id = any({ids})
            """, cancel);
        await GrantLife.RecordAsync(tx, ids, GrantStatus.Reserved, orderRef, null, cancel);
        await tx.CommitAsync(cancel);
        return Result<IReadOnlyList<UsableCoupon>>.Of([.. rows.Select(row => row.AsCoupon())]);
    }

    public async Task<Result<Done>> ConfirmAsync(CallContext call, string key, string orderId, CancellationToken cancel)
    {
        await using var tx = await db.BeginAsync(call, cancel);
        if (await FindAsync(tx, key, cancel) is not { } hold)
        {
            return new Unknown("hold", key);
        }

        if (hold.Status != HoldStatus.Held)
        {
            return hold.Status == HoldStatus.Confirmed && hold.OrderRef == orderId ? Done.Instance : new HoldEnded(key);
        }

        // A hold whose time is over still stands as long as nobody else took the grants.
        var rows = await GrantRow.LockAsync(tx, hold.Grants, cancel);
        if (rows.Any(row => row.HoldKey != key))
        {
            return new HoldEnded(key);
        }

        await tx.ExecuteAllAsync(
            [
                $"""
                update benefits.wallet set status = 'used', hold_until = null, order_ref = {orderId}
                where tenant_id = {call.Tenant.Id} and grant_id = any({hold.Grants})
                """,
                $"""
                update benefits.hold set status = 'confirmed', order_ref = {orderId}
                where tenant_id = {call.Tenant.Id} and request_key = {key}
                """,
            ], cancel);
        await GrantLife.RecordAsync(tx, hold.Grants, GrantStatus.Used, orderId, null, cancel);
        await GiveBackEarlyAsync(tx, orderId, cancel);
        await tx.CommitAsync(cancel);
        return Done.Instance;
    }

    public async Task<Result<Done>> ReleaseAsync(CallContext call, string key, CancellationToken cancel)
    {
        await using var tx = await db.BeginAsync(call, cancel);
        // A release that comes before its reservation keeps it from ever holding anything.
        await tx.ExecuteAsync($"""
            insert into benefits.hold (tenant_id, request_key, status, grants)
            values ({call.Tenant.Id}, {key}, 'released', {Array.Empty<Guid>()}) on conflict do nothing
            """, cancel);
        var hold = (await FindAsync(tx, key, cancel))!;
        if (hold.Status == HoldStatus.Held)
        {
            var free = await tx.QueryAsync(
                $"""
                update benefits.wallet set status = 'granted', hold_key = null, hold_until = null, order_ref = null
                where tenant_id = {call.Tenant.Id} and grant_id = any({hold.Grants}) and hold_key = {key}
                  and status = 'reserved'
                returning grant_id
                """,
                row => row.Id<Grant>(0), cancel);
            await GrantLife.RecordAsync(tx, free, GrantStatus.Granted, hold.OrderRef, "released", cancel);
        }
        else if (hold is { Status: HoldStatus.Confirmed, OrderRef: { } orderId })
        {
            await GrantLife.GiveBackAsync(tx, orderId, hold.Grants, "checkout undone", cancel);
        }

        await tx.ExecuteAsync($"""
            update benefits.hold set status = 'released' where tenant_id = {call.Tenant.Id} and request_key = {key}
            """, cancel);
        await tx.CommitAsync(cancel);
        return Done.Instance;
    }

    /// <summary>Why grants cannot be held by a shopper at an instant; null when they can.</summary>
    internal static Error? Refusal(
        int shopperNo, IReadOnlyList<Id<Grant>> ids, IReadOnlyList<GrantRow> rows, DateTimeOffset now)
    {
        foreach (var id in ids)
        {
            if (rows.FirstOrDefault(row => row.Id == id) is not { } row || row.ShopperNo != shopperNo)
            {
                return new Unknown("grant", id.ToString());
            }

            if (row.Coupon is null || !row.IsUsableAt(now))
            {
                return new GrantNotUsable(id, row.StatusAt(now), row.UsableFrom, row.UsableTo);
            }
        }

        return null;
    }

    private static async Task<Result<IReadOnlyList<UsableCoupon>>> RepeatedAsync(
        Transaction tx, string key, int shopperNo, Id<Grant>[] ids, List<GrantRow> rows, CancellationToken cancel)
    {
        var hold = (await FindAsync(tx, key, cancel))!;
        if (hold.Status == HoldStatus.Released)
        {
            return new HoldEnded(key);
        }

        return hold.ShopperNo == shopperNo && hold.Grants.SequenceEqual(ids)
            ? Result<IReadOnlyList<UsableCoupon>>.Of([.. rows.Select(row => row.AsCoupon())])
            : new BenefitKeyReused(key);
    }

    // The order may have been cancelled or refunded before this confirmation came.
    private static async Task GiveBackEarlyAsync(Transaction tx, string orderId, CancellationToken cancel)
    {
        var early = await tx.QueryAsync(
            $"select grant_id from benefits.order_back where tenant_id = {tx.Call.Tenant.Id} and order_id = {orderId}",
            row => row.Id<Grant>(0), cancel);
        if (early.Count > 0)
        {
            var all = early.Any(grant => grant.Value == Guid.Empty);
            await GrantLife.GiveBackAsync(tx, orderId, all ? null : early, "the order ended first", cancel);
        }
    }

    private static Task<HoldRow?> FindAsync(Transaction tx, string key, CancellationToken cancel) => tx.FindAsync(
        $"""
        select status, shopper_no, grants, order_ref from benefits.hold
        where tenant_id = {tx.Call.Tenant.Id} and request_key = {key} for update
        """,
        row => new HoldRow(
            row.Enum<HoldStatus>(0), row.IntOrNull(1), [.. row.List<Guid>(2).Select(id => new Id<Grant>(id))],
            row.TextOrNull(3)),
        cancel);

    private enum HoldStatus
    {
        Held,
        Confirmed,
        Released,
    }

    private sealed record HoldRow(HoldStatus Status, int? ShopperNo, IReadOnlyList<Id<Grant>> Grants, string? OrderRef);
}
