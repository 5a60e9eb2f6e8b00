using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Marquee.Campaigns.Rounds;
using Marquee.Kernel;

namespace Marquee.Campaigns.Tests;

/// <summary>A round is changed after it was made, as far as its phases still allow.</summary>
public sealed class RoundEditTests(Stage stage) : IClassFixture<Stage>
{
    private static readonly DateTimeOffset Start = Sample.Start;

    [Theory]
    [InlineData(RoundPart.Opens, RoundPhase.Enroll, 1.5, false)]
    [InlineData(RoundPart.Opens, RoundPhase.Review, 1.5, true)]
    [InlineData(RoundPart.Closes, RoundPhase.Enroll, 1.5, true)]
    [InlineData(RoundPart.Closes, RoundPhase.Enroll, 2.5, false)]
    [InlineData(RoundPart.Opens, RoundPhase.Live, 4.5, true)]
    [InlineData(RoundPart.Opens, RoundPhase.Live, 5.5, false)]
    [InlineData(RoundPart.Closes, RoundPhase.Live, 5.5, true)]
    [InlineData(RoundPart.Closes, RoundPhase.Live, 6.5, false)]
    [InlineData(RoundPart.Closes, RoundPhase.Settle, 6.5, true)]
    [InlineData(RoundPart.SlotOrder, null, 0.5, true)]
    [InlineData(RoundPart.SlotOrder, null, 1.0, false)]
    [InlineData(RoundPart.Slots, null, 5.5, true)]
    [InlineData(RoundPart.Slots, null, 6.0, false)]
    [InlineData(RoundPart.Mechanics, null, 3.9, true)]
    [InlineData(RoundPart.Mechanics, null, 4.0, false)]
    [InlineData(RoundPart.ExitPolicy, null, 4.0, false)]
    public void Nothing_is_changed_that_somebody_has_acted_upon(
        object part, RoundPhase? phase, double afterDays, bool allowed) =>
        Assert.Equal(allowed, RoundChanges.At(Sample.Windows(), Start.AddDays(afterDays))
            .First(one => one.Part == (RoundPart)part && one.Phase == phase).Allowed);

