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

/// <summary>What staff and shoppers meet on the wire.</summary>
public sealed class HttpTests(Door door) : IClassFixture<Door>, IAsyncLifetime
{
    private static readonly Actor Staff = TestActor.Person(Role.Operator);
    private static readonly Actor Ann = TestActor.Shopper("ann");
    private static readonly Actor Bob = TestActor.Shopper("bob");
    private Tenant _tenant = null!;

    public async ValueTask InitializeAsync() => _tenant = await door.Database.NewTenantAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_coupon_is_made_claimed_shown_and_revoked()
    {
        var id = await CouponAsync("make-1");
        Assert.Equal(id, await CouponAsync("make-1"));
        var listed = (await GetAsync(Staff, "/benefits?status=active")).GetProperty("items");
        Assert.Equal((4_000, 0, 4_000), NumbersOf(Assert.Single(listed.EnumerateArray())));

        var grant = await ClaimAsync(Ann, id, new { requestKey = "k" });
        Assert.Equal("claimed", grant.GetProperty("state").GetString());
        Assert.Equal("shop-7", grant.GetProperty("coupon").GetProperty("merchant").GetString());
        Assert.Equal("CNY", grant.GetProperty("coupon").GetProperty("off").GetProperty("currency").GetString());
        var grantId = grant.GetProperty("id").GetString();
        Assert.Equal(grantId, (await ClaimAsync(Ann, id, new { requestKey = "k" })).GetProperty("id").GetString());
        Assert.Equal(
            ("benefits.limit_reached", "per_shopper"),
            CodeAndLimit(await ClaimAsync(Ann, id, new { requestKey = "k2" }, HttpStatusCode.Conflict)));

        var shown = await GetAsync(Staff, $"/benefits/{id}");
        Assert.Equal((4_000, 2_000, 2_000), NumbersOf(shown.GetProperty("benefit")));
        Assert.Equal(1, shown.GetProperty("grants").GetProperty("granted").GetInt64());
        Assert.Equal(1, shown.GetProperty("entries").GetProperty("subject:per_shopper").GetInt64());
        Assert.Equal(
            "ann",
            (await GetAsync(Staff, $"/benefits/{id}/grants")).GetProperty("items")[0].GetProperty(
                "shopper").GetString());

        await PostAsync(Staff, $"/grants/{grantId}/revocation", new { reason = "farmed" });
        await SweepAsync();
        var life = await GetAsync(Staff, $"/grants/{grantId}");
        Assert.Equal(
            ["granted", "revoked"],
            life.GetProperty("life").EnumerateArray().Select(line => line.GetProperty("status").GetString()));
        Assert.Equal((4_000, 0, 4_000), NumbersOf((await GetAsync(Staff, $"/benefits/{id}")).GetProperty("benefit")));
        Assert.Equal(
            "benefits.not_revocable",
            CodeOf(
                await PostAsync(
                    Staff, $"/grants/{grantId}/revocation", new { reason = "again" }, HttpStatusCode.Conflict)));
        Assert.Equal(
            "gone",
            (await GetAsync(Ann, "/serve/v1/wallet")).GetProperty("grants")[0].GetProperty("state").GetString());
        Assert.True((await GetAsync(Staff, "/ledger/audit?prefix=benefit:")).GetProperty("holds").GetBoolean());
    }

    [Fact]
    public async Task A_shopper_acts_for_itself_and_a_machine_names_the_shopper()
    {
        var id = await CouponAsync();
        Assert.Equal(
            "request.not_allowed",
            CodeOf(await ClaimAsync(Ann, id, new { requestKey = "k", shopper = "bob" }, HttpStatusCode.Forbidden)));
        Assert.Equal(
            "request.invalid",
            CodeOf(await ClaimAsync(TestActor.Machine(), id, new { requestKey = "k" }, HttpStatusCode.BadRequest)));
        await ClaimAsync(TestActor.Machine(), id, new { requestKey = "k", shopper = "bob" });
        Assert.Single((await GetAsync(Bob, "/serve/v1/wallet")).GetProperty("grants").EnumerateArray());
        Assert.Single(
            (await GetAsync(TestActor.Machine(), "/serve/v1/wallet?shopper=bob")).GetProperty(
                "grants").EnumerateArray());
        Assert.Empty((await GetAsync(Ann, "/serve/v1/wallet")).GetProperty("grants").EnumerateArray());
    }

