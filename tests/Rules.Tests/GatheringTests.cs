namespace Marquee.Rules.Tests;

public sealed class GatheringTests
{
    private static readonly Rule Rule = Rules.Rule.Of(Entity.Item,
        new OverSkus(SkuQuantifier.All, new Compare("sku.activity_price", CompareOp.Le, 100)),
        new Compare("merchant.score", CompareOp.Ge, 46),
        new Compare("item.sales_30d", CompareOp.Ge, 50));

    [Fact]
    public async Task Own_fields_hops_and_skus_come_from_one_call_each()
    {
        var (source, rule, evaluation) = Start(Rule, Market());
        var verdicts = await evaluation.EvaluateAsync(Calls.Call(), rule, [1, 2, 3], ClauseMoment.Frozen, null,
            CancellationToken.None);
        Assert.Equal([Outcome.Pass, Outcome.Fail, Outcome.Unknown], verdicts.Select(verdict => verdict.Outcome));
        Assert.Equal([Entity.Item, Entity.Merchant, Entity.Sku], source.Loads.Select(load => load.Root));
        Assert.Equal([10], source.Loads[1].Keys);
        Assert.Equal([101, 102, 201], source.Loads[2].Keys.Order());
        Assert.Equal(201, verdicts[1].Reasons.Single().Sku);
    }

    [Fact]
    public async Task Values_the_caller_supplies_take_the_place_of_loaded_ones_and_are_not_asked_for()
    {
        var (source, rule, evaluation) = Start(Rule, Market());
        var supplied = new SuppliedValues().SetSkus(2, [201, 202]).Set("sku.activity_price", 201, FieldValue.Of(99))
            .Set("sku.activity_price", 202, FieldValue.Of(101));
        var verdict = (await evaluation.EvaluateAsync(Calls.Call(), rule, [2], ClauseMoment.Frozen, supplied,
            CancellationToken.None))[0];
        Assert.Equal((Outcome.Fail, 202), (verdict.Outcome, verdict.Reasons.Single().Sku));
        Assert.DoesNotContain(source.Loads, load => load.Root == Entity.Sku);
        supplied.Set("sku.activity_price", 202, FieldValue.Of(100));
        verdict = (await evaluation.EvaluateAsync(Calls.Call(), rule, [2], ClauseMoment.Frozen, supplied,
            CancellationToken.None))[0];
        Assert.Equal(Outcome.Pass, verdict.Outcome);
    }

    [Fact]
    public async Task Values_older_than_their_field_allows_decide_nothing()
    {
        var market = Market().With(1, Fields.Sales, FieldValue.Of(1, Calls.Now - TimeSpan.FromDays(3)));
        var (_, rule, evaluation) = Start(Rule, market);
        var verdict = (await evaluation.EvaluateAsync(Calls.Call(), rule, [1], ClauseMoment.Frozen, null,
            CancellationToken.None))[0];
        Assert.Equal((Outcome.Unknown, ReasonCause.Stale), (verdict.Outcome, verdict.Reasons.Single().Cause));
    }

    [Fact]
    public async Task A_batch_equals_its_objects_one_by_one_and_may_name_one_twice()
    {
        var (_, rule, evaluation) = Start(Rule, Market());
        int[] keys = [3, 1, 2, 1, 9];
        var batch = await evaluation.EvaluateAsync(Calls.Call(), rule, keys, ClauseMoment.Frozen, null,
            CancellationToken.None);
        for (var i = 0; i < keys.Length; i++)
        {
            var single = await evaluation.EvaluateAsync(Calls.Call(), rule, [keys[i]], ClauseMoment.Frozen, null,
                CancellationToken.None);
            Assert.Equal(Kernel.MarqueeJson.Text(single[0]), Kernel.MarqueeJson.Text(batch[i]));
        }
    }

