using Marquee.Kernel;

namespace Marquee.Rules.Tests;

public sealed class VerdictTests
{
    private static readonly FieldCatalog Catalog = Fields.Catalog();

    [Fact]
    public void A_reason_says_what_was_observed_when_where_and_what_is_needed()
    {
        var rule = EvaluationTests.Load(Rule.Of(Entity.Item, new OverSkus(SkuQuantifier.All, new All(
            new CompareField("sku.activity_price", CompareOp.Le, Factor.Of(9, 10), "sku.lowest_30d"),
            new Compare("sku.activity_stock", CompareOp.Ge, 100)))));
        var row = rule.NewRow(1).SetSkus([7, 8]);
        foreach (var sku in (int[])[7, 8])
        {
            row.SetSku(sku, "sku.activity_price", FieldValue.Of(sku == 7 ? 9_000 : 9_500, Calls.Now, "submission"));
            row.SetSku(sku, "sku.lowest_30d", FieldValue.Of(10_001))
                .SetSku(sku, "sku.activity_stock", FieldValue.Of(100));
        }

        var reason = Assert.Single(rule.Evaluate(row).Reasons);
        Assert.Equal(("1.1.1", "sku.activity_price", 8, ReasonCause.Value),
            (reason.Path, reason.Field, reason.Sku, reason.Cause));
        Assert.Equal((9_500, 9_000), (reason.Observed!.Scaled, reason.Needed!.Scaled));
        Assert.Equal((Calls.Now, "submission"), (reason.AsOf, reason.Source));
        Assert.Equal("活动价为95元，要求不高于近30天最低价（100.01元）的0.9倍，即不高于90元。", reason.TextZh);
        Assert.Equal(
            "Activity price is 95 CNY; required: at most lowest price in 30 days (100.01 CNY) × 0.9, "
            + "that is at most 90 CNY.",
            reason.TextEn);
    }

    [Fact]
    public void What_must_not_hold_is_explained_by_its_opposite()
    {
        var rule = EvaluationTests.Load(Rule.Of(Entity.Item, new None(
            new Compare("item.refund_rate", CompareOp.Gt, 800),
            new Between("item.sales_30d", 5, 9),
            new HasAny("item.tags", "仿品"),
            new OneOf("item.category", ["烟草"]))));
        var row = rule.NewRow(1).Set("item.refund_rate", FieldValue.Of(910)).Set("item.sales_30d", FieldValue.Of(7));
        row.Set("item.tags", FieldValue.Of(["仿品", "新品"])).Set("item.category", FieldValue.Of("烟草"));
        Assert.Equal(
            [
                "退款率为9.1%，要求不高于8%。",
                "近30天销量为7件，要求不在5件至9件之间（含）。",
                "商品标签为“仿品”、“新品”，要求不含任何一项：“仿品”。",
                "类目为“烟草”，要求不属于“烟草”。",
            ],
            rule.Evaluate(row).Reasons.Select(reason => reason.TextZh));
    }

    [Fact]
    public void Of_several_ways_to_pass_every_one_is_named()
    {
        var rule = EvaluationTests.Load(Rule.Of(Entity.Item,
            new Any(new Compare("item.sales_30d", CompareOp.Ge, 50), new Compare("merchant.score", CompareOp.Ge, 46))));
        var row = rule.NewRow(1).Set("item.sales_30d", FieldValue.Of(10)).Set("merchant.score", FieldValue.Of(45));
        Assert.Equal(["1.1", "1.2"], rule.Evaluate(row).Reasons.Select(reason => reason.Path));
        var unknown = rule.Evaluate(row.Set("merchant.score", FieldValue.Missing()));
        Assert.Equal((Outcome.Unknown, "1.2"), (unknown.Outcome, Assert.Single(unknown.Reasons).Path));
    }

    [Fact]
    public void A_stale_value_is_shown_with_its_instant_and_decides_nothing()
    {
        var rule = EvaluationTests.Load(Rule.Of(Entity.Item, new Compare("item.sales_30d", CompareOp.Ge, 50)));
        var value = FieldValue.Of(10, Calls.Now - TimeSpan.FromDays(2) - TimeSpan.FromTicks(1));
        var verdict = rule.Evaluate(rule.NewRow(1)
            .Set("item.sales_30d", value.AgedBy(Fields.Sales.Freshness, Calls.Now)));
        Assert.Equal((Outcome.Unknown, ReasonCause.Stale), (verdict.Outcome, verdict.Reasons.Single().Cause));
        Assert.Contains("10件，截至2026-06-08 11:59 UTC", verdict.Reasons.Single().TextZh, StringComparison.Ordinal);
        Assert.True(FieldValue.Of(10, Calls.Now - TimeSpan.FromDays(2)).AgedBy(Fields.Sales.Freshness, Calls.Now)
            .IsKnown);
    }

    [Fact]
    public void A_field_of_the_item_is_explained_once_and_a_failing_sku_each_up_to_the_limit()
    {
        var rule = EvaluationTests.Load(Rule.Of(Entity.Item, new OverSkus(SkuQuantifier.All,
            new All(new Compare("item.sales_30d", CompareOp.Ge, 50),
                new Compare("sku.activity_stock", CompareOp.Ge, 1)))));
        var skus = Enumerable.Range(0, 200).ToList();
        var row = rule.NewRow(1).Set("item.sales_30d", FieldValue.Of(1)).SetSkus(skus);
        skus.ForEach(sku => row.SetSku(sku, "sku.activity_stock", FieldValue.Of(0)));
        var reasons = rule.Evaluate(row).Clauses[0].Reasons;
        Assert.Equal(Limits.MaxReasonsPerClause, reasons.Count);
        Assert.Single(reasons, reason => reason.Field == "item.sales_30d");
    }

