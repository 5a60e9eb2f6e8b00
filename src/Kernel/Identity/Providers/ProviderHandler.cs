using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Marquee.Kernel.Identity.Providers;

/// <summary>
/// The framework's handler of the code flow. Here it learns to read the account, and to say in our words why an attempt
/// came to nothing.
/// </summary>
internal sealed class ProviderHandler(
    IOptionsMonitor<ProviderOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : OAuthHandler<ProviderOptions>(options, logger, encoder)
{
    protected override bool ValidateCorrelationId(AuthenticationProperties properties) =>
        base.ValidateCorrelationId(properties) ? true : throw new SignInFault(SignInFault.Expired);

    protected override async Task<HandleRequestResult> HandleRemoteAuthenticateAsync()
    {
        // Who has several providers must not be answered by another than was asked (RFC 9207).
        var issuer = Request.Query["iss"].ToString();
        if (issuer.Length > 0 && issuer != Options.Provider.Issuer)
        {
            throw new SignInFault(SignInFault.Refused);
        }

        return await base.HandleRemoteAuthenticateAsync();
    }

    protected override async Task<OAuthTokenResponse> ExchangeCodeAsync(OAuthCodeExchangeContext context)
    {
        var tokens = await AskAsync(() => base.ExchangeCodeAsync(context));
        if (tokens.Error is not null || string.IsNullOrEmpty(tokens.AccessToken))
        {
            tokens.Dispose();
            // What the provider wrote may repeat what it was sent, so it goes no further.
            throw new SignInFault(SignInFault.Refused);
        }

        return tokens;
    }

    protected override async Task<AuthenticationTicket> CreateTicketAsync(
        ClaimsIdentity identity, AuthenticationProperties properties, OAuthTokenResponse tokens)
    {
        using var user = await AskAsync(() => UserAsync(tokens.AccessToken!));
        var account = Account.Of(Options.Provider, user.RootElement) ?? throw new SignInFault(SignInFault.NoSubject);
        identity.AddClaims(account.Claims());
        return new AuthenticationTicket(new ClaimsPrincipal(identity), properties, Scheme.Name);
    }

    private async Task<JsonDocument> UserAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Options.UserInformationEndpoint);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        using var response = await Backchannel.SendAsync(request, Context.RequestAborted);
        if (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
        {
            throw new SignInFault(SignInFault.Refused);
        }

        response.EnsureSuccessStatusCode();
        await using var body = await response.Content.ReadAsStreamAsync(Context.RequestAborted);
        return await JsonDocument.ParseAsync(body, cancellationToken: Context.RequestAborted);
    }

    private async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception e) when (e is HttpRequestException or JsonException
            || (e is OperationCanceledException && !Context.RequestAborted.IsCancellationRequested))
        {
            throw new SignInFault(SignInFault.Unavailable);
        }
    }
}

/// <summary>The framework's options, with the provider whose they are.</summary>
internal sealed class ProviderOptions : OAuthOptions
{
    public SignInProvider Provider { get; set; } = null!;
}
