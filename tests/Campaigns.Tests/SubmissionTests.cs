using System.Net;
using Marquee.Campaigns.Boards;
using Marquee.Kernel;
using Marquee.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Campaigns.Tests;

/// <summary>Verdicts, review, slots and confirmation, over HTTP, on a real database.</summary>
public sealed class SubmissionTests(Stage stage) : IClassFixture<Stage>
{
    [Fact]
    public async Task A_refused_item_is_kept_with_the_words_of_the_published_clause_and_what_would_pass()
    {
        var play = await Play.StartAsync(stage);
        var verdict = (await play.SubmitAsync(Play.Operator, Play.Plan(1, price: 9_500)))[0];
        Assert.Equal("refused", verdict.GetProperty("status").GetString());
        var why = verdict.GetProperty("reasons")[0];
        var rule = await play.GetAsync($"/campaigns/{play.Campaign}/rule");
        var published = rule.GetProperty("published").GetProperty("gates")[0].GetProperty("rule").GetProperty(
            "textEn").GetString()!;
        Assert.Contains(why.GetProperty("text").GetProperty("en").GetString()!, published, StringComparison.Ordinal);
        Assert.Equal("s1", why.GetProperty("sku").GetString());
        Assert.Equal(9_000, why.GetProperty("neededScaled").GetInt64());

        var listed = await play.GetAsync($"/submissions?round={play.Round}&outcome=fail&clause=campaign.sku.1");
        Assert.Equal(
            "i1",
            Assert.Single(listed.GetProperty("items").EnumerateArray()).GetProperty("item").GetProperty(
                "id").GetString());
        var summary = await play.GetAsync($"/submissions/summary?round={play.Round}");
        Assert.Equal(1, summary.GetProperty("byClause")[0].GetProperty("failed").GetInt32());
    }

    [Fact]
    public async Task Asking_beforehand_gives_the_verdict_that_submitting_gives_and_stores_nothing()
    {
        var play = await Play.StartAsync(stage);
        var asked = (
            await play.PostAsync($"/rounds/{play.Round}/verdicts", new { items = new[] { Play.Plan(2, 9_500) } }))
                .GetProperty("results")[0];
        Assert.Empty((await play.GetAsync($"/submissions?round={play.Round}")).GetProperty("items").EnumerateArray());
        var submitted = (await play.SubmitAsync(Play.Operator, Play.Plan(2, 9_500)))[0];
        Assert.Equal(asked.GetProperty("outcome").GetString(), submitted.GetProperty("outcome").GetString());
        Assert.Equal(
            asked.GetProperty("reasons")[0].GetProperty("reason").ToString(),
            submitted.GetProperty("reasons")[0].GetProperty("reason").ToString());
    }

    [Fact]
    public async Task The_same_submission_twice_is_one_and_keeps_its_approval()
    {
        var play = await Play.StartAsync(stage);
        var id = (await play.SubmitAsync(Play.Operator, Play.Plan(3)))[0].GetProperty("submission").GetString()!;
        await play.PostAsync(
            "/submissions/decisions", new { decision = "approve", submissions = new[] { id } }, Play.Reviewer);
        var again = (await play.SubmitAsync(Play.Operator, Play.Plan(3)))[0];
        Assert.True(again.GetProperty("unchanged").GetBoolean());
        Assert.Equal("first_approved", await play.StatusAsync(id));
        var changed = (await play.SubmitAsync(Play.Operator, Play.Plan(3, 7_000)))[0];
        Assert.Equal(id, changed.GetProperty("submission").GetString());
        Assert.Equal("in_review", await play.StatusAsync(id));
    }

    [Fact]
    public async Task A_repeated_request_gets_its_first_answer()
    {
        var play = await Play.StartAsync(stage);
        var body = new { items = new[] { Play.Plan(4) } };
        var first = await play.SendAsync(
            Play.Operator, HttpMethod.Post, $"/rounds/{play.Round}/submissions", body, key: "once");
        var second = await play.SendAsync(
            Play.Operator, HttpMethod.Post, $"/rounds/{play.Round}/submissions", body, key: "once");
        Assert.Equal(first.ToString(), second.ToString());
    }

