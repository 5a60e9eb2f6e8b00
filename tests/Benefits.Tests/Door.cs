using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Marquee.Campaigns;
using Marquee.Catalog;
using Marquee.Kernel;
using Marquee.Ledger;
using Marquee.Risk;
using Marquee.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Marquee.Benefits.Tests;

/// <summary>
/// The module behind its real routes on a real database; who calls is said by a header instead of a sign-in.
/// </summary>
public sealed class Door() : DatabaseFixture(new LedgerModule(), new BenefitsModule())
{
    private readonly ConcurrentDictionary<string, CallContext> _calls = new();
    private WebApplication? _app;
    private HttpClient? _http;
    private int _keys;

    internal IServiceProvider Services => _app!.Services;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(Database.Clock);
        builder.Services.AddSingleton(Database.Ids);
        builder.Services.AddSingleton<ICatalog, FakeCatalog>();
        builder.Services.AddSingleton<ICampaigns, FakeCampaigns>();
        builder.Services.AddSingleton<RoundTree>();
        builder.Services.AddSingleton<ITakedowns, FakeTakedowns>();
        builder.Services.AddKernel(Database.Settings);
        IModule[] modules = [new LedgerModule(), new BenefitsModule()];
        foreach (var module in modules)
        {
            module.AddServices(builder.Services);
        }

        // Time stands still here; what a host does by itself, a test does by hand.
        builder.Services.RemoveAll<IHostedService>();
        _app = builder.Build();
        _app.Use(async (context, next) =>
        {
            context.Features.Set(_calls[context.Request.Headers["X-Call"].ToString()]);
            await next(context);
        });
        _app.UseRouting();
        var routes = new ModuleRoutes(
            _app.MapGroup("/api/v1"), _app.MapGroup("/api/v1/t/{tenant}"), _app.MapGroup("/serve/v1"),
            _app.MapGroup("/t/{tenant}"));
        foreach (var module in modules)
        {
            module.Map(routes);
        }

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
        Tenant tenant, Actor actor, HttpMethod method, string path, object? body = null, string? key = null,
        HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var request = new HttpRequestMessage(
            method,
            path.StartsWith("/serve", StringComparison.Ordinal) || path.StartsWith("/t/", StringComparison.Ordinal)
                ? path
                : $"/api/v1/t/{tenant.Slug}{path}");
        var id = Guid.NewGuid().ToString();
        _calls[id] = Database.Call(
            tenant, actor, method == HttpMethod.Get ? null : key ?? $"key-{Interlocked.Increment(ref _keys)}",
            body is null ? path : MarqueeJson.Text(body));
        request.Headers.Add("X-Call", id);
        if (body is not null)
        {
            request.Content = JsonContent.Create(body, body.GetType(), options: MarqueeJson.Options);
        }

        using var response = await _http!.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == expected, $"{method} {path} answered {(int)response.StatusCode}: {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }
}