    [Fact]
    public async Task What_is_wrong_with_a_form_is_said_field_by_field()
    {
        var now = door.Database.Clock.GetUtcNow();
        object Form(object spec, int hours = 1) => new { type = "coupon", from = now, to = now.AddHours(hours), spec };
        var wrong = await PostAsync(
            Staff, "/benefits", Form(new { title = "x", thresholdMinor = 0, offMinor = 5, colour = "red" }),
            HttpStatusCode.BadRequest);
        Assert.Equal(
            ["spec.budgetMinor", "spec.colour", "spec.thresholdMinor"],
            wrong.GetProperty("fields").EnumerateArray().Select(
                field => field.GetProperty("path").GetString()).Order());
        var window = await PostAsync(Staff, "/benefits", Form(new { }, hours: -1), HttpStatusCode.BadRequest);
        Assert.Equal("to", window.GetProperty("fields")[0].GetProperty("path").GetString());
        var type = await PostAsync(
            Staff, "/benefits", new { type = "gift", from = now, to = now.AddHours(1), spec = new { } },
            HttpStatusCode.BadRequest);
        Assert.Equal("coupon, lottery", type.GetProperty("fields")[0].GetProperty("accepted").GetString());
        Assert.Equal(2, (await GetAsync(Staff, "/benefit-types")).GetArrayLength());
    }

    [Fact]
    public async Task A_paused_benefit_gives_nothing_until_it_is_resumed_and_an_ended_one_never_again()
    {
        var id = await CouponAsync();
        await SendAsync(
            Staff, HttpMethod.Put, $"/benefits/{id}/status", new { status = "paused", reason = "decimal slip" });
        Assert.Equal(
            "benefits.closed", CodeOf(await ClaimAsync(Ann, id, new { requestKey = "k" }, HttpStatusCode.Conflict)));
        await SendAsync(Staff, HttpMethod.Put, $"/benefits/{id}/status", new { status = "active" });
        await ClaimAsync(Ann, id, new { requestKey = "k" });
        await SendAsync(Staff, HttpMethod.Put, $"/benefits/{id}/status", new { status = "ended" });
        Assert.Equal(
            "benefits.over",
            CodeOf(
                await SendAsync(
                    Staff, HttpMethod.Put, $"/benefits/{id}/status", new { status = "active" },
                    HttpStatusCode.Conflict)));
    }

    [Fact]
    public async Task A_lottery_shows_its_odds_its_draws_and_at_the_end_its_seed()
    {
        var now = door.Database.Clock.GetUtcNow();
        var id = (await PostAsync(Staff, "/benefits", new
        {
            type = "lottery",
            from = now,
            to = now.AddHours(1),
            spec =
                new { title = "Wheel", triesPerDay = 2, prize1Title = "Car", prize1OddsPpm = 250_000, prize1Stock = 1 },
        })).GetProperty("id").GetString();
        var fairness = await GetAsync(Actor.Anonymous, $"/t/{_tenant.Slug}/lotteries/{id}/fairness");
        Assert.Equal(JsonValueKind.Null, fairness.GetProperty("seed").ValueKind);
        var state = (await GetAsync(Ann, $"/serve/v1/benefits?ids={id}"))[0];
        Assert.Equal(
            ("claimable", 2), (state.GetProperty("state").GetString(), state.GetProperty("triesLeft").GetInt32()));
        var drawn = await PostAsync(Ann, $"/serve/v1/lotteries/{id}/draws", new { requestKey = "d1" });
        await PostAsync(Ann, $"/serve/v1/lotteries/{id}/draws", new { requestKey = "d2" });
        Assert.Equal(
            "tries_per_day",
            CodeAndLimit(
                await PostAsync(
                    Ann, $"/serve/v1/lotteries/{id}/draws", new { requestKey = "d3" }, HttpStatusCode.Conflict)).Item2);

        var first = await GetAsync(Staff, $"/lotteries/{id}/draws?limit=1");
        var draw = Assert.Single(first.GetProperty("items").EnumerateArray());
        Assert.Equal(drawn.GetProperty("ticket").GetInt32(), draw.GetProperty("ticket").GetInt32());
        var second = await GetAsync(
            Staff, $"/lotteries/{id}/draws?limit=1&cursor={first.GetProperty("next").GetString()}");
        Assert.Equal(2, second.GetProperty("items")[0].GetProperty("sequence").GetInt64());
        Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);