    [Fact]
    public void A_merchant_learns_that_an_internal_clause_decided_and_what_it_is_about_and_nothing_else()
    {
        var rule = EvaluationTests.Load(Secret);
        var row = rule.NewRow(1).Set("item.risk_score", FieldValue.Of(77, Calls.Now, "detector-5"))
            .Set("item.sales_30d", FieldValue.Of(1));
        var full = rule.Evaluate(row);
        var shown = full.ForMerchant();
        Assert.Equal(full.Outcome, shown.Outcome);
        Assert.Equal(full.Clauses[0], shown.Clauses[0]);
        var reason = Assert.Single(shown.Clauses[1].Reasons);
        Assert.Equal("第2条（平台内部条款，涉及销售、风险，内容不公开）未通过。", reason.TextZh);
        Assert.Equal("Clause 2 (an internal clause about sales, risk; not disclosed) did not pass.", reason.TextEn);
        var wire = MarqueeJson.Text(shown.Clauses[1]);
        Assert.All((string[])["0.77", "77", "0.5", "risk_score", "风险分", "detector", "2.1"], secret =>
            Assert.DoesNotContain(secret, wire, StringComparison.Ordinal));
        Assert.Same(full, full.For(ClauseVisibility.Internal));
        Assert.Equal(ReasonCause.Hidden, full.For(ClauseVisibility.Public).Clauses[0].Reasons[0].Cause);
    }

    [Fact]
    public void A_merchant_reads_the_rule_with_internal_clauses_announced()
    {
        Assert.Equal(
            """
            适用于每个商品：
            （1）以报名时为准，仅商家可见：近30天销量不低于50件。
            （2）平台内部条款，涉及销售、风险，内容不公开。
            """,
            RuleText.PrintFor(Secret, ClauseVisibility.Merchant, Language.Zh, Catalog));
        var view = RuleView.Of(Secret, Catalog, ClauseVisibility.Merchant);
        Assert.Null(view.Clauses[1].Expr);
        Assert.DoesNotContain("risk_score", MarqueeJson.Text(view), StringComparison.Ordinal);
        Assert.Equal(RuleText.Print(Secret, Language.En, Catalog), RuleView.Of(Secret, Catalog).TextEn);
    }

    [Fact]
    public void A_view_shows_every_node_with_its_words_at_the_path_reasons_name()
    {
        var node = RuleView.Of(Secret, Catalog).Clauses[1].Expr!;
        Assert.Equal(("2", "any"), (node.Path, node.Kind));
        Assert.Equal(["2.1", "2.2"], node.Items.Select(item => item.Path));
        Assert.Equal(("compare", "item.risk_score", "le", "风险分不高于0.5"),
            (node.Items[0].Kind, node.Items[0].Field, node.Items[0].Op, node.Items[0].TextZh));
    }

    [Fact]
    public void A_child_keeps_what_it_inherits_and_adds_to_it()
    {
        var parent = Rule.Of(Entity.Item, new IsFlag("item.free_shipping"),
            new Compare("item.sales_30d", CompareOp.Ge, 50));
        var child = Rule.Of(Entity.Item, new Compare("item.sales_30d", CompareOp.Ge, 50),
            new Compare("merchant.score", CompareOp.Ge, 46));
        var effective = RuleInheritance.Inherit(parent, child).Value;
        Assert.Equal([.. parent.Clauses, child.Clauses[1] with { Number = 3 }], effective.Clauses);
        Assert.True(RuleInheritance.Tightens(parent, effective).IsSuccess);
        Assert.Equal(child, RuleInheritance.Inherit(null, child).Value);
    }

    [Fact]
    public void A_child_that_drops_or_changes_an_inherited_clause_is_refused()
    {
        var parent = Rule.Of(Entity.Item, new IsFlag("item.free_shipping"),
            new Compare("item.sales_30d", CompareOp.Ge, 50));
        var dropped = new Rule(Entity.Item, [parent.Clauses[0]]);
        var loosened = new Rule(Entity.Item,
            [parent.Clauses[0], new Clause(2, new Compare("item.sales_30d", CompareOp.Ge, 49))]);
        var later = new Rule(Entity.Item, [parent.Clauses[0], parent.Clauses[1] with { Moment = ClauseMoment.Lock }]);
        Assert.All((Rule[])[dropped, loosened, later], rule =>
            Assert.Equal(2, Assert.IsType<ClauseDropped>(RuleInheritance.Tightens(parent, rule).Error).Number));
        Assert.IsType<RootDiffers>(RuleInheritance.Inherit(parent,
            Rule.Of(Entity.Merchant, new Compare("merchant.score", CompareOp.Ge, 1))).Error);
    }

    private static Rule Secret => new(Entity.Item,
    [
        new Clause(1, new Compare("item.sales_30d", CompareOp.Ge, 50), ClauseMoment.Frozen, ClauseVisibility.Merchant),
        new Clause(2, new Any(new Compare("item.risk_score", CompareOp.Le, 50),
            new Compare("item.sales_30d", CompareOp.Ge, 1_000)),
            ClauseMoment.Continuous, ClauseVisibility.Internal),
    ]);
}
