using Marquee.Campaigns.Rounds;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.Boards;

/// <summary>
/// The whole tree of a season with the counts of every round, and the life of the season as one picture.
/// </summary>
internal static class SeasonBoard
{
    internal sealed record RoundView(
        Id<Round> Id, string Name, RoundPhase? Phase, RoundPhase? NextPhase, DateTimeOffset? NextAt, long Places,
        long Filled,
        long Submissions, long Refused, long Stuck, IReadOnlyList<StepView> Steps);

    internal sealed record RuleState(bool Published, string? Sha256, bool Draft);

    internal sealed record CampaignView(
        Id<Campaign> Id, string Name, string Type, CampaignStatus Status, int Revision, RuleState Rule,
        IReadOnlyList<RoundView> Rounds);

    internal sealed record TotalView(
        RoundPhase Phase, long Count, long Waiting, long LastHour, long Stuck, DateTimeOffset? StuckSince,
        int OpenRounds);

    internal sealed record View(
        DateTimeOffset AsOf, Season Season, IReadOnlyList<TotalView> Life, IReadOnlyList<CampaignView> Campaigns);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/seasons/{season}", HandleAsync).WithName("ShowSeason")
            .WithSummary("A season with its campaigns and rounds and where each stands")
            .AllowStaff().Rows(RowRule.Common);
        api.MapGet("/seasons/{season}/board", HandleAsync).WithName(nameof(SeasonBoard))
            .WithSummary("The life of a season over all of its rounds, and each round")
            .AllowStaff().Rows(RowRule.Common);
    }

    private static async Task<Answer<View>> HandleAsync(
        Id<Season> season, CallContext call, CampaignsDb db, CancellationToken cancel) =>
        await db.ReadAsync<Answer<View>>(call, async tx =>
        {
            var found = await tx.FindAsync(
                $"""
                select name, opens, closes, revision from campaigns.season
                where tenant_id = {call.Tenant.Id} and id = {season}
                """,
                row => new Season(season, row.GetString(0), row.Instant(1), row.Instant(2), row.GetInt32(3)), cancel);
            if (found is null)
            {
                return new Unknown("season", season.ToString());
            }

            var campaigns = await CampaignsAsync(tx, season, cancel);
            var rounds = await RoundsAsync(tx, season, cancel);
            return new View(
                call.Now, found, Life(rounds.SelectMany(group => group)),
                [.. campaigns.Select(campaign => campaign with { Rounds = [.. rounds[campaign.Id]] })]);
        }, cancel);

    private static Task<List<CampaignView>> CampaignsAsync(
        Transaction tx, Id<Season> season, CancellationToken cancel) => tx.QueryAsync(
        $"""
        select c.id, c.name, c.type, c.status, c.revision, p.sha256,
            exists (select from campaigns.rule_draft d where d.tenant_id = c.tenant_id and d.node = 'campaign'
                and d.node_id = c.id)
        from campaigns.campaign c
        left join lateral (select sha256 from campaigns.rule_publication p
            where p.tenant_id = c.tenant_id and p.node = 'campaign'
                and p.node_id = c.id order by version desc limit 1) p on true
        where c.tenant_id = {tx.Call.Tenant.Id}
            and c.season_id = {season} order by c.id limit {Limits.CampaignsPerSeason}
        """,
        row => new CampaignView(
            row.Id<Campaign>(0), row.GetString(1), row.GetString(2), row.Enum<CampaignStatus>(3), row.GetInt32(4),
            new RuleState(!row.IsDBNull(5), row.TextOrNull(5), row.GetBoolean(6)), []), cancel);

    private static async Task<ILookup<Id<Campaign>, RoundView>> RoundsAsync(
        Transaction tx, Id<Season> season, CancellationToken cancel)
    {
        var call = tx.Call;
        var places = (await tx.QueryAsync(
            $"""
            select r.id, coalesce(sum(s.capacity), 0)::bigint, coalesce(sum(s.filled), 0)::bigint from campaigns.round r
            join campaigns.campaign c on c.tenant_id = r.tenant_id and c.id = r.campaign_id
            left join campaigns.slot s on s.tenant_id = r.tenant_id and s.round_id = r.id
            where r.tenant_id = {call.Tenant.Id}
                and c.season_id = {season} group by r.id order by r.id limit {Limits.BatchRows}
            """,
            row => (Id: row.Id<Round>(0), Places: row.GetInt64(1), Filled: row.GetInt64(2)), cancel)).ToDictionary(
                row => row.Id);
        var rounds = await RoundRows.GetAsync(tx, [.. places.Keys], cancel);
        var counts = await BoardRows.ReadAsync(tx, [.. places.Keys], cancel);
        return rounds.ToLookup(round => round.CampaignId, round =>
        {
            var count = counts[round.Id];
            var next = round.Windows.Where(window => window.StateAt(call.Now) == PhaseState.Waiting).MinBy(
                window => window.Opens);
            return new RoundView(
                round.Id, round.Name, PhaseTable.Current(round.Windows, call.Now), next?.Phase, next?.Opens,
                places[round.Id].Places,
                places[round.Id].Filled, count.Present.Values.Sum(), count.Of(SubmissionStatus.Refused),
                count.Stuck.Values.Sum(one => one.Count),
                BoardSteps.Of(
                    round.Windows, count, places[round.Id].Places, call.Actor.IsAny(Role.Operator), call.Now));
        });
    }

    /// <summary>The steps of all rounds together.</summary>
    private static IReadOnlyList<TotalView> Life(IEnumerable<RoundView> rounds)
    {
        var steps = rounds.SelectMany(round => round.Steps).ToLookup(step => step.Phase);
        return [.. PhaseTable.InOrder.Select(phase => new TotalView(
            phase, steps[phase].Sum(step => step.Count), steps[phase].Sum(step => step.Waiting),
            steps[phase].Sum(step => step.LastHour),
            steps[phase].Sum(step => step.Stuck?.Count ?? 0), steps[phase].Min(step => step.Stuck?.Since),
            steps[phase].Count(step => step.State == PhaseState.Open)))];
    }
}
