using System.Net;
using System.Reflection;
using Marquee.Benefits;
using Marquee.Campaigns;
using Marquee.Catalog;
using Marquee.Kernel;
using Marquee.Pricing;
using Marquee.Risk;
using Marquee.Serving;
using Marquee.Testing;
using Marquee.Trade;
using Marquee.Venues;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Marquee.Storefront.Tests;

/// <summary>The shop's routes with every module below it away: what is left is the shop's own part.</summary>
public sealed class ShopRouteTests : IAsyncLifetime
{
    private readonly WebApplication _app;
    private HttpClient _http = null!;
    private TenantKind _kind = TenantKind.Rehearsal;

    public ShopRouteTests()
    {
        var clock = new FakeClock();
        var ids = new SeededIds(1, clock);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        foreach (var contract in new[]
        {
            typeof(IBenefits), typeof(ICampaigns), typeof(ICatalog), typeof(IPricing), typeof(IServing), typeof(ITrade),
            typeof(IVenues), typeof(IShopperTokens), typeof(ITakedowns),
        })
        {
            builder.Services.AddSingleton(contract, DispatchProxy.Create(contract, typeof(Away)));
        }

        new StorefrontModule().AddServices(builder.Services);
        _app = builder.Build();
        _app.Use(async (context, next) =>
        {
            var tenant = new Tenant(Guid.Empty, "demo", "Demo <shop>", _kind, "CNY", "Asia/Shanghai", TimeSpan.Zero);
            context.Features.Set(new CallContext(tenant, Actor.Anonymous, clock, ids));
            await next(context);
        });
        _app.UseRouting();
        new StorefrontModule().Map(new ModuleRoutes(
            _app.MapGroup("/api/v1"), _app.MapGroup("/api/v1/t/{tenant}"), _app.MapGroup("/serve/v1"),
            _app.MapGroup("/t/{tenant}")));
    }

    public async ValueTask InitializeAsync()
    {
        await _app.StartAsync();
        _http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = new Uri(_app.Urls.First()),
        };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task A_form_from_another_site_is_refused_with_a_page()
    {
        var (status, html, _) = await PostAsync("cart/lines", "cross-site", ("sku", "a"));
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("storefront.foreign_form", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_module_that_is_away_ends_in_a_page_that_says_so_and_in_no_trace()
    {
        using var response = await _http.GetAsync("/t/demo/shop/items/lamp?lang=en");
        var html = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains("Not available right now", html, StringComparison.Ordinal);
        Assert.Contains("Demo &lt;shop&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Away", html, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wallet")]
    [InlineData("orders")]
    [InlineData("orders/0199a8f0-0000-7000-8000-000000000001")]
    [InlineData("checkout/0199a8f0-0000-7000-8000-000000000001")]
    public async Task What_belongs_to_a_shopper_asks_for_the_sign_in_and_leads_back(string page)
    {
        using var response = await _http.GetAsync("/t/demo/shop/" + page);
        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Equal(
            "/t/demo/shop/sign-in?next=" + Uri.EscapeDataString("/t/demo/shop/" + page),
            response.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Nobody_signs_in_as_a_demo_shopper_on_a_live_tenant()
    {
        _kind = TenantKind.Live;
        Assert.Equal(HttpStatusCode.Forbidden, (await _http.GetAsync("/t/demo/shop/sign-in")).StatusCode);
        var (status, _, cookies) = await PostAsync("sign-in", "same-origin", ("shopper", "guest"));
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Empty(cookies);
    }

    [Fact]
    public async Task The_sign_in_page_leads_back_to_this_shop_only()
    {
        var html = await _http.GetStringAsync("/t/demo/shop/sign-in?next=https://evil.example/");
        Assert.DoesNotContain("evil.example", html, StringComparison.Ordinal);
        Assert.Contains("name=\"next\" value=\"/t/demo/shop/\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_cart_says_what_it_is_for()
    {
        Assert.Contains("Your cart is empty", await _http.GetStringAsync("/t/demo/shop/cart?lang=en"),
            StringComparison.Ordinal);
        Assert.Contains("购物车是空的", await _http.GetStringAsync("/t/demo/shop/cart?lang=zh"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_notice_says_only_what_the_shop_says()
    {
        var html = await _http.GetStringAsync("/t/demo/shop/cart?lang=en&said=You+have+won");
        Assert.DoesNotContain("You have won", html, StringComparison.Ordinal);
        Assert.Contains("Signed out.", await _http.GetStringAsync("/t/demo/shop/cart?lang=en&said=signed_out"),
            StringComparison.Ordinal);
    }

    private async Task<(HttpStatusCode Status, string Html, IEnumerable<string> Cookies)> PostAsync(
        string path, string site, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/t/demo/shop/" + path);
        request.Headers.Add("Sec-Fetch-Site", site);
        request.Content = new FormUrlEncodedContent(fields.Select(field =>
            KeyValuePair.Create(field.Name, field.Value)));
        using var response = await _http.SendAsync(request);
        return (
            response.StatusCode, await response.Content.ReadAsStringAsync(),
            response.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : []);
    }

    /// <summary>Everything that is asked of it fails: a module that is away.</summary>
    public class Away : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            throw new InvalidOperationException($"{targetMethod?.Name} is Away.");
    }
}
