using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Marquee.Benefits;
using Marquee.Campaigns;
using Marquee.Catalog;
using Marquee.Kernel;
using Marquee.Ledger;
using Marquee.Pricing.Mechanics;
using Marquee.Risk;
using Marquee.Testing;
using Marquee.Trade;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Marquee.Pricing.Tests;

/// <summary>A shopper's way over HTTP, with the events really delivered.</summary>
public sealed class HttpTests(PricingFixture fixture) : IClassFixture<PricingFixture>, IAsyncLifetime
{
    private readonly TestDatabase _database = fixture.Database;
    private Shop _shop = null!;
    private WebApplication _app = null!;
    private string _ann = "";

    public async ValueTask InitializeAsync()
    {
        _shop = new Shop(_database, await _database.NewTenantAsync(), TimeProvider.System);
        _shop.Market.Add(1, 10_000);
        _shop.Market.Add(2, 3_333, merchant: 2);
        IModule[] modules = [new LedgerModule(), new TradeModule(), new PricingModule()];
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddKernel(_database.Settings);
        builder.Services.AddRouting();
        foreach (var module in modules)
        {
            builder.Services.AddSingleton(module);
            module.AddServices(builder.Services);
        }

        builder.Services.AddSingleton<ICatalog>(_shop.Market);
        builder.Services.AddSingleton<IStock>(_shop.Market);
        builder.Services.AddSingleton<IPriceHistory>(_shop.Market);
        builder.Services.AddSingleton<ICampaigns>(_shop.Market);
        builder.Services.AddSingleton<RoundTree>();
        builder.Services.AddSingleton<ITakedowns>(_shop.Takedowns);
        builder.Services.AddSingleton<IBenefits>(_shop.Market);
        builder.Services.AddSingleton<IShopOffers>(_shop.Market);
        _app = builder.Build();
        _app.UseKernel();
        var routes = new ModuleRoutes(
            _app.MapGroup("/api/v1"), _app.MapGroup("/api/v1/t/{tenant}"), _app.MapGroup("/serve/v1"),
            _app.MapGroup("/t/{tenant}"));
        foreach (var module in modules)
        {
            module.Map(routes);
        }

        await _app.StartAsync();
        _ann = await TokenAsync("shopper-7");
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task A_cart_becomes_a_paid_order_at_the_price_that_was_shown_and_is_refunded()
    {
        var round = await _shop.GoLiveAsync(
            [(1, 8_000, 50, null), (2, 3_000, 50, null)],
            (OfferMechanics.PlatformThreshold,
                Shop.Spec(("thresholdMinor", 15_000), ("offMinor", 1_001), ("repeats", "once"))));
        object[] lines = [new { sku = "sku-1", quantity = 2 }, new { sku = "sku-2", quantity = 1 }];

        var quote = await PostAsync("/serve/v1/quotes", new { lines });
        Assert.Equal(19_000 - 1_001, Minor(quote["payable"]!));
        var held =
            await PostAsync("/serve/v1/checkout-quotes", new { requestKey = "h1", lines, shown = quote["payable"] });
        Assert.Equal(Minor(quote["payable"]!), Minor(held["quote"]!["payable"]!));
        var order = await PostAsync("/serve/v1/checkouts", new { requestKey = "c1", quoteId = (string?)held["id"] });
        var id = (string?)order["id"];
        Assert.Equal(Minor(quote["payable"]!), Minor(order["payable"]!));
        var paid = await PostAsync($"/serve/v1/orders/{id}/payment", new { requestKey = "p1", method = "demo" });
        Assert.Equal("paid", (string?)paid["status"]);
        await EventuallyAsync(() => _shop.Market.StockOf(1) == (0, 2));

        var refund = await PostAsync(
            $"/serve/v1/orders/{id}/refunds",
            new { requestKey = "r1", lines = new[] { new { lineNo = 1, quantity = 1 } }, reason = "too small" });
        Assert.Equal("too small", (string?)refund["reason"]);
        var after = await GetAsync($"/serve/v1/orders/{id}");
        Assert.Equal(Minor(refund["paid"]!), Minor(after["refundedPaid"]!));
        var list = await GetAsync("/serve/v1/orders");
        Assert.Equal(id, (string?)Assert.Single(list["items"]!.AsArray())!["id"]);
        var statement = await _shop.Trade.SettlementAsync(_shop.Call, round.Value, default);
        Assert.True(statement.Ties);
    }

    [Fact]
    public async Task An_order_that_the_shopper_cancels_gives_everything_back()
    {
        var round = await _shop.GoLiveAsync([(1, 8_000, 50, null)]);
        var held = await PostAsync(
            "/serve/v1/checkout-quotes",
            new { requestKey = "h1", lines = new[] { new { sku = "sku-1", quantity = 2 } } });
        var order = await PostAsync("/serve/v1/checkouts", new { requestKey = "c1", quoteId = (string?)held["id"] });
        await PostAsync($"/serve/v1/orders/{(string?)order["id"]}/cancellation", new { requestKey = "x1" });
        await EventuallyAsync(() => _shop.Market.StockOf(1) == (0, 0));
        var balance = (await _shop.Ledger.BalancesAsync(_shop.Call, [CampaignAccounts.Stock(round, 1)], default))
            .Values.Single();
        Assert.Equal((0, 0), (balance.Spent, balance.Reserved));
        var read = await GetAsync($"/serve/v1/checkout-quotes/{(string?)held["id"]}");
        Assert.Equal("released", (string?)read["status"]);
    }

    [Theory]
    [InlineData("""{"lines":[]}""", "request.invalid", "lines")]
    [InlineData("""{"lines":[null]}""", "request.malformed", "lines[0]")]
    [InlineData("""{"lines":[{"sku":"nope","quantity":1}]}""", "request.invalid", "lines[0].sku")]
    [InlineData("""{"lines":[{"sku":"sku-1","quantity":0}]}""", "request.invalid", "lines[0].quantity")]
    [InlineData("""{"lines":[{"sku":"sku-1","quantity":99999999999}]}""", "request.malformed", null)]
    [InlineData("""{"lines":[{"sku":"sku-1","quantity":1,"price":1}]}""", "request.malformed", null)]
    [InlineData("""{"lines":[{"sku":"sku-1","quantity":1}],"shopper":"shopper-8"}""", "request.invalid", "shopper")]
    public async Task A_malformed_cart_is_refused_with_its_path(string body, string code, string? path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/serve/v1/quotes")
        {
            Content = new StringContent(body, new MediaTypeHeaderValue("application/json")),
        };
        using var response = await SendAsync(request, _ann);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.Equal(code, (string?)problem["code"]);
        if (path is not null)
        {
            Assert.Equal(path, (string?)problem["fields"]![0]!["path"]);
        }
    }

    [Fact]
    public async Task Somebody_else_neither_checks_out_nor_sees_nor_pays()
    {
        await _shop.GoLiveAsync([(1, 8_000, 50, null)]);
        var held = await PostAsync(
            "/serve/v1/checkout-quotes",
            new { requestKey = "h1", lines = new[] { new { sku = "sku-1", quantity = 1 } } });
        var order = await PostAsync("/serve/v1/checkouts", new { requestKey = "c1", quoteId = (string?)held["id"] });
        var ben = await TokenAsync("shopper-8");
        foreach (var (method, address, body) in new (HttpMethod, string, object?)[]
        {
            (HttpMethod.Get, $"/serve/v1/checkout-quotes/{(string?)held["id"]}", null),
            (HttpMethod.Post, "/serve/v1/checkouts", new { requestKey = "c2", quoteId = (string?)held["id"] }),
            (HttpMethod.Get, $"/serve/v1/orders/{(string?)order["id"]}", null),
            (HttpMethod.Post, $"/serve/v1/orders/{(string?)order["id"]}/payment",
                new { requestKey = "p", method = "demo" }),
            (HttpMethod.Post, $"/serve/v1/orders/{(string?)order["id"]}/cancellation", new { requestKey = "x" }),
            (HttpMethod.Post, $"/serve/v1/orders/{(string?)order["id"]}/refunds",
                new { requestKey = "r", lines = new[] { new { lineNo = 1, quantity = 1 } } }),
        })
        {
            using var request =
                new HttpRequestMessage(method, address) { Content = body is null ? null : JsonContent.Create(body) };
            using var response = await SendAsync(request, ben);
            Assert.Equal((address, HttpStatusCode.NotFound), (address, response.StatusCode));
        }
    }

    private static long Minor(JsonNode money) => (long)money["minor"]!;

    private async Task<string> TokenAsync(string shopper) =>
        (await _app.Services.GetRequiredService<IShopperTokens>().MakeAsync(_shop.Call, shopper, default)).Token;

    private async Task<JsonNode> PostAsync(string address, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = JsonContent.Create(body) };
        return await ReadAsync(request);
    }

    private async Task<JsonNode> GetAsync(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        return await ReadAsync(request);
    }

    private async Task<JsonNode> ReadAsync(HttpRequestMessage request)
    {
        using var response = await SendAsync(request, _ann);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{request.RequestUri}: {text}");
        return JsonNode.Parse(text)!;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string token)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await _app.GetTestClient().SendAsync(request);
    }

    // Waits for an effect of an event, not for a time: fails only when it never comes.
    private static async Task EventuallyAsync(Func<bool> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!holds())
        {
            await Task.Delay(20, limit.Token);
        }
    }
}
