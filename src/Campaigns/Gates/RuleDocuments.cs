using Marquee.Kernel;
using Marquee.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.Gates;

/// <summary>The rule of a node is written, read and published. The same for seasons, campaigns and rounds.</summary>
internal static class RuleDocuments
{
    internal sealed record Body(
        int Revision, Language Language, string? Merchant = null, string? Item = null, string? Sku = null);

    internal sealed record PublishBody(int Revision);

    /// <summary>The rule of one gate.</summary>
    internal sealed record GateView(Gate Gate, RuleView Rule, string? Sha256);

    internal sealed record PublishedView(
        int Version, string Sha256, DateTimeOffset PublishedAt, string PublishedBy, IReadOnlyList<GateView> Gates);

    internal sealed record InheritedView(NodeKind Node, string Name, IReadOnlyList<GateView> Gates);

    internal sealed record View(
        NodeKind Node, Guid Id, string Name, int Revision, IReadOnlyList<GateView>? Draft, PublishedView? Published,
        IReadOnlyList<InheritedView> Inherited);

    internal sealed record PublicationView(
        NodeKind Node, Guid Id, int Revision, int? Version, string? Sha256, CampaignStatus? Status);

    public static void Map(RouteGroupBuilder api)
    {
        foreach (var kind in Enum.GetValues<NodeKind>())
        {
            var (path, word) = ($"/{EnumText.Of(kind)}s/{{id}}", kind.ToString());
            api.MapGet(
                $"{path}/rule",
                (Guid id, CallContext call, CampaignsDb db, FieldCatalogs catalogs, CancellationToken cancel) =>
                    ShowAsync(kind, id, call, db, catalogs, cancel))
                .WithName($"Show{word}Rule").WithSummary(
                    "The rule: draft, published and inherited, with tree and both texts")
                .AllowMembers().Rows(RowRule.Common);
            api.MapPut(
                $"{path}/rule",
                (Guid id, Body body, CallContext call, CampaignsDb db, FieldCatalogs catalogs,
                    CancellationToken cancel) =>
                    SaveAsync(kind, id, body, call, db, catalogs, cancel))
                .WithName($"Save{word}Rule").WithSummary(
                    "Write the rule of the three gates as text; replaces the draft").Allow(Role.Operator)
                .Frozen(ChangeArea.Rules);
            api.MapPost($"{path}/publication",
                    (Guid id, PublishBody body, CallContext call, CampaignsDb db, FieldCatalogs catalogs,
                        CancellationToken cancel) =>
                        PublishNode.HandleAsync(kind, id, body, call, db, catalogs, cancel))
                .WithName($"Publish{word}").WithSummary(
                    "Make the written rule the one in force; opens a campaign for enrollment").Allow(Role.Operator)
                .Frozen(ChangeArea.Rules);
        }
    }

    private static async Task<Answer<View>> SaveAsync(
        NodeKind kind, Guid id, Body body, CallContext call, CampaignsDb db, FieldCatalogs catalogs,
        CancellationToken cancel)
    {
        var catalog = catalogs.For(call);
        var parsed = Parse(body, catalog);
        if (!parsed.IsSuccess)
        {
            return parsed.Error;
        }

        return await db.MutateAsync<View>(call, async tx =>
        {
            if (await RuleRows.NodeAsync(tx, kind, id, forChange: true, cancel) is not { } node)
            {
                return new Unknown(EnumText.Of(kind), id.ToString());
            }

            if (node.Revision != body.Revision)
            {
                return new RevisionPassed(body.Revision, node.Revision);
            }

            await RuleRows.SaveDraftAsync(
                tx, node, parsed.Value.ToDictionary(gate => gate.Key, gate => RuleJson.Write(gate.Value)), cancel);
            await RuleRows.RaiseAsync(tx, node, cancel);
            await tx.AuditAsync("campaigns.rule.saved", $"{EnumText.Of(kind)}:{id}", body, cancel);
            return await ViewAsync(
                tx, node with { Revision = node.Revision + 1 }, catalog, ClauseVisibility.Internal, cancel);
        }, cancel);
    }

