using Marquee.Campaigns;
using Marquee.Kernel;
using Marquee.Rules;

namespace Marquee.Selection.Pools;

/// <summary>
/// Decides which campaign items a pool's rule wants, and their scores. The refresh and the rebuild both come here, so
/// they cannot decide differently.
/// </summary>
internal sealed class Chooser(RuleEvaluation rules, FieldCatalogs catalogs)
{
    /// <summary>What became of one campaign item.</summary>
    internal sealed record Choice(int CampaignItemNo, int ItemNo, string ItemId, Outcome Outcome, long? Score);

    /// <summary>The choices about those items, in order. Refused when the pool's rule can no longer be
    /// executed.</summary>
    public async Task<Result<IReadOnlyList<Choice>>> ChooseAsync(
        CallContext call, PoolRow pool, IReadOnlyList<CampaignItem> items, CancellationToken cancel)
    {
        var rule = rules.Load(call, pool.Rule);
        if (!rule.IsSuccess)
        {
            return rule.Error;
        }

        var excluded = pool.Excludes.ToHashSet(StringComparer.Ordinal);
        var open = items.Where(item => MayBeMember(item, pool.RoundId, excluded)).ToList();
        var verdicts = await rules.EvaluateAsync(
            call, rule.Value, [.. open.Select(item => item.No)], ClauseMoment.Frozen, null, cancel);
        var scores = await ScoresAsync(call, pool.ScoreField, open, cancel);
        var outcomes = new Dictionary<int, (Outcome Outcome, long? Score)>(open.Count);
        for (var i = 0; i < open.Count; i++)
        {
            outcomes[open[i].No] = (verdicts[i].Outcome, scores[i]);
        }

        return Result<IReadOnlyList<Choice>>.Of([.. items.Select(item => outcomes.TryGetValue(item.No, out var found)
            ? new Choice(item.No, item.ItemNo, item.ItemId, found.Outcome, found.Score)
            : new Choice(item.No, item.ItemNo, item.ItemId, Outcome.Fail, null))]);
    }

    /// <summary>Whether an item may be a member at all, before the rule is asked: in the round, not left, not excluded
    /// by hand.</summary>
    internal static bool MayBeMember(CampaignItem item, Guid roundId, HashSet<string> excluded) =>
        item.RoundId.Value == roundId && item.Status is CampaignItemStatus.Locked or CampaignItemStatus.Live
        && !excluded.Contains(item.ItemId);

    private async Task<IReadOnlyList<long?>> ScoresAsync(
        CallContext call, string? scoreField, List<CampaignItem> items, CancellationToken cancel)
    {
        var catalog = catalogs.For(call);
        if (scoreField is null || items.Count == 0 || !catalog.TryGet(scoreField, out var field))
        {
            return [.. items.Select(item => item.Score)];
        }

        var keys = items.Select(item => KeyOf(field, item)).ToList();
        var distinct = keys.Distinct().ToList();
        var table = await catalog.SourceOf(field.Name).LoadAsync(call, field.Entity, distinct, [field.Name], cancel);
        var byKey = new Dictionary<int, long?>();
        for (var i = 0; i < distinct.Count; i++)
        {
            var value = table[i, 0].AgedBy(field.Freshness, call.Now);
            byKey[distinct[i]] = value.IsKnown ? value.Number : null;
        }

        return [.. keys.Select(key => byKey[key])];
    }

    /// <summary>Whether a field can rank members: a plain number of the campaign item, its item or its
    /// merchant.</summary>
    public static bool Ranks(FieldDeclaration field) => field.IsNumeric
        && (field.Entity == Entity.CampaignItem || field.Entity == Entity.Item || field.Entity == Entity.Merchant);

    private static int KeyOf(FieldDeclaration field, CampaignItem item) =>
        field.Entity == Entity.CampaignItem ? item.No : field.Entity == Entity.Item ? item.ItemNo : item.MerchantNo;
}
