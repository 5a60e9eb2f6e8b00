using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Marquee.Kernel.Identity;
using Marquee.Kernel.Tenancy;
using Marquee.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Marquee.Kernel.Tests;

/// <summary>
/// Kernel behind its own door: real sign-in, real cookies, and two routes that say who came through.
/// </summary>
public class Gatehouse() : DatabaseFixture()
{
    private WebApplication? _app;
    private int _keys;

    internal sealed record WhoView(string Name, string? Shop, IReadOnlyList<string>? Merchants);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(Database.Clock);
        builder.Services.AddSingleton(Database.Ids);
        builder.Services.AddSingleton<INotificationKind, ProbeNotification>();
        Log(builder.Logging);
        builder.Services.AddKernel(SettingsOf(Database.Settings with { WebhooksReachPrivate = true }));
        builder.Services.AddRouting();
        builder.Services.RemoveAll<IHostedService>();
        _app = builder.Build();
        _app.UseKernel();
        var api = _app.MapGroup("/api/v1/t/{tenant}");
        KernelModule.MapKernel(new ModuleRoutes(
            _app.MapGroup("/api/v1"), api, _app.MapGroup("/serve/v1"), _app.MapGroup("/t/{tenant}")));
        api.MapGet("/who", Who).AllowMembers();
        api.MapGet("/money", Who).AllowMembers().Needs(ShopRight.Money);
        api.MapPost("/shops/{shop}/orders", OrderAsync).Allow(EndpointRules.MerchantPeople).Needs(ShopRight.Submit);
        api.MapPost("/orders", OrderAsync).Allow(EndpointRules.MerchantPeople).Needs(ShopRight.Submit);
        await _app.StartAsync();
    }

    /// <summary>Where the house stands.</summary>
    internal Uri Address => new(_app!.Urls.First());

    /// <summary>The settings of this house.</summary>
    protected virtual MarqueeSettings SettingsOf(MarqueeSettings settings) => settings;

    /// <summary>What this house does with its log.</summary>
    protected virtual void Log(ILoggingBuilder logging) => logging.SetMinimumLevel(LogLevel.Warning);

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        await base.DisposeAsync();
    }

    /// <summary>A person with a role on a tenant, as an administrator makes them; password "correct horse".</summary>
    internal async Task<string> PersonAsync(Tenant tenant, string name, Role role, params string[] merchants)
    {
        await using var command = Database.Source.CreateCommand("""
            with p as (insert into kernel.principal (principal_id, name, display_name, password_hash, created_at)
                values ($1, $2, $2, $3, now()) returning principal_id)
            insert into kernel.role_grant (grant_id, principal_id, tenant_id, role, merchants, created_at)
            select gen_random_uuid(), principal_id, $4, $5, $6, now() from p
            """);
        // Only who works for shops is bounded by them, a provider that no shop let in yet by none.
        object bound = merchants.Length == 0 && !EndpointRules.MerchantPeople.Contains(role) ? DBNull.Value : merchants;
        foreach (var value in new[]
        {
            Database.Ids.Next(), name, Secrets.HashPassword("correct horse"), tenant.Id, EnumText.Of(role), bound,
        })
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await command.ExecuteNonQueryAsync();
        return name;
    }

    /// <summary>Kernel's services, as behind the door.</summary>
    internal IServiceProvider Services => _app!.Services;

    /// <summary>A browser in which that person has signed in.</summary>
    internal async Task<Browser> SignInAsync(string name, string password = "correct horse")
    {
        var browser = new Browser(new Uri(_app!.Urls.First()), () => $"key-{Interlocked.Increment(ref _keys)}");
        await browser.SendAsync(HttpMethod.Post, "/api/v1/session", new { name, password });
        return browser;
    }

    internal Browser Stranger() =>
        new(new Uri(_app!.Urls.First()), () => $"key-{Interlocked.Increment(ref _keys)}");

    private static Answer<WhoView> Who(CallContext call) => new WhoView(
        call.Actor.Name, call.Actor.Shop, call.Actor.Merchants?.Order(StringComparer.Ordinal).ToList());

    private static async Task<Answer<WhoView>> OrderAsync(CallContext call, KernelDb db, CancellationToken cancel) =>
        await db.MutateAsync<WhoView>(call, async tx =>
        {
            await tx.AuditAsync("test.ordered", "order:1", null, cancel);
            return new WhoView(call.Actor.Name, call.Actor.Shop, null);
        }, cancel);
}
