using Marquee.Kernel;
using Marquee.Rules;

namespace Marquee.Campaigns.Gates;

/// <summary>A published rule of one gate of one node.</summary>
internal sealed record PublishedGate(
    NodeKind Node, Guid NodeId, string NodeName, int Version, Gate Gate, PublishedRule Rule);

/// <summary>A publication of a node: all of its gates at once.</summary>
internal sealed record Publication(int Version, string Sha256, DateTimeOffset At, string By);

/// <summary>Reads and writes the rules of nodes.</summary>
internal static class RuleRows
{
    /// <summary>The node, locked when it is to be changed; null when there is none.</summary>
    public static async Task<Node?> NodeAsync(
        Transaction tx, NodeKind kind, Guid id, bool forChange, CancellationToken cancel)
    {
        // The names of the tables are those of the kinds.
        var table = new SqlText.Raw("campaigns." + EnumText.Of(kind));
        var locked = new SqlText.Raw(forChange ? "for update" : "");
        return await tx.FindAsync(
            $"select name, revision from {table} where tenant_id = {tx.Call.Tenant.Id} and id = {id} {locked}",
            row => new Node(kind, id, row.GetString(0), row.GetInt32(1)), cancel);
    }

    /// <summary>Raises the revision of a node by one.</summary>
    public static Task RaiseAsync(Transaction tx, Node node, CancellationToken cancel)
    {
        var table = new SqlText.Raw("campaigns." + EnumText.Of(node.Kind));
        return tx.ExecuteAsync(
            $"update {table} set revision = revision + 1 where tenant_id = {tx.Call.Tenant.Id} and id = {node.Id}",
            cancel);
    }

    /// <summary>The nodes whose rules hold for a node, itself last.</summary>
    public static async Task<IReadOnlyList<Node>> PathAsync(
        Transaction tx, NodeKind kind, Guid id, CancellationToken cancel)
    {
        var rows = await tx.QueryAsync(
            $"""
            select 'season', s.id, s.name, s.revision from campaigns.season s
            left join campaigns.campaign c on c.tenant_id = s.tenant_id and c.season_id = s.id
            left join campaigns.round r on r.tenant_id = c.tenant_id and r.campaign_id = c.id
            where s.tenant_id = {tx.Call.Tenant.Id} and {id} in (s.id, c.id, r.id)
            union
            select 'campaign', c.id, c.name, c.revision from campaigns.campaign c
            left join campaigns.round r on r.tenant_id = c.tenant_id and r.campaign_id = c.id
            where c.tenant_id = {tx.Call.Tenant.Id} and {id} in (c.id, r.id)
            union
            select 'round', r.id, r.name, r.revision from campaigns.round r
            where r.tenant_id = {tx.Call.Tenant.Id} and r.id = {id}
            """,
            row => new Node(row.Enum<NodeKind>(0), row.GetGuid(1), row.GetString(2), row.GetInt32(3)), cancel);
        return [.. rows.Where(node => node.Kind <= kind).OrderBy(node => node.Kind)];
    }

