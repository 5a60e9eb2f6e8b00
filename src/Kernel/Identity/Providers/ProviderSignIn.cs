using Marquee.Kernel.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Kernel.Identity.Providers;

/// <summary>
/// A person signs in at a provider: the page asks where to go, the browser goes there and comes back with a code, which
/// becomes a session or a reason on the sign-in page.
/// </summary>
internal static class ProviderSignIn
{
    private const string Invitation = "invitation";
    private const string Console = "/console";
    private static readonly object Location = new();

    internal sealed record ProviderView(string Name, string Title);

    internal sealed record ProvidersView(IReadOnlyList<ProviderView> Providers);

    /// <param name="From">The console's address to go back to: <c>/t/…</c>.</param>
    /// <param name="Invitation">The token of a shop's invitation, which the account accepts.</param>
    internal sealed record Body(string? From = null, string? Invitation = null);

    internal sealed record BegunView(string Location);

    public static void Map(RouteGroupBuilder platform)
    {
        platform.MapGet("/sign-in", (MarqueeSettings settings) => (Answer<ProvidersView>)new ProvidersView(
                [.. settings.SignInProviders.Select(one => new ProviderView(one.Name, one.Title))]))
            .WithName("ListSignInProviders").WithSummary("The providers by which people sign in, beside passwords")
            .AllowAnyone();
        platform.MapPost("/sign-in/{provider}", BeginAsync).WithName("BeginSignIn")
            .WithSummary("Begin to sign in at a provider: where the browser goes next")
            .AllowAnyone().WithMetadata(new NoIdempotency());
        platform.MapGet("/sign-in/{provider}/callback", EndAsync).ExcludeFromDescription().AllowAnyone()
            .WithMetadata(new ForeignQuery());
    }

    /// <summary>
    /// Registers the framework's handler with what it needs; the schemes of the framework are not used.
    /// </summary>
    public static void AddSignInProviders(this IServiceCollection services, MarqueeSettings settings)
    {
        services.AddSingleton<ProviderArrival>();
        services.AddWebEncoders();
        services.AddTransient<ProviderHandler>();
        foreach (var provider in settings.SignInProviders)
        {
            services.AddOptions<ProviderOptions>(provider.Name)
                .Configure<TimeProvider>((options, time) => Configure(options, provider, time));
        }
    }

