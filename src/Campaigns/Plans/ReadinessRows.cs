using Marquee.Campaigns.Gates;
using Marquee.Campaigns.Rounds;
using Marquee.Kernel;
using Marquee.Rules;

namespace Marquee.Campaigns.Plans;

/// <summary>Reads the nodes of a season with what their publication depends on.</summary>
internal static class ReadinessRows
{
    /// <summary>Season first, then campaigns, then rounds; empty when there is no such season.</summary>
    public static async Task<IReadOnlyList<ReadyNode>> ReadAsync(
        Transaction tx, Id<Season> season, FieldCatalog catalog, CancellationToken cancel)
    {
        var tenant = tx.Call.Tenant.Id;
        var nodes = await tx.QueryAsync(
            $"""
            select 'season', s.id, s.name, s.revision, null::uuid, false, 0 from campaigns.season s
            where s.tenant_id = {tenant} and s.id = {season}
            union all
            select 'campaign', c.id, c.name, c.revision, c.season_id, c.status = 'published', 0
            from campaigns.campaign c where c.tenant_id = {tenant} and c.season_id = {season}
            union all
            (select 'round', r.id, r.name, r.revision, r.campaign_id, false,
                (select count(*)::int from campaigns.mechanic m where m.tenant_id = r.tenant_id and m.round_id = r.id)
             from campaigns.round r
             join campaigns.campaign c on c.tenant_id = r.tenant_id and c.id = r.campaign_id
             where r.tenant_id = {tenant} and c.season_id = {season} order by r.id limit {Limits.RoundsPerPlan})
            """,
            row => (Node: new Node(row.Enum<NodeKind>(0), row.GetGuid(1), row.GetString(2), row.GetInt32(3)),
                Parent: row.IsDBNull(4) ? (Guid?)null : row.GetGuid(4), Published: row.GetBoolean(5),
                Mechanics: row.GetInt32(6)), cancel);
        var all = nodes.Select(node => node.Node).ToList();
        var inForce = (await RuleRows.InForceAsync(tx, all, cancel)).Select(gate => gate.NodeId).ToHashSet();
        var drafts = (await tx.QueryAsync(
            $"""
            select node_id, rule_json from campaigns.rule_draft
            where tenant_id = {tenant} and node_id = any({all.Select(node => node.Id).ToArray()})
            """, row => (Node: row.GetGuid(0), Json: row.GetString(1)), cancel)).ToLookup(row => row.Node);
        var windows = (await RoundRows.GetAsync(
            tx, [.. all.Where(node => node.Kind == NodeKind.Round).Select(node => new Id<Round>(node.Id))], cancel))
            .ToDictionary(round => round.Id.Value, round => round.Windows);
        return [.. nodes.Select(node => new ReadyNode(
            node.Node, node.Parent, inForce.Contains(node.Node.Id), drafts[node.Node.Id].Any(),
            drafts[node.Node.Id].Select(draft => Unreadable(draft.Json, catalog))
                .FirstOrDefault(why => why is not null),
            node.Published, windows.GetValueOrDefault(node.Node.Id, []), node.Mechanics))];
    }

    // A field that a rule asks for may be gone since it was written.
    private static string? Unreadable(string json, FieldCatalog catalog)
    {
        var read = RuleJson.Read(json, catalog);
        return read.IsSuccess ? RulePublication.Publish(read.Value, catalog).Error?.Message : read.Error.Message;
    }
}
