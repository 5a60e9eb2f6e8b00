namespace Marquee.Rules.Tests;

public sealed class PublicationTests
{
    private static readonly FieldCatalog Catalog = Fields.Catalog();

    private static readonly Rule Rule = new(Entity.Item,
    [
        new Clause(1, new OverSkus(SkuQuantifier.All,
            new CompareField("sku.activity_price", CompareOp.Le, Factor.Of(9, 10), "sku.lowest_30d"))),
        new Clause(2, new Compare("item.sales_30d", CompareOp.Ge, 50)),
    ]);

    private static PublishedRule Published => RulePublication.Publish(Rule, Catalog).Value;

    [Fact]
    public void The_canonical_json_and_its_hash_never_change()
    {
        Assert.Equal(
            """{"format":"rule.v1","root":"item","clauses":[{"number":1,"moment":"frozen","visibility":"public","expr":{"kind":"over_skus","quantifier":"all","condition":{"kind":"compare_field","field":"sku.activity_price","op":"le","numerator":9,"denominator":10,"other":"sku.lowest_30d"}}},{"number":2,"moment":"frozen","visibility":"public","expr":{"kind":"compare","field":"item.sales_30d","op":"ge","value":50}}]}""",
            Published.CanonicalJson);
        Assert.Equal("f909653f443f5ff925f575602869397ccd109cbff1aaa7006ea632e5e1584de8", Published.Sha256);
    }

    [Fact]
    public void A_publication_survives_storage_as_json()
    {
        var stored = Kernel.MarqueeJson.Read<PublishedRule>(Kernel.MarqueeJson.Text(Published));
        Assert.Equal(Rule, RulePublication.Load(stored, Catalog).Value.Rule);
    }

    [Fact]
    public void A_changed_bound_is_refused() =>
        Refused("rules.hash_differs",
            Published with { CanonicalJson = Published.CanonicalJson.Replace(":50", ":49", StringComparison.Ordinal) });

    [Fact]
    public void A_changed_bound_with_a_new_hash_is_refused_because_the_texts_still_say_the_old_one()
    {
        var json = Published.CanonicalJson.Replace(":50", ":49", StringComparison.Ordinal);
        Refused("rules.text_differs", Published with { CanonicalJson = json, Sha256 = RuleJson.Sha256(json) });
    }

    [Fact]
    public void White_space_in_the_json_is_refused_even_with_its_own_hash()
    {
        var json = Published.CanonicalJson.Replace(",", ", ", StringComparison.Ordinal);
        Refused("rules.not_canonical", Published with { CanonicalJson = json, Sha256 = RuleJson.Sha256(json) });
    }

    [Fact]
    public void A_changed_text_is_refused_in_either_language()
    {
        Refused("rules.text_differs",
            Published with { TextZh = Published.TextZh.Replace("不低于50", "不低于5", StringComparison.Ordinal) });
        Refused("rules.text_differs",
            Published with { TextEn = Published.TextEn.Replace("at least", "at most", StringComparison.Ordinal) });
        Refused("rules.text_differs", Published with { TextEn = Published.TextEn + " " });
    }

    [Fact]
    public void A_changed_label_is_refused_alone_and_together_with_its_text()
    {
        var labels = Published.Labels with
        {
            Fields = [.. Published.Labels.Fields.Select(label => label.Name == "item.sales_30d"
                ? label with { LabelZh = "近7天销量" } : label)],
        };
        Refused("rules.text_differs", Published with { Labels = labels });
        Refused("rules.hash_differs", Published with
        {
            Labels = labels,
            TextZh = Published.TextZh.Replace("近30天销量", "近7天销量", StringComparison.Ordinal),
        });
    }

    [Fact]
    public void A_text_of_an_unknown_phrase_table_is_refused() =>
        Refused("rules.phrases_unknown", Published with { Labels = Published.Labels with { Phrases = 2 } });

    [Fact]
    public void Every_single_character_changed_in_any_part_is_refused()
    {
        var published = Published;
        foreach (var part in (Func<PublishedRule, Func<string, string>, PublishedRule>[])
            [
                (rule, change) => rule with { CanonicalJson = change(rule.CanonicalJson) },
                (rule, change) => rule with { TextZh = change(rule.TextZh) },
                (rule, change) => rule with { TextEn = change(rule.TextEn) },
                (rule, change) => rule with { Sha256 = change(rule.Sha256) },
                (rule, change) => rule with { Seal = change(rule.Seal) },
            ])
        {
            var length = 0;
            part(published, text => { length = text.Length; return text; });
            for (var at = 0; at < length; at++)
            {
                var changed = part(published, text => text[..at] + (char)(text[at] + 1) + text[(at + 1)..]);
                Assert.False(RulePublication.Load(changed, Catalog).IsSuccess, $"at {at}");
            }
        }
    }

