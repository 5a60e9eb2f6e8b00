using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace Marquee.Whole.Tests;

/// <summary>
/// Slips that cost a market money, made on purpose: a digit too many, a year too late, parts that add up to more than
/// the whole, a discount as deep as the price. Each is refused when it is saved, and the refusal names the field.
/// </summary>
public sealed class MisconfigurationTests(LiveMarket market) : IClassFixture<LiveMarket>
{
    private const string Api = "/api/v1/t/demo";

    private static readonly JsonObject Coupon = (JsonObject)JsonNode.Parse(
        """
        { "title": "满200减20", "thresholdMinor": 20000, "offMinor": 2000, "scope": "platform", "budgetMinor": 300000,
          "perShopper": 1 }
        """)!;

    private static readonly JsonObject Lottery = (JsonObject)JsonNode.Parse(
        """
        { "title": "幸运抽奖", "triesPerDay": 3, "prize1Title": "折叠手机", "prize1OddsPpm": 2000, "prize1Stock": 1,
          "prize2Title": "满100减10券", "prize2OddsPpm": 200000, "prize2Stock": 50, "prize2OffMinor": 1000,
          "prize2ThresholdMinor": 10000 }
        """)!;

    private static readonly JsonObject Threshold = (JsonObject)JsonNode.Parse(
        """{ "thresholdMinor": 30000, "offMinor": 3000, "repeats": "each", "merchantShareBp": 4000 }""")!;

    /// <summary>What slipped, as <c>field=value</c>, with semicolons between; no value: it was left out.</summary>
    public static TheoryData<string, string> Coupons => new()
    {
        { "offMinor=200000", "offMinor" },
        { "offMinor=0", "offMinor" },
        { "offMinor=-2000", "offMinor" },
        { "offMinor=20.00", "offMinor" },
        { "thresholdMinor=200", "offMinor" },
        { "thresholdMinor=0", "thresholdMinor" },
        { "thresholdMinor=20000000000", "thresholdMinor" },
        { "thresholdMinor=", "thresholdMinor" },
        { "budgetMinor=", "budgetMinor" },
        { "budgetMinor=0", "budgetMinor" },
        { "budgetMinor=-1", "budgetMinor" },
        { "budgetMinor=1999", "budgetMinor" },
        { "budgetMinor=99999999999999999", "budgetMinor" },
        { "perShopper=0", "perShopper" },
        { "perShopper=1000000", "perShopper" },
        { "scope=\"everybody\"", "scope" },
        { "scope=\"shop\"", "merchant" },
        { "merchant=\"nobody\"", "merchant" },
        { "scope=\"shop\";merchant=\"nobody-sells-here\"", "merchant" },
        { "platformShareBp=8000;merchantShareBp=4000", "merchantShareBp" },
        { "platformShareBp=-1", "platformShareBp" },
        { "platformShareBp=100000", "platformShareBp" },
        { "validForSeconds=1", "validForSeconds" },
        { "validForSeconds=3153600000", "validForSeconds" },
        { "threshholdMinor=20000", "threshholdMinor" },
        { "title=\"\"", "title" },
    };

    public static TheoryData<string, string> Lotteries => new()
    {
        { "prize1OddsPpm=900000", "OddsPpm" },
        { "prize1OddsPpm=2000000", "prize1OddsPpm" },
        { "prize1OddsPpm=0", "prize1OddsPpm" },
        { "prize1Stock=-1", "prize1Stock" },
        { "prize1Stock=", "prize1Stock" },
        { "prize1Stock=100000000000", "prize1Stock" },
        { "triesPerDay=0", "triesPerDay" },
        { "triesPerDay=1000000", "triesPerDay" },
        { "prize2ThresholdMinor=100", "prize2ThresholdMinor" },
        { "prize2OffMinor=100000", "prize2ThresholdMinor" },
        { "prize3Title=\"a prize without odds\"", "prize3" },
    };

    public static TheoryData<string, string> Thresholds => new()
    {
        { "offMinor=30000", "offMinor" },
        { "offMinor=29000", "offMinor" },
        { "offMinor=300000", "offMinor" },
        { "thresholdMinor=3000", "offMinor" },
        { "thresholdMinor=0", "thresholdMinor" },
        { "offMinor=0", "offMinor" },
        { "maxOffMinor=300", "maxOffMinor" },
        { "repeats=\"once\";maxOffMinor=6000", "maxOffMinor" },
        { "repeats=\"always\"", "repeats" },
        { "brandShareBp=9000;brand=\"Acme\"", "brandShareBp" },
        { "brandShareBp=1000", "brand" },
        { "merchantShareBp=40000", "merchantShareBp" },
    };

    /// <summary>Days from now that the benefit opens and closes.</summary>
    public static TheoryData<int, int, string> Windows => new()
    {
        { 1, 0, "to" },
        { -10, -1, "to" },
        { 0, 4000, "to" },
        { 3650, 3660, "from" },
    };

    [Theory]
    [MemberData(nameof(Coupons))]
    public async Task A_coupon_with_a_slip_is_not_saved(string slip, string field) =>
        await RefusedAsync(await BenefitAsync("coupon", Slipped(Coupon, slip)), field);

    [Theory]
    [MemberData(nameof(Lotteries))]
    public async Task A_lottery_with_a_slip_is_not_saved(string slip, string field) =>
        await RefusedAsync(await BenefitAsync("lottery", Slipped(Lottery, slip)), field);

