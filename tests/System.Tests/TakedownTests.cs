using System.Net;
using System.Text.Json.Nodes;
using Marquee.Testing;

namespace Marquee.Whole.Tests;

/// <summary>
/// Take-downs on a live market, through the public API only: what is down is refused or hidden by every surface with a
/// reason, every surface acknowledges it, and what is put back is back on all of them.
/// </summary>
public sealed class TakedownTests(LiveMarket market) : IClassFixture<LiveMarket>
{
    private static readonly string[] Surfaces =
    [
        "benefits.claims", "benefits.wallet", "campaigns.enrollment", "campaigns.feed", "pricing.checkout",
        "pricing.quotes", "serving.placements", "storefront.pages", "venues.pages",
    ];

    /// <summary>What one surface says of the subject: whether it is on, and what was seen.</summary>
    private sealed record Seen(string Surface, bool IsOn, string Says);

    private readonly JsonNode _item = market.Items[TestSeed.RandomFor(nameof(TakedownTests)).Next(market.Items.Count)];

    private string Item => (string)_item["item"]!;

    private string Merchant => (string)_item["merchant"]!;

    private string Sku => (string)_item["skus"]![0]!["sku"]!;

    [Fact]
    public Task An_item_that_is_down_is_down_on_every_surface_and_comes_back() =>
        DownAndBackAsync("item", Item, ItemSurfacesAsync);

    [Fact]
    public Task A_merchant_that_is_down_is_down_on_every_surface_and_comes_back() =>
        DownAndBackAsync("merchant", Merchant, ItemSurfacesAsync);

    [Fact]
    public Task A_price_that_is_down_is_neither_shown_nor_charged_and_comes_back() =>
        DownAndBackAsync("price", Sku, PriceSurfacesAsync);

    [Fact]
    public async Task A_benefit_that_is_down_is_neither_claimed_drawn_nor_used_and_comes_back()
    {
        var holder = await market.ShopperAsync();
        await ClaimAsync("coupon", holder);
        await DownAndBackAsync("benefit", market.Benefits["coupon"], () => CouponSurfacesAsync(holder));
        await DownAndBackAsync("benefit", market.Benefits["lottery"], LotterySurfacesAsync);
    }

    [Theory]
    [InlineData("id")]
    [InlineData("campaignId")]
    [InlineData("seasonId")]
    public Task A_campaign_that_is_down_takes_its_offers_benefits_and_pages_with_it_and_comes_back(string node) =>
        DownAndBackAsync("campaign", (string)market.Round[node]!, CampaignSurfacesAsync);

    [Theory]
    [InlineData("item")]
    [InlineData("price")]
    [InlineData("campaign")]
    public async Task What_is_taken_down_between_quote_and_order_is_not_sold(string kind)
    {
        var subject = kind == "item" ? Item : kind == "price" ? Sku : market.RoundId;
        var token = await market.ShopperAsync();
        var held = await HoldAsync(token);
        var down = await TakeAsync(kind, subject);
        var (status, refused) = await market.SendAsync(
            HttpMethod.Post, "/serve/v1/checkouts", new { requestKey = "place", quoteId = (string)held["id"]! }, token);
        await ReturnAsync(down);
        Assert.Equal(
            (HttpStatusCode.Conflict, "pricing.checkout_undone", "taken_down"),
            (status, (string?)refused["code"], (string?)refused["because"]));

        var again = await HoldAsync(token);
        var (placed, order) = await market.SendAsync(
            HttpMethod.Post, "/serve/v1/checkouts",
            new { requestKey = "again", quoteId = (string)again["id"]! }, token);
        Assert.True(placed == HttpStatusCode.OK, order.ToJsonString());
    }

    [Fact]
    public async Task A_host_that_dies_right_after_the_answer_comes_back_with_the_thing_still_down()
    {
        var down = await TakeAsync("item", Item);
        await market.Process.KillAsync();
        await market.Process.StartAsync();
        Assert.All(await ItemSurfacesAsync(), seen => Assert.False(seen.IsOn, seen.ToString()));
        await FollowedAsync(down, "down");
        await ReturnAsync(down);
        Assert.All(await ItemSurfacesAsync(), seen => Assert.True(seen.IsOn, seen.ToString()));
    }

