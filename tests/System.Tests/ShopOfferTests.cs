using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace Marquee.Whole.Tests;

/// <summary>
/// A shop's own campaign on a live market, through the public API only: made within the platform's limits, seen,
/// claimed, bought with, charged to the shop alone, and gone with the shop.
/// </summary>
public sealed class ShopOfferTests(LiveMarket market) : IClassFixture<LiveMarket>
{
    // A cheap one: no threshold of the platform's comes into it.
    private JsonNode Item { get; } = market.Items.MinBy(item => (long)item["skus"]![0]!["activityPrice"]!["minor"]!)!;

    private string Shop => (string)Item["merchant"]!;

    private string Sku => (string)Item["skus"]![0]!["sku"]!;

    private string Offers => $"{LiveMarket.Api}/shops/{Uri.EscapeDataString(Shop)}/offers";

    private string Page => $"{LiveMarket.Api}/shops/{Uri.EscapeDataString(Shop)}/page";

    [Fact]
    public async Task A_shop_runs_a_coupon_a_threshold_and_a_page_and_pays_for_them_alone()
    {
        var owner = await OwnerAsync();
        Assert.Equal("no_limits", (string?)(await market.GetAsync(
            $"{LiveMarket.Api}/shops/{Uri.EscapeDataString(Shop)}/offer-limits", owner))["closed"]);
        await OkAsync(HttpMethod.Put, $"{LiveMarket.Api}/shop-limits", new
        {
            scope = "market",
            limits = new
            {
                maxCoupons = 2,
                maxShareBp = 5_000,
                maxOffMinor = 1_000_000,
                minThresholdMinor = 1,
                maxWindowSeconds = 30 * 86_400,
                minLeadSeconds = 0,
                maxBudgetMinor = 100_000_000,
                stacking = "both",
            },
        });

        // What one piece costs at the moment, whatever rounds take off it.
        var before = await QuoteAsync(await market.ShopperAsync());
        var price = (long)before["payable"]!["minor"]!;
        var (from, to) = await WindowAsync();
        var refused = await market.SendAsync(HttpMethod.Post, Offers, Coupon(from, to, price, price), owner);
        Assert.Equal(
            ("request.invalid", "spec.offMinor", $"{price}", $"at most {price / 2}"),
            ((string?)refused.Body["code"], (string?)refused.Body["fields"]![0]!["path"],
                (string?)refused.Body["fields"]![0]!["value"], (string?)refused.Body["fields"]![0]!["accepted"]));

        var (couponOff, thresholdOff) = (price / 10, price / 5);
        var coupon = await OkAsync(HttpMethod.Post, Offers, Coupon(from, to, price / 2, couponOff), owner);
        var threshold = await OkAsync(HttpMethod.Post, Offers, new
        {
            kind = "threshold",
            from,
            to,
            spec = new { title = "Own threshold", step1ThresholdMinor = price, step1OffMinor = thresholdOff },
        }, owner);
        var address = await PublishAsync(owner, (string)coupon["id"]!);

        // It is for the clock to begin it, and for Pricing to have heard.
        var shopper = await market.ShopperAsync();
        var claimed = await UntilAsync(
            async () => (await market.SendAsync(
                HttpMethod.Post, $"/serve/v1/benefits/{(string)coupon["id"]!}/claims", new { requestKey = "claim" },
                shopper)).Body,
            answer => answer["id"] is not null);
        Assert.Equal(Shop, (string?)claimed["coupon"]!["merchant"]);
        var quote = await UntilAsync(
            () => QuoteAsync(shopper), answer => Kinds(answer).SequenceEqual(["shop_threshold", "coupon"]));
        Assert.Equal(price - couponOff - thresholdOff, (long)quote["payable"]!["minor"]!);
        Assert.Equal(
            $"商品满 {Written(price)}，减 {Written(thresholdOff)}",
            (string?)Own(quote).First(step => (string?)step["kind"] == "shop_threshold")["why"]!["zh-CN"]);
        await PageShowsAsync(address, (string)threshold["reads"]!["en"]!);

        var order = await BuyAsync(shopper, quote);
        var own = order["subOrders"]![0]!["lines"]![0]!["discounts"]!.AsArray().OfType<JsonNode>()
            .Where(share => (string?)share["kind"] is "coupon" or "shop_threshold").ToList();
        Assert.Equal(couponOff + thresholdOff, own.Sum(share => (long)share["amount"]!["minor"]!));
        Assert.All(own, share => Assert.Equal(
            ("merchant", Shop), ((string?)share["funder"]!["kind"], (string?)share["funder"]!["id"])));
        await CostsTieAsync(owner, (string)coupon["id"]!, couponOff, (string)threshold["id"]!, thresholdOff);
        await GoneWithTheShopAsync((string)coupon["id"]!, address);
        await EndedAsync(owner, (string)threshold["id"]!);
    }