    private static void Configure(ProviderOptions options, SignInProvider provider, TimeProvider time)
    {
        options.Provider = provider;
        options.ClientId = provider.ClientId;
        options.ClientSecret = provider.Secret;
        options.AuthorizationEndpoint = provider.Authorize.AbsoluteUri;
        options.TokenEndpoint = provider.Token.AbsoluteUri;
        options.UserInformationEndpoint = provider.UserInfo.AbsoluteUri;
        options.CallbackPath = $"/api/v1/sign-in/{provider.Name}/callback";
        options.UsePkce = true;
        options.SaveTokens = false;
        options.TimeProvider = time;
        options.RemoteAuthenticationTimeout = KernelLimits.SignInAttempt;
        options.StateDataFormat = new StateFormat(provider, time);
        options.Scope.Clear();
        foreach (var scope in provider.Scopes)
        {
            options.Scope.Add(scope);
        }

        // Lax: it must come back with the browser from the provider's site.
        options.CorrelationCookie.Name = "marquee_sign_in.";
        options.CorrelationCookie.SameSite = SameSiteMode.Lax;
        options.CorrelationCookie.HttpOnly = true;
        options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.Backchannel = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = KernelLimits.ProviderTimeout,
            MaxConnectionsPerServer = KernelLimits.ProviderConnections,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        })
        {
            Timeout = KernelLimits.ProviderTimeout,
            MaxResponseContentBufferSize = KernelLimits.ProviderAnswerBytes,
        };
        options.Events = new OAuthEvents
        {
            OnRedirectToAuthorizationEndpoint = context =>
            {
                context.HttpContext.Items[Location] = context.RedirectUri;
                return Task.CompletedTask;
            },
            OnTicketReceived = ArriveAsync,
            OnAccessDenied = context =>
            {
                TurnAway(context.HttpContext, provider, SignInFault.Denied, null);
                context.HandleResponse();
                return Task.CompletedTask;
            },
            OnRemoteFailure = context =>
            {
                var reason = context.Failure switch
                {
                    SignInFault fault => fault.Reason,
                    // Without properties there was no state that holds.
                    AuthenticationFailureException =>
                        context.Properties is null ? SignInFault.Expired : SignInFault.Refused,
                    _ => null,
                };
                if (reason is not null)
                {
                    TurnAway(context.HttpContext, provider, reason, null);
                    context.HandleResponse();
                }

                return Task.CompletedTask;
            },
        };
    }

    private static async Task<Answer<BegunView>> BeginAsync(
        string provider, Body body, HttpContext http, MarqueeSettings settings, TimeProvider time)
    {
        if (Find(settings, provider) is not { } known)
        {
            return new Unknown("sign-in provider", provider);
        }

        if (body.From is { } from && !IsOwnPath(from))
        {
            return new InvalidRequest(
                "from", "is no address of the console", from,
                $"a path that begins with /t/, at most {KernelLimits.ReturnPathLength} characters");
        }

        if (body.Invitation is { Length: 0 or > 100 })
        {
            return new InvalidRequest("invitation", "is no token", null, "the token of the invitation's link");
        }

        var properties = new AuthenticationProperties
        {
            RedirectUri = Console + (body.From ?? "/"),
            ExpiresUtc = time.GetUtcNow() + KernelLimits.SignInAttempt,
        };
        if (body.Invitation is { } token)
        {
            properties.Items[Invitation] = token;
        }

        var handler = await HandlerAsync(http, known, settings);
        await handler.ChallengeAsync(properties);
        return new BegunView((string)http.Items[Location]!);
    }

    private static async Task EndAsync(string provider, HttpContext http, MarqueeSettings settings)
    {
        if (Find(settings, provider) is not { } known)
        {
            await Problems.WriteAsync(http, new Unknown("sign-in provider", provider));
            return;
        }

        var handler = await HandlerAsync(http, known, settings);
        if (!await handler.HandleRequestAsync())
        {
            await Problems.WriteAsync(http, new Unknown("page", http.Request.Path));
        }
    }

    private static async Task ArriveAsync(TicketReceivedContext context)
    {
        var http = context.HttpContext;
        var provider = ((ProviderOptions)context.Options).Provider;
        var call = http.Features.Get<CallContext>() ?? throw new InvalidOperationException("Every route has a call.");
        var outcome = await http.RequestServices.GetRequiredService<ProviderArrival>().ArriveAsync(
            call, http, provider, Account.Of(provider, context.Principal!),
            context.Properties?.Items.TryGetValue(Invitation, out var token) == true ? token : null,
            http.RequestAborted);
        if (outcome.Fault is { } fault)
        {
            TurnAway(http, provider, fault, outcome.Identity);
        }
        else
        {
            http.Response.Redirect(context.ReturnUri ?? Console);
        }

        context.HandleResponse();
    }

    private static SignInProvider? Find(MarqueeSettings settings, string name) =>
        settings.SignInProviders.FirstOrDefault(one => one.Name == name);

    private static async Task<ProviderHandler> HandlerAsync(
        HttpContext http, SignInProvider provider, MarqueeSettings settings)
    {
        if (settings.PublicUrl is { } address)
        {
            // The provider knows one address to come back to, whatever stands between.
            http.Request.Host = HostString.FromUriComponent(address);
        }

        var handler = http.RequestServices.GetRequiredService<ProviderHandler>();
        await handler.InitializeAsync(
            new AuthenticationScheme(provider.Name, provider.Title, typeof(ProviderHandler)), http);
        return handler;
    }

    // To the page that says it in the reader's language; the account is named by our id, never by the provider's.
    private static void TurnAway(HttpContext http, SignInProvider provider, string reason, Guid? identity) =>
        http.Response.Redirect($"{Console}/sign-in?failed={reason}&provider={Uri.EscapeDataString(provider.Title)}"
            + (identity is { } id && reason == SignInFault.Unlinked ? $"&reference={id:D}" : ""));

    /// <summary>
    /// Whether it is an address of the console below a tenant, and nothing that a browser reads as more.
    /// </summary>
    internal static bool IsOwnPath(string path) =>
        path.Length <= KernelLimits.ReturnPathLength && path.StartsWith("/t/", StringComparison.Ordinal)
        && !path.Any(c => c is '\\' or > '~' or < '!')
        && !path.Split('?', '#')[0].Contains("//", StringComparison.Ordinal)
        && !path.Split('?', '#')[0].Split('/').Any(part => Uri.UnescapeDataString(part) is "." or "..");
}
