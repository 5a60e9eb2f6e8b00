using Marquee.Kernel;
using Marquee.Rules;

namespace Marquee.Campaigns.Gates;

/// <summary>One rule in force, ready to run, with the words of its clauses.</summary>
internal sealed record ActiveRule(NodeKind Node, Gate Gate, CompiledRule Rule, RuleView Full, RuleView ForMerchants)
{
    public ClauseView ClauseOf(int number, bool forMerchants) =>
        (forMerchants ? ForMerchants : Full).Clauses.First(clause => clause.Number == number);
}

/// <summary>
/// All rules in force at a round: its own and those of campaign and season. All of them must pass, so a node can only
/// tighten what it inherits.
/// </summary>
internal sealed record RoundRules(IReadOnlyList<ActiveRule> Active)
{
    public IReadOnlyList<ActiveRule> Of(Entity root) => [.. Active.Where(rule => rule.Rule.Root == root)];

    /// <summary>The versions that a verdict was given by.</summary>
    public string[] Hashes => [.. Active.Select(rule => rule.Rule.Sha256)];
}

/// <summary>Loads the rules in force at a round; a rule that is not exactly what was published is not run.</summary>
internal sealed class RuleLoader(RuleEvaluation evaluation, FieldCatalogs catalogs)
{
    /// <summary>The rules in force, as the transaction sees them.</summary>
    public async Task<Result<RoundRules>> LoadAsync(Transaction tx, Id<Round> round, CancellationToken cancel)
    {
        var path = await RuleRows.PathAsync(tx, NodeKind.Round, round.Value, cancel);
        var active = new List<ActiveRule>();
        foreach (var gate in await RuleRows.InForceAsync(tx, path, cancel))
        {
            var loaded = evaluation.Load(tx.Call, gate.Rule);
            if (!loaded.IsSuccess)
            {
                return loaded.Error;
            }

            active.Add(new ActiveRule(
                gate.Node, gate.Gate, loaded.Value, ViewOf(tx.Call, loaded.Value.Rule, ClauseVisibility.Internal),
                ViewOf(tx.Call, loaded.Value.Rule, ClauseVisibility.Merchant)));
        }

        return new RoundRules(active);
    }

    /// <summary>The words of all clauses in force at a round, by name, as far as the reader may read them.</summary>
    public async Task<IReadOnlyDictionary<string, Texts>> TextsAsync(
        Transaction tx, Id<Round> round, bool staff, CancellationToken cancel)
    {
        var rules = await LoadAsync(tx, round, cancel);
        return !rules.IsSuccess
            ? new Dictionary<string, Texts>()
            : rules.Value.Active
                .SelectMany(
                    rule =>
                        (staff ? rule.Full : rule.ForMerchants).Clauses.Select(clause => (Rule: rule, Clause: clause)))
                .ToDictionary(
                    one => Gates.ClauseKey(one.Rule.Node, one.Rule.Gate, one.Clause.Number),
                    one => new Texts(one.Clause.TextZh, one.Clause.TextEn));
    }

    private RuleView ViewOf(CallContext call, Rule rule, ClauseVisibility reader) =>
        RuleView.Of(rule, catalogs.For(call), reader);
}
