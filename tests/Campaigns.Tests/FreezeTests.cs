using System.Net;
using System.Text.Json;
using Marquee.Campaigns.Freezes;
using Marquee.Kernel;
using Marquee.Testing;

namespace Marquee.Campaigns.Tests;

/// <summary>Changes stop when it was said, where it was said, and for whoever was not let through by another.</summary>
public sealed class FreezeTests(Stage stage) : IClassFixture<Stage>
{
    private static readonly Actor Other = TestActor.Named("oscar", Role.Operator);
    private static readonly DateTimeOffset Noon = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_change_in_a_freeze_is_refused_with_its_end_and_who_may_override()
    {
        var play = await Play.StartAsync(stage);
        var until = play.Now.AddHours(6);
        await FreezeAsync(play, new { name = "Peak", from = play.Now, to = until });

        var refused = await SeasonAsync(play, "Another", expected: HttpStatusCode.Conflict);

        Assert.Equal(
            ("campaigns.frozen", "rounds", until),
            (refused.GetProperty("code").GetString(), refused.GetProperty("area").GetString(),
                refused.GetProperty("until").GetDateTimeOffset()));
        Assert.Equal(
            (string[])["operator", "risk"],
            refused.GetProperty("mayOverride").EnumerateArray().Select(role => role.GetString()));
    }

    [Fact]
    public async Task Before_and_after_the_window_and_in_other_areas_changes_go_on()
    {
        var play = await Play.StartAsync(stage);
        await FreezeAsync(
            play, new { name = "Later", from = play.Now.AddHours(1), to = play.Now.AddHours(2) });
        await FreezeAsync(
            play, new { name = "Pages", from = play.Now, to = play.Now.AddDays(1), areas = (string[])["venues"] });
        await SeasonAsync(play, "Before");
        stage.Database.Clock.Advance(TimeSpan.FromMinutes(90));
        await SeasonAsync(play, "During", expected: HttpStatusCode.Conflict);
        stage.Database.Clock.Advance(TimeSpan.FromHours(1));
        await SeasonAsync(play, "After");
    }

    [Fact]
    public async Task A_frozen_round_holds_its_own_settings_and_those_above_it_and_no_others()
    {
        var play = await Play.StartAsync(stage);
        var (frozen, campaign) = (play.Round, play.Campaign);
        await play.AddCampaignAsync("channel");
        await FreezeAsync(
            play, new { name = "The opening", from = play.Now, to = play.Now.AddDays(1), round = frozen });

        foreach (var path in (string[])[$"/campaigns/{campaign}", $"/seasons/{play.Season}"])
        {
            var refused = await play.SendAsync(Play.Operator, HttpMethod.Put, path, path.Contains("season")
                ? new { revision = 1, name = "New name", opens = play.Now, closes = play.Now.AddDays(60) }
                : (object)new { revision = 2, name = "New name", type = "flash_sale" },
                expected: HttpStatusCode.Conflict);
            Assert.Equal("campaigns.frozen", refused.GetProperty("code").GetString());
        }

        var other = await play.GetAsync($"/campaigns/{play.Campaign}/rule");
        await play.SendAsync(Play.Operator, HttpMethod.Put, $"/campaigns/{play.Campaign}/rule", new
        {
            revision = other.GetProperty("revision").GetInt32(),
            language = "en",
            sku = Play.SkuRule,
        });
    }

    [Fact]
    public async Task Whoever_another_person_let_through_may_change_until_the_minutes_are_over()
    {
        var play = await Play.StartAsync(stage);
        var freeze = await FreezeAsync(play, new { name = "Peak", from = play.Now, to = play.Now.AddHours(6) });
        var pass = await play.PostAsync(
            $"/freezes/{freeze}/passes", new { reason = "the price list is wrong", minutes = 30 });
        var approval = $"/freezes/{freeze}/passes/{pass.GetProperty("id").GetString()}/approval";

        var own = await play.SendAsync(
            Play.Operator, HttpMethod.Post, approval, expected: HttpStatusCode.Forbidden);
        Assert.Equal("campaigns.same_person", own.GetProperty("code").GetString());
        await SeasonAsync(play, "Not yet", expected: HttpStatusCode.Conflict);

        // Whoever makes keys would be two: a key lets nobody through, whatever its roles.
        await play.SendAsync(
            Other with { Kind = ActorKind.Machine, Id = "key-9" }, HttpMethod.Post, approval,
            expected: HttpStatusCode.Forbidden);
        await play.SendAsync(Other, HttpMethod.Post, approval);
        await SeasonAsync(play, "Let through");
        await SeasonAsync(play, "Somebody else", Other, HttpStatusCode.Conflict);
        stage.Database.Clock.Advance(TimeSpan.FromMinutes(31));
        await SeasonAsync(play, "Too late", expected: HttpStatusCode.Conflict);

        Assert.Equal("olga", await stage.Database.ScalarAsync<string>(
            "select string_agg(actor_name, ',') from kernel.audit where tenant_id = $1 and action = $2",
            play.Tenant.Id, "campaigns.freeze.passed"));
    }

