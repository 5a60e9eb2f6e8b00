using System.Diagnostics.Metrics;
using Marquee.Kernel;
using Marquee.Rules.Evaluation;

namespace Marquee.Rules;

/// <summary>
/// Evaluates published rules over many objects: asks each source once per page for what the rules need, follows hops
/// and SKUs, ages the values by the
/// tenant's clock, and lets the caller supply values of its own. Thread-safe; has no side effects.
/// </summary>
/// <param name="catalogs">The catalogues that rules are loaded with.</param>
public sealed class RuleEvaluation(FieldCatalogs catalogs)
{
    private static readonly Meter Meter = new("Marquee.Rules");
    private readonly Counter<long> _verdicts =
        Meter.CreateCounter<long>("marquee.rules.verdicts", "{verdict}", "Verdicts given.");
    private readonly Lock _lock = new();
    private readonly Dictionary<string, CompiledRule> _loaded = new(StringComparer.Ordinal);

    /// <summary>
    /// A published rule made executable for the call's tenant, as <see cref="RulePublication.Load"/> does; remembered,
    /// so that asking again costs one
    /// look-up as long as the registered fields are the same.
    /// </summary>
    public Result<CompiledRule> Load(CallContext call, PublishedRule published)
    {
        ArgumentNullException.ThrowIfNull(published);
        var catalog = catalogs.For(call);
        lock (_lock)
        {
            // Every part is compared: a changed part beside an old seal must be refused by a real load, not served from
            // here.
            if (_loaded.TryGetValue(published.Seal, out var known) && ReferenceEquals(known.Catalog, catalog)
                && known.Published with { Labels = published.Labels } == published
                && Same(known.Published.Labels, published.Labels))
            {
                return known;
            }
        }

        var loaded = RulePublication.Load(published, catalog);
        if (loaded.IsSuccess)
        {
            lock (_lock)
            {
                if (_loaded.Count >= Limits.MaxLoadedRules)
                {
                    _loaded.Clear();
                }

                _loaded[published.Seal] = loaded.Value;
            }
        }

        return loaded;
    }

    /// <summary>The verdicts of one rule, in the order of the keys.</summary>
    /// <param name="call">Tenant, actor and clock.</param>
    /// <param name="rule">A rule loaded with the catalogue of the call's tenant.</param>
    /// <param name="keys">
    /// Dense numbers of the rule's root entity; any number, evaluated in pages of ten thousand.
    /// </param>
    /// <param name="at">The moment: clauses of it and of later ones are checked.</param>
    /// <param name="supplied">Values that take the place of loaded ones.</param>
    /// <param name="cancel">Cancels the evaluation.</param>
    public async ValueTask<IReadOnlyList<Verdict>> EvaluateAsync(
        CallContext call, CompiledRule rule, IReadOnlyList<int> keys, ClauseMoment at, SuppliedValues? supplied,
        CancellationToken cancel)
    {
        var byRule = await EvaluateAsync(call, [rule], keys, at, supplied, cancel);
        return byRule[0];
    }

    /// <summary>
    /// The verdicts of several rules about the same objects: by rule, then in the order of the keys. Fields that rules
    /// share are loaded once.
    /// </summary>
    /// <param name="call">Tenant, actor and clock.</param>
    /// <param name="rules">Rules of one root entity, loaded with the catalogue of the call's tenant.</param>
    /// <param name="keys">Dense numbers of that entity; any number, evaluated in pages of ten thousand.</param>
    /// <param name="at">The moment: clauses of it and of later ones are checked.</param>
    /// <param name="supplied">Values that take the place of loaded ones.</param>
    /// <param name="cancel">Cancels the evaluation.</param>
    public async ValueTask<IReadOnlyList<IReadOnlyList<Verdict>>> EvaluateAsync(
        CallContext call,
        IReadOnlyList<CompiledRule> rules,
        IReadOnlyList<int> keys,
        ClauseMoment at,
        SuppliedValues? supplied,
        CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(keys);
        Fitting(call, rules);
        var verdicts = rules.Select(_ => new List<Verdict>(keys.Count)).ToArray();
        if (rules.Count == 0)
        {
            return verdicts;
        }

        foreach (var page in keys.Chunk(Limits.MaxKeysPerEvaluation))
        {
            var values = await Gathering.LoadAsync(call, rules, page, supplied, cancel);
            for (var i = 0; i < rules.Count; i++)
            {
                var row = rules[i].NewRow(0);
                foreach (var key in page)
                {
                    values.Fill(row.Reset(key));
                    verdicts[i].Add(rules[i].Evaluate(row, at));
                }
            }
        }

        _verdicts.Add((long)rules.Count * keys.Count);
        return verdicts;
    }

    private static bool Same(PublishedLabels left, PublishedLabels right) =>
        left with { Fields = right.Fields } == right && left.Fields.SequenceEqual(right.Fields)
        && left.Root.LabelZh == right.Root.LabelZh && left.Root.LabelEn == right.Root.LabelEn;

    private static void Fitting(CallContext call, IReadOnlyList<CompiledRule> rules)
    {
        foreach (var rule in rules)
        {
            if (rule.Root != rules[0].Root || !ReferenceEquals(rule.Catalog, rules[0].Catalog)
                || rule.Catalog.Currency != call.Tenant.Currency)
            {
                throw new ArgumentException(
                    "Rules of one call are about one entity and loaded with the catalogue of the call's tenant.",
                    nameof(rules));
            }
        }
    }
}
