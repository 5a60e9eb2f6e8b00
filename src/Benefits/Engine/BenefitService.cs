using Marquee.Benefits.Storage;
using Marquee.Kernel;
using Marquee.Ledger;

namespace Marquee.Benefits.Engine;

/// <summary>The module's contract, put together from its parts.</summary>
internal sealed class BenefitService(
    BenefitsDb db, Entries entries, Holds holds, ShopperStates states, Registry<IBenefitType> types,
    Takedowns takedowns) : IBenefits
{
    public async Task<IReadOnlyList<Benefit>> GetAsync(
        CallContext call, IReadOnlyList<Id<Benefit>> ids, CancellationToken cancel)
    {
        Bound(ids, BenefitsLimits.IdsPerCall);
        var rows = await db.ReadAsync(call, tx => BenefitRow.ManyAsync(tx, ids, cancel), cancel);
        return [.. rows.Select(row => row.Benefit)];
    }

    public async Task<IReadOnlyList<Benefit>> OfRoundsAsync(
        CallContext call, IReadOnlyList<Guid> rounds, CancellationToken cancel)
    {
        Bound(rounds, BenefitsLimits.IdsPerCall);
        var rows = await db.ReadAsync(call, tx => tx.QueryAsync(
            $"""
            select {BenefitRow.Columns} from benefits.benefit b
            where b.tenant_id = {call.Tenant.Id} and b.round_id = any({rounds})
            order by b.status <> 'active', b.name, b.benefit_id limit {BenefitsLimits.IdsPerCall}
            """,
            BenefitRow.Of, cancel), cancel);
        return [.. rows.Select(row => row.Benefit)];
    }

    public Task<IReadOnlyList<ShopperBenefit>> ForShopperAsync(
        CallContext call, int? shopperNo, IReadOnlyList<Id<Benefit>> ids, CancellationToken cancel)
    {
        Bound(ids, BenefitsLimits.IdsPerCall);
        return states.OfAsync(call, shopperNo, ids, cancel);
    }

    public async Task<Result<Grant>> ClaimAsync(
        CallContext call, int shopperNo, Id<Benefit> benefit, string requestKey, CancellationToken cancel)
    {
        var entry = await RunAsync(call, shopperNo, benefit, false, requestKey, cancel);
        if (!entry.IsSuccess)
        {
            return entry.Error;
        }

        var grant = await db.ReadAsync(call, tx => GrantRow.FindAsync(tx, entry.Value.GrantId!.Value, cancel), cancel);
        return grant!.GrantAt(call.Now);
    }

    public async Task<Result<DrawOutcome>> DrawAsync(
        CallContext call, int shopperNo, Id<Benefit> lottery, string requestKey, CancellationToken cancel)
    {
        var entry = await RunAsync(call, shopperNo, lottery, true, requestKey, cancel);
        return entry.Map(drawn => new DrawOutcome(
            lottery, drawn.Sequence!.Value, drawn.Ticket!.Value, drawn.Code, drawn.Title!, drawn.GrantId,
            drawn.Code is null));
    }

    public Task<IReadOnlyList<Grant>> WalletAsync(CallContext call, int shopperNo, CancellationToken cancel) =>
        GrantsAsync(call, shopperNo, (row, _) => row.GrantAt(call.Now), cancel);

    public async Task<IReadOnlyList<UsableCoupon>> UsableCouponsAsync(
        CallContext call, int shopperNo, CancellationToken cancel)
    {
        var now = call.Now;
        var rows = await db.ReadAsync(call, tx => tx.QueryAsync(
            $"""
            select {GrantRow.Columns} from benefits.wallet w
            where w.tenant_id = {call.Tenant.Id} and w.shopper_no = {shopperNo} and w.scope is not null
              and w.usable_from <= {now} and w.usable_to > {now}
              and (w.status in ('granted', 'given_back') or (w.status = 'reserved' and w.hold_until <= {now}))
            order by w.usable_to, w.grant_id limit {BenefitsLimits.UsableCoupons}
            """,
            GrantRow.Of, cancel), cancel);
        var down = await DownAsync(call, rows, cancel);
        return [.. rows.Where(row => !down.Contains(row.BenefitId)).Select(row => row.AsCoupon())];
    }

    public async Task<IReadOnlySet<Id<Benefit>>> DownAsync(
        CallContext call, IReadOnlyList<Id<Benefit>> ids, CancellationToken cancel)
    {
        Bound(ids, BenefitsLimits.IdsPerCall);
        if (ids.Count == 0 || !await takedowns.AnyAsync(call, cancel))
        {
            return new HashSet<Id<Benefit>>();
        }

        var rows = await db.ReadAsync(call, tx => BenefitRow.ManyAsync(tx, ids, cancel), cancel);
        return await takedowns.CertainAsync(call, rows, cancel);
    }

    private Task<IReadOnlySet<Id<Benefit>>> DownAsync(
        CallContext call, List<GrantRow> rows, CancellationToken cancel) =>
        DownAsync(call, [.. rows.Select(row => row.BenefitId).Distinct()], cancel);

    public Task<Result<IReadOnlyList<UsableCoupon>>> ReserveAsync(
        CallContext call, string requestKey, int shopperNo, IReadOnlyList<Id<Grant>> grants, string orderRef,
        DateTimeOffset until, CancellationToken cancel)
    {
        Bound(grants, BenefitsLimits.GrantsPerHold);
        CheckKey(requestKey, BenefitsLimits.HoldKeyLength);
        CheckKey(orderRef, BenefitsLimits.HoldKeyLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(until, call.Now + BenefitsLimits.HoldLength);
        return holds.ReserveAsync(call, requestKey, shopperNo, grants, orderRef, until, cancel);
    }

    public Task<Result<Done>> ConfirmAsync(
        CallContext call, string requestKey, string orderId, CancellationToken cancel)
    {
        CheckKey(requestKey, BenefitsLimits.HoldKeyLength);
        CheckKey(orderId, BenefitsLimits.HoldKeyLength);
        return holds.ConfirmAsync(call, requestKey, orderId, cancel);
    }

    public Task<Result<Done>> ReleaseAsync(CallContext call, string requestKey, CancellationToken cancel)
    {
        CheckKey(requestKey, BenefitsLimits.HoldKeyLength);
        return holds.ReleaseAsync(call, requestKey, cancel);
    }

    /// <summary>A shopper's grants, newest first, mapped.</summary>
    public async Task<IReadOnlyList<T>> GrantsAsync<T>(
        CallContext call, int shopperNo, Func<GrantRow, bool, T> map, CancellationToken cancel)
    {
        var rows = await db.ReadAsync(call, tx => tx.QueryAsync(
            $"""
            select {GrantRow.Columns} from benefits.wallet w
            where w.tenant_id = {call.Tenant.Id} and w.shopper_no = {shopperNo}
            order by w.grant_id desc limit {BenefitsLimits.WalletGrants}
            """,
            GrantRow.Of, cancel), cancel);
        var down = await DownAsync(call, rows, cancel);
        return [.. rows.Select(row => map(row, down.Contains(row.BenefitId)))];
    }

    private async Task<Result<EntryRow>> RunAsync(
        CallContext call, int shopperNo, Id<Benefit> benefit, bool isDraw, string requestKey, CancellationToken cancel)
    {
        CheckKey(requestKey, BenefitsLimits.RequestKeyLength);
        var entry = await entries.RunAsync(call, shopperNo, benefit, isDraw, requestKey, cancel);
        if (!entry.IsSuccess || entry.Value.RefusedBy is not { } refusedBy)
        {
            return entry;
        }

        var row = await db.ReadAsync(call, tx => BenefitRow.FindAsync(tx, benefit, cancel), cancel);
        return ErrorOf(row!, refusedBy);
    }

    private Error ErrorOf(BenefitRow benefit, string refusedBy)
    {
        if (refusedBy.StartsWith(LedgerRefusals.SubjectPrefix, StringComparison.Ordinal))
        {
            var name = refusedBy[LedgerRefusals.SubjectPrefix.Length..];
            var take = types.Get(benefit.Benefit.Type).Entry(benefit.Spec);
            var max = take.Limits.First(limit => limit.Name == name).Max / take.Units;
            return new ClaimLimitReached(benefit.Id, name, max);
        }

        return refusedBy == LedgerRefusals.Frozen
            ? new BenefitClosed(benefit.Id, "paused", benefit.Benefit.From, benefit.Benefit.To)
            : new BenefitSoldOut(benefit.Id);
    }

    private static void Bound<T>(IReadOnlyList<T> many, int most)
    {
        ArgumentNullException.ThrowIfNull(many);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(many.Count, most);
    }

    private static void CheckKey(string key, int longest)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(key.Length, longest);
    }
}
