using Marquee.Benefits.Storage;
using Marquee.Kernel;
using Marquee.Ledger;

namespace Marquee.Benefits.Engine;

/// <summary>What a shopper can do with benefits.</summary>
internal sealed class ShopperStates(
    BenefitsDb db, BenefitAccounts accounts, Registry<IBenefitType> types, Takedowns takedowns)
{
    /// <summary>One had by a shopper: a claim or draw that was granted.</summary>
    internal sealed record Had(Id<Benefit> BenefitId, DateTimeOffset At, GrantStatus? Status);

    public async Task<IReadOnlyList<ShopperBenefit>> OfAsync(
        CallContext call, int? shopperNo, IReadOnlyList<Id<Benefit>> ids, CancellationToken cancel)
    {
        var now = call.Now;
        var (rows, had) = await db.ReadAsync(call, async tx =>
        {
            var found = await BenefitRow.ManyAsync(tx, ids, cancel);
            return (found, shopperNo is { } no ? await HadAsync(tx, no, ids, now, cancel) : []);
        }, cancel);
        var budgets = await accounts.BudgetsAsync(call, rows, cancel);
        var today = call.StartOf(call.DayOf(now));
        // What is down is shown nowhere: as if it did not exist.
        var down = await takedowns.ShownAsync(call, rows, cancel);
        var byId = rows.Where(row => !down.Contains(row.Id)).ToDictionary(row => row.Id);
        return
        [
            .. from id in ids.Distinct()
               where byId.ContainsKey(id)
               let row = byId[id]
               let type = types.Get(row.Benefit.Type)
               let left = LeftOf(row, type, budgets)
               let mine = had.Where(one => one.BenefitId == id).ToList()
               let room = shopperNo is null ? null : RoomOf(type.Entry(row.Spec), mine, today)
               let state = StateOf(type.IsDrawn, row.ClosedAt(now), left, room, mine)
               select new ShopperBenefit(
                   row.Benefit, state, left,
                   type.IsDrawn && room is { } tries ? (int)Math.Min(tries, int.MaxValue) : null),
        ];
    }

    /// <summary>The state that follows from everything known.</summary>
    internal static ShopperBenefitState StateOf(
        bool isDrawn, BenefitClosed? closed, long? left, long? room, IReadOnlyList<Had> mine)
    {
        if (closed is null && left is not 0 && room is not 0)
        {
            return ShopperBenefitState.Claimable;
        }

        if (isDrawn && closed is null && left is not 0)
        {
            return ShopperBenefitState.Used;
        }

        // What is in the wallet counts more than why there is no more of it.
        if (mine.Any(one => one.Status is GrantStatus.Granted or GrantStatus.Reserved or GrantStatus.GivenBack))
        {
            return ShopperBenefitState.Claimed;
        }

        if (mine.Any(one => one.Status == GrantStatus.Used))
        {
            return ShopperBenefitState.Used;
        }

        return closed is { Why: "upcoming" } ? ShopperBenefitState.Upcoming : ShopperBenefitState.Gone;
    }

    private static long? LeftOf(BenefitRow row, IBenefitType type, IReadOnlyDictionary<string, LedgerBalance> budgets)
    {
        var parts = type.Accounts(row.Spec).Where(account => account.IsBudget).ToList();
        if (parts.Count == 0)
        {
            return null;
        }

        // Accounts that are not open yet are full: they are opened by the first claim.
        var entry = type.Entry(row.Spec);
        return parts.Sum(part =>
        {
            var left = budgets.TryGetValue(BenefitAccounts.NameOf(row.Id, part.Part), out var balance)
                ? (balance.Frozen ? 0 : balance.Left)
                : part.Cap;
            return part.Part == entry.Part ? left / entry.Units : left;
        });
    }

    private static long? RoomOf(BenefitTake entry, List<Had> mine, DateTimeOffset today) => entry.Limits.Count == 0
        ? null
        : entry.Limits.Min(limit =>
        {
            // A week's limit is shown by what the day allows; the ledger keeps the exact count.
            var counted = limit.Window == LimitWindow.Campaign
                ? mine.Count(one => one.Status is not (GrantStatus.Expired or GrantStatus.Revoked))
                : mine.Count(one => one.At >= today);
            return Math.Max(0, (limit.Max / entry.Units) - counted);
        });

    private static Task<List<Had>> HadAsync(
        Transaction tx, int shopperNo, IReadOnlyList<Id<Benefit>> ids, DateTimeOffset now, CancellationToken cancel) =>
        tx.QueryAsync(
            $"""
            select e.benefit_id, e.at,
                   case when w.status = 'reserved' and w.hold_until <= {now} and w.usable_to > {now} then 'granted'
                        when w.status in ('granted', 'given_back', 'reserved') and w.usable_to <= {now}
                             and (w.hold_until is null or w.hold_until <= {now}) then 'expired'
                        else w.status end
            from benefits.entry e left join benefits.wallet w on w.tenant_id = e.tenant_id and w.grant_id = e.grant_id
            where e.tenant_id = {tx.Call.Tenant.Id} and e.shopper_no = {shopperNo} and e.benefit_id = any({ids})
              and e.status = 'granted'
            order by e.at desc limit {BenefitsLimits.IdsPerCall * 10}
            """,
            row => new Had(row.Id<Benefit>(0), row.Instant(1), row.IsDBNull(2) ? null : row.Enum<GrantStatus>(2)),
            cancel);
}
