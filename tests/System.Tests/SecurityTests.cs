using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Marquee.Whole.Tests;

/// <summary>What protects people from other sites, from each other's eagerness and from our own log.</summary>
[Collection(AfterACampaign.Name)]
public sealed class SecurityTests(DemoHost fixture)
{
    private const string NewPerson = "someone.new";
    private const string NewPassword = "a-quite-long-password-4711";

    [Fact]
    public async Task Pages_and_answers_carry_the_headers_that_keep_browsers_careful()
    {
        using var client = fixture.Process.Client(tenant: DemoHost.Owner);
        foreach (var (path, policy) in ((string, string)[])
            [
                ("/console/", "frame-ancestors 'none'"),
                ($"/t/{DemoHost.Owner}/venue/double-11", "script-src 'sha256-"),
                ("/api/v1/session", "default-src 'none'"),
                ($"/api/v1/t/{DemoHost.Owner}/no-such-thing", "default-src 'none'"),
            ])
        {
            using var response = await client.GetAsync(new Uri(path, UriKind.Relative));
            var headers = response.Headers;
            Assert.Equal("nosniff", Assert.Single(headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("same-origin", Assert.Single(headers.GetValues("Referrer-Policy")));
            Assert.Contains(
                "geolocation=()", Assert.Single(headers.GetValues("Permissions-Policy")), StringComparison.Ordinal);
            var sent = Assert.Single(headers.GetValues("Content-Security-Policy"));
            Assert.True(sent.Contains(policy, StringComparison.Ordinal), $"{path}: {sent}");
            Assert.DoesNotContain("script-src 'self' 'unsafe", sent, StringComparison.Ordinal);
            Assert.False(headers.Contains("Server"), "nobody needs to know what answers");
        }
    }

    [Fact]
    public async Task A_session_cookie_is_for_the_browser_alone_and_changes_nothing_from_another_site()
    {
        var cookie = await SignInAsync(fixture.Process, "admin", fixture.Process.Password!);
        var text = cookie.ToString();
        Assert.Contains("httponly", text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", text, StringComparison.OrdinalIgnoreCase);
        var session = text.Split(';')[0];

        Assert.Equal(HttpStatusCode.OK, await ChangeAsync(session, ("Sec-Fetch-Site", "same-origin")));
        Assert.Equal(HttpStatusCode.OK, await ChangeAsync(
            session, ("Origin", fixture.Process.Address.GetLeftPart(UriPartial.Authority))));
        Assert.Equal(HttpStatusCode.Forbidden, await ChangeAsync(session, ("Sec-Fetch-Site", "cross-site")));
        Assert.Equal(HttpStatusCode.Forbidden, await ChangeAsync(session, ("Sec-Fetch-Site", "same-site")));
        Assert.Equal(HttpStatusCode.Forbidden, await ChangeAsync(session, ("Origin", "https://elsewhere.example")));
        Assert.Equal(HttpStatusCode.Forbidden, await ChangeAsync(session, ("Origin", "null")));
        Assert.Equal(HttpStatusCode.Forbidden, await ChangeAsync(session));
        // A key is no cookie: nobody's browser sends it along.
        Assert.Equal(HttpStatusCode.OK, await ChangeAsync(null, ("Origin", "https://elsewhere.example")));
    }

    [Fact]
    public async Task Signing_in_from_another_site_is_refused()
    {
        using var client = new HttpClient { BaseAddress = fixture.Process.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/session")
        {
            Content = JsonContent.Create(new { name = "admin", password = fixture.Process.Password }),
        };
        request.Headers.Add("Origin", "https://elsewhere.example");
        using var response = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("admin")]
    [InlineData("nobody.of.this.name")]
    public async Task A_name_is_paused_after_ten_wrong_passwords_whether_it_exists_or_not(string name)
    {
        await using var host = await HostProcess.StartNewAsync();
        using var client = new HttpClient { BaseAddress = host.Address };
        for (var i = 0; i < 10; i++)
        {
            using var wrong = await client.PostAsJsonAsync("/api/v1/session", new { name, password = $"wrong-{i}" });
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }

        using var paused = await client.PostAsJsonAsync("/api/v1/session", new { name, password = host.Password });
        Assert.Equal(HttpStatusCode.TooManyRequests, paused.StatusCode);
        Assert.True(paused.Headers.RetryAfter?.Delta > TimeSpan.FromSeconds(60));
        Assert.Equal("request.sign_in_paused", await CodeAsync(paused));
    }

    [Fact]
    public async Task A_key_that_calls_too_often_is_told_when_to_come_again_and_others_are_not_held_up()
    {
        await using var host = await HostProcess.StartNewAsync(
            environment: new() { ["MARQUEE_RATE_PER_KEY"] = "5" });
        using var eager = host.Client();
        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i < 40; i++)
        {
            answers.Add(await eager.GetAsync(new Uri("/api/v1/tenants", UriKind.Relative)));
        }

        var refused = answers.Where(answer => answer.StatusCode == HttpStatusCode.TooManyRequests).ToList();
        Assert.True(refused.Count > 10, $"{refused.Count} of 40 were refused");
        Assert.Equal("request.rate_exceeded", await CodeAsync(refused[0]));
        Assert.Equal(TimeSpan.FromSeconds(1), refused[0].Headers.RetryAfter?.Delta);
        using var other = new HttpClient { BaseAddress = host.Address };
        var cookie = await SignInAsync(host, "admin", host.Password!);
        other.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
        using var unhindered = await other.GetAsync(new Uri("/api/v1/tenants", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, unhindered.StatusCode);
        answers.ForEach(answer => answer.Dispose());
    }

    [Fact]
    public async Task Not_even_the_most_talkative_log_tells_a_secret()
    {
        await using var host = await HostProcess.StartNewAsync(environment: new()
        {
            ["Logging__LogLevel__Default"] = "Trace",
            ["Logging__LogLevel__Microsoft.AspNetCore"] = "Trace",
        });
        var secrets = new List<string> { host.Password!, host.Key, NewPassword, "a-wrong-password-0815" };
        using var client = host.Client();
        await PostAsync(client, "/api/v1/tenants", new
        {
            slug = "quiet",
            name = "Quiet",
            kind = "rehearsal",
            currency = "CNY",
            zone = "Asia/Shanghai",
        });
        var key = await PostAsync(client, "/api/v1/t/quiet/keys", new { name = "k", roles = new[] { "machine" } });
        secrets.Add((string)key["key"]!);
        var token = await PostAsync(client, "/api/v1/t/quiet/shopper-tokens", new { shopper = "s-1" });
        secrets.Add((string)token["token"]!);
        await PostAsync(client, "/api/v1/principals", new
        {
            name = NewPerson,
            display = "New",
            password = NewPassword,
            grants = new[] { new { role = "operator", tenant = "quiet" } },
        });
        secrets.Add((await SignInAsync(host, NewPerson, NewPassword)).Split(';')[0].Split('=')[1]);
        using (var plain = new HttpClient { BaseAddress = host.Address })
        {
            using var wrong = await plain.PostAsJsonAsync(
                "/api/v1/session", new { name = NewPerson, password = "a-wrong-password-0815" });
            using var broken = await plain.PostAsJsonAsync(
                "/api/v1/session", new { name = NewPerson, password = new[] { NewPassword } });
        }

        using (var shopper = host.Client(key: (string)token["token"]!))
        {
            using var wallet = await shopper.GetAsync(new Uri("/serve/v1/wallet", UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, wallet.StatusCode);
        }

        var lines = host.Lines.Where(
            line => !line.StartsWith("MARQUEE_ADMIN_PASSWORD ", StringComparison.Ordinal)).ToList();
        // Otherwise the log would not be as talkative as it can be.
        Assert.Contains(lines, line => line.Contains(" dbug: ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains("Request starting", StringComparison.Ordinal));
        foreach (var secret in secrets)
        {
            Assert.DoesNotContain(lines, line => line.Contains(secret, StringComparison.Ordinal));
        }
    }

    private async Task<HttpStatusCode> ChangeAsync(string? session, params (string Name, string Value)[] headers)
    {
        using var client = session is null
            ? fixture.Process.Client() : new HttpClient { BaseAddress = fixture.Process.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/t/{DemoHost.Owner}/keys")
        {
            Content = JsonContent.Create(new { name = "by a form", roles = new[] { "auditor" } }),
        };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        if (session is not null)
        {
            request.Headers.Add("Cookie", session);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }

    private static async Task<string> SignInAsync(HostProcess host, string name, string password)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = host.Address };
        using var response = await client.PostAsJsonAsync("/api/v1/session", new { name, password });
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return Assert.Single(response.Headers.GetValues("Set-Cookie"));
    }

    private static async Task<JsonNode> PostAsync(HttpClient client, string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {text}");
        return JsonNode.Parse(text)!;
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage response) =>
        (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["code"];
}
