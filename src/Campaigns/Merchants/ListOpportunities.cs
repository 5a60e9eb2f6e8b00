using Marquee.Campaigns.Gates;
using Marquee.Campaigns.Rounds;
using Marquee.Catalog;
using Marquee.Jobs;
using Marquee.Kernel;
using Marquee.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.Merchants;

/// <summary>What a shop can join now, with its deadline, and how many of its items would pass.</summary>
internal static class ListOpportunities
{
    /// <summary>The latest check: how far it is, and what it found.</summary>
    /// <param name="Run">The run of the job.</param>
    /// <param name="Running">Whether it goes on.</param>
    /// <param name="Done">Items checked.</param>
    /// <param name="Total">Items to check.</param>
    /// <param name="At">When it began.</param>
    /// <param name="Stale">Whether the rules have changed since.</param>
    /// <param name="ByOutcome">Items by their verdict.</param>
    /// <param name="Changeable">Items that fail, and pass with a change of price, stock or funding.</param>
    /// <param name="Estimated">Items that pass as they are and of which an estimate is known.</param>
    /// <param name="Pieces">The sum of their expected pieces.</param>
    /// <param name="Revenue">The sum of their expected revenue.</param>
    /// <param name="Cost">The sum of the shop's expected cost.</param>
    internal sealed record CheckView(
        Id<JobRun> Run, bool Running, long Done, long Total, DateTimeOffset At, bool Stale,
        IReadOnlyDictionary<string, long> ByOutcome, long Changeable, long Estimated, long Pieces, Money Revenue,
        Money Cost);

    internal sealed record ExitView(DateTimeOffset FreeUntil, ExitAfterwards Afterwards, bool IsBreach);

    internal sealed record View(
        Id<Round> Round, string Name, string Campaign, string Season, DateTimeOffset EnrollOpens,
        DateTimeOffset EnrollCloses, bool Open, DateTimeOffset LiveOpens, DateTimeOffset LiveCloses,
        IReadOnlyList<Texts> Mechanics, ExitView Exit, IReadOnlyDictionary<string, long> Mine, CheckView? Check);

    private sealed record Found(Id<JobRun> Run, DateTimeOffset At, string[] Rules);

    private sealed record Counted(Id<Round> Round, string Key, long Count);

    private sealed record Sums(
        Id<Round> Round, Outcome Outcome, long Count, long Changeable, long Estimated, long Pieces, long Revenue,
        long Cost);

    public static void Map(RouteGroupBuilder api) => api
        .MapGet("/shops/{shop}/opportunities", HandleAsync).WithName(nameof(ListOpportunities))
        .WithSummary("The rounds a shop can join now or soon, the next deadline first")
        .AllowMembers().Rows(RowRule.Filtered);

    private static async Task<Answer<IReadOnlyList<View>>> HandleAsync(
        string shop, CallContext call, CampaignsDb db, ICatalog catalog, RuleLoader loader, IJobs jobs,
        Registry<IMechanic> mechanics, CancellationToken cancel)
    {
        var merchant = await Shops.FindAsync(call, catalog, shop, cancel);
        if (!merchant.IsSuccess)
        {
            return merchant.Error;
        }

        var no = merchant.Value.MerchantNo;
        return await db.ReadAsync<Answer<IReadOnlyList<View>>>(call, async tx =>
        {
            var ids = await OpenAsync(tx, cancel);
            var states = await RoundRows.GetAsync(tx, ids, cancel);
            var rounds = (await RoundRows.ViewsAsync(tx, ids, cancel)).ToDictionary(round => round.Id);
            var seasons = await SeasonsAsync(tx, states, cancel);
            var mine = (await MineAsync(tx, no, ids, cancel)).ToLookup(one => one.Round);
            var checks = await ChecksAsync(tx, no, ids, cancel);
            var sums = (await SumsAsync(tx, no, ids, cancel)).ToLookup(one => one.Round);
            var views = new List<View>();
            foreach (var state in states)
            {
                var check = checks.GetValueOrDefault(state.Id) is { } found
                    ? await CheckOfAsync(tx, state.Id, found, [.. sums[state.Id]], loader, jobs, cancel)
                    : null;
                views.Add(ViewOf(
                    call, state, rounds[state.Id], seasons[state.SeasonId], mechanics,
                    mine[state.Id].ToDictionary(one => one.Key, one => one.Count), check));
            }

            return Answer<IReadOnlyList<View>>.Of([.. views.OrderBy(view => view.EnrollCloses)]);
        }, cancel);
    }

