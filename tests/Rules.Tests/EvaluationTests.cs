using Marquee.Testing;

namespace Marquee.Rules.Tests;

public sealed class EvaluationTests
{
    private const int Rows = 10_000;
    private static readonly FieldCatalog Catalog = Fields.Catalog();

    [Fact]
    public void A_row_ends_as_the_definitions_say()
    {
        var seen = new Dictionary<Outcome, int>();
        Law.Holds(RandomRules.Seeds, seed =>
        {
            var random = new RandomRules(seed);
            var rule = Load(random.Rule());
            var (row, oracle) = RandomRow(random, rule, 0.25);
            var expected = oracle.Decide(rule.Rule);
            var verdict = rule.Evaluate(row);
            Assert.True(expected == verdict.Outcome,
                $"seed {seed}: {expected} ≠ {verdict.Outcome}: {rule.Published.TextEn}");
            Assert.Equal(expected, rule.Decide(row));
            foreach (var (clause, result) in rule.Rule.Clauses.Zip(verdict.Clauses))
            {
                Assert.True(oracle.Of(clause.Expr, null) == result.Outcome, $"seed {seed}, clause {clause.Number}");
            }

            seen[expected] = seen.GetValueOrDefault(expected) + 1;
        }, Rows);

        Assert.All(Enum.GetValues<Outcome>(), outcome =>
            Assert.True(seen[outcome] > Rows / 50, $"{outcome} is rare: the test sees too little."));
    }

    [Fact]
    public void Whatever_does_not_pass_has_reasons_of_its_own_outcome_that_can_be_read_in_both_languages()
    {
        Law.Holds(RandomRules.Seeds, seed =>
        {
            var random = new RandomRules(seed);
            var rule = Load(random.Rule());
            var (row, _) = RandomRow(random, rule, seed % 3 * 0.2);
            foreach (var clause in rule.Evaluate(row).Clauses)
            {
                Assert.Equal(clause.Outcome == Outcome.Pass, clause.Reasons.Count == 0);
                Assert.InRange(clause.Reasons.Count, 0, Limits.MaxReasonsPerClause);
                foreach (var reason in clause.Reasons)
                {
                    Assert.True(clause.Outcome == reason.Outcome,
                        $"seed {seed}: {reason.Path} in {rule.Published.TextEn}");
                    Assert.StartsWith(clause.Number + "", reason.Path, StringComparison.Ordinal);
                    Assert.NotEmpty(reason.TextZh);
                    Assert.NotEmpty(reason.TextEn);
                    Assert.Equal(reason.Cause == ReasonCause.Value, reason.Outcome == Outcome.Fail);
                }
            }
        }, Rows / 4);
    }

    [Fact]
    public void More_data_never_turns_a_decided_verdict()
    {
        Law.Holds(RandomRules.Seeds, seed =>
        {
            var random = new RandomRules(seed);
            var rule = Load(random.Rule());
            var (root, skus, main) = Values(random, rule, 0.4);
            var before = Fill(rule, root, skus, main).Evaluate();
            foreach (var values in skus.Append(root))
            {
                foreach (var (field, value) in values.ToList())
                {
                    values[field] = value.IsKnown ? value : random.Known(Catalog.Get(field));
                }
            }

            var after = Fill(rule, root, skus, main).Evaluate();
            Assert.True(before == Outcome.Unknown || before == after,
                $"seed {seed}: {before} became {after}: {rule.Published.TextEn}");
        }, Rows / 4);
    }

    [Fact]
    public void An_object_of_which_nothing_is_known_is_never_refused()
    {
        Law.Holds(RandomRules.Seeds, seed =>
        {
            var rule = Load(new RandomRules(seed).Rule());
            var verdict = rule.Evaluate(rule.NewRow(1));
            Assert.Equal(Outcome.Unknown, verdict.Outcome);
            Assert.All(verdict.Clauses, clause => Assert.NotEmpty(clause.Reasons));
        }, 2_000);
    }

