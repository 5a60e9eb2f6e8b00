using Marquee.Campaigns.Gates;
using Marquee.Campaigns.Rounds;
using Marquee.Kernel;

namespace Marquee.Campaigns.Plans;

/// <summary>Makes a plan stand as drafts, on a first day. Dates were checked before.</summary>
internal static class SeasonMaking
{
    /// <summary>A season with everything below it.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="plan">What is made.</param>
    /// <param name="season">The season, with its id and dates.</param>
    /// <param name="clonedFrom">The season it was read from; null when it came from a template.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task SeasonAsync(
        Transaction tx, SeasonPlan plan, Season season, Id<Season>? clonedFrom, CancellationToken cancel)
    {
        var call = tx.Call;
        await tx.ExecuteAsync($"""
            insert into campaigns.season (tenant_id, id, name, opens, closes, created_at, cloned_from)
            values ({call.Tenant.Id}, {season.Id}, {season.Name}, {season.Opens}, {season.Closes}, {call.Now},
                {clonedFrom?.Value})
            """, cancel);
        var node = new Node(NodeKind.Season, season.Id.Value, season.Name, 1);
        await RuleRows.SaveDraftAsync(tx, node, plan.Rules, cancel);
        await HistoryRows.AddAsync(tx, node, clonedFrom is null ? "season_created" : "season_cloned", null, cancel);
        foreach (var campaign in plan.Campaigns)
        {
            await CampaignAsync(
                tx, campaign, season.Id, campaign.Name, call.DayOf(season.Opens), clonedFrom is null ? null : season.Id,
                cancel);
        }
    }

    /// <summary>A campaign with its rounds.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="plan">What is made.</param>
    /// <param name="season">The season it is made in.</param>
    /// <param name="name">Its name.</param>
    /// <param name="first">Its first day.</param>
    /// <param name="cloneOf">The season that is being cloned into; null when it comes from a template.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<Id<Campaign>> CampaignAsync(
        Transaction tx, CampaignPlan plan, Id<Season> season, string name, DateOnly first, Id<Season>? cloneOf,
        CancellationToken cancel)
    {
        var (call, id) = (tx.Call, tx.Call.Ids.Next<Campaign>());
        await tx.ExecuteAsync($"""
            insert into campaigns.campaign (tenant_id, id, season_id, name, type, status, created_at)
            values ({call.Tenant.Id}, {id}, {season}, {name}, {plan.Type}, {CampaignStatus.Draft}, {call.Now})
            """, cancel);
        var node = new Node(NodeKind.Campaign, id.Value, name, 1);
        await RuleRows.SaveDraftAsync(tx, node, plan.Rules, cancel);
        await HistoryRows.AddAsync(tx, node, "campaign_created", null, cancel);
        foreach (var round in plan.Rounds)
        {
            var made = call.Ids.Next<Round>();
            await RoundWriting.AddAsync(
                tx, made, id,
                new RoundForm(
                    round.Name,
                    [.. PlanCalendar.Windows(call.Zone, first, round).Select(window => new RoundForm.PhaseBody(
                        window.Phase, window.Opens, window.Closes))],
                    round.Slots, null, round.ExitPolicy),
                [.. round.Mechanics.Select(one => new NewMechanic(
                    cloneOf is { } clone && one.From is { } from ? SeasonCloned.IdOf(clone, from) : call.Ids.Next(),
                    one.Kind, one.Spec))],
                cloneOf is null ? null : round.From, cancel);
            await RuleRows.SaveDraftAsync(tx, new Node(NodeKind.Round, made.Value, round.Name, 1), round.Rules, cancel);
            await HistoryRows.AddAsync(tx, made, "round_created", null, cancel);
            await RoundTransitions.StepAsync(tx, (await RoundRows.FindAsync(tx, made, cancel))!, null, cancel);
        }

        return id;
    }
}
