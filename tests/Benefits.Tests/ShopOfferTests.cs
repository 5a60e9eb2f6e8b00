using System.Net;
using System.Text.Json;
using Marquee.Benefits.Engine;
using Marquee.Benefits.Storage;
using Marquee.Kernel;
using Marquee.Ledger;
using Marquee.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Marquee.Benefits.Tests;

/// <summary>Shops' own offers on the wire.</summary>
public sealed class ShopOfferTests(Door door) : IClassFixture<Door>, IAsyncLifetime
{
    private static readonly Actor Staff = TestActor.Person(Role.Operator);
    private static readonly Actor Owner = TestActor.Person(Role.MerchantOwner) with
    {
        Merchants = new HashSet<string> { "shop-7" },
    };

    private static readonly Actor Ann = TestActor.Shopper("ann");
    private Tenant _tenant = null!;

    private DateTimeOffset Now => door.Database.Call(_tenant).Now;

    public async ValueTask InitializeAsync() => _tenant = await door.Database.NewTenantAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Without_limits_a_shop_makes_nothing_and_is_told_why()
    {
        Assert.Equal(
            "no_limits", (await GetAsync(Owner, "/shops/shop-7/offer-limits")).GetProperty("closed").GetString());
        Assert.Equal("benefits.shop_offers_closed", Code(await MakeAsync(Coupon(), HttpStatusCode.Conflict)));
    }

    [Fact]
    public async Task A_shops_coupon_is_a_benefit_for_its_goods_at_its_own_cost()
    {
        await LimitAsync();
        var made = await MakeAsync(Coupon());
        Assert.Equal("upcoming", made.GetProperty("status").GetString());
        Assert.Equal(
            "本店商品满 ¥100.00 减 ¥20.00，每人限领 1 张，共 10 张，活动结束前有效；由店铺承担。",
            made.GetProperty("reads").GetProperty("zh-CN").GetString());
        var id = made.GetProperty("id").GetString();
        var benefit = (await GetAsync(Staff, $"/benefits/{id}")).GetProperty("benefit").GetProperty("spec");
        Assert.Equal(
            ("shop", "shop-7", 10_000L, 0L),
            (benefit.GetProperty("scope").GetString(), benefit.GetProperty("merchant").GetString(),
                benefit.GetProperty("merchantShareBp").GetInt64(), benefit.GetProperty("platformShareBp").GetInt64()));
        Assert.Equal("benefits.closed", Code(await ClaimAsync(id, HttpStatusCode.Conflict)));
        Later(TimeSpan.FromHours(1));
        Assert.Equal(
            "shop-7", (await ClaimAsync(id)).GetProperty("coupon").GetProperty("merchant").GetString());
        var listed = (await GetAsync(Owner, "/shops/shop-7/offers")).GetProperty("items")[0];
        Assert.Equal(
            ("live", 1L, 0L),
            (listed.GetProperty("status").GetString(), listed.GetProperty("claimed").GetInt64(),
                listed.GetProperty("used").GetInt64()));
    }

