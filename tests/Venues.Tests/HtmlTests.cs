using FsCheck.Fluent;
using Marquee.Testing;

namespace Marquee.Venues.Tests;

public sealed class HtmlTests
{
    [Fact]
    public void A_text_never_becomes_markup() => Law.Holds(ArbMap.Default.GeneratorFor<string>(), text =>
    {
        Html html = $"<p title=\"{text}\">{text}</p>";
        var written = html.ToString();
        Assert.Equal(2, written.Count(c => c == '<'));
        Assert.Equal(2, written.Count(c => c == '"'));
    });

    [Fact]
    public void What_is_escaped_reads_back_as_it_was() => Law.Holds(
        ArbMap.Default.GeneratorFor<string>().Where(text => text is not null && !text.Any(c => c < ' ')), text =>
        {
            Html html = $"{text}";
            Assert.Equal(text, System.Net.WebUtility.HtmlDecode(html.ToString()));
        });

    [Fact]
    public void A_piece_in_a_piece_is_not_escaped_twice()
    {
        Html inner = $"<b>{"a & b"}</b>";
        Html outer = $"<p>{inner}</p>";
        Assert.Equal("<p><b>a &amp; b</b></p>", outer.ToString());
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData(" javascript:alert(1)")]
    [InlineData("JaVaScRiPt:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("java\tscript:alert(1)")]
    [InlineData("")]
    public void An_address_that_leads_elsewhere_throws(string address)
    {
        Assert.Throws<InvalidOperationException>(() => Html.Of($"<a href=\"{address}\">x</a>"));
        Assert.Throws<InvalidOperationException>(() => Html.Of($"<img src=\"{address}\">"));
        Assert.Throws<InvalidOperationException>(() => Html.Of($"<form action=\"{address}\">"));
    }

    [Fact]
    public void An_interpolated_address_is_held_to_the_same_rule()
    {
        var evil = "javascript:alert(1)";
        Assert.Throws<InvalidOperationException>(() => Html.Of($"<a href=\"{$"{evil}?x=1"}\">x</a>"));
        Assert.Equal("<a href=\"/t/a?x=1&amp;y=2\">x</a>",
            Html.Of($"<a href=\"{$"/t/{"a"}?x=1&y=2"}\">x</a>").ToString()
            .Replace("&y", "&amp;y", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/t/shop/cart")]
    [InlineData("/")]
    [InlineData("#main")]
    [InlineData("?lang=en")]
    [InlineData("https://example.com/a?b=c")]
    public void Our_own_paths_and_the_web_may_be_linked_to(string address) => Assert.True(Html.IsLinkable(address));

    [Fact]
    public void An_attribute_without_quotes_throws() =>
        Assert.Throws<InvalidOperationException>(() => Html.Of($"<p class={"a b"}>"));

    [Fact]
    public void An_equals_sign_in_text_or_in_an_address_is_no_attribute()
    {
        Assert.Equal("<p>a=1</p>", Html.Of($"<p>a={1L}</p>").ToString());
        Assert.Equal("<a href=\"/x?a=b\">", Html.Of($"<a href=\"/x?a={"b"}\">").ToString());
    }

    [Fact]
    public void No_value_stands_in_a_script_or_style()
    {
        Assert.Throws<InvalidOperationException>(() => Html.Of($"<script>var a = \"{"x"}\";</script>"));
        Assert.Throws<InvalidOperationException>(() => Html.Of($"<style>{"x"}</style>"));
        Assert.Equal("<script>1</script>x", Html.Of($"<script>1</script>{"x"}").ToString());
    }

    [Fact]
    public void The_inlined_texts_cannot_end_their_element()
    {
        Assert.DoesNotContain("</style", ShopLook.StyleElement.ToString()[7..^8], StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("</script", ShopLook.ScriptElement.ToString()[8..^9], StringComparison.OrdinalIgnoreCase);
    }
}