    [Fact]
    public void The_nearest_value_named_in_a_reason_passes_that_condition()
    {
        var checkedReasons = 0;
        Law.Holds(RandomRules.Seeds, seed =>
        {
            var random = new RandomRules(seed);
            var rule = Load(Rule.Of(Entity.Item, random.Expr(Entity.Item, 0, false)));
            var (root, skus, main) = Values(random, rule, 0);
            var verdict = rule.Evaluate(Fill(rule, root, skus, main).Row);
            if (verdict.Outcome == Outcome.Fail
                && verdict.Reasons.Single() is { Needed.Scaled: { } needed, Field: { } field }
                && (rule.Rule.Clauses[0].Expr as CompareField)?.Other != field)
            {
                root[field] = Catalog.Get(field).Type == FieldType.Flag ? FieldValue.Of(needed == 1)
                    : FieldValue.Of(needed);
                Assert.Equal(Outcome.Pass, Fill(rule, root, skus, main).Evaluate());
                checkedReasons++;
            }
        }, Rows / 4);

        Assert.True(checkedReasons > Rows / 20, "The law saw too few reasons.");
    }

    [Fact]
    public void De_morgan_holds_for_all_three_outcomes()
    {
        Law.Holds(RandomRules.Seeds, seed =>
        {
            var random = new RandomRules(seed);
            var (a, b) = (random.Expr(Entity.Item, 2, false), random.Expr(Entity.Item, 2, false));
            var rule = Load(Rule.Of(Entity.Item,
                new None(a, b), new All(new None(a), new None(b)),
                new None(new All(a, b)), new Any(new None(a), new None(b)),
                new None(new None(a)), new All(a)));
            var (row, _) = RandomRow(random, rule, 0.3);
            var outcomes = rule.Evaluate(row).Clauses.Select(clause => clause.Outcome).ToList();
            if (outcomes.Count > 0)
            {
                Assert.Equal(outcomes[0], outcomes[1]);
                Assert.Equal(outcomes[2], outcomes[3]);
                Assert.Equal(outcomes[4], outcomes[5]);
            }
        }, 2_000);
    }

    [Theory]
    [InlineData(long.MaxValue, long.MaxValue, 999_999_999, 1_000_000_000, Outcome.Fail)]
    [InlineData(long.MaxValue, long.MaxValue, 1_000_000_000, 999_999_999, Outcome.Pass)]
    [InlineData(long.MinValue, long.MaxValue, 1, 1_000_000_000, Outcome.Pass)]
    [InlineData(long.MaxValue, long.MinValue, 1_000_000_000, 1, Outcome.Fail)]
    [InlineData(90, 100, 9, 10, Outcome.Pass)]
    [InlineData(91, 100, 9, 10, Outcome.Fail)]
    [InlineData(66, 100, 2, 3, Outcome.Pass)]
    [InlineData(67, 100, 2, 3, Outcome.Fail)]
    public void A_factor_is_exact_at_the_extremes(long price, long lowest, long numerator, long denominator,
        Outcome expected)
    {
        var rule = Load(Rule.Of(Entity.Sku,
            new CompareField("sku.activity_price", CompareOp.Le, Factor.Of(numerator, denominator), "sku.lowest_30d")));
        var row = rule.NewRow(1).Set("sku.activity_price", FieldValue.Of(price))
            .Set("sku.lowest_30d", FieldValue.Of(lowest));
        Assert.Equal(expected, rule.Evaluate(row).Outcome);
    }

    [Fact]
    public void Fields_of_different_scales_are_compared_by_what_they_mean()
    {
        var fine = Fields.Of("item.fine", Entity.Item, FieldType.Number, 9, "细值", "fine value");
        var coarse = Fields.Of("item.coarse", Entity.Item, FieldType.Number, 0, "粗值", "coarse value");
        var catalog = FieldCatalog.Create([new Fields { All = [fine, coarse] }], "CNY").Value;
        var rule = Load(Rule.Of(Entity.Item,
            new CompareField("item.fine", CompareOp.Eq, Factor.Of(1, 2), "item.coarse")), catalog);
        var row = rule.NewRow(1).Set("item.fine", FieldValue.Of(1_500_000_000)).Set("item.coarse", FieldValue.Of(3));
        Assert.Equal(Outcome.Pass, rule.Decide(row));
        Assert.Equal(Outcome.Fail, rule.Decide(row.Set("item.fine", FieldValue.Of(1_500_000_001))));
        Assert.Equal(Outcome.Fail, rule.Decide(row.Set("item.coarse", FieldValue.Of(long.MaxValue))));
    }