    /// <summary>The rules in force at these nodes: the latest publication of each, gate by gate.</summary>
    public static async Task<IReadOnlyList<PublishedGate>> InForceAsync(
        Transaction tx, IReadOnlyList<Node> nodes, CancellationToken cancel)
    {
        var byId = nodes.ToDictionary(node => node.Id);
        var gates = await tx.QueryAsync(
            $"""
            select g.node_id, g.version, g.gate, g.canonical_json, g.sha256, g.text_zh, g.text_en, g.labels, g.seal
            from campaigns.published_gate g
            where g.tenant_id = {tx.Call.Tenant.Id} and g.node_id = any({nodes.Select(node => node.Id).ToArray()})
              and g.version = (select max(p.version) from campaigns.rule_publication p
                               where p.tenant_id = g.tenant_id and p.node = g.node and p.node_id = g.node_id)
            """,
            row => new PublishedGate(
                byId[row.GetGuid(0)].Kind, row.GetGuid(0), byId[row.GetGuid(0)].Name, row.GetInt32(1),
                row.Enum<Gate>(2),
                new PublishedRule(
                    row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6),
                    row.Json<PublishedLabels>(7),
                    row.GetString(8))),
            cancel);
        return [.. gates.OrderBy(gate => gate.Node).ThenBy(gate => gate.Gate)];
    }

    /// <summary>The latest publication of a node; null when there is none.</summary>
    public static Task<Publication?> LatestAsync(Transaction tx, Node node, CancellationToken cancel) => tx.FindAsync(
        $"""
        select version, sha256, published_at, published_by from campaigns.rule_publication
        where tenant_id = {tx.Call.Tenant.Id} and node = {node.Kind}
            and node_id = {node.Id} order by version desc limit 1
        """,
        row => new Publication(row.GetInt32(0), row.GetString(1), row.Instant(2), row.GetString(3)), cancel);

    /// <summary>What is being written for a node: rule.v1 JSON by gate.</summary>
    public static async Task<IReadOnlyDictionary<Gate, string>> DraftAsync(
        Transaction tx, Node node, CancellationToken cancel) =>
        (await tx.QueryAsync(
            $"""
            select gate, rule_json from campaigns.rule_draft
            where tenant_id = {tx.Call.Tenant.Id} and node = {node.Kind} and node_id = {node.Id}
            """,
            row => (Gate: row.Enum<Gate>(0), Json: row.GetString(1)), cancel)).ToDictionary(
                row => row.Gate, row => row.Json);

    /// <summary>Replaces what is being written for a node.</summary>
    public static Task SaveDraftAsync(
        Transaction tx, Node node, IReadOnlyDictionary<Gate, string> gates, CancellationToken cancel)
    {
        var call = tx.Call;
        List<SqlText> statements =
        [
            Text($"""
                delete from campaigns.rule_draft
                where tenant_id = {call.Tenant.Id} and node = {node.Kind} and node_id = {node.Id}
                """),
            .. gates.Select(gate => Text($"""
                insert into campaigns.rule_draft (tenant_id, node, node_id, gate, rule_json, saved_at, saved_by)
                values ({call.Tenant.Id}, {node.Kind}, {node.Id}, {gate.Key}, {gate.Value}, {call.Now},
                    {call.Actor.Name})
                """)),
        ];
        return tx.ExecuteAllAsync(statements, cancel);
    }

    /// <summary>Makes the rules of the gates the ones in force; what was being written is gone.</summary>
    public static Task PublishAsync(
        Transaction tx, Node node, int version, string sha256, IReadOnlyDictionary<Gate, PublishedRule> gates,
        CancellationToken cancel)
    {
        var call = tx.Call;
        List<SqlText> statements =
        [
            Text($"""
                insert into campaigns.rule_publication (tenant_id, node, node_id, version, sha256, published_at,
                    published_by)
                values ({call.Tenant.Id}, {node.Kind}, {node.Id}, {version}, {sha256}, {call.Now}, {call.Actor.Name})
                """),
            .. gates.Select(gate => Text($"""
                insert into campaigns.published_gate (tenant_id, node, node_id, version, gate, canonical_json, sha256,
                    text_zh, text_en, labels, seal)
                values ({call.Tenant.Id}, {node.Kind}, {node.Id}, {version}, {gate.Key}, {gate.Value.CanonicalJson},
                    {gate.Value.Sha256}, {gate.Value.TextZh}, {gate.Value.TextEn},
                    {new SqlText.Json(gate.Value.Labels)},
                    {gate.Value.Seal})
                """)),
            Text($"""
                delete from campaigns.rule_draft
                where tenant_id = {call.Tenant.Id} and node = {node.Kind} and node_id = {node.Id}
                """),
        ];
        return tx.ExecuteAllAsync(statements, cancel);
    }

    private static SqlText Text(SqlText text) => text;
}