    [Fact]
    public async Task Rules_about_the_same_objects_share_what_is_loaded()
    {
        var (source, rule, evaluation) = Start(Rule, Market());
        var other = EvaluationTests.Load(Rules.Rule.Of(Entity.Item, new Compare("item.sales_30d", CompareOp.Ge, 1_000)),
            rule.Catalog);
        var verdicts = await evaluation.EvaluateAsync(Calls.Call(), [rule, other], [1], ClauseMoment.Frozen, null,
            CancellationToken.None);
        Assert.Equal([Outcome.Pass, Outcome.Fail], verdicts.Select(ofRule => ofRule[0].Outcome));
        Assert.Equal(3, source.Loads.Count);
    }

    [Fact]
    public async Task More_objects_than_a_page_are_evaluated_page_by_page()
    {
        var (source, rule, evaluation) =
            Start(Rules.Rule.Of(Entity.Item, new Compare("item.sales_30d", CompareOp.Ge, 50)), Market());
        var keys = Enumerable.Range(1, Limits.MaxKeysPerEvaluation + 1).ToList();
        var verdicts = await evaluation.EvaluateAsync(Calls.Call(), rule, keys, ClauseMoment.Frozen, null,
            CancellationToken.None);
        Assert.Equal(keys.Count, verdicts.Count);
        Assert.Equal([Limits.MaxKeysPerEvaluation, 1], source.Loads.Select(load => load.Keys.Count));
    }

    [Fact]
    public async Task The_main_sku_is_looked_at_whether_listed_or_not()
    {
        var main = Rules.Rule.Of(Entity.Item,
            new OverSkus(SkuQuantifier.Main, new Compare("sku.activity_price", CompareOp.Le, 100)));
        var (_, rule, evaluation) =
            Start(main, Market().With(1, Fields.MainSku, FieldValue.Of(201))
            .With(2, Fields.MainSku, FieldValue.Of(201)));
        var verdicts = await evaluation.EvaluateAsync(Calls.Call(), rule, [1, 2, 3], ClauseMoment.Frozen, null,
            CancellationToken.None);
        Assert.Equal([Outcome.Fail, Outcome.Fail, Outcome.Unknown], verdicts.Select(verdict => verdict.Outcome));
        Assert.Equal(ReasonCause.NoSku, verdicts[2].Reasons.Single().Cause);
    }

    [Fact]
    public async Task A_source_that_answers_in_another_type_is_a_bug_with_the_fields_name()
    {
        var (_, rule, evaluation) = Start(Rule, Market().With(1, Fields.Sales, FieldValue.Of("many")));
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
            await evaluation.EvaluateAsync(Calls.Call(), rule, [1], ClauseMoment.Frozen, null, CancellationToken.None));
        Assert.Contains("item.sales_30d", thrown.Message, StringComparison.Ordinal);
    }

    /// <summary>Item 1 passes, the only SKU of item 2 is too dear, of item 3 nothing is known.</summary>
    private static Fields Market() => new Fields()
        .With(1, Fields.Skus, FieldValue.Of([101, 102])).With(2, Fields.Skus, FieldValue.Of([201]))
        .With(1, Fields.Merchant, FieldValue.Of(10)).With(2, Fields.Merchant, FieldValue.Of(10))
            .With(10, Fields.Score, FieldValue.Of(48))
        .With(1, Fields.Sales, FieldValue.Of(50, Calls.Now)).With(2, Fields.Sales, FieldValue.Of(60, Calls.Now))
        .With(101, Fields.Price, FieldValue.Of(100)).With(102, Fields.Price, FieldValue.Of(90))
            .With(201, Fields.Price, FieldValue.Of(101));

    private static (Fields Source, CompiledRule Rule, RuleEvaluation Evaluation) Start(Rule rule, Fields source)
    {
        var evaluation = new RuleEvaluation(new FieldCatalogs(new Kernel.Registry<IFieldSource>([source])));
        var catalog = FieldCatalog.Create([source], "CNY").Value;
        var loaded = evaluation.Load(Calls.Call(), RulePublication.Publish(rule, catalog).Value);
        Assert.True(loaded.IsSuccess, loaded.Error?.Message);
        return (source, loaded.Value, evaluation);
    }
}