    [Fact]
    public async Task A_merchant_submits_and_sees_its_own_items_only()
    {
        var play = await Play.StartAsync(stage);
        var merchant = TestActor.Merchant("m2");
        var results = await play.SubmitAsync(merchant, Play.Plan(1), Play.Plan(3));
        Assert.Equal("in_review", results[0].GetProperty("status").GetString());
        Assert.Equal("request.unknown", results[1].GetProperty("error").GetProperty("code").GetString());
        var other = (await play.SubmitAsync(Play.Operator, Play.Plan(3)))[0].GetProperty("submission").GetString();
        Assert.Single(
            (await play.GetAsync($"/submissions?round={play.Round}", merchant)).GetProperty("items").EnumerateArray());
        await play.GetAsync($"/submissions/{other}", merchant, HttpStatusCode.NotFound);
        await play.PostAsync(
            $"/submissions/{other}/withdrawal", new { reason = "not mine" }, merchant, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_clause_for_the_platform_only_is_announced_to_the_merchant_and_nothing_more()
    {
        var play = await Play.StartAsync(stage, merchantRule: """
            Applies to each merchant:
            (1) at all times, shown to the platform only: shop score is at least 4.9 points.
            """);
        var toMerchant = (await play.SubmitAsync(TestActor.Merchant("m2"), Play.Plan(1)))[0].GetProperty("reasons")[0];
        Assert.Equal("hidden", toMerchant.GetProperty("cause").GetString());
        Assert.Equal(JsonValueKindNull, toMerchant.GetProperty("field").ValueKind);
        Assert.DoesNotContain("4.9", toMerchant.ToString(), StringComparison.Ordinal);
        var id = (await play.GetAsync($"/submissions?round={play.Round}")).GetProperty("items")[0].GetProperty(
            "id").GetString();
        var toStaff = (await play.GetAsync($"/submissions/{id}")).GetProperty("reasons")[0];
        Assert.Equal("merchant.score", toStaff.GetProperty("field").GetString());
    }

    [Fact]
    public async Task What_is_not_known_is_never_a_refusal()
    {
        stage.Market.Add(70, 1, dailyMinor: null);
        var play = await Play.StartAsync(stage);
        var verdict = (await play.SubmitAsync(Play.Operator, Play.Plan(70)))[0];
        Assert.Equal(
            ("unknown", "in_review"),
            (verdict.GetProperty("outcome").GetString(), verdict.GetProperty("status").GetString()));
        Assert.Equal("missing", verdict.GetProperty("reasons")[0].GetProperty("cause").GetString());
    }

    [Fact]
    public async Task A_thousand_plans_come_back_with_a_verdict_each_and_one_more_is_refused()
    {
        for (var no = 1_000; no < 2_001; no++)
        {
            stage.Market.Add(no, 1 + (no % 3));
        }

        var play = await Play.StartAsync(stage);
        var plans = Enumerable.Range(1_000, 1_001).Select(no => Play.Plan(no, no % 2 == 0 ? 8_000 : 9_500)).ToArray();
        await play.PostAsync(
            $"/rounds/{play.Round}/submissions", new { items = plans }, expected: HttpStatusCode.BadRequest);
        var results = await play.SubmitAsync(Play.Operator, plans[..1_000]);
        Assert.Equal(500, results.Count(one => one.GetProperty("status").GetString() == "refused"));
        var board = await play.GetAsync($"/rounds/{play.Round}/board");
        Assert.Equal(1_000, board.GetProperty("steps")[1].GetProperty("count").GetInt32());
        Assert.Equal(500, board.GetProperty("refused").GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task Submitting_when_enrollment_is_closed_says_what_is_open()
    {
        var play = await Play.StartAsync(stage);
        await play.PostAsync($"/rounds/{play.Round}/phase", new { close = "enroll", reason = "full" });
        var problem = await play.PostAsync(
            $"/rounds/{play.Round}/submissions", new { items = new[] { Play.Plan(5) } },
            expected: HttpStatusCode.Conflict);
        Assert.Equal("campaigns.phase_not_open", problem.GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_full_slot_and_a_used_quota_refuse_the_next_and_a_withdrawal_makes_room()
    {
        var play = await Play.StartAsync(stage, capacity: 2, quotas: [new { category = "home", atMost = 1 }]);
        stage.Market.Add(80, 1, category: "home/kitchen");
        stage.Market.Add(81, 1, category: "toys");
        stage.Market.Add(82, 1, category: "toys");
        var ids = (await play.SubmitAsync(Play.Operator, Play.Plan(6), Play.Plan(80), Play.Plan(81), Play.Plan(82)))
            .Select(one => one.GetProperty("submission").GetString()!).ToArray();
        await play.ApproveAsync(ids);
        await play.OpenAsync("schedule");
        var answer = await play.PostAsync(
            $"/rounds/{play.Round}/assignments",
            new { assignments = ids.Select(id => new { submission = id, slot = play.Slot }) });
        Assert.Equal(
            ["", "campaigns.quota_used", "", "campaigns.slot_full"],
            answer.GetProperty("results").EnumerateArray().Select(one =>
                one.GetProperty("error") is { ValueKind: System.Text.Json.JsonValueKind.Object } error
                    ? error.GetProperty("code").GetString() : ""));
        await play.PostAsync($"/submissions/{ids[0]}/withdrawal", new { reason = "sold out" });
        var second = await play.PostAsync(
            $"/rounds/{play.Round}/assignments",
            new { assignments = new[] { new { submission = ids[1], slot = play.Slot } } });
        Assert.True(second.GetProperty("results")[0].GetProperty("assigned").GetBoolean());
    }

    [Fact]
    public async Task A_clause_of_the_lock_that_no_longer_holds_stops_the_confirmation_with_its_reason()
    {
        var play = await Play.StartAsync(stage);
        stage.Market.Add(83, 1);
        var id = await play.ScheduledAsync(83);
        stage.Market.Change(83, sku: sku => sku with { Prices = sku.Prices with { DailyMinor = 8_500 } });
        await play.OpenAsync("confirm");
        var problem = await play.PostAsync($"/submissions/{id}/confirmation", expected: HttpStatusCode.Conflict);
        Assert.Equal("campaigns.clause_fails", problem.GetProperty("code").GetString());
        Assert.Equal("scheduled", await play.StatusAsync(id));
    }

    [Fact]
    public async Task Of_two_confirmations_of_one_item_at_one_time_exactly_one_wins()
    {
        var play = await Play.StartAsync(stage);
        var ids = new List<string>();
        for (var round = 0; round < 2; round++)
        {
            if (round > 0)
            {
                await play.AddCampaignAsync("flash_sale");
            }

            ids.Add(await play.ScheduledAsync(10));
            await play.OpenAsync("confirm");
        }

        var answers = await Task.WhenAll(ids.Select(async id =>
            (await play.PostAsync("/submissions/confirmations", new { submissions = new[] { id } })).GetProperty(
                "results")[0]));
        Assert.Single(answers, one => one.GetProperty("status").GetString() == "locked");
        Assert.Single(
            answers, one => one.GetProperty("error") is { ValueKind: System.Text.Json.JsonValueKind.Object } error
            && error.GetProperty("code").GetString() == "campaigns.item_held");
    }

    [Fact]
    public async Task Campaigns_that_may_coexist_both_have_the_item()
    {
        var play = await Play.StartAsync(stage, "season_main");
        var first = await play.LockedAsync(11);
        await play.AddCampaignAsync("channel");
        var second = await play.LockedAsync(11);
        Assert.Equal(("locked", "locked"), (await play.StatusAsync(first), await play.StatusAsync(second)));
    }

    [Fact]
    public async Task Opening_live_early_moves_the_holds_and_is_refused_where_they_would_exclude_another()
    {
        var play = await Play.StartAsync(stage);
        await play.LockedAsync(12);
        var first = play.Round;
        await play.AddCampaignAsync("flash_sale", liveAfterDays: 20);
        await play.LockedAsync(12);
        // The first is scheduled to be live from day 8 to 10; the second would now be live from today to day 22.
        var problem = await play.PostAsync(
            $"/rounds/{play.Round}/phase", new { open = "live", reason = "early" }, expected: HttpStatusCode.Conflict);
        Assert.Equal("campaigns.item_held", problem.GetProperty("code").GetString());
        await play.PostAsync($"/rounds/{first}/phase", new { open = "live", reason = "early" });
    }

    [Fact]
    public async Task An_exit_frees_the_hold_and_tells_consumers_by_a_new_version_at_the_end_of_the_feed()
    {
        var play = await Play.StartAsync(stage);
        var id = await play.LockedAsync(13);
        var call = stage.Database.Call(play.Tenant);
        var before = Assert.Single(await stage.Campaigns.ReadFeedAsync(call, 0, 10, default));
        var left = await play.PostAsync($"/submissions/{id}/exit", new { reason = "changed our mind" });
        Assert.Equal("exited", left.GetProperty("status").GetString());
        var after = Assert.Single(await stage.Campaigns.ReadFeedAsync(call, before.Seq, 10, default));
        Assert.Equal(
            (CampaignItemStatus.Left, 2, before.Item.No), (after.Item.Status, after.Item.Version, after.Item.No));
        Assert.NotEqual(before.Item.Hash, after.Item.Hash);
        Assert.Equal(
            0, await stage.Database.ScalarAsync<long>(
                "select count(*) from campaigns.item_hold where tenant_id = $1", play.Tenant.Id));
    }

    [Fact]
    public async Task A_confirmation_that_fell_before_the_stock_was_open_is_finished_by_the_ticker()
    {
        var play = await Play.StartAsync(stage);
        var id = await play.LockedAsync(14);
        // As it stands when the host dies between the two transactions.
        await stage.Database.ExecuteAsync(
            """
            update campaigns.submission set status = 'confirmed', status_since = status_since - interval '1 hour'
            where id = $1
            """, Guid.Parse(id));
        await stage.Database.ExecuteAsync(
            "update campaigns.campaign_item set seq = null, no = null where submission_id = $1", Guid.Parse(id));
        await stage.Services.GetRequiredService<Items.Locking>().FinishInterruptedAsync(
            stage.Database.Call(play.Tenant), default);
        Assert.Equal("locked", await play.StatusAsync(id));
        Assert.Equal(
            2, Assert.Single(
                await stage.Campaigns.ReadFeedAsync(stage.Database.Call(play.Tenant), 0, 10, default)).Seq);
    }

    [Fact]
    public async Task The_counts_of_the_board_are_those_of_the_rows_whatever_happened()
    {
        var play = await Play.StartAsync(stage);
        var ids = (
            await play.SubmitAsync(
                Play.Operator, [.. Enumerable.Range(20, 10).Select(no => Play.Plan(no, no % 4 == 0 ? 9_500 : 8_000))]))
            .Select(one => one.GetProperty("submission").GetString()!).ToArray();
        await play.PostAsync(
            "/submissions/decisions", new { decision = "approve", submissions = ids[..6] }, Play.Reviewer);
        await play.PostAsync(
            "/submissions/decisions", new { decision = "reject", submissions = ids[4..8], note = "no" }, Play.Approver);
        await play.PostAsync($"/submissions/{ids[1]}/withdrawal", new { reason = "no" });
        Assert.Equal(0, await stage.Database.ScalarAsync<long>("""
            select count(*) from (select status, sum(present) n from campaigns.status_count
                where tenant_id = $1 group by status) c
            full join (select status, count(*) n from campaigns.submission
                where tenant_id = $1 group by status) s using (status)
            where coalesce(c.n, 0) <> coalesce(s.n, 0)
            """, play.Tenant.Id));
        Assert.Equal(0, await stage.Database.ScalarAsync<long>("""
            select count(*) from (select status, hour, sum(present) n from campaigns.status_age
                where tenant_id = $1 group by 1, 2) c
            full join (select status, date_trunc('hour', status_since, 'UTC') as hour, count(*) n
                from campaigns.submission where tenant_id = $1 group by 1, 2) s using (status, hour)
            where coalesce(c.n, 0) <> coalesce(s.n, 0)
            """, play.Tenant.Id));
        Assert.Equal("campaign.sku.1 3", await stage.Database.ScalarAsync<string>("""
            select string_agg(clause || ' ' || n, ', ' order by clause) from (
                select clause, sum(refused) n from campaigns.clause_count where tenant_id = $1 group by 1) c
            where n <> 0
            """, play.Tenant.Id));
    }

    [Fact]
    public async Task Stuck_is_what_has_waited_a_day_to_the_second()
    {
        var play = await Play.StartAsync(stage);
        await play.SubmitAsync(
            Play.Operator, [.. Enumerable.Range(40, 8).Select(no => Play.Plan(no, 8_000))]);
        var call = stage.Database.Call(play.Tenant);
        // Every twenty minutes one, the fifth exactly a day ago.
        await stage.Database.ScalarAsync<long>("""
            with aged as (
                update campaigns.submission s set status_since = $2 + (o.place - 5) * interval '20 minutes'
                from (select id, row_number() over (order by id) as place from campaigns.submission
                    where tenant_id = $1) o
                where s.tenant_id = $1 and s.id = o.id returning 1)
            select count(*) from aged
            """, play.Tenant.Id, call.Now.AddDays(-1));
        var counts = await stage.Services.GetRequiredService<CampaignsDb>().ReadAsync(
            call, tx => BoardRows.ReadAsync(tx, [play.RoundId], default), default);
        var (count, since) = counts[play.RoundId].Stuck[SubmissionStatus.InReview];
        Assert.Equal((5L, call.Now.AddDays(-1).AddMinutes(-80)), (count, since));
    }

    [Fact]
    public async Task Another_tenant_sees_nothing_of_it()
    {
        var play = await Play.StartAsync(stage);
        var id = await play.LockedAsync(15);
        var other = await stage.Database.NewTenantAsync();
        foreach (
            var path in (
                string[])[$"/rounds/{play.Round}", $"/rounds/{play.Round}/board", $"/submissions/{id}",
                $"/seasons/{play.Season}", $"/campaigns/{play.Campaign}/rule"])
        {
            await stage.SendAsync(other, Play.Operator, HttpMethod.Get, path, expected: HttpStatusCode.NotFound);
        }

        Assert.Empty(await stage.Campaigns.ReadFeedAsync(stage.Database.Call(other), 0, 10, default));
    }

    [Fact]
    public async Task A_published_rule_that_was_tampered_with_is_not_executed()
    {
        var play = await Play.StartAsync(stage);
        await stage.Database.ExecuteAsync(
            "update campaigns.published_gate set text_en = replace(text_en, '0.9', '0.5') where tenant_id = $1",
            play.Tenant.Id);
        var problem = await play.PostAsync(
            $"/rounds/{play.Round}/submissions", new { items = new[] { Play.Plan(16) } },
            expected: HttpStatusCode.Conflict);
        Assert.Equal("rules.text_differs", problem.GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_season_tightens_what_its_campaigns_ask()
    {
        var play = await Play.StartAsync(stage);
        Assert.Equal(
            "in_review", (await play.SubmitAsync(Play.Operator, Play.Plan(17)))[0].GetProperty("status").GetString());
        await play.SendAsync(Play.Operator, HttpMethod.Put, $"/seasons/{play.Season}/rule", new
        {
            revision = 1,
            language = "en",
            item = "Applies to each item:\n(1) as of submission: number of photos is at least 6 photos.",
        });
        await play.PostAsync($"/seasons/{play.Season}/publication", new { revision = 2 });
        var verdict = (await play.SubmitAsync(Play.Operator, Play.Plan(18)))[0];
        Assert.Equal("season.item.1", verdict.GetProperty("reasons")[0].GetProperty("clause").GetString());
        var rule = await play.GetAsync($"/campaigns/{play.Campaign}/rule");
        Assert.Equal("season", rule.GetProperty("inherited")[0].GetProperty("node").GetString());
    }

    [Fact]
    public async Task Due_phases_are_announced_once_each_also_when_the_clock_jumped_over_them()
    {
        var play = await Play.StartAsync(stage);
        await play.LockedAsync(19);
        await play.OpenAsync("live");
        await play.PostAsync($"/rounds/{play.Round}/phase", new { open = "settle", reason = "over" });
        await stage.TickAsync(play.Tenant);
        await stage.TickAsync(play.Tenant);
        Assert.Equal("1 1 1", await stage.Database.ScalarAsync<string>(
            """
            select count(*) filter (where type = 'campaigns.round_live') || ' '
                || count(*) filter (where type = 'campaigns.round_ended') || ' '
                || sum((payload ->> 'items')::int) filter (where type = 'campaigns.round_live')
            from kernel.outbox where tenant_id = $1
            """, play.Tenant.Id));
    }

    [Fact]
    public async Task A_category_manager_sees_and_decides_what_is_in_their_categories()
    {
        stage.Market.Add(84, 1, category: "toys/wooden");
        var play = await Play.StartAsync(stage);
        var ids = (await play.SubmitAsync(Play.Operator, Play.Plan(84), Play.Plan(21)))
            .Select(one => one.GetProperty("submission").GetString()!).ToArray();
        var manager = TestActor.CategoryManager("toys");
        var listed = (await play.GetAsync($"/submissions?round={play.Round}", manager)).GetProperty("items");
        Assert.Equal(ids[0], Assert.Single(listed.EnumerateArray()).GetProperty("id").GetString());
        var answer = await play.PostAsync(
            "/submissions/decisions", new { decision = "approve", submissions = ids }, manager);
        Assert.Equal("first_approved", answer.GetProperty("results")[0].GetProperty("status").GetString());
        Assert.Equal(
            "request.unknown", answer.GetProperty("results")[1].GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_rejection_needs_a_reason_and_the_merchant_reads_it()
    {
        var play = await Play.StartAsync(stage);
        var id = (await play.SubmitAsync(Play.Operator, Play.Plan(22)))[0].GetProperty("submission").GetString()!;
        var body = new { decision = "reject", submissions = new[] { id } };
        await play.PostAsync("/submissions/decisions", body, Play.Reviewer, HttpStatusCode.BadRequest);
        await play.PostAsync(
            "/submissions/decisions", new { body.decision, body.submissions, note = "The picture is blurred." },
            Play.Reviewer);
        var seen = await play.GetAsync($"/submissions/{id}", TestActor.Merchant("m2"));
        var last = seen.GetProperty("history").EnumerateArray().Last();
        Assert.Equal("The picture is blurred.", last.GetProperty("note").GetString());
        Assert.Equal("", last.GetProperty("by").GetString());
    }

    [Fact]
    public async Task A_spec_that_does_not_fit_its_mechanic_names_the_field_and_what_is_accepted()
    {
        var play = await Play.StartAsync(stage);
        foreach (var (spec, path) in (ValueTuple<object, string>[])
        [
            (new { off = 20_000 }, "mechanics[0].spec.off"), (new { }, "mechanics[0].spec.off"),
            (new { off = 1, kind = "none" }, "mechanics[0].spec.kind"), (new { off = 9_999 }, "mechanics[0].spec.off"),
            (new { off = 1, other = 1 }, "mechanics[0].spec.other"),
        ])
        {
            var problem = await play.PostAsync($"/campaigns/{play.Campaign}/rounds", new
            {
                name = "Encore",
                phases = play.Phases(),
                slots = new[] { new { name = "Main", capacity = 1 } },
                mechanics = new[] { new { kind = "cheaper", spec } },
            }, expected: HttpStatusCode.BadRequest);
            Assert.Equal(path, problem.GetProperty("fields")[0].GetProperty("path").GetString());
        }

        var round = await play.GetAsync($"/rounds/{play.Round}");
        var stored = round.GetProperty("round").GetProperty("mechanics")[0].GetProperty("spec");
        Assert.Equal((1_000, "all"), (stored.GetProperty("off").GetInt32(), stored.GetProperty("kind").GetString()));
    }

    private const System.Text.Json.JsonValueKind JsonValueKindNull = System.Text.Json.JsonValueKind.Null;
}
