using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Web;
using Marquee.Kernel.Identity.Providers;
using Npgsql;

namespace Marquee.Kernel.Tests;

/// <summary>People with accounts elsewhere, through the whole code flow with a provider that checks its part.</summary>
public sealed class ProviderSignInTests(SignInHouse house) : IClassFixture<SignInHouse>, IAsyncLifetime
{
    private static int _people;
    private readonly Traveller _traveller = new(house.Address);
    private readonly string _subject = $"account-{Interlocked.Increment(ref _people)}";

    public ValueTask InitializeAsync()
    {
        house.Provider.Account = Account(_subject);
        (house.Provider.Denies, house.Provider.TokenAnswers) = (false, null);
        (house.Provider.UserAnswers, house.Provider.ClaimsIssuer) = (null, null);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _traveller.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_linked_account_signs_in_its_person_and_leads_back_to_where_they_were()
    {
        var name = await LinkedAsync("lena");
        var end = await _traveller.SignInAsync(new { from = "/t/demo/board?round=1" });

        Assert.Equal("/console/t/demo/board?round=1", end.PathAndQuery);
        var session = Assert.Single(
            _traveller.Set, cookie => cookie.StartsWith("marquee_session=", StringComparison.Ordinal));
        Assert.Contains("httponly", session, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", session, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(name, await _traveller.WhoAsync());
    }

    [Fact]
    public async Task The_attempts_cookie_is_short_and_for_the_way_back_alone()
    {
        var location = await _traveller.BeginAsync();
        var cookie = Assert.Single(_traveller.Set);

        Assert.StartsWith("marquee_sign_in.", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/api/v1/sign-in/stub/callback", cookie, StringComparison.OrdinalIgnoreCase);
        var expires = DateTimeOffset.Parse(
            cookie.Split("expires=")[1].Split(';')[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(
            expires, house.Database.Clock.GetUtcNow(),
            house.Database.Clock.GetUtcNow() + KernelLimits.SignInAttempt + TimeSpan.FromSeconds(1));
        // The verifier must not be readable on its way.
        Assert.DoesNotContain("code_verifier", location.Query, StringComparison.Ordinal);
        Assert.Equal("S256", HttpUtility.ParseQueryString(location.Query)["code_challenge_method"]);
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("https://evil.example/t/")]
    [InlineData("/t/\\evil.example")]
    [InlineData("/t/demo//evil.example")]
    [InlineData("/t/../../evil")]
    [InlineData("/t/%2e%2e/%2e%2e/evil")]
    [InlineData("/t/demo\r\nLocation: https://evil.example")]
    [InlineData("/api/v1/session")]
    [InlineData("javascript:alert(1)")]
    [InlineData("")]
    public async Task It_leads_back_to_nowhere_but_the_console(string from) =>
        await _traveller.BeginAsync(new { from }, HttpStatusCode.BadRequest);

    [Theory]
    [InlineData("/t/demo/")]
    [InlineData("/t/demo/items?q=a%20b&from=/t/x#top")]
    public void Addresses_of_the_console_are_its_own(string from) => Assert.True(ProviderSignIn.IsOwnPath(from));

    [Fact]
    public async Task An_account_that_nobody_linked_is_told_so_and_an_administrator_sees_who_knocked()
    {
        house.Provider.Account["email"] = "admin@example.com";
        house.Provider.Account["email_verified"] = true;
        var end = await _traveller.SignInAsync();

        Assert.Equal("unlinked", Failed(end));
        Assert.Equal("Stub & Co", HttpUtility.ParseQueryString(end.Query)["provider"]);
        Assert.DoesNotContain(_subject, end.Query, StringComparison.Ordinal);
        Assert.Null(await _traveller.WhoAsync());

        using var admin = await AdminAsync();
        var knocked = (await admin.SendAsync(HttpMethod.Get, "/api/v1/identities?linked=false")).GetProperty("items")
            .EnumerateArray().Single(one => one.GetProperty("subject").GetString() == _subject);
        Assert.Equal(HttpUtility.ParseQueryString(end.Query)["reference"], knocked.GetProperty("id").GetString());
        Assert.Equal("admin@example.com", knocked.GetProperty("email").GetString());

        // That the address is somebody's name here proves nothing, verified or not.
        var name = await house.PersonAsync(
            await house.Database.NewTenantAsync(), $"{_subject}@example.com", Role.Operator);
        house.Provider.Account["email"] = name;
        Assert.Equal("unlinked", Failed(await _traveller.SignInAsync()));
        await LinkAsync(name);
        Assert.Null(Failed(await _traveller.SignInAsync()));
        Assert.Equal(name, await _traveller.WhoAsync());
    }

    [Fact]
    public async Task An_account_is_one_persons_and_forgetting_it_ends_their_sessions()
    {
        await LinkedAsync("nora");
        Assert.Null(Failed(await _traveller.SignInAsync()));
        var other = await house.PersonAsync(await house.Database.NewTenantAsync(), $"other-{_subject}", Role.Operator);
        using var admin = await AdminAsync();
        await admin.SendAsync(
            HttpMethod.Put, "/api/v1/identities", Link(other), expected: HttpStatusCode.Conflict);
        await admin.SendAsync(
            HttpMethod.Put, "/api/v1/identities",
            new { issuer = "https://no.example", subject = "1", principal = other },
            expected: HttpStatusCode.BadRequest);
        var id = (await admin.SendAsync(HttpMethod.Get, "/api/v1/identities?linked=true&limit=1000"))
            .GetProperty("items").EnumerateArray()
            .Single(one => one.GetProperty("subject").GetString() == _subject).GetProperty("id").GetString();

        await admin.SendAsync(HttpMethod.Delete, $"/api/v1/identities/{id}");
        Assert.Null(await _traveller.WhoAsync());
        Assert.Equal("unlinked", Failed(await _traveller.SignInAsync()));
    }

    [Fact]
    public async Task A_person_without_a_password_cannot_sign_in_by_one()
    {
        using var admin = await AdminAsync();
        var tenant = await house.Database.NewTenantAsync();
        var name = $"no-password-{_subject}";
        await admin.SendAsync(HttpMethod.Post, "/api/v1/principals", new
        {
            name,
            display = "No Password",
            grants = new[] { new { tenant = tenant.Slug, role = "operator" } },
        });
        using var browser = house.Stranger();
        await browser.SendAsync(
            HttpMethod.Post, "/api/v1/session", new { name, password = "" }, expected: HttpStatusCode.Unauthorized);
        await browser.SendAsync(
            HttpMethod.Post, "/api/v1/session", new { name, password = "correct horse" },
            expected: HttpStatusCode.Unauthorized);

        await LinkAsync(name);
        await _traveller.SignInAsync();
        Assert.Equal(name, await _traveller.WhoAsync());
    }

    [Fact]
    public async Task Who_is_disabled_stays_outside()
    {
        var name = await LinkedAsync("dora");
        await ExecuteAsync($"update kernel.principal set disabled_at = now() where name = '{name}'");
        Assert.Equal("disabled", Failed(await _traveller.SignInAsync()));
        Assert.Null(await _traveller.WhoAsync());
    }

    [Fact]
    public async Task An_invitation_makes_a_person_of_an_account_once()
    {
        var tenant = await house.Database.NewTenantAsync();
        using var owner = await house.SignInAsync(
            await house.PersonAsync(tenant, $"owner-{_subject}", Role.MerchantOwner, "m1"));
        var token = await InviteAsync(owner, tenant);
        house.Provider.Account["email"] = $"{_subject}@unchecked.example";
        Assert.Null(Failed(await _traveller.SignInAsync(new { invitation = token })));
        var name = await _traveller.WhoAsync();
        // The address was not verified, so it is no name.
        Assert.StartsWith("stub-", name, StringComparison.Ordinal);

        using var second = new Traveller(house.Address);
        house.Provider.Account = Account("another-" + _subject);
        Assert.Equal("invitation_over", Failed(await second.SignInAsync(new { invitation = token })));
        Assert.Equal("unlinked", Failed(await second.SignInAsync()));

        // Whoever has an account already joins another shop with it.
        house.Provider.Account = Account(_subject);
        var next = await InviteAsync(owner, tenant);
        Assert.Null(Failed(await _traveller.SignInAsync(new { invitation = next })));
        Assert.Equal(name, await _traveller.WhoAsync());
    }

    [Fact]
    public async Task Who_says_no_at_the_provider_is_back_at_the_sign_in()
    {
        house.Provider.Denies = true;
        Assert.Equal("denied", Failed(await _traveller.SignInAsync()));
    }

    [Fact]
    public async Task An_answer_serves_once_and_only_in_the_browser_that_asked()
    {
        await LinkedAsync("olga");
        var back = await _traveller.FollowAsync(await _traveller.BeginAsync());
        using var thief = new Traveller(house.Address);
        Assert.Equal("expired", Failed(await thief.FollowAsync(back)));
        await thief.BeginAsync();
        Assert.Equal("expired", Failed(await thief.FollowAsync(back)));

        Assert.Null(Failed(await _traveller.FollowAsync(back)));
        Assert.Equal("expired", Failed(await _traveller.FollowAsync(back)));
    }

    [Fact]
    public async Task A_code_that_was_used_is_refused_by_the_provider()
    {
        await LinkedAsync("rosa");
        var first = await _traveller.FollowAsync(await _traveller.BeginAsync());
        await _traveller.FollowAsync(first);
        var second = await _traveller.FollowAsync(await _traveller.BeginAsync());
        var replayed = With(second, "code", HttpUtility.ParseQueryString(first.Query)["code"]!);
        Assert.Equal("refused", Failed(await _traveller.FollowAsync(replayed)));
    }

    [Fact]
    public async Task A_code_of_another_attempt_fails_for_its_verifier()
    {
        await LinkedAsync("vera");
        using var attacker = new Traveller(house.Address);
        var stolen = HttpUtility.ParseQueryString(
            (await attacker.FollowAsync(await attacker.BeginAsync())).Query)["code"]!;
        var mine = await _traveller.FollowAsync(await _traveller.BeginAsync());
        Assert.Equal("refused", Failed(await _traveller.FollowAsync(With(mine, "code", stolen))));
        Assert.Null(await _traveller.WhoAsync());
    }

    [Theory]
    [InlineData("state", "of-nobody")]
    [InlineData("state", "")]
    public async Task A_state_that_is_not_ours_is_refused(string name, string value)
    {
        var back = await _traveller.FollowAsync(await _traveller.BeginAsync());
        Assert.Equal("expired", Failed(await _traveller.FollowAsync(With(back, name, value))));
        var state = HttpUtility.ParseQueryString(back.Query)["state"]!;
        var bent = state[..^2] + (state[^2] == 'A' ? 'B' : 'A') + state[^1];
        Assert.Equal("expired", Failed(await _traveller.FollowAsync(With(back, "state", bent))));
    }

    [Fact]
    public async Task An_attempt_that_took_too_long_is_over()
    {
        await LinkedAsync("lara");
        var back = await _traveller.FollowAsync(await _traveller.BeginAsync());
        house.Database.Clock.Advance(KernelLimits.SignInAttempt);
        Assert.Equal("expired", Failed(await _traveller.FollowAsync(back)));
    }

    [Fact]
    public async Task An_answer_that_names_another_issuer_is_refused()
    {
        house.Provider.ClaimsIssuer = "https://other.example";
        Assert.Equal("refused", Failed(await _traveller.SignInAsync()));
    }

    [Theory]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.OK)]
    public async Task A_token_endpoint_that_is_down_is_said_plainly(HttpStatusCode answers)
    {
        house.Provider.TokenAnswers = answers;
        Assert.Equal("unavailable", Failed(await _traveller.SignInAsync()));
    }

    [Fact]
    public async Task Another_site_begins_no_sign_in_here()
    {
        using var client = new HttpClient { BaseAddress = house.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/sign-in/stub")
        {
            Content = JsonContent.Create(new { }),
        };
        request.Headers.Add("Origin", "https://elsewhere.example");
        using var response = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("{}", "no_subject")]
    [InlineData("""{"sub":""}""", "no_subject")]
    [InlineData("""{"sub":{"a":1}}""", "no_subject")]
    [InlineData("[]", "no_subject")]
    [InlineData("no json", "unavailable")]
    public async Task An_account_without_a_subject_is_nobody(string user, string reason)
    {
        house.Provider.UserAnswers = user;
        Assert.Equal(reason, Failed(await _traveller.SignInAsync()));
    }

    [Fact]
    public async Task A_provider_that_nobody_set_up_is_unknown() =>
        await _traveller.BeginAsync(expected: HttpStatusCode.NotFound, provider: "elsewhere");

    [Fact]
    public async Task No_log_tells_a_secret_of_a_sign_in()
    {
        await LinkedAsync("sofia");
        var tenant = await house.Database.NewTenantAsync();
        using var owner = await house.SignInAsync(
            await house.PersonAsync(tenant, $"quiet-{_subject}", Role.MerchantOwner, "m1"));
        var token = await InviteAsync(owner, tenant);
        await _traveller.SignInAsync(new { invitation = token });
        var first = await _traveller.FollowAsync(await _traveller.BeginAsync());
        await _traveller.FollowAsync(first);
        var second = await _traveller.FollowAsync(await _traveller.BeginAsync());
        await _traveller.FollowAsync(With(second, "code", HttpUtility.ParseQueryString(first.Query)["code"]!));

        var settings = house.Provider.Settings("stub");
        Assert.DoesNotContain(settings.Secret, settings.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(house.Lines);
        foreach (var secret in house.Provider.Secrets.Append(token))
        {
            Assert.DoesNotContain(house.Lines, line => line.Contains(secret, StringComparison.Ordinal));
        }
    }

    private static JsonObject Account(string subject) => new() { ["sub"] = subject, ["name"] = "Somebody" };

    private static string? Failed(Uri end) => HttpUtility.ParseQueryString(end.Query)["failed"];

    private static Uri With(Uri address, string name, string value)
    {
        var query = HttpUtility.ParseQueryString(address.Query);
        query[name] = value;
        return new UriBuilder(address) { Query = query.ToString() }.Uri;
    }

    private object Link(string name) =>
        new { issuer = house.Provider.Settings("stub").Issuer, subject = _subject, principal = name };

    private async Task LinkAsync(string name)
    {
        using var admin = await AdminAsync();
        await admin.SendAsync(HttpMethod.Put, "/api/v1/identities", Link(name));
    }

    private async Task<string> LinkedAsync(string first)
    {
        var name = await house.PersonAsync(
            await house.Database.NewTenantAsync(), $"{first}-{_subject}", Role.Operator);
        await LinkAsync(name);
        return name;
    }

    private static async Task<string> InviteAsync(Browser owner, Tenant tenant) =>
        (await owner.SendAsync(
            HttpMethod.Post, $"/api/v1/t/{tenant.Slug}/shops/m1/invitations",
            new { display = "Ivy", rights = new[] { "see" } })).GetProperty("token").GetString()!;

    private async Task<Browser> AdminAsync()
    {
        var name = $"root-{Interlocked.Increment(ref _people)}";
        await house.PersonAsync(await house.Database.NewTenantAsync(), name, Role.Administrator);
        await ExecuteAsync(
            "update kernel.role_grant set tenant_id = null, merchants = null where principal_id = "
                + $"(select principal_id from kernel.principal where name = '{name}')");
        return await house.SignInAsync(name);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = house.Database.Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