    [Fact]
    public async Task A_pass_through_one_freeze_is_none_through_another()
    {
        var play = await Play.StartAsync(stage);
        var longer = await FreezeAsync(play, new { name = "Month", from = play.Now, to = play.Now.AddDays(30) });
        var shorter = await FreezeAsync(play, new { name = "Peak", from = play.Now, to = play.Now.AddHours(6) });
        await LetThroughAsync(play, longer);
        await SeasonAsync(play, "Not yet", expected: HttpStatusCode.Conflict);

        await LetThroughAsync(play, shorter);
        await SeasonAsync(play, "Let through both");
    }

    [Fact]
    public async Task What_was_done_before_the_freeze_is_still_answered_to_its_repeat()
    {
        var play = await Play.StartAsync(stage);
        var body = new { name = "Before", opens = play.Now, closes = play.Now.AddDays(9) };
        var first = await play.SendAsync(Play.Operator, HttpMethod.Post, "/seasons", body, "once");
        await FreezeAsync(play, new { name = "Peak", from = play.Now, to = play.Now.AddHours(6) });

        var again = await play.SendAsync(Play.Operator, HttpMethod.Post, "/seasons", body, "once");

        Assert.Equal(first.GetProperty("id").GetString(), again.GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_freeze_in_force_is_ended_by_another_person_than_made_it()
    {
        var play = await Play.StartAsync(stage);
        var freeze = await FreezeAsync(play, new { name = "Peak", from = play.Now, to = play.Now.AddHours(6) });

        await play.SendAsync(
            Play.Operator, HttpMethod.Post, $"/freezes/{freeze}/end", expected: HttpStatusCode.Forbidden);
        await play.SendAsync(Other, HttpMethod.Post, $"/freezes/{freeze}/end");
        await SeasonAsync(play, "Again");

        var shown = (await play.GetAsync("/freezes"))[0];
        Assert.Equal(
            (false, "oscar"),
            (shown.GetProperty("inForce").GetBoolean(), shown.GetProperty("endedBy").GetString()));
    }

    [Theory]
    [InlineData(-1, 6, "to")]
    [InlineData(0, 60 * 24, "to")]
    [InlineData(6, 3, "closes")]
    public void A_window_that_is_over_too_long_or_upside_down_is_refused(int fromHours, int toHours, string field)
    {
        var body = new KeepFreezes.Body(
            "Peak", Noon.AddHours(fromHours), fromHours < 0 ? Noon : Noon.AddHours(toHours));
        Assert.Equal(field, KeepFreezes.Wrong(body, Noon)!.Fields[0].Path);
    }

    [Fact]
    public void A_pass_is_not_given_to_oneself_and_not_twice()
    {
        var asked = new PassFreeze.State("olga", 30, null);
        Assert.Equal(Noon.AddMinutes(30), PassFreeze.Decide(asked, "oscar", Noon).Value);
        Assert.IsType<SamePerson>(PassFreeze.Decide(asked, "olga", Noon).Error);
        Assert.IsType<InvalidRequest>(PassFreeze.Decide(asked with { Until = Noon }, "oscar", Noon).Error);
    }

    private static async Task<string> FreezeAsync(Play play, object body) =>
        (await play.PostAsync("/freezes", body)).GetProperty("id").GetString()!;

    private static async Task LetThroughAsync(Play play, string freeze)
    {
        var pass = await play.PostAsync($"/freezes/{freeze}/passes", new { reason = "an emergency", minutes = 30 });
        await play.SendAsync(
            Other, HttpMethod.Post, $"/freezes/{freeze}/passes/{pass.GetProperty("id").GetString()}/approval");
    }

    private static Task<JsonElement> SeasonAsync(
        Play play, string name, Actor? by = null, HttpStatusCode expected = HttpStatusCode.OK) => play.SendAsync(
        by ?? Play.Operator, HttpMethod.Post, "/seasons",
        new { name, opens = play.Now, closes = play.Now.AddDays(9) }, expected: expected);
}