    private static object Coupon(DateTimeOffset from, DateTimeOffset to, long threshold, long off) => new
    {
        kind = "coupon",
        from,
        to,
        spec = new { title = "Own coupon", thresholdMinor = threshold, offMinor = off, budgetMinor = off * 10 },
    };

    // The owner of the shop, as a key with exactly that scope.
    private async Task<string> OwnerAsync()
    {
        var made = await OkAsync(
            HttpMethod.Post, $"{LiveMarket.Api}/keys",
            new { name = "owner", roles = new[] { "merchant_owner" }, merchants = new[] { Shop } });
        return (string)made["key"]!;
    }

    private async Task<(DateTimeOffset From, DateTimeOffset To)> WindowAsync()
    {
        var tenant = await market.GetAsync(LiveMarket.Api);
        var now = DateTimeOffset.Parse((string)tenant["now"]!, CultureInfo.InvariantCulture);
        return (now.AddSeconds(3), now.AddDays(2));
    }

    private async Task<string> PublishAsync(string owner, string coupon)
    {
        object Block(string id, string type, object props) => new { id, type, props };
        object Document(string placement) => new
        {
            schema = "venue.v1",
            title = new Dictionary<string, string> { ["zh-CN"] = "本店", ["en"] = "The shop" },
            blocks = new[]
            {
                Block("top", "banner", new
                {
                    title = new Dictionary<string, string> { ["zh-CN"] = "欢迎", ["en"] = "Welcome in" },
                }),
                Block("save", "shop_threshold", new { }),
                Block("tickets", "coupon", new { benefits = new[] { coupon } }),
                Block("goods", "item_grid", new { placement }),
            },
        };
        var (_, refused) = await market.SendAsync(
            HttpMethod.Put, Page + "/draft", new { document = Document("main-hall") }, owner);
        Assert.Equal("document.blocks[3].props.placement", (string?)refused["fields"]![0]!["path"]);
        await OkAsync(HttpMethod.Put, Page + "/draft", new { document = Document("shop") }, owner);
        var shown = await market.GetAsync(Page, owner);
        Assert.Equal((1, null), ((int)shown["headRevision"]!, (int?)shown["liveRevision"]));
        Assert.Equal(HttpStatusCode.NotFound, (await market.PageAsync((string)shown["address"]!)).Status);
        return (string)(await OkAsync(
            HttpMethod.Post, Page + "/publication", new { revision = 1 }, owner))["address"]!;
    }

    private async Task PageShowsAsync(string address, string threshold)
    {
        var (status, html) = await market.PageAsync(address + "?lang=en");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("Welcome in", html, StringComparison.Ordinal);
        Assert.Contains("Own coupon", html, StringComparison.Ordinal);
        Assert.Contains(threshold, html, StringComparison.Ordinal);
        Assert.Contains(
            $"/shop/items/{Uri.EscapeDataString((string)Item["item"]!)}", html, StringComparison.Ordinal);
    }

    private async Task<JsonNode> BuyAsync(string shopper, JsonNode quote)
    {
        var held = await OkAsync(HttpMethod.Post, "/serve/v1/checkout-quotes", new
        {
            requestKey = "hold",
            lines = new[] { new { sku = Sku, quantity = 1 } },
            shown = quote["payable"],
        }, shopper);
        var order = await OkAsync(
            HttpMethod.Post, "/serve/v1/checkouts", new { requestKey = "buy", quoteId = (string)held["id"]! }, shopper);
        return await OkAsync(
            HttpMethod.Post, $"/serve/v1/orders/{(string)order["id"]!}/payment",
            new { requestKey = "pay", method = "demo" }, shopper);
    }