        await SendAsync(Staff, HttpMethod.Put, $"/benefits/{id}/status", new { status = "ended" });
        var revealed = await GetAsync(Actor.Anonymous, $"/t/{_tenant.Slug}/lotteries/{id}/fairness");
        var seed = Convert.FromHexString(revealed.GetProperty("seed").GetString()!);
        Assert.Equal(
            fairness.GetProperty("seedHash").GetString(),
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(seed)));
        Assert.Equal(
            drawn.GetProperty("ticket").GetInt32(), Types.Ticket.Of(seed, drawn.GetProperty("sequence").GetInt64()));
    }

    [Fact]
    public async Task Another_tenant_finds_none_of_it()
    {
        var id = await CouponAsync();
        var grant = (await ClaimAsync(Ann, id, new { requestKey = "k" })).GetProperty("id").GetString();
        var other = await door.Database.NewTenantAsync();
        foreach (
            var path in (
                string[])[$"/benefits/{id}", $"/benefits/{id}/grants", $"/grants/{grant}", $"/lotteries/{id}/draws"])
        {
            Assert.Equal("request.unknown", CodeOf(await door.SendAsync(
                other, Staff, HttpMethod.Get, path, expected: HttpStatusCode.NotFound)));
        }

        Assert.Empty(
            (await door.SendAsync(other, Staff, HttpMethod.Get, "/benefits")).GetProperty("items").EnumerateArray());
        Assert.Empty(
            (await door.SendAsync(other, Staff, HttpMethod.Get, "/ledger/accounts")).GetProperty(
                "items").EnumerateArray());
        Assert.Empty(
            (await door.SendAsync(other, Ann, HttpMethod.Get, "/serve/v1/wallet")).GetProperty(
                "grants").EnumerateArray());
        Assert.Equal("request.unknown", CodeOf(await door.SendAsync(
            other, Ann, HttpMethod.Post, $"/serve/v1/benefits/{id}/claims", new { requestKey = "k" },
            expected: HttpStatusCode.NotFound)));
    }

    [Fact]
    public async Task A_budget_is_frozen_raised_and_listed_as_an_account()
    {
        var id = await CouponAsync();
        var account = $"benefit:{id}:budget";
        await PostAsync(Staff, "/ledger/freezes", new { accounts = new[] { account }, frozen = true });
        Assert.Equal(
            "benefits.closed", CodeOf(await ClaimAsync(Ann, id, new { requestKey = "k" }, HttpStatusCode.Conflict)));
        await PostAsync(Staff, "/ledger/freezes", new { accounts = new[] { account }, frozen = false });
        await PostAsync(Staff, "/ledger/raises", new { account, units = 2_000 }, key: "raise-1");
        await PostAsync(Staff, "/ledger/raises", new { account, units = 2_000 }, key: "raise-1");
        var listed = (await GetAsync(Staff, "/ledger/accounts?prefix=benefit:&limit=5")).GetProperty("items");
        Assert.Equal(6_000, Assert.Single(listed.EnumerateArray()).GetProperty("cap").GetInt64());
        Assert.Empty((await GetAsync(Staff, "/ledger/accounts?prefix=stock:")).GetProperty("items").EnumerateArray());
        Assert.Equal("ledger.unknown", CodeOf(await PostAsync(
            Staff, "/ledger/raises", new { account = "nowhere", units = 1 }, HttpStatusCode.NotFound)));
        Assert.Equal("request.invalid", CodeOf(await PostAsync(
            Staff, "/ledger/raises", new { account, units = 0 }, HttpStatusCode.BadRequest)));
    }

    private async Task<string> CouponAsync(string? key = null)
    {
        var now = door.Database.Clock.GetUtcNow();
        var made = await PostAsync(
            Staff, "/benefits", new
            {
                type = "coupon",
                from = now,
                to = now.AddHours(1),
                spec = new
                {
                    title = "100 - 20",
                    thresholdMinor = 10_000,
                    offMinor = 2_000,
                    budgetMinor = 4_000,
                    scope = "shop",
                    merchant = "shop-7",
                },
            }, key: key);
        return made.GetProperty("id").GetString()!;
    }

    private async Task SweepAsync()
    {
        var services = door.Services;
        var sweep = new Sweep(
            services.GetRequiredService<BenefitsDb>(), services.GetRequiredService<Entries>(),
            services.GetRequiredService<ILedger>(), services.GetRequiredService<ITenants>(),
            services.GetRequiredService<SystemCalls>(), door.Database.Clock, NullLogger<Sweep>.Instance);
        await sweep.SweepAsync(door.Database.Call(_tenant), default);
    }

    private static (long, long, long) NumbersOf(JsonElement benefit)
    {
        var account = Assert.Single(benefit.GetProperty("accounts").EnumerateArray());
        return (
            account.GetProperty("cap").GetInt64(), account.GetProperty("spent").GetInt64(),
            account.GetProperty("left").GetInt64());
    }

    private static string? CodeOf(JsonElement problem) => problem.GetProperty("code").GetString();

    private static (string?, string?) CodeAndLimit(JsonElement problem) =>
        (CodeOf(problem), problem.GetProperty("limit").GetString());

    private Task<JsonElement> ClaimAsync(
        Actor actor, string id, object body, HttpStatusCode expected = HttpStatusCode.OK) =>
        PostAsync(actor, $"/serve/v1/benefits/{id}/claims", body, expected);

    private Task<JsonElement> GetAsync(Actor actor, string path) =>
        door.SendAsync(_tenant, actor, HttpMethod.Get, path);

    private Task<JsonElement> PostAsync(
        Actor actor, string path, object body, HttpStatusCode expected = HttpStatusCode.OK, string? key = null) =>
        door.SendAsync(_tenant, actor, HttpMethod.Post, path, body, key, expected);

    private Task<JsonElement> SendAsync(
        Actor actor, HttpMethod method, string path, object body, HttpStatusCode expected = HttpStatusCode.OK) =>
        door.SendAsync(_tenant, actor, method, path, body, null, expected);
}
