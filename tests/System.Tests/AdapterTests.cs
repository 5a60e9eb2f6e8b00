using System.Net;
using System.Text.Json.Nodes;
using Marquee.Adapter;
using Marquee.Client;
using Marquee.Testing;

namespace Marquee.Whole.Tests;

/// <summary>The reference adapter between a shop of its own and a real host.</summary>
public sealed class AdapterTests(Host fixture) : IClassFixture<Host>
{
    private const string Tenant = "adapter";

    [Fact]
    public async Task Nothing_is_lost_that_is_repeated_reordered_or_late_and_the_search_shows_the_prices()
    {
        var key = await ShopTenant.MakeAsync(fixture.Process, Tenant);
        var random = new Random(TestSeed.Next());
        await using var shop = await StubShop.StartAsync(random.Next(), DateTimeOffset.UtcNow.AddHours(-2));
        var places = Path.Combine(fixture.Process.DataDir, "places.json");
        using var marquee = new MarqueeClient(new MarqueeOptions(fixture.Process.Address, Tenant, key));
        for (var day = 0; day < 4; day++)
        {
            shop.Live(120);
            await AdaptAsync(marquee, shop, places, random, until: () => Task.FromResult(true));
        }

        await AdaptAsync(marquee, shop, places, random, until: async () =>
            shop.Search.Count == shop.Truth.Products.Values.Sum(product => product.Variants.Count)
                && Shown(shop).SequenceEqual(Priced(shop)) && await WaitingAsync() == 0);
        Assert.Equal(Priced(shop), Shown(shop));
        var counts = await GetAsync("shop-events/counts");
        Assert.Equal((0, 0), ((long)counts["orders"]!["refused"]!, (long)counts["items"]!["refused"]!));
        Assert.Equal(Orders(shop), await OrdersAsync());
        foreach (var (number, product) in shop.Truth.Products)
        {
            var item = await GetAsync($"catalog/items/{number}");
            Assert.Equal((product.Name, product.Active), ((string?)item["title"], (bool)item["listed"]!));
            Assert.Equal(
                product.Variants.Select(one => (one.Code, (long?)one.Cents, Units(shop, one.Code))).Order(),
                item["skus"]!.AsArray().Select(sku => (
                    (string)sku!["id"]!, (long?)sku["dailyPrice"]!["minor"], (long?)sku["stock"])).Order());
        }

        shop.Want(new Wish("w1", shop.Truth.Products.Keys.First(), "title"));
        await AdaptAsync(marquee, shop, places, random, until: () => Task.FromResult(shop.Answers.Count == 1));
        Assert.Equal("allow", shop.Answers["w1"].Decision);
    }

    /// <summary>
    /// The adapter at work until there is nothing left to hand over and what is awaited is so. It is made anew for
    /// every step, and now and then falls after handing over and before it kept the place.
    /// </summary>
    private static async Task AdaptAsync(
        MarqueeClient marquee, StubShop shop, string places, Random random, Func<Task<bool>> until)
    {
        using var tooLong = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var moved = true;
        while (moved || !await until())
        {
            var before = File.Exists(places) ? await File.ReadAllTextAsync(places, tooLong.Token) : null;
            using var http = new HttpShop(shop.Address);
            try
            {
                moved = await new Bridge(marquee, http, "CNY", places).StepAsync(tooLong.Token);
            }
            catch (HttpRequestException)
            {
                // The shop was away; the adapter asks again.
                moved = true;
            }

            if (moved && before is not null && random.Next(8) == 0)
            {
                await File.WriteAllTextAsync(places, before, tooLong.Token);
            }

            if (!moved)
            {
                await Task.Delay(100, tooLong.Token);
            }
        }
    }

    private static IEnumerable<(string, long?, long?)> Shown(StubShop shop) => shop.Search.Values
        .Select(price => (price.Code, price.Cents, price.ListCents)).Order();

    private static IEnumerable<(string, long?, long?)> Priced(StubShop shop) => shop.Truth.Products.Values
        .SelectMany(product => product.Variants.Select(one => product.Active
            ? (one.Code, (long?)one.Cents, one.ListCents) : (one.Code, null, null))).Order();

    private static long? Units(StubShop shop, string code) =>
        shop.Truth.Units.TryGetValue(code, out var units) ? units : null;

    private static IEnumerable<(string, string, long, long)> Orders(StubShop shop) => shop.Truth.Orders
        .Select(order => (
            order.Key, order.Value.Left == 0 ? "refunded" : order.Value.Status,
            order.Value.Count * order.Value.Cents,
            order.Value.Returned * order.Value.Cents)).Order();

    private async Task<IEnumerable<(string, string, long, long)>> OrdersAsync()
    {
        var orders = new List<(string, string, long, long)>();
        JsonNode? page = null;
        do
        {
            page = await GetAsync($"orders?limit=100{(page is null ? "" : "&cursor=" + (string?)page["next"])}");
            orders.AddRange(page["items"]!.AsArray().Select(order => (
                (string)order!["shopOrderId"]!, (string)order["status"]!, (long)order["payable"]!["minor"]!,
                (long)order["refundedPaid"]!["minor"]!)));
        }
        while (page["next"] is not null);
        return orders.Order();
    }

    private async Task<long> WaitingAsync()
    {
        var counts = await GetAsync("shop-events/counts");
        return (long)counts["orders"]!["parked"]! + (long)counts["items"]!["parked"]!;
    }

    private async Task<JsonNode> GetAsync(string path)
    {
        using var client = fixture.Process.Client(tenant: Tenant);
        using var response = await client.GetAsync(new Uri($"/api/v1/t/{Tenant}/{path}", UriKind.Relative));
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{path}: {text}");
        return JsonNode.Parse(text)!;
    }
}
