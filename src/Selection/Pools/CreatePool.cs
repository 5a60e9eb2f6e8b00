using Marquee.Campaigns;
using Marquee.Kernel;
using Marquee.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Marquee.Selection.Pools;

/// <summary>Makes a pool over a round by a rule in words, and fills it.</summary>
internal static class CreatePool
{
    /// <summary>A new pool.</summary>
    /// <param name="Name">What people call it.</param>
    /// <param name="RoundId">The round whose campaign items it draws from.</param>
    /// <param name="Rule">The rule in words, about a campaign item.</param>
    /// <param name="Language">The language of the words: zh or en; Chinese when not said.</param>
    /// <param name="ScoreField">A declared number to rank by; the slot's score when not said.</param>
    /// <param name="Pins">Items (external ids) that come first where they are members.</param>
    /// <param name="Excludes">Items (external ids) that are never members.</param>
    internal sealed record Body(
        string Name, Guid RoundId, string Rule, Language? Language = null, string? ScoreField = null,
        IReadOnlyList<string>? Pins = null, IReadOnlyList<string>? Excludes = null);

    public static void Map(ModuleRoutes routes) => routes.Api.MapPost("/pools", HandleAsync)
        .Allow(Role.Operator, Role.CategoryManager, Role.Machine).Frozen(ChangeArea.Pools).WithName("CreatePool")
        .WithSummary("Makes a pool of a round's campaign items by a rule, and fills it.");

    private static async Task<Answer<Pool>> HandleAsync(
        CallContext call, Body body, SelectionDb db, ICampaigns campaigns, FieldCatalogs catalogs, Rebuild rebuild,
            CancellationToken cancel)
    {
        var rule = Decide(body, catalogs.For(call));
        if (!rule.IsSuccess)
        {
            return rule.Error;
        }

        if (await campaigns.GetRoundsAsync(call, [new Id<Round>(body.RoundId)], cancel) is not [var round])
        {
            return new Unknown("round", body.RoundId.ToString());
        }

        var pool = new PoolRow(
            call.Ids.Next<Pool>(), body.Name, round.Id.Value, rule.Value, body.ScoreField, body.Pins ?? [],
                body.Excludes ?? [], 0, call.Now);
        var chosen = await rebuild.ChooseAsync(call.AsSystem(), pool, cancel);
        return chosen.IsSuccess
            ? await db.MutateAsync(call, tx =>
                StoreAsync(tx, pool with { FeedSeq = chosen.Value.FeedSeq }, chosen.Value, cancel), cancel)
            : chosen.Error;
    }

    /// <summary>The round that a new pool draws from.</summary>
    internal sealed class Changed : IChangedRounds
    {
        public string Name => "pools";

        public Task<IReadOnlyCollection<Guid>> RoundsOfAsync(
            CallContext call, IReadOnlyDictionary<string, object?> route, IReadOnlyList<object?> arguments,
            CancellationToken cancel) => Task.FromResult<IReadOnlyCollection<Guid>>(
            [.. arguments.OfType<Body>().Select(body => body.RoundId)]);
    }

    internal static Result<PublishedRule> Decide(Body body, FieldCatalog catalog)
    {
        if (body.Name.Length is 0 or > SelectionLimits.NameLength || body.Name.Trim().Length != body.Name.Length)
        {
            return new InvalidRequest("name", "is empty, too long or begins or ends with a space", body.Name,
                $"1 to {SelectionLimits.NameLength} characters");
        }

        if (body.Rule.Length is 0 or > SelectionLimits.RuleLength)
        {
            return new InvalidRequest("rule", "is empty or too long", null,
                $"1 to {SelectionLimits.RuleLength} characters");
        }

        foreach (var (name, items) in new[] { ("pins", body.Pins), ("excludes", body.Excludes) })
        {
            if (items is { Count: > SelectionLimits.ByHand } || items?.Distinct(StringComparer.Ordinal)
                .Count() < items?.Count)
            {
                return new InvalidRequest(name, "are too many, or one comes twice", items?.Count,
                    $"at most {SelectionLimits.ByHand} items, each once");
            }
        }

        if (body.ScoreField is { } score && !(catalog.TryGet(score, out var field) && Chooser.Ranks(field)))
        {
            return new InvalidRequest(
                "scoreField", "cannot rank campaign items", score,
                    string.Join(", ", catalog.Fields.Where(Chooser.Ranks).Select(f => f.Name)));
        }

        var parsed = RuleText.Parse(body.Rule, body.Language ?? Rules.Language.Zh, catalog);
        if (!parsed.IsSuccess)
        {
            return parsed.Error;
        }

        return parsed.Value.Root == Entity.CampaignItem
            ? RulePublication.Publish(parsed.Value, catalog)
            : new RuleRootWrong(parsed.Value.Root.Name);
    }

    internal static async Task<Result<Pool>> StoreAsync(Transaction tx, PoolRow pool, Rebuild.Chosen chosen,
        CancellationToken cancel)
    {
        var call = tx.Call;
        var ofRound = await tx.ScalarAsync<long>(
            $"select count(*) from selection.pool where tenant_id = {call.Tenant.Id} and round_id = {pool.RoundId}",
                cancel);
        if (ofRound >= SelectionLimits.PoolsPerRound)
        {
            return new TooManyPools(SelectionLimits.PoolsPerRound);
        }

        var made = await tx.ExecuteAsync($"""
            insert into selection.pool (tenant_id, pool_id, name, round_id, rule, score_field, pins, excludes,
            feed_seq, created_at, refreshed_at)
            values ({call.Tenant.Id}, {pool.Id}, {pool.Name}, {pool.RoundId}, {new SqlText.Json(
                pool.Rule)}, {pool.ScoreField},
                    {pool.Pins.ToArray()}, {pool.Excludes.ToArray()}, {pool.FeedSeq}, {call.Now}, {call.Now})
            on conflict (tenant_id, name) do nothing
            """, cancel);
        if (made == 0)
        {
            return new PoolNameTaken(pool.Name);
        }

        foreach (var page in chosen.Choices.Chunk(SelectionLimits.Batch))
        {
            await PoolStore.WriteAsync(tx, pool.Id, page, cancel);
        }

        await tx.AuditAsync("selection.pool.created", "pool:" + pool.Id, new { pool.Name, pool.Rule.Sha256 }, cancel);
        return pool.View(
            chosen.Choices.Count(choice => choice.Outcome == Outcome.Pass),
                chosen.Choices.Count(choice => choice.Outcome == Outcome.Unknown));
    }
}