    [Fact]
    public async Task Schedule_slots_quotas_and_mechanics_of_a_round_that_stands_are_changed_at_once()
    {
        var play = await Play.StartAsync(stage);
        var before = await play.GetAsync($"/rounds/{play.Round}");
        var body = BodyOf(before);
        body["name"] = "Encore";
        Phase(body, "live")["closes"] = play.Now.AddDays(11);
        Phase(body, "settle")["opens"] = play.Now.AddDays(11);
        body["slots"]![0]!["capacity"] = 7;
        body["slots"]![0]!["quotas"] = new JsonArray(new JsonObject { ["category"] = "home", ["atMost"] = 3 });
        body["slots"]!.AsArray().Add(new JsonObject { ["name"] = "Second", ["capacity"] = 2 });
        body["mechanics"]![0]!["spec"]!["off"] = 2000;
        var after = await play.SendAsync(Play.Operator, HttpMethod.Put, $"/rounds/{play.Round}", body);
        var round = after.GetProperty("round");
        Assert.Equal("Encore", round.GetProperty("name").GetString());
        Assert.Equal(play.Now.AddDays(11), round.GetProperty("phases")[6].GetProperty("closes").GetDateTimeOffset());
        Assert.Equal(
            [("Main", 7), ("Second", 2)],
            round.GetProperty("slots").EnumerateArray().Select(
                slot => (slot.GetProperty("name").GetString()!, slot.GetProperty("capacity").GetInt32())));
        Assert.Equal(3, round.GetProperty("slots")[0].GetProperty("quotas")[0].GetProperty("atMost").GetInt32());
        Assert.Equal(
            before.GetProperty("round").GetProperty("mechanics")[0].GetProperty("id").GetString(),
            round.GetProperty("mechanics")[0].GetProperty("id").GetString());
        Assert.Equal(2000, round.GetProperty("mechanics")[0].GetProperty("spec").GetProperty("off").GetInt32());
        Assert.Equal(
            before.GetProperty("round").GetProperty("revision").GetInt32() + 1,
            round.GetProperty("revision").GetInt32());

        await play.SendAsync(
            Play.Operator, HttpMethod.Put, $"/rounds/{play.Round}", body, expected: HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_slot_keeps_room_for_what_stands_in_it_and_a_new_quota_counts_it()
    {
        var play = await Play.StartAsync(stage);
        var ids = (await play.SubmitAsync(Play.Operator, Play.Plan(1), Play.Plan(2), Play.Plan(3)))
            .Select(one => one.GetProperty("submission").GetString()!).ToArray();
        await play.ApproveAsync(ids);
        stage.Database.Clock.Advance(TimeSpan.FromHours(1));
        await play.OpenAsync("schedule");
        await play.PostAsync($"/rounds/{play.Round}/assignments", new
        {
            assignments = ids[..2].Select(id => new { submission = id, slot = play.Slot }),
        });
        var body = BodyOf(await play.GetAsync($"/rounds/{play.Round}"));
        body["slots"]![0]!["capacity"] = 1;
        body["slots"]![0]!["quotas"] = new JsonArray(new JsonObject { ["category"] = "home", ["atMost"] = 1 });
        var refused = await play.SendAsync(
            Play.Operator, HttpMethod.Put, $"/rounds/{play.Round}", body, expected: HttpStatusCode.Conflict);
        Assert.Equal("campaigns.settings_closed", refused.GetProperty("code").GetString());
        Assert.Equal(
            ["slots[0].capacity", "slots[0].quotas"],
            refused.GetProperty("fields").EnumerateArray().Select(field => field.GetProperty("path").GetString()!));

        body["slots"]![0]!["capacity"] = 2;
        body["slots"]![0]!["quotas"]![0]!["atMost"] = 2;
        await play.SendAsync(Play.Operator, HttpMethod.Put, $"/rounds/{play.Round}", body);
        body = BodyOf(await play.GetAsync($"/rounds/{play.Round}"));
        body["slots"]![0]!["capacity"] = 5;
        await play.SendAsync(Play.Operator, HttpMethod.Put, $"/rounds/{play.Round}", body);
        var placed = await play.PostAsync($"/rounds/{play.Round}/assignments", new
        {
            assignments = new[] { new { submission = ids[2], slot = play.Slot } },
        });
        Assert.Contains("campaigns.quota_used", placed.ToString());
    }

    [Fact]
    public async Task What_can_no_longer_be_changed_is_refused_with_what_can()
    {
        var play = await Play.StartAsync(stage);
        stage.Database.Clock.Advance(TimeSpan.FromHours(1));
        await play.OpenAsync("confirm");
        var body = BodyOf(await play.GetAsync($"/rounds/{play.Round}"));
        Phase(body, "schedule")["closes"] = play.Now.AddDays(6);
        Phase(body, "review")["opens"] = play.Now.AddMinutes(-30);
        body["mechanics"]![0]!["spec"]!["off"] = 2000;
        body["slots"]!.AsArray().Insert(0, new JsonObject { ["name"] = "Better", ["capacity"] = 2 });
        var refused = await play.SendAsync(
            Play.Operator, HttpMethod.Put, $"/rounds/{play.Round}", body, expected: HttpStatusCode.Conflict);
        Assert.Equal(
            ["phases[1].opens", "slots", "mechanics"],
            refused.GetProperty("fields").EnumerateArray().Select(field => field.GetProperty("path").GetString()!));
        var allowed = refused.GetProperty("changeableNow").EnumerateArray().Select(one => one.GetString()!).ToArray();
        Assert.Contains(allowed, one => one.StartsWith("live.opens until ", StringComparison.Ordinal));
        Assert.DoesNotContain(allowed, one => one.StartsWith("mechanics", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Holds_of_locked_items_follow_a_live_phase_that_is_moved()
    {
        var play = await Play.StartAsync(stage);
        await play.LockedAsync(1);
        var body = BodyOf(await play.GetAsync($"/rounds/{play.Round}"));
        Phase(body, "live")["opens"] = play.Now.AddDays(20);
        Phase(body, "live")["closes"] = play.Now.AddDays(22);
        Phase(body, "settle")["opens"] = play.Now.AddDays(22);
        Phase(body, "settle")["closes"] = play.Now.AddDays(30);
        await play.SendAsync(Play.Operator, HttpMethod.Put, $"/rounds/{play.Round}", body);

        // Another flash sale wants the item at the former time: it is free now.
        await play.AddCampaignAsync("flash_sale");
        Assert.NotEmpty(await play.LockedAsync(1));
    }

    [Fact]
    public async Task Seasons_and_campaigns_are_renamed_but_rounds_stay_within_their_season()
    {
        var play = await Play.StartAsync(stage);
        var season = await play.SendAsync(Play.Operator, HttpMethod.Put, $"/seasons/{play.Season}", new
        {
            revision = 1,
            name = "Double 12",
            opens = play.Now,
            closes = play.Now.AddDays(50),
        });
        Assert.Equal(2, season.GetProperty("revision").GetInt32());
        var refused = await play.SendAsync(
            Play.Operator, HttpMethod.Put, $"/seasons/{play.Season}",
            new { revision = 2, name = "Double 12", opens = play.Now, closes = play.Now.AddDays(10) },
            expected: HttpStatusCode.BadRequest);
        Assert.Equal("closes", refused.GetProperty("fields")[0].GetProperty("path").GetString());

        var campaign = (await play.GetAsync($"/campaigns?season={play.Season}")).GetProperty("items")[0];
        Assert.Equal(
            ("Double 12", 1),
            (campaign.GetProperty("seasonName").GetString(), campaign.GetProperty("rounds").GetInt32()));
        var revision = campaign.GetProperty("revision").GetInt32();
        await play.SendAsync(
            Play.Operator, HttpMethod.Put, $"/campaigns/{play.Campaign}",
            new { revision, name = "Other", type = "channel" }, expected: HttpStatusCode.BadRequest);
        await play.SendAsync(
            Play.Operator, HttpMethod.Put, $"/campaigns/{play.Campaign}",
            new { revision, name = "Other", type = "flash_sale" });
        Assert.Empty(
            (await play.GetAsync($"/campaigns?season={play.Season}&q=sale")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task The_board_tells_what_people_and_the_schedule_changed_newest_first()
    {
        var play = await Play.StartAsync(stage);
        stage.Database.Clock.Advance(TimeSpan.FromDays(1.5));
        await stage.TickAsync(play.Tenant);
        var recent = (await play.GetAsync($"/rounds/{play.Round}/board")).GetProperty("recent").EnumerateArray()
            .Select(line => (line.GetProperty("by").GetString()!, line.GetProperty("action").GetString()!)).ToArray();
        Assert.Equal(("Marquee", "began:confirm"), recent[0]);
        Assert.Contains(("olga", "campaign_published"), recent);
        Assert.Contains(("olga", "round_created"), recent);
        Assert.Contains(("olga", "season_created"), recent);
    }

    [Fact]
    public async Task The_history_gives_the_reason_of_a_refusal_in_both_languages_and_keeps_what_is_internal()
    {
        var play = await Play.StartAsync(stage, rule: "Applies to each item:\n"
            + "(1) checked again at lock, shown to the platform only: "
            + "every SKU satisfies: (activity price is at most daily price × 0.5).");
        var id = (await play.SubmitAsync(Play.Operator, Play.Plan(1)))[0].GetProperty("submission").GetString()!;
        var platform = Reason(await play.GetAsync($"/submissions/{id}"));
        Assert.Contains("0.5", platform.GetProperty("en").GetString());
        Assert.Contains("0.5", platform.GetProperty("zh-CN").GetString());
        var merchant = Reason(await play.GetAsync(
            $"/submissions/{id}", Testing.TestActor.Merchant("m2")));
        Assert.DoesNotContain("0.5", merchant.ToString());

        static JsonElement Reason(JsonElement view) => view.GetProperty("history")[0].GetProperty("reason");
    }

    /// <summary>The settings of a round as they are, ready to be changed.</summary>
    private static JsonObject BodyOf(JsonElement view)
    {
        var round = view.GetProperty("round");
        return new JsonObject
        {
            ["revision"] = round.GetProperty("revision").GetInt32(),
            ["name"] = round.GetProperty("name").GetString(),
            ["phases"] = new JsonArray([
                .. round.GetProperty("phases").EnumerateArray()
                    .Where(phase => phase.GetProperty("state").GetString() != "skipped")
                    .Select(phase => (JsonNode)new JsonObject
                    {
                        ["phase"] = phase.GetProperty("phase").GetString(),
                        ["opens"] = phase.GetProperty("opens").GetDateTimeOffset(),
                        ["closes"] = phase.GetProperty("closes").GetDateTimeOffset(),
                    })]),
            ["slots"] = new JsonArray([
                .. round.GetProperty("slots").EnumerateArray().Select(slot => (JsonNode)new JsonObject
                {
                    ["id"] = slot.GetProperty("id").GetString(),
                    ["name"] = slot.GetProperty("name").GetString(),
                    ["capacity"] = slot.GetProperty("capacity").GetInt32(),
                    ["quotas"] = JsonNode.Parse(slot.GetProperty("quotas").GetRawText()),
                })]),
            ["mechanics"] = JsonNode.Parse(round.GetProperty("mechanics").GetRawText()),
        };
    }

    private static JsonObject Phase(JsonObject body, string name) =>
        (JsonObject)body["phases"]!.AsArray().First(phase => (string)phase!["phase"]! == name)!;
}
