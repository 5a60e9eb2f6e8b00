using System.Net;
using System.Text.Json;
using Marquee.Campaigns.Merchants;
using Marquee.Campaigns.Rounds;
using Marquee.Campaigns.Submissions;
using Marquee.Jobs;
using Marquee.Kernel;
using Marquee.Testing;

namespace Marquee.Campaigns.Tests;

/// <summary>What a shop sees before it submits, what it has to do, and what holds it.</summary>
public sealed class WorkbenchTests(Stage stage) : IClassFixture<Stage>
{
    private static readonly Actor Shop = TestActor.Merchant("m1");

    [Fact]
    public async Task A_shop_sees_what_it_can_join_with_a_verdict_and_a_change_for_every_item()
    {
        var play = await Play.StartAsync(stage);
        stage.Market.Change(3, sku: sku => sku with { SoldIn30Days = 300 });
        stage.Market.Change(6, sku: sku => sku with { Prices = new(null, null, null) });
        var before = (await play.GetAsync("/shops/m1/opportunities", Shop))[0];
        Assert.Equal(play.Round, before.GetProperty("round").GetString());
        Assert.Equal(JsonValueKind.Null, before.GetProperty("check").ValueKind);

        await CheckAsync(play);
        var check = (await play.GetAsync("/shops/m1/opportunities", Shop))[0].GetProperty("check");
        // At their daily prices none passes; the one whose daily price nobody told is unknown, not refused.
        Assert.Equal(19, check.GetProperty("byOutcome").GetProperty("fail").GetInt32());
        Assert.Equal(1, check.GetProperty("byOutcome").GetProperty("unknown").GetInt32());
        Assert.Equal(19, check.GetProperty("changeable").GetInt32());
        Assert.False(check.GetProperty("stale").GetBoolean());

        var candidates = (await play.GetAsync(
            $"/shops/m1/rounds/{play.Round}/candidates?outcome=fail&q=i3", Shop)).GetProperty("items");
        var three = candidates.EnumerateArray().First(one => IdOf(one) == "i3");
        var change = three.GetProperty("changes")[0];
        Assert.Equal("sku.activity_price", change.GetProperty("field").GetString());
        Assert.Equal((10_000, 9_000), (change.GetProperty("from").GetInt64(), change.GetProperty("to").GetInt64()));
        // 300 in thirty days are 20 in two; at 90.00 each.
        var estimate = three.GetProperty("estimate");
        Assert.Equal(20, estimate.GetProperty("pieces").GetInt64());
        Assert.Equal(180_000, estimate.GetProperty("revenueMinor").GetInt64());
        var other = candidates.EnumerateArray().First(one => IdOf(one) != "i3");
        Assert.Equal(JsonValueKind.Null, other.GetProperty("estimate").GetProperty("pieces").ValueKind);
    }

    [Fact]
    public async Task The_change_that_is_proposed_passes_when_it_is_submitted()
    {
        var play = await Play.StartAsync(stage, rule: """
            Applies to each item:
            (1) checked again at lock: every SKU satisfies: (activity price is at most daily price × 0.9).
            (2) checked again at lock: every SKU satisfies: (activity stock is at least 20 units).
            """);
        var asked = await play.PostAsync(
            $"/shops/m1/rounds/{play.Round}/prospects", new { items = new[] { Play.Plan(9, price: 9_900, stock: 5) } },
            Shop);
        var prospect = asked.GetProperty("results")[0].GetProperty("prospect");
        Assert.Equal("fail", prospect.GetProperty("outcome").GetString());
        Assert.Equal(2, prospect.GetProperty("changes").GetArrayLength());
        var sku = prospect.GetProperty("skus")[0];
        var verdict = (await play.SubmitAsync(Shop, new
        {
            item = "i9",
            fundingShareBp = prospect.GetProperty("fundingShareBp").GetInt32(),
            skus = new[]
            {
                new
                {
                    sku = "s9",
                    activityPriceMinor = sku.GetProperty("priceMinor").GetInt64(),
                    activityStock = sku.GetProperty("stock").GetInt32(),
                },
            },
        }))[0];
        Assert.Equal("in_review", verdict.GetProperty("status").GetString());
    }

    [Fact]
    public async Task What_no_price_can_mend_is_not_proposed()
    {
        var play = await Play.StartAsync(stage, merchantRule: "Applies to each merchant:\n(1) at all times: "
            + "shop score is at least 4.9 points.");
        var asked = await play.PostAsync(
            $"/shops/m1/rounds/{play.Round}/prospects", new { items = new[] { Play.Plan(9, price: 9_900) } }, Shop);
        var prospect = asked.GetProperty("results")[0].GetProperty("prospect");
        Assert.Equal(0, prospect.GetProperty("changes").GetArrayLength());
    }

