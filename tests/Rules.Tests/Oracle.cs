using System.Numerics;

namespace Marquee.Rules.Tests;

/// <summary>
/// A second evaluator, written from the definitions alone: big integers, no compiled nodes, outcomes as sets of what
/// could still be true.
/// </summary>
internal sealed class Oracle(Dictionary<string, FieldValue> root, List<Dictionary<string, FieldValue>> skus, int main)
{
    public Outcome Decide(Rule rule) => rule.Clauses.Select(clause => Of(clause.Expr, null)).ToList() switch
    {
        var all when all.Contains(Outcome.Fail) => Outcome.Fail,
        var all when all.Contains(Outcome.Unknown) => Outcome.Unknown,
        _ => Outcome.Pass,
    };

    public Outcome Of(Expr expr, Dictionary<string, FieldValue>? sku)
    {
        switch (expr)
        {
            case All all:
                return Every(all.Items.Select(item => Of(item, sku)));
            case Any any:
                return Not(Every(any.Items.Select(item => Not(Of(item, sku)))));
            case None none:
                return Every(none.Items.Select(item => Not(Of(item, sku))));
            case OverSkus over:
                return Skus(over);
            case CompareField compare:
                return Compared(compare, sku);
            default:
                var (field, holds) = Atom(expr);
                var value = Get(field, sku);
                return !value.IsKnown ? Outcome.Unknown : holds(value) ? Outcome.Pass : Outcome.Fail;
        }
    }

    private static (string Field, Func<FieldValue, bool> Holds) Atom(Expr expr) => expr switch
    {
        Compare x => (x.Field, v => Holds(v.Number, x.Op, x.Value)),
        Between x => (x.Field, v => v.Number >= x.Low && v.Number <= x.High),
        IsFlag x => (x.Field, v => v.Number == 1 == x.Expected),
        OneOf x => (x.Field, v => x.Values.Contains(v.Text!) != x.Negated),
        HasAny x => (x.Field, v => v.Set!.Intersect(x.Values).Any()),
        HasAll x => (x.Field, v => !x.Values.Except(v.Set!).Any()),
        _ => throw new NotSupportedException(),
    };

    private Outcome Compared(CompareField compare, Dictionary<string, FieldValue>? sku)
    {
        var (left, right) = (Get(compare.Field, sku), Get(compare.Other, sku));
        if (!left.IsKnown || !right.IsKnown)
        {
            return Outcome.Unknown;
        }

        // Fields of one type and unit of the test market have one scale.
        return Holds(new BigInteger(left.Number) * compare.Factor.Denominator, compare.Op,
            new BigInteger(right.Number) * compare.Factor.Numerator)
            ? Outcome.Pass
            : Outcome.Fail;
    }

    private Outcome Skus(OverSkus over)
    {
        if (over.Quantifier == SkuQuantifier.Main)
        {
            return main < 0 ? Outcome.Unknown : Of(over.Condition, skus[main]);
        }

        if (skus.Count == 0)
        {
            return Outcome.Unknown;
        }

        var outcomes = skus.Select(sku => Of(over.Condition, sku)).ToList();
        return over.Quantifier switch
        {
            SkuQuantifier.All => Every(outcomes),
            SkuQuantifier.Any => Not(Every(outcomes.Select(Not))),
            _ => Lowest(over),
        };
    }

    /// <summary>Tries which sets of SKUs could be the lowest ones: unknown choosing values may be anything.</summary>
    private Outcome Lowest(OverSkus over)
    {
        var known = skus.Where(sku => Get(over.LowestBy!, sku).IsKnown).ToList();
        var unknown = skus.Except(known).ToList();
        var low = known.Count == 0 ? 0 : known.Min(sku => Get(over.LowestBy!, sku).Number);
        var lowest = known.Where(sku => Get(over.LowestBy!, sku).Number == low).ToList();
        var possible = new HashSet<Outcome>();
        for (var mask = 0; mask < 1 << unknown.Count; mask++)
        {
            var below = unknown.Where((_, i) => (mask & (1 << i)) != 0).ToList();
            // Those below the known lowest decide alone; with none below, the known ones do, perhaps tied with unknown
            // ones.
            IEnumerable<Dictionary<string, FieldValue>> deciding = below.Count > 0 ? below : lowest;
            if (deciding.Any())
            {
                possible.Add(Every(deciding.Select(sku => Of(over.Condition, sku))));
                possible.Add(Every(deciding.Concat(known.Count > 0 && below.Count > 0 ? lowest : [])
                    .Select(sku => Of(over.Condition, sku))));
            }
        }

        return possible.Count == 1 ? possible.Single() : Outcome.Unknown;
    }

    private FieldValue Get(string field, Dictionary<string, FieldValue>? sku) =>
        sku is not null && sku.TryGetValue(field, out var ofSku) ? ofSku : root.GetValueOrDefault(field);

    private static bool Holds(BigInteger left, CompareOp op, BigInteger right) => op switch
    {
        CompareOp.Lt => left < right,
        CompareOp.Le => left <= right,
        CompareOp.Gt => left > right,
        CompareOp.Ge => left >= right,
        CompareOp.Eq => left == right,
        _ => left != right,
    };

    private static Outcome Every(IEnumerable<Outcome> outcomes)
    {
        var all = outcomes.ToList();
        return all.Contains(Outcome.Fail) ? Outcome.Fail : all.Contains(Outcome.Unknown) ? Outcome.Unknown
            : Outcome.Pass;
    }

    private static Outcome Not(Outcome outcome) => outcome == Outcome.Unknown ? outcome : outcome == Outcome.Pass
        ? Outcome.Fail : Outcome.Pass;
}
