using Marquee.Rules.Evaluation;
using Marquee.Rules.Text;

namespace Marquee.Rules;

/// <summary>
/// A published rule, ready to be evaluated: made by <see cref="RulePublication.Load"/> only. Immutable and thread-safe;
/// rows are not.
/// Deciding allocates nothing, and neither does a verdict that passes; reasons cost where something did not.
/// </summary>
public sealed class CompiledRule
{
    private readonly Node[] _clauses;
    private readonly HiddenClause[] _hidden;
    private readonly Verdict[] _passed;

    internal CompiledRule(Rule rule, PublishedRule published, FieldCatalog catalog, Vocabulary vocabulary)
    {
        Rule = rule;
        Published = published;
        Catalog = catalog;
        var compiler = new Compiler(rule.Root, catalog, vocabulary);
        _clauses = [.. rule.Clauses.Select(compiler.Compile)];
        _hidden = [.. rule.Clauses.Select(clause => HiddenClause.Of(clause, vocabulary))];
        _passed = [.. Enum.GetValues<ClauseMoment>().Select(Passed)];
        RootFields = compiler.RootFields;
        SkuFields = compiler.SkuFields;
        UsesSkus = compiler.UsesSkus;
        UsesMainSku = compiler.UsesMainSku;
    }

    /// <summary>The logic.</summary>
    public Rule Rule { get; }

    /// <summary>What was published.</summary>
    public PublishedRule Published { get; }

    /// <summary>What the rule is about.</summary>
    public Entity Root => Rule.Root;

    /// <summary>
    /// The version of the rule, as verdicts should be stored with: the SHA-256 of its canonical JSON.
    /// </summary>
    public string Sha256 => Published.Sha256;

    /// <summary>The fields needed of the object itself and of objects one hop away.</summary>
    public IReadOnlyList<FieldDeclaration> RootFields { get; }

    /// <summary>The fields needed of each SKU.</summary>
    public IReadOnlyList<FieldDeclaration> SkuFields { get; }

    /// <summary>Whether a clause looks at the object's SKUs.</summary>
    public bool UsesSkus { get; }

    internal bool UsesMainSku { get; }

    internal FieldCatalog Catalog { get; }

    /// <summary>An empty row for this rule.</summary>
    public RuleRow NewRow(int key) => new(this, key);

    /// <summary>The outcome alone, without reasons. Allocates nothing.</summary>
    /// <param name="row">A row of this rule.</param>
    /// <param name="at">The moment: clauses of it and of later ones are checked.</param>
    public Outcome Decide(RuleRow row, ClauseMoment at = ClauseMoment.Frozen)
    {
        Own(row);
        var result = Outcome.Pass;
        for (var i = 0; i < _clauses.Length; i++)
        {
            if (Rule.Clauses[i].Moment < at)
            {
                continue;
            }

            switch (_clauses[i].Decide(row, -1))
            {
                case Outcome.Fail:
                    return Outcome.Fail;
                case Outcome.Unknown:
                    result = Outcome.Unknown;
                    break;
            }
        }

        return result;
    }

    /// <summary>The verdict with a result per checked clause and a reason for everything that did not pass.</summary>
    /// <param name="row">A row of this rule.</param>
    /// <param name="at">The moment: clauses of it and of later ones are checked.</param>
    public Verdict Evaluate(RuleRow row, ClauseMoment at = ClauseMoment.Frozen)
    {
        var outcome = Decide(row, at);
        return outcome == Outcome.Pass ? _passed[(int)at] : new Verdict(outcome, [.. Results(row, at)]);
    }

    internal int RootIndexOf(string field) => IndexOf(RootFields, field);

    internal int SkuIndexOf(string field) => IndexOf(SkuFields, field);

    private static int IndexOf(IReadOnlyList<FieldDeclaration> fields, string name)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            if (fields[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }

    private IEnumerable<ClauseResult> Results(RuleRow row, ClauseMoment at)
    {
        for (var i = 0; i < _clauses.Length; i++)
        {
            if (Rule.Clauses[i].Moment < at)
            {
                continue;
            }

            var outcome = _clauses[i].Decide(row, -1);
            var reasons = new List<Reason>();
            if (outcome != Outcome.Pass)
            {
                _clauses[i].Explain(row, -1, false, reasons);
            }

            yield return Result(i, outcome, reasons);
        }
    }

    private Verdict Passed(ClauseMoment at) => new(
        Outcome.Pass, [.. Enumerable.Range(0, _clauses.Length).Where(i => Rule.Clauses[i].Moment >= at)
            .Select(i => Result(i, Outcome.Pass, []))]);

    private ClauseResult Result(int index, Outcome outcome, IReadOnlyList<Reason> reasons) =>
        new(Rule.Clauses[index].Number, outcome, reasons)
        {
            Visibility = Rule.Clauses[index].Visibility,
            Hidden = _hidden[index],
        };

    private void Own(RuleRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (!ReferenceEquals(row.Rule, this))
        {
            throw new ArgumentException("The row was made for another rule.", nameof(row));
        }
    }
}