    private async Task CostsTieAsync(
        string owner, string coupon, long couponOff, string threshold, long thresholdOff)
    {
        var costs = (await market.GetAsync(
            $"{LiveMarket.Api}/shops/{Uri.EscapeDataString(Shop)}/offer-costs?ids={coupon},{threshold}", owner))
            .AsArray().ToDictionary(one => (string)one!["offer"]!);
        Assert.Equal(
            (1, couponOff, 0L),
            ((int)costs[coupon]!["orders"]!, (long)costs[coupon]!["cost"]!["minor"]!,
                (long)costs[coupon]!["others"]!["minor"]!));
        Assert.Equal(
            (1, thresholdOff, 0L),
            ((int)costs[threshold]!["orders"]!, (long)costs[threshold]!["cost"]!["minor"]!,
                (long)costs[threshold]!["others"]!["minor"]!));
        var statement = await market.GetAsync(
            $"{LiveMarket.Api}/shops/{Uri.EscapeDataString(Shop)}/statement", owner);
        Assert.True((bool)statement["ties"]!, statement.ToJsonString());
        Assert.Equal(1, (int)(await market.GetAsync($"{Offers}/{coupon}", owner))["used"]!);
    }

    // Within the second; the first look comes right after the answer.
    private async Task GoneWithTheShopAsync(string coupon, string address)
    {
        var late = await market.ShopperAsync();
        var down = await OkAsync(
            HttpMethod.Post, $"{LiveMarket.Api}/takedowns",
            new { kind = "merchant", subject = Shop, reason = "a complaint is looked into" });
        Assert.Equal("benefits.taken_down", (string?)(await market.SendAsync(
            HttpMethod.Post, $"/serve/v1/benefits/{coupon}/claims", new { requestKey = "late" }, late)).Body["code"]);
        Assert.Equal("taken_down", (string?)(await QuoteAsync(late))["problems"]![0]!["code"]);
        Assert.Equal(HttpStatusCode.NotFound, (await market.PageAsync(address)).Status);
        Assert.Equal("benefits.shop_offers_closed", (string?)(await market.SendAsync(
            HttpMethod.Post, Offers, Coupon(default, default, 10, 1))).Body["code"]);
        var second = await OkAsync(
            HttpMethod.Post, $"{LiveMarket.Api}/keys", new { name = "second", roles = new[] { "risk" } });
        await OkAsync(
            HttpMethod.Post, $"{LiveMarket.Api}/takedowns/{(string)down["id"]!}/return", new { reason = "looked into" },
            (string)second["key"]!);
        Assert.Equal(HttpStatusCode.OK, (await market.PageAsync(address)).Status);
    }

    private async Task EndedAsync(string owner, string threshold)
    {
        var stranger = await market.ShopperAsync();
        await UntilAsync(() => QuoteAsync(stranger), quote => Kinds(quote).Contains("shop_threshold"));
        await OkAsync(HttpMethod.Post, $"{Offers}/{threshold}/end", new { reason = "enough" }, owner);
        await UntilAsync(() => QuoteAsync(stranger), quote => !Kinds(quote).Contains("shop_threshold"));
    }

    private async Task<JsonNode> QuoteAsync(string shopper) => await OkAsync(
        HttpMethod.Post, "/serve/v1/quotes", new { lines = new[] { new { sku = Sku, quantity = 1 } } }, shopper);

    // The steps that the shop's own offers make: the market's round has offers of its own.
    private IEnumerable<JsonNode> Own(JsonNode quote) => quote["steps"]!.AsArray().OfType<JsonNode>()
        .Where(step => (string?)step["merchant"] == Shop && (string?)step["kind"] is "shop_threshold" or "coupon");

    private IEnumerable<string> Kinds(JsonNode quote) => Own(quote).Select(step => (string)step["kind"]!);

    private async Task<JsonNode> OkAsync(HttpMethod method, string path, object? body, string? token = null)
    {
        var (status, answer) = await market.SendAsync(method, path, body, token);
        Assert.True(status == HttpStatusCode.OK, $"{method} {path} answered {status}: {answer.ToJsonString()}");
        return answer;
    }

    private static async Task<JsonNode> UntilAsync(Func<Task<JsonNode>> ask, Func<JsonNode, bool> isSo)
    {
        using var tooLong = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var answer = await ask();
            if (isSo(answer))
            {
                return answer;
            }

            if (tooLong.IsCancellationRequested)
            {
                Assert.Fail(answer.ToJsonString());
            }

            await Task.Delay(100);
        }
    }

    private static string Written(long minor) => "¥" + (minor / 100m).ToString("F2", CultureInfo.InvariantCulture);
}