    [Fact]
    public void Deciding_and_a_passing_verdict_allocate_nothing()
    {
        var rule = Load(Rule.Of(Entity.Item,
            new OverSkus(SkuQuantifier.All,
                new CompareField("sku.activity_price", CompareOp.Le, Factor.Of(9, 10), "sku.lowest_30d")),
            new OverSkus(SkuQuantifier.Lowest, new Compare("sku.activity_stock", CompareOp.Ge, 1),
                "sku.activity_price"),
            new Any(new OneOf("item.category", ["a", "b"]), new HasAny("item.tags", "x", "y"))));
        var row = rule.NewRow(1).Set("item.category", FieldValue.Of("c")).Set("item.tags", FieldValue.Of(["y"]))
            .SetSkus([10, 11], 10);
        foreach (var sku in (int[])[10, 11])
        {
            row.SetSku(sku, "sku.activity_price", FieldValue.Of(90)).SetSku(sku, "sku.lowest_30d", FieldValue.Of(100));
            row.SetSku(sku, "sku.activity_stock", FieldValue.Of(5));
        }

        Assert.Equal(Outcome.Pass, rule.Evaluate(row).Outcome);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            rule.Evaluate(row);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void A_moment_checks_its_own_clauses_and_later_ones()
    {
        var rule = Load(new Rule(Entity.Item,
        [
            new Clause(1, new Compare("item.sales_30d", CompareOp.Ge, 50)),
            new Clause(2, new IsFlag("item.free_shipping"), ClauseMoment.Lock),
            new Clause(5, new Compare("merchant.score", CompareOp.Ge, 46), ClauseMoment.Continuous),
        ]));
        var row = rule.NewRow(1).Set("item.sales_30d", FieldValue.Of(10))
            .Set("item.free_shipping", FieldValue.Of(true));
        row.Set("merchant.score", FieldValue.Of(46));
        Assert.Equal([1, 2, 5], rule.Evaluate(row).Clauses.Select(clause => clause.Number));
        Assert.Equal(Outcome.Fail, rule.Evaluate(row).Outcome);
        Assert.Equal([2, 5], rule.Evaluate(row, ClauseMoment.Lock).Clauses.Select(clause => clause.Number));
        Assert.Equal(Outcome.Pass, rule.Evaluate(row, ClauseMoment.Lock).Outcome);
        Assert.Equal([5], rule.Evaluate(row, ClauseMoment.Continuous).Clauses.Select(clause => clause.Number));
    }

    internal static CompiledRule Load(Rule rule, FieldCatalog? catalog = null)
    {
        var published = RulePublication.Publish(rule, catalog ?? Catalog);
        Assert.True(published.IsSuccess, published.Error?.Message);
        return RulePublication.Load(published.Value, catalog ?? Catalog).Value;
    }

    private static (RuleRow Row, Oracle Oracle) RandomRow(RandomRules random, CompiledRule rule, double unknown)
    {
        var (root, skus, main) = Values(random, rule, unknown);
        return (Fill(rule, root, skus, main).Row, new Oracle(root, skus, main));
    }

    private static (Dictionary<string, FieldValue> Root, List<Dictionary<string, FieldValue>> Skus, int Main) Values(
        RandomRules random, CompiledRule rule, double unknown)
    {
        var root = rule.RootFields.ToDictionary(field => field.Name, field => random.Value(field, unknown));
        var count = random.Next(5);
        var skus = Enumerable.Range(0, count)
            .Select(_ => rule.SkuFields.ToDictionary(field => field.Name, field => random.Value(field, unknown)))
                .ToList();
        return (root, skus, random.Next(count + 1) - 1);
    }

    private static Filled Fill(
        CompiledRule rule, Dictionary<string, FieldValue> root, List<Dictionary<string, FieldValue>> skus, int main)
    {
        var row = rule.NewRow(1).SetSkus([.. Enumerable.Range(100, skus.Count)], main < 0 ? null : 100 + main);
        foreach (var (field, value) in root)
        {
            row.Set(field, value);
        }

        for (var sku = 0; sku < skus.Count; sku++)
        {
            foreach (var (field, value) in skus[sku])
            {
                row.SetSku(100 + sku, field, value);
            }
        }

        return new Filled(rule, row);
    }

    private sealed record Filled(CompiledRule Rule, RuleRow Row)
    {
        public Outcome Evaluate() => Rule.Evaluate(Row).Outcome;
    }
}
