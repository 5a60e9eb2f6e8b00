using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json;
using Marquee.Benefits;
using Marquee.Campaigns;
using Marquee.Catalog;
using Marquee.Kernel;
using Marquee.Pricing;
using Marquee.Risk;
using Marquee.Serving;
using Marquee.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Marquee.Venues.Tests;

/// <summary>
/// The module behind its real routes on a real database. Of the modules below only Serving answers; the others are
/// away, which a page must survive. Who calls is said by a header instead of a sign-in.
/// </summary>
public sealed class Door() : DatabaseFixture(new VenuesModule())
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, CallContext> _calls = new();
    private WebApplication? _app;
    private HttpClient? _http;
    private int _requests;

    public FakeTakedowns Takedowns { get; } = new();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(Database.Clock);
        builder.Services.AddSingleton(Database.Ids);
        builder.Services.AddSingleton<IServing, OneLamp>();
        builder.Services.AddSingleton(Away.Of<IBenefits>());
        builder.Services.AddSingleton(Away.Of<IShopOffers>());
        builder.Services.AddSingleton(Away.Of<IPricing>());
        builder.Services.AddSingleton(Away.Of<ICampaigns>());
        builder.Services.AddSingleton(Away.Of<ICatalog>());
        builder.Services.AddSingleton<ITakedowns>(Takedowns);
        builder.Services.AddSingleton<RoundTree>();
        builder.Services.AddKernel(Database.Settings);
        new VenuesModule().AddServices(builder.Services);
        builder.Services.RemoveAll<IHostedService>();
        _app = builder.Build();
        _app.Use(async (context, next) =>
        {
            context.Features.Set(_calls[context.Request.Headers["X-Call"].ToString()]);
            await next(context);
        });
        _app.UseRouting();
        new VenuesModule().Map(new ModuleRoutes(
            _app.MapGroup("/api/v1"), _app.MapGroup("/api/v1/t/{tenant}"), _app.MapGroup("/serve/v1"),
            _app.MapGroup("/t/{tenant}")));
        await _app.StartAsync();
        _http = new HttpClient { BaseAddress = new Uri(_app.Urls.First()) };
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _http?.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        await base.DisposeAsync();
    }

    internal async Task<JsonElement> SendAsync(
        Tenant tenant, HttpMethod method, string path, object body, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await RequestAsync(
            tenant, TestActor.Person(Role.Designer), method, $"/api/v1/t/{tenant.Slug}{path}", body);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == expected, $"{method} {path} answered {(int)response.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    internal async Task<(HttpStatusCode Status, string Html, string Cache)> PageAsync(
        Tenant tenant, string slug, Actor? actor = null, string language = "en")
    {
        using var response = await RequestAsync(
            tenant, actor ?? Actor.Anonymous, HttpMethod.Get, $"/t/{tenant.Slug}/venue/{slug}?lang={language}", null);
        return (
            response.StatusCode, await response.Content.ReadAsStringAsync(),
            response.Headers.CacheControl?.ToString() ?? "");
    }

    private async Task<HttpResponseMessage> RequestAsync(
        Tenant tenant, Actor actor, HttpMethod method, string path, object? body)
    {
        var id = $"call-{Interlocked.Increment(ref _requests)}";
        _calls[id] = Database.Call(tenant, actor, method == HttpMethod.Get ? null : id);
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("X-Call", id);
        if (body is not null)
        {
            request.Content = JsonContent.Create(body, body.GetType(), options: MarqueeJson.Options);
        }

        return await _http!.SendAsync(request);
    }

    /// <summary>Everything that is asked of it fails: a module that is away.</summary>
    public class Away : DispatchProxy
    {
        public static T Of<T>() where T : class => Create<T, Away>();

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            throw new InvalidOperationException($"{targetMethod?.Name} is away.");
    }

    private sealed class OneLamp : IServing
    {
        public Task<IReadOnlyList<PlacementView>> PlacementsAsync(
            CallContext call, IReadOnlyList<PlacementAsk> asks, CancellationToken cancel) =>
            Task.FromResult<IReadOnlyList<PlacementView>>(
                [.. asks.Select(ask => new PlacementView(ask.Name, PlacementState.Live, call.Now, 0, null, [Lamp]))]);

        public Task<IReadOnlyList<PlacementView>> RoundsAsync(
            CallContext call, IReadOnlyList<Guid> rounds, int limit, CancellationToken cancel) =>
            Task.FromResult<IReadOnlyList<PlacementView>>([]);

        private static PlacedItem Lamp { get; } = new(
            1, "lamp/1", "s1", "Brass <lamp>", null, new Money(90_050, "CNY"), true, new Money(120_000, "CNY"),
            new Texts("省 ¥299.50", "299.50 off"), new WhyShown("slot", new Texts("坑位", "slot"), null), null, null);
    }
}
