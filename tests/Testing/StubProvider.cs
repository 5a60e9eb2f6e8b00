using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Marquee.Testing;

/// <summary>
/// A provider of accounts on a port of its own: authorization code flow with PKCE, checked as a provider does. One
/// account is signed in there at a time; tests say which, and what goes wrong.
/// </summary>
public sealed class StubProvider : IAsyncDisposable
{
    private const string ClientId = "marquee-under-test";
    private const string Secret = "a-secret-that-no-log-may-tell";
    private readonly ConcurrentDictionary<string, Code> _codes = new();
    private readonly ConcurrentDictionary<string, JsonObject> _tokens = new();
    private readonly ConcurrentBag<string> _secrets = [Secret];
    private readonly WebApplication _app;

    private StubProvider(WebApplication app) => _app = app;

    private sealed record Code(string RedirectUri, string Challenge, JsonObject Account)
    {
        public bool IsUsed { get; set; }
    }

    /// <summary>The account that is signed in there, as the userinfo endpoint tells it.</summary>
    public JsonObject Account { get; set; } = new() { ["sub"] = "account-1" };

    /// <summary>Whether the person says no.</summary>
    public bool Denies { get; set; }

    /// <summary>What the token endpoint answers instead of working; null lets it work.</summary>
    public HttpStatusCode? TokenAnswers { get; set; }

    /// <summary>What the userinfo endpoint answers instead of the account; null lets it work.</summary>
    public string? UserAnswers { get; set; }

    /// <summary>Whether it names another issuer than it is.</summary>
    public string? ClaimsIssuer { get; set; }

    /// <summary>What must never be told: the client's secret, and every token and verifier that passed.</summary>
    public IReadOnlyCollection<string> Secrets => _secrets;

    /// <summary>The settings of an installation that knows it.</summary>
    /// <param name="name">What it is called there.</param>
    public SignInProvider Settings(string name) => new()
    {
        Name = name, Title = "Stub & Co", Issuer = Address, Authorize = new Uri(Address + "/authorize"),
        Token = new Uri(Address + "/token"), UserInfo = new Uri(Address + "/userinfo"), ClientId = ClientId,
        Secret = Secret,
    };

    private string Address => _app.Urls.First();

    /// <summary>Starts it.</summary>
    public static async Task<StubProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var provider = new StubProvider(app);
        app.MapGet("/authorize", provider.Authorize);
        app.MapPost("/token", provider.TokenAsync);
        app.MapGet("/userinfo", provider.User);
        await app.StartAsync();
        return provider;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult Authorize(HttpRequest request)
    {
        var query = request.Query;
        var back = query["redirect_uri"].ToString();
        if (query["client_id"] != ClientId || query["response_type"] != "code" || back.Length == 0
            || query["code_challenge_method"] != "S256" || query["code_challenge"].ToString().Length != 43
            || query["state"].ToString().Length == 0)
        {
            return Results.BadRequest("no request of the code flow with PKCE");
        }

        var state = Uri.EscapeDataString(query["state"].ToString());
        if (Denies)
        {
            return Results.Redirect($"{back}?error=access_denied&state={state}");
        }

        var code = Random();
        _codes[code] = new Code(back, query["code_challenge"].ToString(), Account.DeepClone().AsObject());
        var issuer = Uri.EscapeDataString(ClaimsIssuer ?? Address);
        return Results.Redirect($"{back}?code={code}&state={state}&iss={issuer}&session_state=of-no-concern");
    }

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        if (TokenAnswers is { } status)
        {
            return Results.StatusCode((int)status);
        }

        var form = await request.ReadFormAsync();
        var verifier = form["code_verifier"].ToString();
        _secrets.Add(verifier);
        var challenge = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        if (form["client_id"] != ClientId || form["client_secret"] != Secret)
        {
            return Results.Json(new { error = "invalid_client" }, statusCode: 401);
        }

        if (form["grant_type"] != "authorization_code" || !_codes.TryGetValue(form["code"].ToString(), out var code)
            || code.IsUsed || code.RedirectUri != form["redirect_uri"] || code.Challenge != challenge)
        {
            // As a provider does that repeats too much.
            return Results.Json(
                new { error = "invalid_grant", error_description = $"not with {verifier}" }, statusCode: 400);
        }

        code.IsUsed = true;
        var token = Random();
        _secrets.Add(token);
        _tokens[token] = code.Account;
        return Results.Json(new { access_token = token, token_type = "Bearer", expires_in = 60 });
    }

    private IResult User(HttpRequest request)
    {
        var token = request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal);
        return !_tokens.TryGetValue(token, out var account)
            ? Results.Unauthorized()
            : Results.Text(UserAnswers ?? account.ToJsonString(), "application/json");
    }

    private static string Random() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
