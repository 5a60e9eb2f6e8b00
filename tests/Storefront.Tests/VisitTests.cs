using Marquee.Kernel;
using Marquee.Storefront.Errors;
using Marquee.Storefront.Visits;
using Microsoft.AspNetCore.Http;

namespace Marquee.Storefront.Tests;

public sealed class VisitTests
{
    [Theory]
    [InlineData("/t/demo/venue/double-11", true)]
    [InlineData("/t/demo/shop/wallet?won=1", true)]
    [InlineData("/t/other/shop/", false)]
    [InlineData("//evil.example/t/demo/", false)]
    [InlineData("/t/demo//evil.example", false)]
    [InlineData("/t/demo/../../api", false)]
    [InlineData("/t/demo/\\evil", false)]
    [InlineData("/t/demo/a\r\nSet-Cookie: x", false)]
    [InlineData("https://evil.example/t/demo/", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Only_paths_of_the_same_tenant_are_led_back_to(string? path, bool isOwn) =>
        Assert.Equal(isOwn, Visit.IsOwnPath(path, "demo"));

    [Theory]
    [InlineData("same-origin", null, true)]
    [InlineData("cross-site", "http://shop.example", false)]
    [InlineData("same-site", "http://shop.example", false)]
    [InlineData("none", null, false)]
    [InlineData(null, "http://shop.example", true)]
    [InlineData(null, "http://evil.example", false)]
    [InlineData(null, "null", false)]
    [InlineData(null, null, false)]
    public void Forms_are_taken_from_our_own_pages_only(string? site, string? origin, bool holds)
    {
        var request = new DefaultHttpContext().Request;
        request.Host = new HostString("shop.example");
        if (site is not null)
        {
            request.Headers["Sec-Fetch-Site"] = site;
        }

        if (origin is not null)
        {
            request.Headers.Origin = origin;
        }

        Assert.Equal(holds, SameOrigin.Holds(request));
    }

    [Theory]
    [InlineData("guest-1", true)]
    [InlineData("a b", false)]
    [InlineData("", false)]
    [InlineData("<script>", false)]
    public void A_demo_shopper_s_name_is_plain(string name, bool accepted) =>
        Assert.Equal(accepted, SignIn.IsShopperName(name));

    [Fact]
    public void Every_code_has_words_in_both_languages_and_an_unknown_one_has_some_too()
    {
        foreach (var code in new[] { "pricing.price_changed", "benefits.sold_out", "never.heard_of" })
        {
            var words = ErrorPages.WordsOf(code);
            Assert.NotEmpty(words.Title.Zh);
            Assert.NotEmpty(words.Title.En);
            Assert.NotEmpty(words.Advice.Zh);
            Assert.NotEmpty(words.Advice.En);
        }
    }
}
