using Marquee.Campaigns.Gates;
using Marquee.Campaigns.Rounds;
using Marquee.Kernel;

namespace Marquee.Campaigns.Plans;

/// <summary>Reads what stands as a plan that can be made again: schedules as planned, rules as last written.</summary>
internal static class SeasonReading
{
    /// <summary>The plan of a season; null when there is none.</summary>
    public static async Task<Result<SeasonPlan>> SeasonAsync(Transaction tx, Id<Season> id, CancellationToken cancel)
    {
        var season = await tx.FindAsync(
            $"select name, opens, closes from campaigns.season where tenant_id = {tx.Call.Tenant.Id} and id = {id}",
            row => new Season(id, row.GetString(0), row.Instant(1), row.Instant(2), 0), cancel);
        if (season is null)
        {
            return new Unknown("season", id.ToString());
        }

        var first = tx.Call.DayOf(season.Opens);
        var rules = await RulesAsync(tx, [new Node(NodeKind.Season, id.Value, season.Name, 0)], cancel);
        var campaigns = await CampaignsAsync(tx, $"c.season_id = {id}", _ => first, cancel);
        return campaigns.IsSuccess
            ? new SeasonPlan(
                season.Name, PlanCalendar.MomentOf(tx.Call.Zone, first, season.Closes).Day, rules[id.Value],
                campaigns.Value)
            : campaigns.Error;
    }

    /// <summary>The plan of a campaign, whose first day is that of its first phase.</summary>
    public static async Task<Result<CampaignPlan>> CampaignAsync(
        Transaction tx, Id<Campaign> id, CancellationToken cancel)
    {
        var campaigns = await CampaignsAsync(
            tx, $"c.id = {id}", opens => tx.Call.DayOf(opens.DefaultIfEmpty(tx.Call.Now).Min()), cancel);
        return !campaigns.IsSuccess ? campaigns.Error
            : campaigns.Value is [var one] ? one : new Unknown("campaign", id.ToString());
    }

    private static async Task<Result<IReadOnlyList<CampaignPlan>>> CampaignsAsync(
        Transaction tx, SqlText condition, Func<IEnumerable<DateTimeOffset>, DateOnly> firstDay,
        CancellationToken cancel)
    {
        var tenant = tx.Call.Tenant.Id;
        var campaigns = await tx.QueryAsync(
            $"""
            select c.id, c.name, c.type from campaigns.campaign c
            where c.tenant_id = {tenant} and {condition} order by c.id limit {Limits.CampaignsPerSeason}
            """, row => (Id: row.GetGuid(0), Name: row.GetString(1), Type: row.GetString(2)), cancel);
        var rounds = await tx.QueryAsync(
            $"""
            select r.id, r.campaign_id, r.name, r.exit_policy from campaigns.round r
            join campaigns.campaign c on c.tenant_id = r.tenant_id and c.id = r.campaign_id
            where r.tenant_id = {tenant} and {condition} order by r.id limit {Limits.RoundsPerPlan + 1}
            """,
            row => (Id: row.Id<Round>(0), Campaign: row.GetGuid(1), Name: row.GetString(2),
                Exit: row.Json<ExitPolicy>(3)), cancel);
        if (rounds.Count > Limits.RoundsPerPlan)
        {
            return new InvalidRequest(
                "rounds", "are too many to be made in one go", rounds.Count, $"up to {Limits.RoundsPerPlan} rounds");
        }

        var ids = rounds.Select(round => round.Id).ToArray();
        var phases = (await PhasesAsync(tx, ids, cancel)).ToLookup(row => row.Round);
        var views = (await RoundRows.ViewsAsync(tx, ids, cancel)).ToDictionary(view => view.Id);
        var first = firstDay(phases.SelectMany(group => group).Select(row => row.Opens));
        var rules = await RulesAsync(
            tx,
            [
                .. campaigns.Select(one => new Node(NodeKind.Campaign, one.Id, one.Name, 0)),
                .. rounds.Select(one => new Node(NodeKind.Round, one.Id.Value, one.Name, 0)),
            ], cancel);
        return Result<IReadOnlyList<CampaignPlan>>.Of([.. campaigns.Select(campaign => new CampaignPlan(
            campaign.Name, campaign.Type, rules[campaign.Id],
            [.. rounds.Where(round => round.Campaign == campaign.Id).Select(round => new RoundPlan(
                round.Name,
                [.. phases[round.Id].OrderBy(row => row.Phase).Select(row => new PhasePlan(
                    row.Phase, PlanCalendar.MomentOf(tx.Call.Zone, first, row.Opens),
                    PlanCalendar.MomentOf(tx.Call.Zone, first, row.Closes)))],
                [.. views[round.Id].Slots.Select(slot => new RoundForm.SlotBody(
                    slot.Name, slot.Capacity, slot.Quotas))],
                [.. views[round.Id].Mechanics.Select(one => new MechanicPlan(one.Kind, one.Spec, one.Id.Value))],
                round.Exit, rules[round.Id.Value], round.Id.Value))]))]);
    }

    private static Task<List<(Id<Round> Round, RoundPhase Phase, DateTimeOffset Opens, DateTimeOffset Closes)>>
        PhasesAsync(Transaction tx, Id<Round>[] rounds, CancellationToken cancel) => tx.QueryAsync(
        $"""
        select round_id, phase, scheduled_opens, scheduled_closes from campaigns.phase
        where tenant_id = {tx.Call.Tenant.Id} and round_id = any({rounds})
        """,
        row => (row.Id<Round>(0), row.Enum<RoundPhase>(1), row.Instant(2), row.Instant(3)), cancel);

    /// <summary>What the rule of each node says: the draft where one is being written, else what is in force.</summary>
    private static async Task<IReadOnlyDictionary<Guid, IReadOnlyDictionary<Gate, string>>> RulesAsync(
        Transaction tx, IReadOnlyList<Node> nodes, CancellationToken cancel)
    {
        var drafts = (await tx.QueryAsync(
            $"""
            select node_id, gate, rule_json from campaigns.rule_draft
            where tenant_id = {tx.Call.Tenant.Id} and node_id = any({nodes.Select(node => node.Id).ToArray()})
            """,
            row => (Node: row.GetGuid(0), Gate: row.Enum<Gate>(1), Json: row.GetString(2)), cancel))
            .ToLookup(row => row.Node);
        var inForce = (await RuleRows.InForceAsync(tx, nodes, cancel)).ToLookup(gate => gate.NodeId);
        return nodes.ToDictionary(node => node.Id, node => (IReadOnlyDictionary<Gate, string>)(drafts[node.Id].Any()
            ? drafts[node.Id].ToDictionary(row => row.Gate, row => row.Json)
            : inForce[node.Id].ToDictionary(gate => gate.Gate, gate => gate.Rule.CanonicalJson)));
    }
}
