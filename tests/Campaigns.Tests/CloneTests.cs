using System.Net;
using System.Text.Json;
using Marquee.Campaigns.Plans;
using Marquee.Kernel;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Marquee.Campaigns.Tests;

/// <summary>Last season again, templates, and the whole season published at once.</summary>
public sealed class CloneTests(Stage stage) : IClassFixture<Stage>
{
    [Fact]
    public void What_began_at_eight_in_the_morning_begins_at_eight_also_across_a_change_of_the_clocks()
    {
        var zone = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
        var winter = new DateTimeOffset(2026, 2, 10, 7, 0, 0, TimeSpan.Zero);
        var moment = PlanCalendar.MomentOf(zone, new DateOnly(2026, 2, 1), winter);
        Assert.Equal(9, moment.Day);
        Assert.Equal(
            new DateTimeOffset(2026, 7, 10, 6, 0, 0, TimeSpan.Zero),
            PlanCalendar.InstantOf(zone, new DateOnly(2026, 7, 1), moment));
    }

    [Fact]
    public void A_time_that_the_clocks_skip_is_not_lost()
    {
        var zone = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
        var halfPastTwo = new LocalMoment(0, TimeSpan.FromHours(2.5).Ticks);
        Assert.Equal(
            new DateTimeOffset(2026, 3, 29, 1, 30, 0, TimeSpan.Zero),
            PlanCalendar.InstantOf(zone, new DateOnly(2026, 3, 29), halfPastTwo));
    }

    [Fact]
    public void Whoever_works_out_an_id_or_a_name_of_a_clone_gets_the_same()
    {
        var (clone, original) = (new Id<Season>(Guid.CreateVersion7()), Guid.CreateVersion7());
        Assert.Equal(SeasonCloned.IdOf(clone, original), SeasonCloned.IdOf(clone, original));
        Assert.NotEqual(SeasonCloned.IdOf(clone, original), SeasonCloned.IdOf(clone, clone.Value));
        Assert.Equal(60, SeasonCloned.NameOf(clone, new string('a', 60), 60).Length);
        Assert.StartsWith("main-hall-", SeasonCloned.NameOf(clone, "main-hall", 60));
    }

    [Fact]
    public async Task A_season_is_made_again_as_drafts_so_many_days_later()
    {
        var play = await Play.StartAsync(
            stage, quotas: [new { category = "home", atMost = 3 }], merchantRule: Play.MerchantRule);
        // What was done by hand is no part of a plan.
        await play.OpenAsync("schedule");
        var clone = await CloneAsync(play, 100);
        Assert.Equal(1, clone.GetProperty("rounds").GetInt32());
        var board = await play.GetAsync($"/seasons/{clone.GetProperty("id").GetString()}");
        var campaign = board.GetProperty("campaigns")[0];
        Assert.Equal("draft", campaign.GetProperty("status").GetString());
        Assert.True(campaign.GetProperty("rule").GetProperty("draft").GetBoolean());
        var made = campaign.GetProperty("rounds")[0].GetProperty("id").GetString()!;

        var (was, now) = (
            (await play.GetAsync($"/rounds/{play.Round}")).GetProperty("round"),
            (await play.GetAsync($"/rounds/{made}")).GetProperty("round"));
        var live = was.GetProperty("phases")[6].GetProperty("opens").GetDateTimeOffset();
        Assert.Equal(live.AddDays(100), now.GetProperty("phases")[6].GetProperty("opens").GetDateTimeOffset());
        Assert.Equal(
            was.GetProperty("slots")[0].GetProperty("quotas").GetRawText(),
            now.GetProperty("slots")[0].GetProperty("quotas").GetRawText());
        Assert.Equal(
            was.GetProperty("mechanics")[0].GetProperty("spec").GetRawText(),
            now.GetProperty("mechanics")[0].GetProperty("spec").GetRawText());
        var rule = await play.GetAsync($"/campaigns/{campaign.GetProperty("id").GetString()}/rule");
        Assert.Equal(2, rule.GetProperty("draft").GetArrayLength());

        var rounds = await stage.Services.GetRequiredService<ISeasonClones>().RoundsAsync(
            stage.Database.Call(play.Tenant), Id<Season>.Parse(clone.GetProperty("id").GetString()!, null), default);
        Assert.Equal(Id<Round>.Parse(made, null), rounds[play.RoundId]);
    }

    [Fact]
    public async Task A_clone_whose_days_do_not_hold_its_rounds_is_refused_with_the_days_that_would()
    {
        var play = await Play.StartAsync(stage);
        var refused = await play.PostAsync(
            $"/seasons/{play.Season}/clone",
            new { name = "Short", opens = play.Now.AddDays(100), closes = play.Now.AddDays(105) },
            expected: HttpStatusCode.BadRequest);
        var field = refused.GetProperty("fields")[0];
        Assert.Equal("closes", field.GetProperty("path").GetString());
        Assert.Contains("an instant from", field.GetProperty("accepted").GetString());

        stage.Database.Clock.Advance(TimeSpan.FromDays(30));
        var past = await play.PostAsync(
            $"/seasons/{play.Season}/clone",
            new { name = "Late", opens = play.Now.AddDays(-20), closes = play.Now.AddDays(40) },
            expected: HttpStatusCode.BadRequest);
        Assert.Contains("gone live", past.ToString());
    }

