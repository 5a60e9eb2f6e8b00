using Marquee.Kernel;

namespace Marquee.Rules.Tests;

public sealed class TextErrorTests
{
    private static readonly FieldCatalog Catalog = Fields.Catalog();

    [Fact]
    public void A_wrong_label_is_named_by_its_place_with_the_labels_that_come_near()
    {
        var error = Refused("适用于每个商品：\n（1）以报名时为准：近30天的销量不低于50件。", Language.Zh);
        Assert.Equal((2, 11), (error.Line, error.Column));
        Assert.StartsWith("近30天的销量", error.Found, StringComparison.Ordinal);
        Assert.Equal("近30天销量", error.Near[0]);
    }

    [Fact]
    public void A_wrong_operator_is_answered_with_those_that_fit_the_field()
    {
        var error = Refused("Applies to each item:\n(1) as of submission: category is at most 5.", Language.En);
        Assert.Equal(["is one of", "is none of"], error.Expected);
        Assert.Equal("is at most 5.", error.Found);
    }

    [Fact]
    public void A_missing_unit_and_too_many_decimals_are_answered_with_what_is_accepted()
    {
        Assert.Contains("元", Refused("适用于每个SKU：（1）以报名时为准：活动价不高于90。", Language.Zh).Expected[0],
            StringComparison.Ordinal);
        Assert.Contains("2 decimals", Refused("适用于每个SKU：（1）以报名时为准：活动价不高于90.123元。", Language.Zh).Expected[0],
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_money_unit_of_another_currency_is_not_read() =>
        Assert.Equal(["“元”"], Refused("适用于每个SKU：（1）以报名时为准：活动价不高于90美元。", Language.Zh).Expected);

    [Theory]
    [InlineData("")]
    [InlineData("适用于每个")]
    [InlineData("适用于每个商品：")]
    [InlineData("适用于每个商品：（1）")]
    [InlineData("适用于每个商品：（1）以报名时为准：需同时满足：（）。")]
    [InlineData("适用于每个商品：（1）以报名时为准：需同时满足：（包邮：是。")]
    [InlineData("适用于每个商品：（1）以报名时为准：包邮：是")]
    [InlineData("适用于每个商品：（1）以报名时为准：包邮：是。多余")]
    [InlineData("适用于每个商品：（1）以报名时为准：类目属于“女装。")]
    [InlineData("适用于每个商品：（0）以报名时为准：包邮：是。")]
    [InlineData("适用于每个商品：（99999999999999999999）以报名时为准：包邮：是。")]
    [InlineData("适用于每个商品：（1）以报名时为准：近30天销量不低于99999999999999999999999999999999999999999999件。")]
    [InlineData("适用于每个商品：（1）以报名时为准：上架日期早于2026-02-30。")]
    [InlineData("适用于每个商品：（1）以报名时为准：近30天销量不低于近30天销量的0倍。")]
    [InlineData("适用于每个商品：（1）以报名时为准：近30天销量不低于近30天销量的1/0倍。")]
    public void A_text_that_is_no_rule_says_where_it_stops_being_one(string text)
    {
        var error = Refused(text, Language.Zh);
        Assert.InRange(error.Position, 0, text.Length);
        Assert.NotEmpty(error.Expected);
        Assert.All(error.Expected, Assert.NotEmpty);
    }

    [Fact]
    public void A_text_that_nests_without_end_is_refused_and_does_not_exhaust_the_stack()
    {
        var deep = "适用于每个商品：（1）以报名时为准：" + string.Concat(Enumerable.Repeat("需同时满足：（", 10_000));
        Assert.Contains("levels", Refused(deep, Language.Zh).Expected[0], StringComparison.Ordinal);
        Assert.IsType<InvalidRequest>(RuleText.Parse(new string('（', 300_000), Language.Zh, Catalog).Error);
    }

    [Fact]
    public void Every_beginning_of_a_text_is_an_error_and_never_a_crash()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var language = (Language)(seed % 2);
            var text = RuleText.Print(new RandomRules(seed).Rule(), language, Catalog);
            for (var length = 0; length < text.Length; length++)
            {
                var read = RuleText.Parse(text[..length], language, Catalog);
                // Clauses are whole sentences: a text cut behind one of them is a rule.
                Assert.True(read.IsSuccess == text[..length].TrimEnd().EndsWith(language == Language.Zh ? '。' : '.')
                    || !read.IsSuccess, text[..length]);
            }
        }
    }

    [Theory]
    [InlineData("", "$")]
    [InlineData("{}", "$")]
    [InlineData("[]", "$")]
    [InlineData("{'format':'rule.v2','root':'item','clauses':[]}", "$.format")]
    [InlineData("{'format':'rule.v1','root':'planet','clauses':[]}", "$.root")]
    [InlineData("{'format':'rule.v1','root':'item','clauses':[]}", "$.clauses")]
    public void A_document_that_is_no_rule_is_refused_at_its_place(string json, string path) =>
        Assert.Equal(path, ReadJson(json).Path);

    [Theory]
    [InlineData("'number':1,'moment':'now','visibility':'public','expr':{}", "moment")]
    [InlineData("'number':1.5,'moment':'lock','visibility':'public','expr':{}", "number")]
    [InlineData("'number':1,'moment':'lock','visibility':'public','expr':{'kind':'all','items':[]}", "expr.items")]
    [InlineData("'number':1,'moment':'lock','visibility':'public','expr':{'kind':'maybe'}", "expr.kind")]
    [InlineData(
        "'number':1,'moment':'lock','visibility':'public','expr':{'kind':'is_flag','field':'x','expected':1}",
        "expr.expected")]
    [InlineData(
        "'number':1,'moment':'lock','visibility':'public','expr':{'kind':'is_flag','field':'x','expected':true,'a':1}",
        "expr.a")]
    public void A_clause_that_is_none_is_refused_at_its_place(string clause, string path) => Assert.Equal(
        "$.clauses[0]." + path, ReadJson("{'format':'rule.v1','root':'item','clauses':[{" + clause + "}]}").Path);

    [Fact]
    public void A_document_with_a_member_twice_is_refused() => Assert.IsType<JsonUnreadable>(
        RuleJson.Read("""{"format":"rule.v1","format":"rule.v1","root":"item","clauses":[]}""", Catalog).Error);

    private static JsonUnreadable ReadJson(string json) => Assert.IsType<JsonUnreadable>(
        RuleJson.Read(json.Replace('\'', '"'), Catalog).Error);

    private static TextUnreadable Refused(string text, Language language) =>
        Assert.IsType<TextUnreadable>(RuleText.Parse(text, language, Catalog).Error);
}
