using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Marquee.Campaigns.Rounds;
using Marquee.Catalog;
using Marquee.Jobs;
using Marquee.Kernel;
using Marquee.Ledger;
using Marquee.Risk;
using Marquee.Rules;
using Marquee.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Marquee.Campaigns.Tests;

/// <summary>
/// The module behind its real routes on a real database; who calls is said by a header instead of a sign-in.
/// </summary>
public sealed class Stage()
    : DatabaseFixture(new RulesModule(), new LedgerModule(), new JobsModule(), new CampaignsModule())
{
    private WebApplication? _app;
    private HttpClient? _http;
    private int _keys;

    internal Market Market { get; } = new();

    internal FakeTakedowns Takedowns { get; } = new();

    internal Switches Switches { get; } = new();

    internal IServiceProvider Services => _app!.Services;

    internal ICampaigns Campaigns => Services.GetRequiredService<ICampaigns>();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        for (var no = 1; no <= 60; no++)
        {
            Market.Add(no, merchantNo: 1 + (no % 3));
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(Database.Clock);
        builder.Services.AddSingleton(Database.Ids);
        builder.Services.AddKernel(Database.Settings);
        foreach (
            var module in (IModule[])[new RulesModule(), new LedgerModule(), new JobsModule(), new CampaignsModule()])
        {
            module.AddServices(builder.Services);
        }

        builder.Services.AddSingleton<ICatalog>(Market);
        builder.Services.AddSingleton<ITakedowns>(Takedowns);
        builder.Services.AddSingleton<IFieldSource>(Market);
        builder.Services.AddSingleton<IMechanic, Cheaper>();
        builder.Services.AddSingleton<IContingencyAction>(Switches);
        // Time stands still here; what a host does by itself, a test does by hand.
        builder.Services.RemoveAll<IHostedService>();
        _app = builder.Build();
        _app.Use(async (context, next) =>
        {
            context.Features.Set(CallOf(context));
            await next(context);
        });
        _app.UseRouting();
        new CampaignsModule().Map(new ModuleRoutes(
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
        Tenant tenant, Actor actor, HttpMethod method, string path, object? body = null, string? key = null,
        HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1/t/{tenant.Slug}{path}");
        var id = Guid.NewGuid().ToString();
        Calls[id] = Database.Call(
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

    /// <summary>Sends a file as the body.</summary>
    internal async Task<JsonElement> UploadAsync(
        Tenant tenant, Actor actor, string path, Stream file, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/t/{tenant.Slug}{path}");
        request.Headers.Add("X-Call", Called(tenant, actor, $"key-{Interlocked.Increment(ref _keys)}"));
        request.Content = new StreamContent(file);
        using var response = await _http!.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == expected, $"{path} answered {(int)response.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>A file as it is downloaded.</summary>
    internal async Task<MemoryStream> DownloadAsync(Tenant tenant, Actor actor, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/t/{tenant.Slug}{path}");
        request.Headers.Add("X-Call", Called(tenant, actor, null));
        using var response = await _http!.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, $"{path} answered {(int)response.StatusCode}");
        return new MemoryStream(await response.Content.ReadAsByteArrayAsync());
    }

    private string Called(Tenant tenant, Actor actor, string? key)
    {
        var id = Guid.NewGuid().ToString();
        Calls[id] = Database.Call(tenant, actor, key, key);
        return id;
    }

    /// <summary>A host beside it, at whose jobs work: on the same market, at the same instant.</summary>
    internal Task<TestHost> WorkerAsync() => TestHost.StartAsync(
        Database, [new RulesModule(), new LedgerModule(), new JobsModule(), new CampaignsModule()],
        services =>
        {
            services.AddSingleton<TimeProvider>(Database.Clock);
            services.AddSingleton<ICatalog>(Market);
            services.AddSingleton<IFieldSource>(Market);
            services.AddSingleton<ITakedowns>(Takedowns);
        });

    /// <summary>
    /// Waits for a run to end. The clock goes on meanwhile: a worker that has only just come up and missed the
    /// announcement looks for work by itself.
    /// </summary>
    internal async Task<JobRun> EndedAsync(TestHost worker, CallContext call, Id<JobRun> run)
    {
        using var tooLong = new CancellationTokenSource(TimeSpan.FromMinutes(LongRun.IsOn ? 15 : 3));
        while (true)
        {
            if (await worker.Jobs.FindAsync(call, run, tooLong.Token) is { HasEnded: true } ended)
            {
                return ended;
            }

            Database.Clock.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Delay(20, tooLong.Token);
        }
    }

    /// <summary>Does what the ticker of a host does.</summary>
    internal Task TickAsync(Tenant tenant) => Services.GetRequiredService<RoundTransitions>()
        .RunDueAsync(Services.GetRequiredService<SystemCalls>().For(tenant), CancellationToken.None);

    private System.Collections.Concurrent.ConcurrentDictionary<string, CallContext> Calls { get; } = new();

    private CallContext CallOf(HttpContext context) => Calls[context.Request.Headers["X-Call"].ToString()];

    /// <summary>A mechanic as another module would register it.</summary>
    private sealed class Cheaper : IMechanic
    {
        public string Name => "cheaper";

        public Texts Label { get; } = new("便宜", "Cheaper");

        public Texts Summary { get; } = new("更便宜。", "It costs less.");

        public IReadOnlyList<FieldSchema> Fields { get; } =
        [
            new("off", FieldKind.Percent, new("折扣", "Off"), Min: 1),
            new("note", FieldKind.Text, new("备注", "Note"), Required: false),
            new("kind", FieldKind.Choice, new("方式", "Kind"), Default: "all",
                Choices: [new("all", new("全部", "All")), new("some", new("部分", "Some"))]),
        ];

        public IReadOnlyList<FieldError> Validate(MechanicSpec spec) =>
            spec.Number("off") == 9999 ? [new FieldError("off", "is a joke")] : [];
    }
}