    [Fact]
    public async Task Beyond_the_limits_it_is_refused_by_field_value_and_what_is_accepted()
    {
        await LimitAsync();
        var refused = await MakeAsync(Coupon(off: 3_001), HttpStatusCode.BadRequest);
        var field = Assert.Single(refused.GetProperty("fields").EnumerateArray());
        Assert.Equal(
            ("spec.offMinor", "3001", "at most 3000"),
            (field.GetProperty("path").GetString(), field.GetProperty("value").GetString(),
                field.GetProperty("accepted").GetString()));
        var preview = await SendAsync(
            Owner, HttpMethod.Post, "/shops/shop-7/offers/preview", Coupon(off: 3_001));
        Assert.Equal("spec.offMinor", preview.GetProperty("refused")[0].GetProperty("path").GetString());
        Assert.StartsWith(
            "¥30.01 off from ¥100.00 on goods of this shop", preview.GetProperty("reads").GetProperty("en").GetString(),
            StringComparison.Ordinal);
        Assert.Empty((await GetAsync(Owner, "/shops/shop-7/offers")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Limits_of_a_category_hold_for_shops_that_sell_in_it_and_those_of_a_shop_for_it()
    {
        await LimitAsync();
        await LimitAsync("category", "food", ("maxShareBp", 1L));
        Assert.Equal(3_000, await ShareAsync());
        await LimitAsync("category", "toys", ("maxShareBp", 2_500L));
        Assert.Equal(2_500, await ShareAsync());
        await LimitAsync("merchant", "shop-7", ("maxShareBp", 9_000L));
        Assert.Equal(2_500, await ShareAsync());
        await SendAsync(Staff, HttpMethod.Delete, "/shop-limits?scope=category&subject=toys");
        Assert.Equal(3_000, await ShareAsync());
        Assert.Equal("request.invalid", Code(await SendAsync(
            Staff, HttpMethod.Put, "/shop-limits",
            new { scope = "category", subject = "nowhere", limits = new { maxShareBp = 1 } },
            expected: HttpStatusCode.BadRequest)));
        Assert.Equal("benefits.newer_revision", Code(await SendAsync(
            Staff, HttpMethod.Put, "/shop-limits",
            new { scope = "merchant", subject = "shop-7", limits = new { maxShareBp = 1 }, revision = 7 },
            expected: HttpStatusCode.Conflict)));

        async Task<long> ShareAsync() => (await GetAsync(Owner, "/shops/shop-7/offer-limits")).GetProperty("limits")
            .GetProperty("maxShareBp").GetInt64();
    }

    [Fact]
    public async Task It_changes_until_it_begins_and_then_it_can_only_be_ended()
    {
        await LimitAsync();
        var id = (await MakeAsync(Coupon())).GetProperty("id").GetString();
        var changed = await ChangeAsync(id, 1, Coupon(off: 2_500));
        Assert.Equal(2, changed.GetProperty("revision").GetInt32());
        Assert.Equal("benefits.newer_revision", Code(await ChangeAsync(id, 1, Coupon(), HttpStatusCode.Conflict)));
        Assert.Equal(
            2_500L,
            (await GetAsync(Staff, $"/benefits/{id}")).GetProperty("benefit").GetProperty("spec").GetProperty(
                "offMinor").GetInt64());
        Later(TimeSpan.FromHours(1));
        Assert.Equal(
            2_500, (await ClaimAsync(id)).GetProperty("coupon").GetProperty("off").GetProperty("minor").GetInt64());
        var refused = await ChangeAsync(id, 2, Coupon(), HttpStatusCode.Conflict);
        Assert.Equal(
            ("benefits.shop_offer_not_open", "end"),
            (Code(refused), refused.GetProperty("allowedNow")[0].GetString()));
        var ended = await SendAsync(
            Owner, HttpMethod.Post, $"/shops/shop-7/offers/{id}/end", new { reason = "sold out" });
        Assert.Equal("ended", ended.GetProperty("status").GetString());
        Assert.Equal("benefits.closed", Code(await ClaimAsync(id, HttpStatusCode.Conflict, "bob")));
        Assert.Equal(
            "claimed",
            (await GetAsync(Ann, "/serve/v1/wallet")).GetProperty("grants")[0].GetProperty("state").GetString());
        Assert.Equal("benefits.shop_offer_not_open", Code(await SendAsync(
            Owner, HttpMethod.Post, $"/shops/shop-7/offers/{id}/end", new { }, expected: HttpStatusCode.Conflict)));
    }

    [Fact]
    public async Task A_threshold_is_told_and_what_is_over_makes_room()
    {
        await LimitAsync();
        await MakeAsync(Threshold());
        Assert.Equal(1, await ToldAsync());
        var refused = await MakeAsync(Threshold(), HttpStatusCode.BadRequest);
        Assert.Equal("from", refused.GetProperty("fields")[0].GetProperty("path").GetString());
        var shops = door.Services.GetRequiredService<IShopOffers>();
        var offer = Assert.Single(await shops.OfShopAsync(door.Database.Call(_tenant), "shop-7", default));
        Assert.Equal([new ThresholdStep(10_000, 1_000), new ThresholdStep(20_000, 3_000)], offer.Steps);
        Later(TimeSpan.FromHours(9));
        await SweepAsync();
        Assert.Equal(2, await ToldAsync());
        Assert.Empty(await shops.OfShopAsync(door.Database.Call(_tenant), "shop-7", default));
        await MakeAsync(Threshold());
        Assert.Equal(
            ["upcoming", "over"],
            (await GetAsync(Owner, "/shops/shop-7/offers")).GetProperty("items").EnumerateArray().Select(
                one => one.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task Another_shop_does_not_exist_for_its_people()
    {
        await LimitAsync();
        var id = (await MakeAsync(Coupon())).GetProperty("id").GetString();
        var stranger = Owner with { Merchants = new HashSet<string> { "shop-8" } };
        foreach (var (method, path, body) in new (HttpMethod, string, object?)[]
        {
            (HttpMethod.Get, "/shops/shop-7/offers", null),
            (HttpMethod.Get, $"/shops/shop-7/offers/{id}", null),
            (HttpMethod.Get, "/shops/shop-7/offer-limits", null),
            (HttpMethod.Post, "/shops/shop-7/offers", Coupon()),
            (HttpMethod.Post, $"/shops/shop-7/offers/{id}/end", new { }),
            (HttpMethod.Post, $"/shops/shop-8/offers/{id}/end", new { }),
        })
        {
            Assert.Equal("request.unknown", Code(await SendAsync(
                stranger, method, path, body, expected: HttpStatusCode.NotFound)));
        }
    }

    [Fact]
    public async Task One_key_makes_one_offer()
    {
        await LimitAsync();
        var first = await SendAsync(Owner, HttpMethod.Post, "/shops/shop-7/offers", Coupon(), "once");
        var again = await SendAsync(Owner, HttpMethod.Post, "/shops/shop-7/offers", Coupon(), "once");
        Assert.Equal(first.GetProperty("id").GetString(), again.GetProperty("id").GetString());
        Assert.Single((await GetAsync(Owner, "/shops/shop-7/offers")).GetProperty("items").EnumerateArray());
    }

    private object Coupon(long off = 2_000) => new
    {
        kind = "coupon",
        from = Start,
        to = Start.AddHours(4),
        spec = new { title = "100 - 20", thresholdMinor = 10_000, offMinor = off, budgetMinor = 20_000 },
    };

    private object Threshold() => new
    {
        kind = "threshold",
        from = Now.AddHours(1),
        to = Now.AddHours(5),
        spec = new
        {
            title = "step by step",
            step1ThresholdMinor = 10_000,
            step1OffMinor = 1_000,
            step2ThresholdMinor = 20_000,
            step2OffMinor = 3_000,
        },
    };

    // The same in one test, so that a repeat is a repeat; on the hour, so that the clock of the test meets it exactly.
    private DateTimeOffset Start { get; } = FakeClock.Start.AddHours(1);

    private void Later(TimeSpan by) => _tenant = _tenant with { ClockOffset = _tenant.ClockOffset + by };

    private Task<JsonElement> MakeAsync(object body, HttpStatusCode expected = HttpStatusCode.OK) =>
        SendAsync(Owner, HttpMethod.Post, "/shops/shop-7/offers", body, expected: expected);

    private async Task<JsonElement> ChangeAsync(
        string? id, int revision, object like, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var body = JsonSerializer.SerializeToElement(like, MarqueeJson.Options);
        return await SendAsync(
            Owner, HttpMethod.Put, $"/shops/shop-7/offers/{id}",
            new
            {
                revision,
                from = body.GetProperty("from"),
                to = body.GetProperty("to"),
                spec = body.GetProperty("spec"),
            },
            expected: expected);
    }

    private Task<JsonElement> ClaimAsync(
        string? id, HttpStatusCode expected = HttpStatusCode.OK, string shopper = "ann") => SendAsync(
        TestActor.Shopper(shopper), HttpMethod.Post, $"/serve/v1/benefits/{id}/claims", new { requestKey = "k" },
        expected: expected);

    private Task<JsonElement> LimitAsync() => SendAsync(
        Staff, HttpMethod.Put, "/shop-limits", new { scope = "market", limits = ShopOfferCheckTests.Limits });

    private Task<JsonElement> LimitAsync(
        string scope, string subject, params (string Name, object Value)[] limits) => SendAsync(
        Staff, HttpMethod.Put, "/shop-limits", new { scope, subject, limits = Market.SpecOf(limits) });

    private Task<JsonElement> GetAsync(Actor actor, string path) => SendAsync(actor, HttpMethod.Get, path);

    private Task<JsonElement> SendAsync(
        Actor actor, HttpMethod method, string path, object? body = null, string? key = null,
        HttpStatusCode expected = HttpStatusCode.OK) =>
        door.SendAsync(_tenant, actor, method, path, body, key, expected);

    private Task<long> ToldAsync() => door.Database.ScalarAsync<long>(
        "select count(*) from kernel.outbox where type = 'benefits.shop_thresholds_changed' and tenant_id = $1",
        _tenant.Id)!;

    private Task SweepAsync() => new Sweep(
        door.Services.GetRequiredService<BenefitsDb>(), door.Services.GetRequiredService<Entries>(),
        door.Services.GetRequiredService<ILedger>(), null!, new SystemCalls(door.Database.Clock, door.Database.Ids),
        door.Database.Clock, NullLogger<Sweep>.Instance).SweepAsync(door.Database.Call(_tenant), default);

    private static string? Code(JsonElement answer) => answer.GetProperty("code").GetString();
}