    private static View ViewOf(
        CallContext call, RoundState state, Round round, string season, Registry<IMechanic> mechanics,
        IReadOnlyDictionary<string, long> mine, CheckView? check)
    {
        var enroll = round[RoundPhase.Enroll];
        return new View(
            state.Id, state.Name, state.CampaignName, season, enroll.Opens!.Value, enroll.Closes!.Value,
            state.IsOpen(RoundPhase.Enroll, call.Now), state.Live.Opens, state.Live.Closes,
            [.. round.Mechanics.Select(one => mechanics.TryGet(one.Kind, out var kind)
                ? kind.Label : new Texts(one.Kind, one.Kind))],
            new ExitView(
                state.ExitPolicy.FreeUntil(state.Live.Opens), state.ExitPolicy.Afterwards, state.ExitPolicy.IsBreach),
            mine, check);
    }

    private static async Task<CheckView> CheckOfAsync(
        Transaction tx, Id<Round> round, Found found, IReadOnlyList<Sums> sums, RuleLoader loader, IJobs jobs,
        CancellationToken cancel)
    {
        var run = await jobs.FindAsync(tx.Call, found.Run, cancel);
        var rules = await loader.LoadAsync(tx, round, cancel);
        var tenant = tx.Call.Tenant;
        return new CheckView(
            found.Run, run is { HasEnded: false }, run is null ? 0 : run.Done + run.Failed, run?.Total ?? 0, found.At,
            !rules.IsSuccess || !rules.Value.Hashes.SequenceEqual(found.Rules),
            sums.ToDictionary(one => EnumText.Of(one.Outcome), one => one.Count), sums.Sum(one => one.Changeable),
            sums.Sum(one => one.Estimated), sums.Sum(one => one.Pieces), tenant.Money(sums.Sum(one => one.Revenue)),
            tenant.Money(sums.Sum(one => one.Cost)));
    }

    private static Task<List<Id<Round>>> OpenAsync(Transaction tx, CancellationToken cancel) => tx.QueryAsync(
        $"""
        select p.round_id from campaigns.phase p
        join campaigns.round r on r.tenant_id = p.tenant_id and r.id = p.round_id
        join campaigns.campaign c on c.tenant_id = r.tenant_id and c.id = r.campaign_id
        where p.tenant_id = {tx.Call.Tenant.Id} and p.phase = 'enroll' and p.closes > {tx.Call.Now}
            and c.status = 'published'
        order by p.closes, p.round_id limit {Limits.OpenRounds}
        """, row => row.Id<Round>(0), cancel);

    private static async Task<Dictionary<Id<Season>, string>> SeasonsAsync(
        Transaction tx, IReadOnlyList<RoundState> rounds, CancellationToken cancel) => (await tx.QueryAsync(
        $"""
        select id, name from campaigns.season
        where tenant_id = {tx.Call.Tenant.Id} and id = any({rounds.Select(round => round.SeasonId).Distinct().ToList()})
        """, row => (Id: row.Id<Season>(0), Name: row.GetString(1)), cancel))
        .ToDictionary(one => one.Id, one => one.Name);

    private static Task<List<Counted>> MineAsync(
        Transaction tx, int merchantNo, IReadOnlyList<Id<Round>> rounds, CancellationToken cancel) => tx.QueryAsync(
        $"""
        select round_id, status, count(*) from campaigns.submission
        where tenant_id = {tx.Call.Tenant.Id} and merchant_no = {merchantNo} and round_id = any({rounds})
        group by round_id, status
        """, row => new Counted(row.Id<Round>(0), row.GetString(1), row.GetInt64(2)), cancel);

    private static async Task<Dictionary<Id<Round>, Found>> ChecksAsync(
        Transaction tx, int merchantNo, IReadOnlyList<Id<Round>> rounds, CancellationToken cancel) =>
        (await tx.QueryAsync(
            $"""
            select round_id, run_id, started_at, rules from campaigns.shop_check
            where tenant_id = {tx.Call.Tenant.Id} and merchant_no = {merchantNo} and round_id = any({rounds})
            """,
            row => (Round: row.Id<Round>(0), Check: new Found(
                row.Id<JobRun>(1), row.Instant(2), row.GetFieldValue<string[]>(3))), cancel))
            .ToDictionary(one => one.Round, one => one.Check);

    private static Task<List<Sums>> SumsAsync(
        Transaction tx, int merchantNo, IReadOnlyList<Id<Round>> rounds, CancellationToken cancel) => tx.QueryAsync(
        $"""
        select round_id, outcome, count(*), count(*) filter (where changeable),
            count(*) filter (where outcome = 'pass' and revenue_minor is not null),
            coalesce(sum(pieces) filter (where outcome = 'pass' and revenue_minor is not null), 0)::bigint,
            coalesce(sum(revenue_minor) filter (where outcome = 'pass'), 0)::bigint,
            coalesce(sum(cost_minor) filter (where outcome = 'pass' and revenue_minor is not null), 0)::bigint
        from campaigns.candidate
        where tenant_id = {tx.Call.Tenant.Id} and merchant_no = {merchantNo} and round_id = any({rounds})
        group by round_id, outcome
        """,
        row => new Sums(
            row.Id<Round>(0), row.Enum<Outcome>(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5),
            row.GetInt64(6), row.GetInt64(7)), cancel);
}
