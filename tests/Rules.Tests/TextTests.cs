namespace Marquee.Rules.Tests;

public sealed class TextTests
{
    private static readonly FieldCatalog Catalog = Fields.Catalog();

    private static readonly Rule Example = new(Entity.Item,
    [
        new Clause(1, new All(
            new OverSkus(SkuQuantifier.All, new All(
                new CompareField("sku.activity_price", CompareOp.Le, Factor.Of(9, 10), "sku.lowest_30d"),
                new Compare("sku.activity_stock", CompareOp.Ge, 100))),
            new Compare("item.sales_30d", CompareOp.Ge, 50))),
        new Clause(2, new Any(
            new Compare("merchant.score", CompareOp.Ge, 46),
            new OneOf("item.category", ["女装", "男装"])), ClauseMoment.Lock, ClauseVisibility.Merchant),
        new Clause(3, new None(new Compare("item.refund_rate", CompareOp.Gt, 800),
            new Compare("item.risk_score", CompareOp.Gt, 50)),
            ClauseMoment.Continuous, ClauseVisibility.Internal),
    ]);

    [Fact]
    public void A_rule_reads_naturally_in_chinese() => Assert.Equal(
        """
        适用于每个商品：
        （1）以报名时为准：需同时满足：（每个SKU均须满足：（需同时满足：（活动价不高于近30天最低价的0.9倍；活动库存不低于100件））；近30天销量不低于50件）。
        （2）锁定时复核，仅商家可见：满足任意一项即可：（店铺评分不低于4.6分；类目属于“女装”、“男装”）。
        （3）全程有效，仅平台可见：以下条件均不得成立：（退款率高于8%；风险分高于0.5）。
        """,
        RuleText.Print(Example, Language.Zh, Catalog));

    [Fact]
    public void A_rule_reads_unambiguously_in_english() => Assert.Equal(
        """
        Applies to each item:
        (1) as of submission: all of: (every SKU satisfies: (all of: (activity price is at most lowest price in 30 days × 0.9; activity stock is at least 100 units)); sales in 30 days is at least 50 units).
        (2) checked again at lock, shown to merchants only: any of: (merchant rating is at least 4.6 points; category is one of "女装", "男装").
        (3) at all times, shown to the platform only: none of: (refund rate is more than 8%; risk score is more than 0.5).
        """,
        RuleText.Print(Example, Language.En, Catalog));

    [Theory]
    [InlineData(Language.Zh)]
    [InlineData(Language.En)]
    public void What_was_printed_is_read_as_the_same_rule(Language language) =>
        Assert.Equal(Example, RuleText.Parse(RuleText.Print(Example, language, Catalog), language, Catalog).Value);
}