    [Fact]
    public async Task A_whole_season_is_published_at_once_or_not_at_all_with_everything_that_is_missing()
    {
        var play = await Play.StartAsync(stage);
        await play.AddCampaignAsync("channel");
        var clone = (await CloneAsync(play, 100)).GetProperty("id").GetString()!;
        var empty = await play.PostAsync($"/seasons/{clone}/campaigns", new { name = "Empty", type = "channel" });
        var check = await play.GetAsync($"/seasons/{clone}/readiness");
        Assert.False(check.GetProperty("ready").GetBoolean());
        var refused = await play.PostAsync($"/seasons/{clone}/release", expected: HttpStatusCode.Conflict);
        Assert.Equal("campaigns.not_ready", refused.GetProperty("code").GetString());
        Assert.Equal(
            ["rule", "rounds"],
            refused.GetProperty("fields").EnumerateArray().Select(
                field => field.GetProperty("path").GetString()!.Split('.')[1]));

        // Whatever is missing is made up for: a template of a campaign brings round and rule.
        var template = await play.PostAsync("/templates", new { name = "Flash", campaign = play.Campaign });
        Assert.Equal("campaign", template.GetProperty("kind").GetString());
        var id = empty.GetProperty("id").GetString();
        await play.PostAsync($"/campaigns/{id}/rounds", new
        {
            name = "Only",
            phases = (object[])
            [
                new { phase = "enroll", opens = play.Now.AddDays(101), closes = play.Now.AddDays(103) },
                new { phase = "live", opens = play.Now.AddDays(104), closes = play.Now.AddDays(105) },
            ],
            slots = new[] { new { name = "Main", capacity = 5 } },
        });
        await play.SendAsync(
            Play.Operator, HttpMethod.Put, $"/campaigns/{id}/rule",
            new { revision = 1, language = "en", sku = Play.SkuRule });
        var released = await play.PostAsync($"/seasons/{clone}/release");
        Assert.Equal(
            (3, 3), (released.GetProperty("campaigns").GetInt32(), released.GetProperty("rules").GetInt32()));
        check = await play.GetAsync($"/seasons/{clone}/readiness");
        Assert.True(check.GetProperty("ready").GetBoolean());
        Assert.False(check.GetProperty("waiting").GetBoolean());
    }

    [Fact]
    public async Task A_season_kept_as_a_template_is_started_under_another_name_on_other_days()
    {
        var play = await Play.StartAsync(stage);
        var template = (await play.PostAsync("/templates", new { name = "Sale", season = play.Season }))
            .GetProperty("id").GetString();
        await play.PostAsync("/templates", new { name = "Sale", season = play.Season });
        Assert.Equal(1, (await play.GetAsync("/templates")).GetArrayLength());
        var made = await play.PostAsync(
            $"/templates/{template}/start",
            new { name = "Winter sale", opens = play.Now.AddDays(200), closes = play.Now.AddDays(260) });
        var board = await play.GetAsync($"/seasons/{made.GetProperty("season").GetString()}");
        Assert.Equal("Winter sale", board.GetProperty("season").GetProperty("name").GetString());
        Assert.Equal(1, board.GetProperty("campaigns")[0].GetProperty("rounds").GetArrayLength());

        await play.SendAsync(Play.Operator, HttpMethod.Delete, $"/templates/{template}");
        await play.PostAsync(
            $"/templates/{template}/start",
            new { name = "Again", opens = play.Now.AddDays(200), closes = play.Now.AddDays(260) },
            expected: HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_campaign_kept_as_a_template_is_started_in_another_season()
    {
        var play = await Play.StartAsync(stage);
        var template = (await play.PostAsync("/templates", new { name = "Flash", campaign = play.Campaign }))
            .GetProperty("id").GetString();
        await play.PostAsync(
            $"/templates/{template}/start", new { name = "Encore", opens = play.Now.AddDays(20) },
            expected: HttpStatusCode.BadRequest);
        var made = await play.PostAsync(
            $"/templates/{template}/start",
            new { name = "Encore", opens = play.Now.AddDays(20), season = play.Season });
        var board = await play.GetAsync($"/seasons/{play.Season}");
        var campaign = board.GetProperty("campaigns").EnumerateArray().First(
            one => one.GetProperty("id").GetString() == made.GetProperty("campaign").GetString());
        Assert.Equal("Encore", campaign.GetProperty("name").GetString());
        Assert.Equal(
            play.Now.AddDays(20),
            campaign.GetProperty("rounds")[0].GetProperty("steps")[1].GetProperty("opens").GetDateTimeOffset());
    }

    private static Task<JsonElement> CloneAsync(Play play, int days) => play.PostAsync(
        $"/seasons/{play.Season}/clone",
        new { name = "Again", opens = play.Now.AddDays(days), closes = play.Now.AddDays(days + 60) });
}