    [Fact]
    public async Task A_shop_is_told_what_to_do_until_when()
    {
        var play = await Play.StartAsync(stage);
        await play.SubmitAsync(Shop, Play.Plan(15, price: 9_900));
        Assert.Equal("fix", (await play.GetAsync("/shops/m1/todos", Shop))[0].GetProperty("kind").GetString());
        var scheduled = await play.ScheduledAsync(12);
        await play.OpenAsync("confirm");
        await play.SendAsync(Play.Operator, HttpMethod.Put, "/agreements/double-11", new
        {
            title = new Texts("大促协议", "Season agreement"),
            text = new Texts("遵守规则。", "Keep the rules."),
        });
        var todos = await play.GetAsync("/shops/m1/todos", Shop);
        var kinds = todos.EnumerateArray().Select(one => one.GetProperty("kind").GetString()).ToList();
        Assert.Contains("confirm", kinds);
        Assert.Contains("agreement", kinds);
        Assert.Equal(JsonValueKind.String, todos[0].GetProperty("deadline").ValueKind);

        await play.PostAsync("/shops/m1/agreements/double-11/signature", new { version = 1 }, Shop);
        await play.PostAsync("/submissions/confirmations", new { submissions = new[] { scheduled } }, Shop);
        kinds = [.. (await play.GetAsync("/shops/m1/todos", Shop)).EnumerateArray().Select(
            one => one.GetProperty("kind").GetString())];
        Assert.DoesNotContain("confirm", kinds);
        Assert.DoesNotContain("agreement", kinds);
        // A new text is another agreement.
        await play.SendAsync(Play.Operator, HttpMethod.Put, "/agreements/double-11", new
        {
            title = new Texts("大促协议", "Season agreement"),
            text = new Texts("遵守新规则。", "Keep the new rules."),
        });
        await play.PostAsync(
            "/shops/m1/agreements/double-11/signature", new { version = 1 }, Shop, HttpStatusCode.Conflict);
        Assert.Contains("agreement", (await play.GetAsync("/shops/m1/todos", Shop)).EnumerateArray().Select(
            one => one.GetProperty("kind").GetString()));
    }

    [Fact]
    public async Task A_rule_may_ask_for_a_signed_agreement()
    {
        var play = await Play.StartAsync(stage, merchantRule: "Applies to each merchant:\n(1) at all times: "
            + "agreements signed has any of \"terms\".");
        var plan = Play.Plan(18);
        Assert.Equal("refused", (await play.SubmitAsync(Shop, plan))[0].GetProperty("status").GetString());
        await play.SendAsync(Play.Operator, HttpMethod.Put, "/agreements/terms", new
        {
            title = new Texts("条款", "Terms"),
            text = new Texts("同意。", "Agreed."),
        });
        await play.PostAsync("/shops/m1/agreements/terms/signature", new { version = 1 }, Shop);
        Assert.Equal("in_review", (await play.SubmitAsync(Shop, plan))[0].GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_shop_sees_what_is_locked_and_what_leaving_means()
    {
        var play = await Play.StartAsync(stage);
        await play.LockAsync(21);
        var mine = (await play.GetAsync("/shops/m1/locks", Shop)).GetProperty("items")[0];
        Assert.Equal("free", mine.GetProperty("exit").GetProperty("way").GetString());
        Assert.False(mine.GetProperty("exit").GetProperty("isBreach").GetBoolean());
        Assert.Equal(6, mine.GetProperty("locked").GetArrayLength());
        Assert.Equal(0, (await play.GetAsync("/shops/m2/locks", TestActor.Merchant("m2")))
            .GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData(-2, false, ListLocks.ExitWay.Free, false)]
    [InlineData(-1, false, ListLocks.ExitWay.Approval, true)]
    [InlineData(-1, true, ListLocks.ExitWay.Requested, true)]
    [InlineData(2, false, ListLocks.ExitWay.Closed, false)]
    public void How_an_item_can_leave_follows_from_the_clock(
        int daysToLive, bool requested, object way, bool breach)
    {
        var round = Sample.Round();
        var row = new SubmissionRow(
            default, default, SubmissionStatus.Locked, 1, new ItemRef("i", "t", null, null), new MerchantRef("m", "n"),
            Rules.Outcome.Pass, new GateOutcomes(Rules.Outcome.Pass, Rules.Outcome.Pass, Rules.Outcome.Pass),
            null, 0, 1, default, null, 5, 2, 2, null, null, requested, default, default, [], []);
        var exit = ListLocks.ViewOf(row, round, round.Live.Opens.AddDays(daysToLive)).Exit;
        Assert.Equal(way, exit.Way);
        Assert.Equal(breach, exit.IsBreach);
    }

    [Fact]
    public void An_estimate_is_capped_by_the_stock_and_unknown_where_something_is()
    {
        var sku = new ProspectSku("s", "", 10_000, 8_000, 5, 300);
        Assert.Equal(new Estimate(5, 40_000, 3_000), ProspectMath.Estimate([sku], 3_000, TimeSpan.FromDays(2)));
        Assert.Equal(
            new Estimate(null, null, null),
            ProspectMath.Estimate([sku, sku with { SoldIn30Days = null }], 3_000, TimeSpan.FromDays(2)));
        Assert.Equal(
            new Estimate(5, null, null),
            ProspectMath.Estimate([sku with { PriceMinor = null }], 3_000, TimeSpan.FromDays(2)));
    }

    private static string? IdOf(JsonElement candidate) =>
        candidate.GetProperty("item").GetProperty("id").GetString();

    private async Task CheckAsync(Play play)
    {
        await using var worker = await stage.WorkerAsync();
        var run = (await play.PostAsync($"/shops/m1/rounds/{play.Round}/check", new { }, Shop)).GetProperty("run");
        var call = stage.Database.Call(play.Tenant);
        var ended = await stage.EndedAsync(worker, call, Id<JobRun>.Parse(run.GetString()!, null));
        Assert.Equal(JobRunStatus.Done, ended.Status);
    }
}
