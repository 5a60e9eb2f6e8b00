using Marquee.Campaigns.Rounds;
using Marquee.Campaigns.Submissions;
using Marquee.Campaigns.Gates;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.Boards;

/// <summary>The life of a round as one picture.</summary>
internal static class RoundBoard
{
    internal sealed record ClauseView(string Clause, Gate Gate, Texts? Text, long Count);

    internal sealed record RefusedView(long Count, IReadOnlyList<ClauseView> Top);

    internal sealed record View(
        DateTimeOffset AsOf, Id<Round> Id, string Name, Id<Campaign> Campaign, string CampaignName,
        CampaignStatus CampaignStatus,
        Id<Season> Season, RoundPhase? Phase, int Revision, long Places, long Filled, IReadOnlyList<StepView> Steps,
        RefusedView Refused,
        IReadOnlyList<HistoryView> Recent);

    public static void Map(RouteGroupBuilder api) => api
        .MapGet("/rounds/{round}/board", HandleAsync).WithName(nameof(RoundBoard))
        .WithSummary("The life of a round: counts, rates and what is stuck, for each step")
        .AllowStaff().Rows(RowRule.Common);

    private static async Task<Answer<View>> HandleAsync(
        Id<Round> round, CallContext call, CampaignsDb db, RuleLoader loader, CancellationToken cancel) =>
        await db.ReadAsync<Answer<View>>(call, async tx =>
        {
            if (await RoundRows.FindAsync(tx, round, cancel) is not { } state)
            {
                return new Unknown("round", round.ToString());
            }

            var counts = (await BoardRows.ReadAsync(tx, [round], cancel))[round];
            var (places, filled) = (await tx.QueryAsync(
                $"""
                select coalesce(sum(capacity), 0)::bigint, coalesce(sum(filled), 0)::bigint from campaigns.slot
                where tenant_id = {call.Tenant.Id} and round_id = {round}
                """, row => (row.GetInt64(0), row.GetInt64(1)), cancel))[0];
            return new View(
                call.Now, round, state.Name, state.CampaignId, state.CampaignName, state.CampaignStatus, state.SeasonId,
                PhaseTable.Current(state.Windows, call.Now), state.Revision, places, filled,
                BoardSteps.Of(state.Windows, counts, places, call.Actor.IsAny(Role.Operator), call.Now),
                new RefusedView(counts.Of(SubmissionStatus.Refused), await TopAsync(tx, round, counts, loader, cancel)),
                await HistoryRows.OfRoundAsync(tx, state, 10, cancel));
        }, cancel);

    private static async Task<IReadOnlyList<ClauseView>> TopAsync(
        Transaction tx, Id<Round> round, RoundCounts counts, RuleLoader loader, CancellationToken cancel)
    {
        if (counts.Of(SubmissionStatus.Refused) == 0)
        {
            return [];
        }

        var texts = await loader.TextsAsync(tx, round, staff: true, cancel);
        return await tx.QueryAsync(
            $"""
            select clause, sum(refused)::bigint from campaigns.clause_count
            where tenant_id = {tx.Call.Tenant.Id} and round_id = {round}
            group by clause having sum(refused) > 0 order by 2 desc, 1 limit 5
            """,
            row => new ClauseView(
                row.GetString(0), EnumText.Parse<Gate>(row.GetString(0).Split('.')[1]),
                texts.GetValueOrDefault(row.GetString(0)),
                row.GetInt64(1)), cancel);
    }
}
