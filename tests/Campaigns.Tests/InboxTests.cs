using System.Net;
using System.Text.Json;
using Marquee.Kernel;
using Marquee.Testing;

namespace Marquee.Campaigns.Tests;

/// <summary>Everybody finds what waits for them, and nothing else.</summary>
public sealed class InboxTests(Stage stage) : IClassFixture<Stage>
{
    [Fact]
    public async Task What_I_approved_waits_for_another_person_and_no_longer_for_me()
    {
        var play = await Play.StartAsync(stage);
        var ids = await SubmittedAsync(play, 1, 2);
        Assert.Equal(ids.Order(), (await IdsAsync(play, Play.Approver)).Order());
        await DecideAsync(play, Play.Approver, ids[0]);
        Assert.Equal((string[])[ids[1]], await IdsAsync(play, Play.Approver));
        Assert.Equal(ids.Order(), (await IdsAsync(play, Play.Operator)).Order());
        var summary = await play.GetAsync("/inbox/summary", Play.Operator);
        Assert.Equal(
            (2, 1, 1),
            (summary.GetProperty("total").GetInt32(), summary.GetProperty("first").GetInt32(),
                summary.GetProperty("second").GetInt32()));
    }

    [Fact]
    public async Task A_reviewer_is_not_offered_the_second_opinion_that_they_cannot_give()
    {
        var play = await Play.StartAsync(stage);
        var ids = await SubmittedAsync(play, 1, 2);
        await DecideAsync(play, Play.Reviewer, ids[0]);
        Assert.Equal((string[])[ids[1]], await IdsAsync(play, TestActor.Named("rudi", Role.Reviewer)));
    }

    [Fact]
    public async Task Rounds_in_which_nothing_can_be_decided_now_are_left_out_and_the_longest_wait_comes_first()
    {
        var play = await Play.StartAsync(stage);
        var early = await SubmittedAsync(play, 1);
        stage.Database.Clock.Advance(TimeSpan.FromHours(2));
        await play.AddCampaignAsync("channel");
        var late = await SubmittedAsync(play, 2);
        Assert.Equal((string[])[.. early, .. late], await IdsAsync(play, Play.Operator));
        Assert.Equal(late, await IdsAsync(play, Play.Operator, $"?round={play.Round}"));

        var first = await play.GetAsync("/inbox?limit=1");
        var next = await play.GetAsync($"/inbox?limit=1&cursor={first.GetProperty("next").GetString()}");
        Assert.Equal(late[0], Ids(next)[0]);

        foreach (var phase in (string[])["review", "schedule", "confirm"])
        {
            var allowed = (await play.GetAsync($"/rounds/{play.Round}")).GetProperty("allowedNow").EnumerateArray();
            if (allowed.Any(one => one.GetString() == "close:" + phase))
            {
                await play.PostAsync($"/rounds/{play.Round}/phase", new { close = phase, reason = "done" });
            }
        }

        Assert.Equal(early, await IdsAsync(play, Play.Operator));
    }

    [Fact]
    public async Task An_unknown_step_is_refused_with_those_there_are()
    {
        var play = await Play.StartAsync(stage);
        var refused = await play.GetAsync("/inbox?step=third", expected: HttpStatusCode.BadRequest);
        Assert.Equal("first, second", refused.GetProperty("fields")[0].GetProperty("accepted").GetString());
    }

    private static async Task<string[]> SubmittedAsync(Play play, params int[] items) =>
        [.. (await play.SubmitAsync(Play.Operator, [.. items.Select(item => Play.Plan(item))])).Select(
            one => one.GetProperty("submission").GetString()!)];

    private static Task<JsonElement> DecideAsync(Play play, Actor actor, string id) => play.PostAsync(
        "/submissions/decisions", new { decision = "approve", submissions = new[] { id } }, actor);

    private static async Task<string[]> IdsAsync(Play play, Actor actor, string query = "") =>
        Ids(await play.GetAsync("/inbox" + query, actor));

    private static string[] Ids(JsonElement page) =>
        [.. page.GetProperty("items").EnumerateArray().Select(
            row => row.GetProperty("submission").GetProperty("id").GetString()!)];
}
