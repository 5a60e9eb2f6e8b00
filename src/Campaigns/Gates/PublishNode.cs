using Marquee.Campaigns.Rounds;
using Marquee.Kernel;
using Marquee.Rules;

namespace Marquee.Campaigns.Gates;

/// <summary>
/// What was written for a node becomes what is executed: canonical JSON, hash, both texts and the labels used, never
/// changed again. Publishing a campaign also opens it for enrollment.
/// </summary>
internal static class PublishNode
{
    internal sealed record State(
        Node Node, IReadOnlyDictionary<Gate, string> Draft, int LatestVersion, bool Inherits, int Rounds);

    internal sealed record Change(int? Version, string? Sha256, IReadOnlyDictionary<Gate, PublishedRule> Gates);

    internal static async Task<Answer<RuleDocuments.PublicationView>> HandleAsync(
        NodeKind kind, Guid id, RuleDocuments.PublishBody body, CallContext call, CampaignsDb db,
        FieldCatalogs catalogs,
        CancellationToken cancel) => await db.MutateAsync<RuleDocuments.PublicationView>(
            call, tx => PublishAsync(tx, kind, id, body.Revision, catalogs.For(call), cancel), cancel);

    /// <summary>Publishes a node in a transaction.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="kind">What sort of node.</param>
    /// <param name="id">The node.</param>
    /// <param name="revision">The revision it was read at; null when the transaction itself read it.</param>
    /// <param name="catalog">The fields that rules may ask for.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<Result<RuleDocuments.PublicationView>> PublishAsync(
        Transaction tx, NodeKind kind, Guid id, int? revision, FieldCatalog catalog, CancellationToken cancel)
    {
        if (await LoadAsync(tx, kind, id, cancel) is not { } state)
        {
            return new Unknown(EnumText.Of(kind), id.ToString());
        }

        if (revision is { } read && state.Node.Revision != read)
        {
            return new RevisionPassed(read, state.Node.Revision);
        }

        var decision = Decide(state, catalog);
        if (!decision.IsSuccess)
        {
            return decision.Error;
        }

        await StoreAsync(tx, state.Node, decision.Value, cancel);
        return new RuleDocuments.PublicationView(
            kind, id, state.Node.Revision + 1, decision.Value.Version, decision.Value.Sha256,
            kind == NodeKind.Campaign ? CampaignStatus.Published : null);
    }

    internal static Result<Change> Decide(State state, FieldCatalog catalog)
    {
        var missing = new List<FieldError>();
        if (state.Draft.Count == 0
            && (state.Node.Kind != NodeKind.Campaign || (state.LatestVersion == 0 && !state.Inherits)))
        {
            missing.Add(
                new FieldError(
                    "rule", "nothing is written that could be published", null, "a rule for at least one gate"));
        }

        if (state.Node.Kind == NodeKind.Campaign && state.Rounds == 0)
        {
            missing.Add(new FieldError("rounds", "the campaign has no round to enroll in", null, "at least one round"));
        }

        if (missing.Count > 0)
        {
            return new NotReady(missing);
        }

        var gates = new Dictionary<Gate, PublishedRule>();
        foreach (var (gate, json) in state.Draft)
        {
            var read = RuleJson.Read(json, catalog);
            var published = read.IsSuccess ? RulePublication.Publish(read.Value, catalog) : read.Error;
            if (!published.IsSuccess)
            {
                return published.Error;
            }

            gates.Add(gate, published.Value);
        }

        return gates.Count == 0
            ? new Change(null, null, gates)
            : new Change(
                state.LatestVersion + 1,
                RuleJson.Sha256(
                    string.Join(
                        '\n',
                        gates.OrderBy(gate => gate.Key).Select(gate => $"{EnumText.Of(gate.Key)} {gate.Value.Seal}"))),
                gates);
    }

    private static async Task<State?> LoadAsync(Transaction tx, NodeKind kind, Guid id, CancellationToken cancel)
    {
        if (await RuleRows.NodeAsync(tx, kind, id, forChange: true, cancel) is not { } node)
        {
            return null;
        }

        var path = await RuleRows.PathAsync(tx, kind, id, cancel);
        var inForce = await RuleRows.InForceAsync(tx, path, cancel);
        var rounds = await tx.ScalarAsync<int>($"""
            select count(*)::int from campaigns.round where tenant_id = {tx.Call.Tenant.Id} and campaign_id = {id}
            """, cancel);
        return new State(
            node, await RuleRows.DraftAsync(tx, node, cancel),
            (await RuleRows.LatestAsync(tx, node, cancel))?.Version ?? 0,
            inForce.Any(gate => gate.NodeId != id), rounds);
    }

    private static async Task StoreAsync(Transaction tx, Node node, Change change, CancellationToken cancel)
    {
        if (change is { Version: { } version, Sha256: { } sha256 })
        {
            await RuleRows.PublishAsync(tx, node, version, sha256, change.Gates, cancel);
            await tx.AddAsync(new CampaignRulePublished(EnumText.Of(node.Kind), node.Id, sha256), cancel);
        }

        await RuleRows.RaiseAsync(tx, node, cancel);
        if (node.Kind == NodeKind.Campaign)
        {
            await tx.ExecuteAsync($"""
                update campaigns.campaign set status = 'published', published_at = coalesce(published_at, {tx.Call.Now})
                where tenant_id = {tx.Call.Tenant.Id} and id = {node.Id}
                """, cancel);
        }

        await HistoryRows.AddAsync(
            tx, node, node.Kind == NodeKind.Campaign ? "campaign_published" : "rule_published", null, cancel);

        await tx.AuditAsync(
            "campaigns.rule.published", $"{EnumText.Of(node.Kind)}:{node.Id}", new { change.Version, change.Sha256 },
            cancel);
    }
}
