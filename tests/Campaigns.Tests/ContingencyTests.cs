using System.Net;
using System.Text.Json;
using Marquee.Campaigns.Contingency;
using Marquee.Kernel;
using Marquee.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Campaigns.Tests;

/// <summary>What was prepared and rehearsed is switched on by one action, journaled, and put back by another.</summary>
public sealed class ContingencyTests(Stage stage) : IClassFixture<Stage>
{
    private static readonly string[] Lamps = ["lamp", "door"];

    [Fact]
    public async Task A_rehearsed_plan_takes_every_step_and_puts_back_what_stood()
    {
        var play = await Play.StartAsync(stage);
        var plan = await PrepareAsync(play, Lamps);
        await play.PostAsync($"/contingency-plans/{plan}/rehearsal", new { });
        Assert.All(Lamps, lamp => Assert.Equal("as it was", stage.Switches.Of(play.Tenant, lamp)));

        var run = (await StartAsync(play, plan)).GetProperty("id").GetString();
        await DriveAsync(play, "campaigns.contingency_started", run!);
        Assert.All(Lamps, lamp => Assert.Equal("switched", stage.Switches.Of(play.Tenant, lamp)));
        Assert.Equal(("on", "taken,taken"), await JournalAsync(play));

        await play.PostAsync($"/contingency-runs/{run}/reversal", new { reason = "it is over" });
        await DriveAsync(play, "campaigns.contingency_reverted", run!);
        Assert.All(Lamps, lamp => Assert.Equal("as it was", stage.Switches.Of(play.Tenant, lamp)));
        Assert.Equal(("off", "back,back"), await JournalAsync(play));
    }

    [Fact]
    public async Task A_plan_is_not_started_before_it_was_rehearsed_as_it_is_now()
    {
        var play = await Play.StartAsync(stage);
        var plan = await PrepareAsync(play, Lamps);
        Assert.Equal("campaigns.plan_not_rehearsed", await RefusedAsync(play, plan));

        await play.PostAsync($"/contingency-plans/{plan}/rehearsal", new { });
        await play.SendAsync(
            Play.Operator, HttpMethod.Put, $"/contingency-plans/{plan}", PlanOf(["missing"], revision: 1));
        Assert.Equal("campaigns.plan_not_rehearsed", await RefusedAsync(play, plan));

        await play.PostAsync($"/contingency-plans/{plan}/rehearsal", new { });
        Assert.Equal("campaigns.plan_not_rehearsed", await RefusedAsync(play, plan));
    }

    [Fact]
    public async Task A_plan_that_is_on_is_not_started_again_and_a_repeat_answers_the_same()
    {
        var play = await Play.StartAsync(stage);
        var plan = await RehearsedAsync(play);
        var body = new { reason = "the coupons leak" };
        var path = $"/contingency-plans/{plan}/start";

        var first = await play.SendAsync(Play.Operator, HttpMethod.Post, path, body, "once");
        var again = await play.SendAsync(Play.Operator, HttpMethod.Post, path, body, "once");

        Assert.Equal(first.GetProperty("id").GetString(), again.GetProperty("id").GetString());
        Assert.Equal("campaigns.plan_is_on", await RefusedAsync(play, plan));
    }

    [Fact]
    public async Task A_step_that_cannot_be_taken_says_why_and_stops_no_other()
    {
        var play = await Play.StartAsync(stage);
        var plan = await RehearsedAsync(play);
        stage.Switches.Break(play.Tenant, "lamp");

        var run = (await StartAsync(play, plan)).GetProperty("id").GetString();
        await DriveAsync(play, "campaigns.contingency_started", run!);

        Assert.Equal(("on", "refused,taken"), await JournalAsync(play));
    }

    [Fact]
    public async Task What_was_reverted_before_it_began_takes_no_step()
    {
        var play = await Play.StartAsync(stage);
        var run = (await StartAsync(play, await RehearsedAsync(play))).GetProperty("id").GetString();
        await play.PostAsync($"/contingency-runs/{run}/reversal", new { reason = "a mistake" });

        await DriveAsync(play, "campaigns.contingency_started", run!);
        await DriveAsync(play, "campaigns.contingency_reverted", run!);

        Assert.Equal(("off", "waiting,waiting"), await JournalAsync(play));
        Assert.All(Lamps, lamp => Assert.Equal("as it was", stage.Switches.Of(play.Tenant, lamp)));
    }

    private static object PlanOf(string[] lamps, int? revision = null) => new
    {
        revision,
        name = "Lights out",
        steps = lamps.Select(lamp => new
        {
            name = $"Switch {lamp}",
            action = "test.switch",
            settings = new Dictionary<string, string> { ["lamp"] = lamp },
        }),
    };

    private static async Task<string> PrepareAsync(Play play, string[] lamps) =>
        (await play.PostAsync("/contingency-plans", PlanOf(lamps))).GetProperty("id").GetString()!;

    private static async Task<string> RehearsedAsync(Play play)
    {
        var plan = await PrepareAsync(play, Lamps);
        await play.PostAsync($"/contingency-plans/{plan}/rehearsal", new { });
        return plan;
    }

    private static Task<JsonElement> StartAsync(Play play, string plan) =>
        play.PostAsync($"/contingency-plans/{plan}/start", new { reason = "the coupons leak" });

    private static async Task<string?> RefusedAsync(Play play, string plan) => (await play.SendAsync(
        Play.Operator, HttpMethod.Post, $"/contingency-plans/{plan}/start", new { reason = "the coupons leak" },
        expected: HttpStatusCode.Conflict)).GetProperty("code").GetString();

    /// <summary>The event comes twice, as events may.</summary>
    private async Task DriveAsync(Play play, string name, string run)
    {
        var drive = stage.Services.GetServices<ISubscription>().OfType<DriveRuns>().Single();
        var call = stage.Database.Call(play.Tenant, Actor.System, null, null);
        var delivery = new Delivery(
            drive.Name, call, Guid.NewGuid(), name, 1, call.Now, MarqueeJson.Text(new { run }));
        await drive.HandleAsync(delivery, TestContext.Current.CancellationToken);
        await drive.HandleAsync(delivery, TestContext.Current.CancellationToken);
    }

    private static async Task<(string?, string)> JournalAsync(Play play)
    {
        var run = (await play.GetAsync("/contingency-runs"))[0];
        return (run.GetProperty("state").GetString(),
            string.Join(',', run.GetProperty("steps").EnumerateArray().Select(
                step => step.GetProperty("state").GetString())));
    }
}
