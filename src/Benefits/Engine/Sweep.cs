using Marquee.Benefits.Storage;
using Marquee.Kernel;
using Marquee.Ledger;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Marquee.Benefits.Engine;

/// <summary>
/// What time brings about: grants expire, what they took from the ledger goes back, shops' own offers are over, entries
/// that a fallen host left are finished. Every step repeats harmlessly, so several hosts may sweep at once.
/// </summary>
internal sealed partial class Sweep(
    BenefitsDb db, Entries entries, ILedger ledger, ITenants tenants, SystemCalls calls, TimeProvider time,
    ILogger<Sweep> log)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(BenefitsLimits.SweepEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await SweepAsync(stoppingToken);
        }
    }

    internal async Task SweepAsync(CancellationToken cancel)
    {
        try
        {
            foreach (var tenant in await tenants.AllAsync(cancel))
            {
                await SweepAsync(calls.For(tenant), cancel);
            }
        }
#pragma warning disable CA1031 // A sweep that fails is repeated by the next; nothing may end the service.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            LogFailed(log, e.Message);
        }
    }

    /// <summary>Sweeps one tenant until nothing is left to do.</summary>
    internal async Task SweepAsync(CallContext call, CancellationToken cancel)
    {
        while (await entries.RecoverAsync(call, BenefitsLimits.PendingFor, cancel) == BenefitsLimits.SweepRows)
        {
            // There may be more than one turn takes.
        }

        while (await ExpireAsync(call, cancel) == BenefitsLimits.SweepRows)
        {
            // There may be more than one turn takes.
        }

        await EndShopOffersAsync(call, cancel);
        while (await ReturnAsync(call, cancel) == BenefitsLimits.SweepRows)
        {
            // There may be more than one turn takes.
        }
    }

    // Shops' own offers whose time is over make room for others; thresholds are told, so that nobody keeps them.
    private async Task EndShopOffersAsync(CallContext call, CancellationToken cancel)
    {
        await using var tx = await db.BeginAsync(call, cancel);
        var over = await tx.QueryAsync(
            $"""
            update benefits.shop_offer s set status = 'over'
            where s.tenant_id = {call.Tenant.Id} and s.offer_id in (
                select offer_id from benefits.shop_offer
                where tenant_id = {call.Tenant.Id} and status = 'active' and to_at <= {call.Now}
                order by to_at limit {BenefitsLimits.SweepRows} for update skip locked)
            returning s.kind, s.merchant_id
            """,
            row => (Kind: row.Enum<ShopOfferKind>(0), Shop: row.GetString(1)), cancel);
        foreach (var shop in over.Where(one => one.Kind == ShopOfferKind.Threshold).Select(one => one.Shop).Distinct())
        {
            await tx.AddAsync(new ShopThresholdsChanged(shop), cancel);
        }

        await tx.CommitAsync(cancel);
    }

    private async Task<int> ExpireAsync(CallContext call, CancellationToken cancel)
    {
        var now = call.Now;
        await using var tx = await db.BeginAsync(call, cancel);
        // A grant that a checkout holds expires only after the hold. Locked rows are left to whoever works on them.
        var expired = await tx.QueryAsync(
            $"""
            update benefits.wallet w set status = 'expired', hold_key = null, hold_until = null
            where w.tenant_id = {call.Tenant.Id} and w.grant_id in (
                select grant_id from benefits.wallet
                where tenant_id = {call.Tenant.Id} and usable_to <= {now}
                  and (status in ('granted', 'given_back') or (status = 'reserved' and hold_until <= {now}))
                limit {BenefitsLimits.SweepRows} for update skip locked)
            returning w.grant_id
            """,
            row => row.Id<Grant>(0), cancel);
        await GrantLife.RecordAsync(tx, expired, GrantStatus.Expired, null, null, cancel);
        await tx.CommitAsync(cancel);
        return expired.Count;
    }

    // What a grant took goes back to the ledger; the key follows from the grant, so a second time changes nothing.
    private async Task<int> ReturnAsync(CallContext call, CancellationToken cancel)
    {
        var rows = await db.ReadAsync(call, tx => tx.QueryAsync(
            $"""
            select grant_id, ledger_account, ledger_grant from benefits.wallet
            where tenant_id = {call.Tenant.Id} and status in ('expired', 'revoked') and not is_returned
            order by grant_id limit {BenefitsLimits.SweepRows}
            """,
            row => (Id: row.Id<Grant>(0), Account: row.GetString(1), Grant: row.GetString(2)), cancel), cancel);
        if (rows.Count == 0)
        {
            return 0;
        }

        await ledger.ApplyAsync(
            call, [.. rows.Select(row => LedgerRequest.GiveBack($"return:{row.Id}", row.Account, row.Grant))], cancel);
        await db.ReadAsync(call, tx => tx.ExecuteAsync($"""
            update benefits.wallet set is_returned = true
            where tenant_id = {call.Tenant.Id} and grant_id = any({rows.Select(row => row.Id).ToArray()})
            """, cancel), cancel);
        return rows.Count;
    }
}
