using Marquee.Rules.Text;

namespace Marquee.Rules.Tests;

public sealed class CatalogTests
{
    [Theory]
    [InlineData("活动价格", "some price", "'活动价' is the beginning of '活动价格'")]
    [InlineData("别的价格", "Activity  Price per kilo", "'activity price' is the beginning of 'Activity  Price per kilo'")]
    [InlineData("需同时满足：价格", "some price", "'需同时满足：' is the beginning of")]
    [InlineData("9折价", "some price", "cannot be read back")]
    [InlineData("“价”", "some price", "cannot be read back")]
    public void A_label_that_could_be_read_in_two_ways_is_refused(string zh, string en, string problem)
    {
        var error = FieldCatalog.Create(
            [new Fields { All = [Fields.Price, Fields.Price with { Name = "sku.other", LabelZh = zh, LabelEn = en }] }],
            "CNY").Error;
        Assert.Contains(problem, Assert.IsType<CatalogInvalid>(error).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Declarations_that_are_not_sound_are_refused_with_the_fields_name()
    {
        foreach (var wrong in (FieldDeclaration[])
            [
                Fields.Sales with { Name = "merchant.sales" },
                Fields.Sales with { Name = "item.Sales" },
                Fields.Sales with { Scale = 1 },
                Fields.Refunds with { Scale = 1 },
                Fields.Risk with { Scale = 10 },
                Fields.Merchant with { RelatedTo = null },
                Fields.Sales with { RelatedTo = Entity.Sku },
                Fields.Sales with { Owner = "" },
                Fields.Sales with { Freshness = TimeSpan.Zero },
                Fields.Sales with { Min = 2, Max = 1 },
                Fields.Sales with { UnitZh = "9件" },
            ])
        {
            var error = FieldCatalog.Create([new Fields { All = [wrong] }], "CNY").Error;
            Assert.Contains(wrong.Name, Assert.IsType<CatalogInvalid>(error).Message, StringComparison.Ordinal);
        }

        Assert.Equal("rules.catalog_invalid", FieldCatalog.Create([new Fields(), new Fields()], "CNY").Error?.Code);
        var second = Fields.Merchant with { Name = "item.seller", LabelZh = "卖家" };
        Assert.Contains("Two references", FieldCatalog.Create([new Fields { All = [Fields.Merchant, second] }], "CNY")
            .Error?.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CNY", "活动价不高于99.9元", "activity price is at most 99.9 CNY", 9990)]
    [InlineData("JPY", "活动价不高于9990日元", "activity price is at most 9990 JPY", 9990)]
    [InlineData("KWD", "活动价不高于9.99KWD", "activity price is at most 9.99 KWD", 9990)]
    [InlineData("BRL", "活动价不高于-0.01雷亚尔", "activity price is at most -0.01 BRL", -1)]
    public void Money_takes_scale_and_unit_from_the_currency(string currency, string zh, string en, long minor)
    {
        var catalog = Fields.Catalog(currency);
        var expr = new Compare("sku.activity_price", CompareOp.Le, minor);
        Assert.Equal(zh, RuleText.Print(expr, Language.Zh, catalog));
        Assert.Equal(en, RuleText.Print(expr, Language.En, catalog));
        Assert.Equal(expr, RuleText.ParseExpr(zh, Language.Zh, catalog).Value);
    }

    [Fact]
    public void A_price_ratio_is_tenths_in_chinese_and_per_cent_in_english()
    {
        var expr = new Compare("sku.discount", CompareOp.Le, 8_550);
        Assert.Equal("折扣不高于8.55折", RuleText.Print(expr, Language.Zh, Fields.Catalog()));
        Assert.Equal("price ratio is at most 85.5%", RuleText.Print(expr, Language.En, Fields.Catalog()));
    }

    [Fact]
    public void Phrases_that_can_stand_in_one_place_never_begin_one_another()
    {
        foreach (var phrases in (Phrases[])[Phrases.Zh, Phrases.En])
        {
            Assert.All(Enum.GetValues<FieldType>(), type => Assert.Empty(Folding.Clashes(phrases.After(type))));
            Assert.Empty(Folding.Clashes(phrases.Openings));
            Assert.Empty(Folding.Clashes([phrases.Frozen, phrases.Lock, phrases.Continuous]));
            Assert.Empty(Folding.Clashes([phrases.Merchant, phrases.Internal]));
            Assert.Empty(Folding.Clashes([phrases.ItemSeparator, phrases.Close, phrases.ClauseEnd,
                phrases.ValueSeparator, phrases.FactorOpen]));
        }

        Assert.NotEmpty(Folding.Clashes(["a", "Ａb"]));
    }

    [Fact]
    public void A_catalogue_is_kept_until_a_source_changes()
    {
        var registry = new Kernel.Registry<IFieldSource>([new Fields()]);
        var catalogs = new FieldCatalogs(registry);
        var first = catalogs.For("CNY");
        Assert.Same(first, catalogs.For("CNY"));
        Assert.NotSame(first, catalogs.For("JPY"));
        registry.Swap([new Fields { All = [Fields.Sales] }]);
        Assert.Single(catalogs.For("CNY").Fields);
    }

    [Fact]
    public void An_editor_is_offered_what_a_clause_may_ask_and_nothing_else()
    {
        var fields = FieldView.For(Entity.Item, Fields.Catalog()).ToDictionary(field => field.Name);
        Assert.DoesNotContain("item.skus", fields.Keys);
        Assert.True(fields["sku.activity_price"].OnlyInQuantifier);
        Assert.False(fields["merchant.score"].OnlyInQuantifier);
        Assert.Equal(["sku.lowest_30d"], fields["sku.activity_price"].ComparableWith);
        Assert.Equal(("元", "CNY"), (fields["sku.activity_price"].UnitZh, fields["sku.activity_price"].UnitEn));
        Assert.Contains(fields["item.listed_on"].Operators, op =>
            op is { Kind: "compare", Op: "lt", TextZh: "早于", TextEn: "is before" });
        Assert.DoesNotContain(FieldView.For(Entity.Merchant, Fields.Catalog()), field => field.Entity != "merchant");
    }
}
