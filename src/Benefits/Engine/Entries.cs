using System.Diagnostics;
using Marquee.Benefits.Storage;
using Marquee.Kernel;
using Marquee.Ledger;

namespace Marquee.Benefits.Engine;

/// <summary>
/// Claims and draws. An entry is written first, then the ledger decides under keys that follow from it, then the
/// outcome is written: cut short anywhere, the same steps again come to the same outcome, so nothing is lost and
/// nothing given twice.
/// </summary>
internal sealed class Entries(
    BenefitsDb db, BenefitAccounts accounts, RoundWindows windows, Registry<IBenefitType> types, Takedowns takedowns)
{
    /// <summary>Runs a claim or draw of a shopper under its request key.</summary>
    public async Task<Result<EntryRow>> RunAsync(
        CallContext call, int shopperNo, Id<Benefit> benefitId, bool isDraw, string requestKey,
        CancellationToken cancel)
    {
        var begun = await BeginAsync(call, shopperNo, benefitId, isDraw, requestKey, cancel);
        if (begun.Error is BenefitClosed { Why: "upcoming" } && await OpensNowAsync(call, benefitId, cancel))
        {
            begun = await BeginAsync(call, shopperNo, benefitId, isDraw, requestKey, cancel);
        }

        if (!begun.IsSuccess)
        {
            return begun.Error;
        }

        var (benefit, entry) = begun.Value;
        return entry.Status == EntryStatus.Pending ? await FinishAsync(call, benefit, entry, cancel) : entry;
    }

    /// <summary>Brings a pending entry to its outcome. Several may do so at once; they agree.</summary>
    public async Task<EntryRow> FinishAsync(
        CallContext call, BenefitRow benefit, EntryRow entry, CancellationToken cancel)
    {
        var type = types.Get(benefit.Benefit.Type);
        var take = type.Entry(benefit.Spec);
        var key = EntryKey(entry.Id);
        var answer = await accounts.TakeAsync(call, benefit, take, key, entry.ShopperNo, cancel);
        if (!answer.Granted)
        {
            return await StoreAsync(
                call, benefit, entry with { Status = EntryStatus.Refused, RefusedBy = answer.RefusedBy }, null, cancel);
        }

        // The opening of the account is its first record; the draws are numbered from behind it.
        var sequence = answer.Sequence - 1;
        var decision = type.Decide(
            new BenefitInput(sequence, benefit.Seed, entry.At, benefit.Benefit.From, benefit.Benefit.To), benefit.Spec);
        var award = decision.Award;
        var paidBy = (Account: BenefitAccounts.NameOf(benefit.Id, take.Part), Grant: key);
        if (award.Take is { } prize)
        {
            var prizeKey = PrizeKey(entry.Id);
            paidBy = (BenefitAccounts.NameOf(benefit.Id, prize.Part), prizeKey);
            var won = await accounts.TakeAsync(call, benefit, prize, prizeKey, entry.ShopperNo, cancel);
            award = won.Granted ? award : decision.Otherwise ?? award with { InWallet = false };
        }

        var outcome = entry with
        {
            Status = EntryStatus.Granted,
            Sequence = sequence,
            Ticket = decision.Ticket,
            Drawn = decision.Award.Code,
            Code = award.Code,
            Title = award.Title,
            GrantId = award.InWallet ? GrantIdOf(entry.Id) : null,
        };
        return await StoreAsync(
            call, benefit, outcome, award.InWallet ? new NewGrant(award, paidBy.Account, paidBy.Grant) : null, cancel);
    }

    /// <summary>Finishes entries that a fallen host left. Returns how many.</summary>
    public async Task<int> RecoverAsync(CallContext call, TimeSpan olderThan, CancellationToken cancel)
    {
        var left = await db.ReadAsync(call, tx => tx.QueryAsync(
            $"""
            select {EntryRow.Columns} from benefits.entry e
            where e.tenant_id = {call.Tenant.Id} and e.status = 'pending'
                and e.recorded_at <= clock_timestamp() - {olderThan}
            order by e.recorded_at limit {BenefitsLimits.SweepRows}
            """,
            EntryRow.Of, cancel), cancel);
        foreach (var entry in left)
        {
            var benefit = await db.ReadAsync(call, tx => BenefitRow.FindAsync(tx, entry.BenefitId, cancel), cancel);
            await FinishAsync(call, benefit!, entry, cancel);
        }

        return left.Count;
    }

    private async Task<bool> OpensNowAsync(CallContext call, Id<Benefit> benefitId, CancellationToken cancel)
    {
        var benefit = await db.ReadAsync(call, tx => BenefitRow.FindAsync(tx, benefitId, cancel), cancel);
        return benefit?.Benefit.RoundId is { } round && await windows.OpenAsync(call, round, cancel);
    }

    private async Task<Result<(BenefitRow, EntryRow)>> BeginAsync(
        CallContext call, int shopperNo, Id<Benefit> benefitId, bool isDraw, string requestKey,
        CancellationToken cancel)
    {
        await using var tx = await db.BeginAsync(call, cancel);
        if (await BenefitRow.FindAsync(tx, benefitId, cancel) is not { } benefit)
        {
            return new Unknown("benefit", benefitId.ToString());
        }

        if (types.Get(benefit.Benefit.Type).IsDrawn != isDraw)
        {
            return new WrongBenefitType(benefitId, benefit.Benefit.Type);
        }

        // A repeat gets its first answer even after the window has closed.
        if (await FindAsync(tx, benefitId, shopperNo, requestKey, cancel) is { } before)
        {
            return (benefit, before);
        }

        if ((await takedowns.CertainAsync(call, [benefit], cancel)).Count > 0)
        {
            return new BenefitTakenDown(benefitId);
        }

        var now = call.Now;
        if (benefit.ClosedAt(now) is { } closed)
        {
            return closed;
        }

        var entry = new EntryRow(call.Ids.Next<EntryRow>(), benefitId, shopperNo, requestKey, EntryStatus.Pending, now);
        var inserted = await tx.ExecuteAsync($"""
            insert into benefits.entry (tenant_id, entry_id, benefit_id, shopper_no, request_key, status, at)
            values ({call.Tenant.Id}, {entry.Id}, {benefitId}, {shopperNo}, {requestKey}, 'pending', {now})
            on conflict (tenant_id, benefit_id, shopper_no, request_key) do nothing
            """, cancel);
        if (inserted == 0)
        {
            entry = (await FindAsync(tx, benefitId, shopperNo, requestKey, cancel))!;
        }
        else if (benefit is { MerchantNo: not null, Benefit.RoundId: null })
        {
            // A shop may have changed its coupon until now; from the entry on it cannot.
            benefit = (await BenefitRow.FindAsync(tx, benefitId, cancel))!;
            if (benefit.ClosedAt(now) is { } closedNow)
            {
                return closedNow;
            }
        }

        await tx.CommitAsync(cancel);
        return (benefit, entry);
    }

    private async Task<EntryRow> StoreAsync(
        CallContext call, BenefitRow benefit, EntryRow outcome, NewGrant? grant, CancellationToken cancel)
    {
        await using var tx = await db.BeginAsync(call, cancel);
        var updated = await tx.ExecuteAsync($"""
            update benefits.entry set status = {outcome.Status}, refused_by = {outcome.RefusedBy},
                sequence = {outcome.Sequence},
                ticket = {outcome.Ticket}, drawn = {outcome.Drawn}, code = {outcome.Code}, title = {outcome.Title},
                grant_id = {outcome.GrantId?.Value}
            where tenant_id = {call.Tenant.Id} and entry_id = {outcome.Id} and status = 'pending'
            """, cancel);
        if (updated == 0)
        {
            // Somebody else finished it meanwhile, to the same end.
            var theirs = (await FindAsync(tx, outcome.BenefitId, outcome.ShopperNo, outcome.RequestKey, cancel))!;
            Debug.Assert(theirs == outcome, "The same steps come to the same outcome.");
            return theirs;
        }

        if (grant is not null)
        {
            await InsertAsync(tx, benefit, outcome, grant, cancel);
            await GrantLife.RecordAsync(tx, [outcome.GrantId!.Value], GrantStatus.Granted, null, null, cancel);
        }

        await tx.CommitAsync(cancel);
        return outcome;
    }

    private static Task<int> InsertAsync(
        Transaction tx, BenefitRow benefit, EntryRow entry, NewGrant grant, CancellationToken cancel)
    {
        var award = grant.Award;
        var coupon = award.Coupon;
        var isShop = coupon?.Scope == CouponScope.Shop;
        return tx.ExecuteAsync($"""
            insert into benefits.wallet
                (tenant_id, grant_id, benefit_id, shopper_no, status, title, code, scope, merchant_no, merchant_id,
                 threshold_minor, off_minor, platform_bp, merchant_bp, brand_bp, usable_from, usable_to, granted_at,
                 ledger_account, ledger_grant)
            values
                ({tx.Call.Tenant.Id}, {entry.GrantId!.Value}, {entry.BenefitId}, {entry.ShopperNo}, 'granted',
                 {award.Title}, {award.Code}, {(coupon is null ? null : EnumText.Of(coupon.Scope))},
                 {(isShop ? benefit.MerchantNo : null)}, {(isShop ? benefit.MerchantId : null)},
                 {coupon?.ThresholdMinor}, {coupon?.OffMinor}, {coupon?.Funding.PlatformBp},
                 {coupon?.Funding.MerchantBp},
                 {coupon?.Funding.BrandBp}, {award.UsableFrom}, {award.UsableTo}, {entry.At},
                 {grant.LedgerAccount}, {grant.LedgerGrant})
            """, cancel);
    }

    private static Task<EntryRow?> FindAsync(
        Transaction tx, Id<Benefit> benefit, int shopperNo, string requestKey,
        CancellationToken cancel) => tx.FindAsync(
        $"""
        select {EntryRow.Columns} from benefits.entry e
        where e.tenant_id = {tx.Call.Tenant.Id} and e.benefit_id = {benefit} and e.shopper_no = {shopperNo}
          and e.request_key = {requestKey}
        """,
        EntryRow.Of, cancel);

    private static string EntryKey(Id<EntryRow> entry) => $"entry:{entry}";

    private static string PrizeKey(Id<EntryRow> entry) => $"entry:{entry}:prize";

    // One entry makes at most one grant, so it may lend its id: whoever finishes it makes the same grant.
    private static Id<Grant> GrantIdOf(Id<EntryRow> entry) => new(entry.Value);

    private sealed record NewGrant(BenefitAward Award, string LedgerAccount, string LedgerGrant);
}