    [Theory]
    [MemberData(nameof(Windows))]
    public async Task A_benefit_whose_window_slipped_is_not_saved(int from, int to, string field) =>
        await RefusedAsync(await BenefitAsync("coupon", (JsonObject)Coupon.DeepClone(), from, to), field);

    [Theory]
    [MemberData(nameof(Thresholds))]
    public async Task A_threshold_of_a_round_with_a_slip_is_not_saved(string slip, string field) =>
        await RefusedAsync(
            await RoundAsync(new JsonObject { ["kind"] = "platform_threshold", ["spec"] = Slipped(Threshold, slip) }),
            field);

    [Theory]
    [InlineData("offBp=10000", "offBp")]
    [InlineData("offBp=0", "offBp")]
    [InlineData("offBp=-500", "offBp")]
    [InlineData("offBp=0.2", "offBp")]
    public async Task A_percentage_with_a_slip_is_not_saved(string slip, string field) => await RefusedAsync(
        await RoundAsync(new JsonObject
        {
            ["kind"] = "item_percentage",
            ["spec"] = Slipped(new JsonObject { ["offBp"] = 2_000 }, slip),
        }), field);

    [Fact]
    public async Task A_round_that_lasts_ten_years_is_not_saved() => await RefusedAsync(
        await RoundAsync(new JsonObject { ["kind"] = "fixed_price", ["spec"] = new JsonObject() }, liveDays: 3_650),
        "phases");

    // What is right by itself is saved: the refusals above are about the slips.
    [Fact]
    public async Task The_same_without_a_slip_is_saved()
    {
        foreach (var (path, body) in new[]
        {
            await BenefitAsync("coupon", (JsonObject)Coupon.DeepClone()),
            await BenefitAsync("lottery", (JsonObject)Lottery.DeepClone()),
            await RoundAsync(
                new JsonObject { ["kind"] = "platform_threshold", ["spec"] = Threshold.DeepClone() }),
        })
        {
            var (status, saved) = await market.SendAsync(HttpMethod.Post, path, body, key: $"right-{Guid.NewGuid()}");
            Assert.True(status == HttpStatusCode.OK, saved.ToJsonString());
        }
    }

    private async Task RefusedAsync((string Path, JsonObject Body) request, string field)
    {
        var (status, refused) = await market.SendAsync(
            HttpMethod.Post, request.Path, request.Body, key: $"slip-{Guid.NewGuid()}");
        Assert.True((int)status is >= 400 and < 500, $"{status}: {refused.ToJsonString()}");
        Assert.True(
            refused.ToJsonString().Contains(field, StringComparison.Ordinal),
            $"'{field}' is not named: {refused.ToJsonString()}");
    }

    private async Task<(string Path, JsonObject Body)> BenefitAsync(
        string type, JsonObject spec, int from = 0, int to = 7)
    {
        var now = (await NowAsync(market)).AddMinutes(1);
        return ($"{Api}/benefits", new JsonObject
        {
            ["type"] = type,
            ["from"] = T(now.AddDays(from)),
            ["to"] = T(now.AddDays(to)),
            ["spec"] = spec,
        });
    }

    private async Task<(string Path, JsonObject Body)> RoundAsync(JsonObject mechanic, int liveDays = 7)
    {
        var start = (await NowAsync(market)).AddDays(1);
        var (madeSeason, season) = await market.SendAsync(HttpMethod.Post, $"{Api}/seasons", new
        {
            name = $"Slips {Guid.NewGuid():N}"[..30],
            opens = T(start),
            closes = T(start.AddDays(9_000)),
        });
        Assert.True(madeSeason == HttpStatusCode.OK, season.ToJsonString());
        var (madeCampaign, campaign) = await market.SendAsync(
            HttpMethod.Post, $"{Api}/seasons/{season["id"]}/campaigns", new { name = "Slips", type = "flash_sale" });
        Assert.True(madeCampaign == HttpStatusCode.OK, campaign.ToJsonString());
        JsonObject Phase(string phase, int from, int to) => new()
        {
            ["phase"] = phase,
            ["opens"] = T(start.AddDays(from)),
            ["closes"] = T(start.AddDays(to)),
        };
        return ($"{Api}/campaigns/{campaign["id"]}/rounds", new JsonObject
        {
            ["name"] = "Slips",
            ["phases"] = new JsonArray(Phase("enroll", 1, 6), Phase("live", 15, 15 + liveDays)),
            ["slots"] = new JsonArray(new JsonObject { ["name"] = "Hall", ["capacity"] = 10 }),
            ["mechanics"] = new JsonArray(mechanic),
        });
    }

    private static async Task<DateTime> NowAsync(LiveMarket market) =>
        ((DateTimeOffset)(await market.GetAsync(Api))["now"]!).UtcDateTime;

    private static JsonObject Slipped(JsonObject right, string slips)
    {
        var spec = (JsonObject)right.DeepClone();
        foreach (var slip in slips.Split(';'))
        {
            var (name, value) = (slip[..slip.IndexOf('=', StringComparison.Ordinal)],
                slip[(slip.IndexOf('=', StringComparison.Ordinal) + 1)..]);
            spec.Remove(name);
            if (value.Length > 0)
            {
                spec[name] = JsonNode.Parse(value);
            }
        }

        return spec;
    }

    private static string T(DateTime at) =>
        at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