    /// <summary>The rules of the texts by gate, or everything that is wrong with them.</summary>
    internal static Result<IReadOnlyDictionary<Gate, Rule>> Parse(Body body, FieldCatalog catalog)
    {
        var rules = new Dictionary<Gate, Rule>();
        var wrong = new List<FieldError>();
        foreach (var gate in Gates.All)
        {
            var text = gate switch { Gate.Merchant => body.Merchant, Gate.Item => body.Item, Gate.Sku => body.Sku };
            if (string.IsNullOrWhiteSpace(text))
            {
                continue;
            }

            var parsed = RuleText.Parse(text, body.Language, catalog);
            if (!parsed.IsSuccess)
            {
                wrong.Add(new FieldError(EnumText.Of(gate), parsed.Error.Message));
                continue;
            }

            rules.Add(gate, parsed.Value);
            wrong.AddRange(RulePublication.Check(parsed.Value, catalog)
                .Select(problem => problem with { Path = $"{EnumText.Of(gate)}.{problem.Path}" }));
            if (Gates.Misfit(gate, parsed.Value) is { } misfit)
            {
                wrong.Add(misfit);
            }
        }

        if (rules.Count == 0 && wrong.Count == 0)
        {
            wrong.Add(
                new FieldError(
                    "merchant", "no gate has a rule", null, "a text for at least one of merchant, item and sku"));
        }

        return wrong.Count > 0 ? new InvalidRequest([.. wrong.Take(100)]) : rules;
    }

    private static async Task<Answer<View>> ShowAsync(
        NodeKind kind, Guid id, CallContext call, CampaignsDb db, FieldCatalogs catalogs, CancellationToken cancel)
    {
        var isStaff = call.Actor.IsAny([.. EndpointRules.Staff, Role.Machine]);
        return await db.ReadAsync<Answer<View>>(call, async tx =>
        {
            var node = await RuleRows.NodeAsync(tx, kind, id, forChange: false, cancel);
            if (node is null || (!isStaff && !await IsPublicAsync(tx, node, cancel)))
            {
                return new Unknown(EnumText.Of(kind), id.ToString());
            }

            // Texts and thresholds of internal clauses; what is hidden is announced as such in the document itself.
            var shows = Sensitive.InternalClauses.IsShownTo(call.Actor);
            var reader = shows ? ClauseVisibility.Internal : ClauseVisibility.Merchant;
            var view = await ViewAsync(tx, node, catalogs.For(call), reader, cancel);
            return shows ? view : view with { Draft = null };
        }, cancel);
    }

    // What merchants see of a node: something under it that they can enroll in.
    private static Task<bool> IsPublicAsync(Transaction tx, Node node, CancellationToken cancel) =>
        tx.ScalarAsync<bool>($"""
            select exists (select from campaigns.campaign c
                left join campaigns.round r on r.tenant_id = c.tenant_id and r.campaign_id = c.id
                where c.tenant_id = {tx.Call.Tenant.Id} and c.status = 'published'
                  and {node.Id} in (c.season_id, c.id, r.id))
            """, cancel);

    internal static async Task<View> ViewAsync(
        Transaction tx, Node node, FieldCatalog catalog, ClauseVisibility reader, CancellationToken cancel)
    {
        var path = await RuleRows.PathAsync(tx, node.Kind, node.Id, cancel);
        var inForce = (await RuleRows.InForceAsync(tx, path, cancel)).ToLookup(gate => gate.NodeId);
        var draft = await RuleRows.DraftAsync(tx, node, cancel);
        var latest = await RuleRows.LatestAsync(tx, node, cancel);
        return new View(
            node.Kind, node.Id, node.Name, node.Revision,
            draft.Count == 0 ? null
                : [.. draft.OrderBy(gate => gate.Key).Select(gate => Draft(gate.Key, gate.Value, catalog))],
            latest is null ? null : new PublishedView(
                latest.Version, latest.Sha256, latest.At, latest.By,
                [.. inForce[node.Id].Select(gate => Published(gate, catalog, reader))]),
            [.. path.Where(parent => parent.Id != node.Id && inForce[parent.Id].Any()).Select(parent =>
                new InheritedView(
                    parent.Kind, parent.Name,
                    [.. inForce[parent.Id].Select(gate => Published(gate, catalog, reader))]))]);
    }

    private static GateView Draft(Gate gate, string json, FieldCatalog catalog)
    {
        var rule = RuleJson.Read(json, catalog).Value;
        return new GateView(gate, RuleView.Of(rule, catalog), null);
    }

    private static GateView Published(PublishedGate gate, FieldCatalog catalog, ClauseVisibility reader)
    {
        var rule = RuleJson.Read(gate.Rule.CanonicalJson, catalog).Value;
        var view = RuleView.Of(rule, catalog, reader);
        // The published words stay, also after a label has changed, unless something of them is not for this reader.
        var hidden = rule.Clauses.Any(clause => clause.Visibility > reader);
        return new GateView(
            gate.Gate, hidden ? view : view with { TextZh = gate.Rule.TextZh, TextEn = gate.Rule.TextEn },
            gate.Rule.Sha256);
    }
}