    [Fact]
    public async Task Many_at_once_take_one_thing_down_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => market.SendAsync(
            HttpMethod.Post, $"{LiveMarket.Api}/takedowns", new { kind = "item", subject = Item, reason = "race" })));
        var (_, won) = Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.All(answers.Where(answer => answer.Status != HttpStatusCode.OK), answer => Assert.Equal(
            ((string?)won["id"], "risk.already_down"),
            ((string?)answer.Body["takedown"], (string?)answer.Body["code"])));
        await ReturnAsync((string)won["id"]!);
    }

    private async Task DownAndBackAsync(string kind, string subject, Func<Task<IReadOnlyList<Seen>>> look)
    {
        Assert.All(await look(), seen => Assert.True(seen.IsOn, $"before: {seen}"));
        var id = await TakeAsync(kind, subject);
        Assert.All(await look(), seen => Assert.False(seen.IsOn, $"down: {seen}"));
        await FollowedAsync(id, "down");
        await ReturnAsync(id);
        Assert.All(await look(), seen => Assert.True(seen.IsOn, $"back: {seen}"));
        await FollowedAsync(id, "back");
    }

    private async Task<string> TakeAsync(string kind, string subject)
    {
        var body = new { kind, subject, reason = "a complaint is looked into", told = "We look into a complaint." };
        var (status, taken) = await market.SendAsync(
            HttpMethod.Post, $"{LiveMarket.Api}/takedowns", body, key: $"down-{kind}-{Guid.NewGuid()}");
        Assert.True(status == HttpStatusCode.OK, taken.ToJsonString());
        Assert.True((bool)taken["inForce"]!);
        return (string)taken["id"]!;
    }

    // The key that took it down may not put it back: another person of the role does.
    private async Task ReturnAsync(string id)
    {
        var refused = await market.SendAsync(
            HttpMethod.Post, $"{LiveMarket.Api}/takedowns/{id}/return", new { reason = "looked into" });
        Assert.Equal("risk.second_person_needed", (string?)refused.Body["code"]);
        var (_, second) = await market.SendAsync(
            HttpMethod.Post, $"{LiveMarket.Api}/keys", new { name = "second", roles = new[] { "risk" } });
        var (status, back) = await market.SendAsync(
            HttpMethod.Post, $"{LiveMarket.Api}/takedowns/{id}/return", new { reason = "looked into" },
            (string)second["key"]!);
        Assert.True(status == HttpStatusCode.OK, back.ToJsonString());
        Assert.False((bool)back["inForce"]!);
    }

    /// <summary>Every surface of the host acknowledges.</summary>
    private async Task FollowedAsync(string id, string half)
    {
        using var tooLong = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            var shown = await market.GetAsync($"{LiveMarket.Api}/takedowns/{id}");
            var done = shown[half]!["surfaces"]!.AsArray().OfType<JsonNode>()
                .Where(one => (string?)one["state"] == "acknowledged").ToList();
            if (Surfaces.All(name => done.Any(one => (string?)one["surface"] == name)))
            {
                Assert.All(done, one => Assert.True((long)one["tookMs"]! >= 0));
                return;
            }

            await Task.Delay(50, tooLong.Token);
        }
    }

    private async Task<IReadOnlyList<Seen>> ItemSurfacesAsync() =>
    [
        .. await PriceSurfacesAsync(),
        await PageAsync("storefront.item", $"/t/demo/shop/items/{Uri.EscapeDataString(Item)}", "/cart/lines"),
        await FeedAsync(),
        await VerdictAsync(),
    ];

    private async Task<IReadOnlyList<Seen>> PriceSurfacesAsync()
    {
        var token = await market.ShopperAsync();
        return
        [
            await PlacementAsync(),
            await PageAsync("venues.page", "/t/demo/venue/double-11", ItemAddress),
            await PageAsync("storefront.home", "/t/demo/shop/", ItemAddress),
            await QuoteAsync(token, quote => quote["problems"]!.AsArray().Count == 0),
            await HoldSeenAsync(token),
        ];
    }

    private string ItemAddress => $"/t/demo/shop/items/{Uri.EscapeDataString(Item)}";

    private async Task<IReadOnlyList<Seen>> CampaignSurfacesAsync()
    {
        var token = await market.ShopperAsync();
        return
        [
            await PlacementAsync(),
            await PageAsync("venues.page", "/t/demo/venue/double-11", "<main"),
            await PageAsync("storefront.home", "/t/demo/shop/", "/t/demo/venue/double-11"),
            await QuoteAsync(token, quote => quote["lines"]![0]!["roundId"] is not null),
            await FeedAsync(),
            await VerdictAsync(),
            await ClaimSeenAsync("coupon", token),
            await ClaimSeenAsync("lottery", token),
        ];
    }

    private async Task<IReadOnlyList<Seen>> CouponSurfacesAsync(string holder)
    {
        var wallet = await market.GetAsync("/serve/v1/wallet", holder);
        var grant = wallet["grants"]!.AsArray().OfType<JsonNode>()
            .First(one => (string?)one["benefitId"] == market.Benefits["coupon"]);
        return
        [
            await ClaimSeenAsync("coupon", await market.ShopperAsync()),
            await StateAsync("coupon"),
            new Seen("benefits.wallet", (string?)grant["state"] == "claimed", grant.ToJsonString()),
            await UseSeenAsync(holder, (string)grant["id"]!),
        ];
    }

    private async Task<IReadOnlyList<Seen>> LotterySurfacesAsync() =>
        [await ClaimSeenAsync("lottery", await market.ShopperAsync()), await StateAsync("lottery")];

    private async Task<Seen> PlacementAsync()
    {
        var placement = await market.GetAsync("/serve/v1/placements/main-hall");
        return new Seen(
            "serving.placements",
            placement["items"]!.AsArray().Any(item => (string?)item!["skuId"] == Sku),
            (string)placement["state"]!);
    }

    private async Task<Seen> PageAsync(string surface, string path, string mark)
    {
        var (status, text) = await market.PageAsync(path);
        return new Seen(
            surface, status == HttpStatusCode.OK && text.Contains(mark, StringComparison.Ordinal), $"{status} {path}");
    }

    private async Task<Seen> QuoteAsync(string token, Func<JsonNode, bool> isOn)
    {
        var (status, quote) = await market.SendAsync(
            HttpMethod.Post, "/serve/v1/quotes", new { lines = new[] { new { sku = Sku, quantity = 1 } } }, token);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.All(quote["problems"]!.AsArray(), one => Assert.Equal("taken_down", (string?)one!["code"]));
        return new Seen("pricing.quotes", isOn(quote), quote.ToJsonString()[..200]);
    }

    private async Task<Seen> HoldSeenAsync(string token)
    {
        var (status, held) = await market.SendAsync(
            HttpMethod.Post, "/serve/v1/checkout-quotes",
            new { requestKey = Guid.NewGuid().ToString(), lines = new[] { new { sku = Sku, quantity = 1 } } }, token);
        return Refusable("pricing.checkout", status, held, "pricing.cart_not_buyable");
    }

    private async Task<JsonNode> HoldAsync(string token)
    {
        var (status, held) = await market.SendAsync(
            HttpMethod.Post, "/serve/v1/checkout-quotes",
            new { requestKey = Guid.NewGuid().ToString(), lines = new[] { new { sku = Sku, quantity = 1 } } }, token);
        Assert.True(status == HttpStatusCode.OK, held.ToJsonString());
        return held;
    }

    private async Task<Seen> FeedAsync()
    {
        var items = await market.GetAsync($"{LiveMarket.Api}/campaign-items?round={market.RoundId}&limit=1000");
        var mine = items["items"]!.AsArray().Single(one => (string?)one!["item"] == Item)!;
        return new Seen("campaigns.feed", mine["takenDown"] is null, mine.ToJsonString());
    }

    private async Task<Seen> VerdictAsync()
    {
        var sku = new { sku = Sku, activityPriceMinor = 1L, activityStock = 1 };
        var (_, answer) = await market.SendAsync(
            HttpMethod.Post, $"{LiveMarket.Api}/rounds/{market.RoundId}/verdicts",
            new { items = new[] { new { item = Item, skus = new[] { sku } } } });
        var code = (string?)answer["code"] ?? (string?)answer["results"]?[0]?["error"]?["code"];
        return new Seen("campaigns.enrollment", code != "campaigns.taken_down", answer.ToJsonString());
    }

    private Task<(HttpStatusCode Status, JsonNode Body)> ClaimAsync(string type, string token) => market.SendAsync(
        HttpMethod.Post,
        type == "coupon" ? $"/serve/v1/benefits/{market.Benefits[type]}/claims"
            : $"/serve/v1/lotteries/{market.Benefits[type]}/draws",
        new { requestKey = Guid.NewGuid().ToString() }, token);

    private async Task<Seen> ClaimSeenAsync(string type, string token)
    {
        var (status, answer) = await ClaimAsync(type, token);
        return Refusable("benefits.claims", status, answer, "benefits.taken_down");
    }

    private async Task<Seen> StateAsync(string type)
    {
        var states = await market.GetAsync(
            $"/serve/v1/benefits?ids={market.Benefits[type]}", await market.ShopperAsync());
        return new Seen("benefits.states", states.AsArray().Count == 1, states.ToJsonString());
    }

    private async Task<Seen> UseSeenAsync(string token, string grant)
    {
        var (status, quote) = await market.SendAsync(
            HttpMethod.Post, "/serve/v1/quotes",
            new { lines = new[] { new { sku = Sku, quantity = 1 } }, grants = new[] { grant } }, token);
        return Refusable("pricing.coupons", status, quote, "pricing.coupon_not_usable");
    }

    private static Seen Refusable(string surface, HttpStatusCode status, JsonNode body, string code)
    {
        Assert.True(status == HttpStatusCode.OK || (string?)body["code"] == code, $"{surface}: {body.ToJsonString()}");
        return new Seen(surface, status == HttpStatusCode.OK, body.ToJsonString());
    }
}