    [Fact]
    public void A_field_that_only_reads_differently_today_keeps_its_published_words()
    {
        var renamed = Changed(field => field == Fields.Sales ? field with { LabelZh = "三十天销售件数" } : field);
        var rule = RulePublication.Load(Published, renamed).Value;
        Assert.Contains("近30天销量为10件", rule.Evaluate(rule.NewRow(1).Set("item.sales_30d", FieldValue.Of(10)))
            .Clauses[1].Reasons[0].TextZh,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_field_that_means_something_else_today_is_refused()
    {
        Assert.Equal("rules.field_changed", RulePublication.Load(Published, Fields.Catalog("JPY")).Error?.Code);
        Assert.Equal("rules.field_changed",
            RulePublication.Load(Published,
                Changed(field => field == Fields.Sales ? field with { UnitZh = "千件" } : field)).Error?.Code);
        Assert.Equal("rules.field_changed",
            RulePublication.Load(Published, FieldCatalog.Create([new Fields { All = [Fields.Sales] }], "CNY").Value)
                .Error?.Code);
    }

    [Fact]
    public void A_rule_is_remembered_by_its_parts_and_a_changed_copy_is_still_refused()
    {
        var evaluation = new RuleEvaluation(new FieldCatalogs(new Kernel.Registry<IFieldSource>([new Fields()])));
        var call = Calls.Call();
        var published = Published;
        Assert.Same(evaluation.Load(call, published).Value, evaluation.Load(call, Published).Value);
        Assert.Equal("rules.text_differs", evaluation.Load(call, published with { TextZh = published.TextEn })
            .Error?.Code);
        Assert.Equal("rules.field_changed", evaluation.Load(Calls.Call("USD"), published).Error?.Code);
    }

    [Theory]
    [MemberData(nameof(Unfit))]
    public void A_rule_that_does_not_fit_is_refused_at_its_place(string path, Rule rule)
    {
        var error = Assert.IsType<RuleInvalid>(RulePublication.Publish(rule, Catalog).Error);
        Assert.Contains(error.Problems, problem => problem.Path == path);
        Assert.All(error.Problems, problem => Assert.NotEmpty(problem.Accepted!));
    }

    public static TheoryData<string, Rule> Unfit => new()
    {
        { "1", Rule.Of(Entity.Item, new Compare("item.nothing", CompareOp.Ge, 1)) },
        { "1", Rule.Of(Entity.Item, new Compare("item.category", CompareOp.Ge, 1)) },
        { "1", Rule.Of(Entity.Item, new OneOf("item.sales_30d", ["a"])) },
        { "1", Rule.Of(Entity.Item, new HasAny("item.category", "a")) },
        { "1", Rule.Of(Entity.Item, new IsFlag("item.sales_30d")) },
        { "1", Rule.Of(Entity.Item, new Compare("item.merchant", CompareOp.Eq, 1)) },
        { "1", Rule.Of(Entity.Item, new Compare("sku.activity_price", CompareOp.Ge, 1)) },
        { "1", Rule.Of(Entity.Merchant, new Compare("item.sales_30d", CompareOp.Ge, 1)) },
        { "1", Rule.Of(Entity.Merchant,
            new OverSkus(SkuQuantifier.All, new Compare("merchant.score", CompareOp.Ge, 1))) },
        { "1.1", Rule.Of(Entity.Item,
            new OverSkus(SkuQuantifier.All, new OverSkus(SkuQuantifier.Any, new IsFlag("item.free_shipping")))) },
        { "1", Rule.Of(Entity.Item, new OverSkus(SkuQuantifier.Lowest, new IsFlag("item.free_shipping"))) },
        { "1", Rule.Of(Entity.Item,
            new OverSkus(SkuQuantifier.All, new IsFlag("item.free_shipping"), "sku.activity_price")) },
        { "1", Rule.Of(Entity.Item,
            new OverSkus(SkuQuantifier.Lowest, new IsFlag("item.free_shipping"), "item.sales_30d")) },
        { "1.2", Rule.Of(Entity.Item, new All(new IsFlag("item.free_shipping"), new Between("item.sales_30d", 5, 4))) },
        { "1", Rule.Of(Entity.Item, new Compare("item.sales_30d", CompareOp.Ge, -1)) },
        { "1", Rule.Of(Entity.Item, new Compare("item.risk_score", CompareOp.Ge, long.MaxValue)) },
        { "1", Rule.Of(Entity.Item, new Compare("item.listed_on", CompareOp.Ge, 10_000_000)) },
        { "1", Rule.Of(Entity.Item, new CompareField("item.sales_30d", CompareOp.Ge, Factor.One, "item.refund_rate")) },
        { "1", Rule.Of(Entity.Item, new CompareField("item.listed_on", CompareOp.Ge, Factor.Of(2), "item.listed_on")) },
        { "1", Rule.Of(Entity.Item, new CompareField("item.sales_30d", CompareOp.Ge, default, "item.sales_30d")) },
        { "1", Rule.Of(Entity.Item, new OneOf("item.category", ["line\nbreak"])) },
        { "1", Rule.Of(Entity.Item, new OneOf("item.category", ["\ud83c"])) },
        { "1", Rule.Of(Entity.Item, new OneOf("item.category", [new string('x', 129)])) },
        { "1", Rule.Of(Entity.Item, new OneOf("item.category", [.. Enumerable.Range(0, 501).Select(i => $"{i}")])) },
        { "2", new Rule(Entity.Item,
            [new Clause(2, new IsFlag("item.free_shipping")), new Clause(2, new IsFlag("item.free_shipping"))]) },
        { "0", new Rule(Entity.Item, [new Clause(0, new IsFlag("item.free_shipping"))]) },
        { "clauses", new Rule(Entity.Item, []) },
        { "root", Rule.Of(new Entity("planet", "行星", "planet"), new IsFlag("item.free_shipping")) },
        { "1.1.1.1.1.1.1.1.1", Rule.Of(Entity.Item, Deep(9)) },
    };

    private static Expr Deep(int levels) => levels == 1 ? new IsFlag("item.free_shipping") : new All(Deep(levels - 1));

    private static FieldCatalog Changed(Func<FieldDeclaration, FieldDeclaration> change) =>
        FieldCatalog.Create([new Fields { All = [.. new Fields().All.Select(change)] }], "CNY").Value;

    private static void Refused(string code, PublishedRule published) =>
        Assert.Equal(code, RulePublication.Load(published, Catalog).Error?.Code);
}
