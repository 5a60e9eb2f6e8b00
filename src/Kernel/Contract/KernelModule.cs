using Marquee.Kernel.Blobs;
using Marquee.Kernel.Http;
using Marquee.Kernel.Identity;
using Marquee.Kernel.Identity.Providers;
using Marquee.Kernel.Mail;
using Marquee.Kernel.Messages;
using Marquee.Kernel.Notifications;
using Marquee.Kernel.Tenancy;
using Marquee.Kernel.Webhooks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace Marquee.Kernel;

/// <summary>Kernel as the host sees it. It is no <see cref="IModule"/>: every other module stands on it.</summary>
public static class KernelModule
{
    /// <summary>Registers everything Kernel offers. A TimeProvider or IdSource registered before is kept.</summary>
    public static IServiceCollection AddKernel(this IServiceCollection services, MarqueeSettings settings)
    {
        services.AddSingleton(settings);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IdSource>();
        services.AddSingleton(_ => SourceOf(settings));
        services.AddSingleton<KernelDb>();
        services.AddSingleton<TenantDirectory>();
        services.AddSingleton<ITenants>(provider => provider.GetRequiredService<TenantDirectory>());
        services.AddSingleton<SystemCalls>();
        services.AddSingleton<Authenticator>();
        services.AddSingleton<RateGate>();
        services.AddSingleton<SignInGate>();
        services.AddSignInProviders(settings);
        services.AddSingleton<ShopperTokens>();
        services.AddSingleton<IShopperTokens>(provider => provider.GetRequiredService<ShopperTokens>());
        services.AddSingleton<IBlobStore, DirectoryBlobStore>();
        services.AddSingleton<Migrator>();
        services.AddSingleton<FirstStart>();
        services.AddSingleton<OutboxReader>();
        services.AddSingleton<OutboxRebase>();
        services.AddChannelSignal<OutboxSignal>();
        services.AddHostedService<ChannelListener>();
        services.AddHostedService<Dispatcher>();
        services.AddHostedService<LagGauge>();
        services.AddTelling(settings);
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: ["ready"]);
        // A body that cannot be read comes to the edge as an exception that knows where and why.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(json => MarqueeJson.Configure(json.SerializerOptions));
        return services;
    }

    private static void AddTelling(this IServiceCollection services, MarqueeSettings settings)
    {
        services.AddSingleton(provider => new Registry<INotificationKind>(provider.GetServices<INotificationKind>()));
        services.AddSingleton<INotificationKind, DeadLetterNotification>();
        services.AddSingleton<INotificationKind, WebhookNotification>();
        services.AddSingleton<ISubscription, NotificationFeed>();
        services.AddSingleton(MailSettings.Of(settings));
        services.AddSingleton<MailPost>();
        services.AddHostedService(provider => provider.GetRequiredService<MailPost>());
        services.AddSingleton<EventCatalog>();
        services.AddSingleton<WebhookFeed>();
        services.AddSingleton<WebhookClient>();
        services.AddSingleton<WebhookSender>();
        services.AddHostedService(provider => provider.GetRequiredService<WebhookSender>());
    }

    /// <summary>Registers a channel, which is listened to from then on.</summary>
    public static IServiceCollection AddChannelSignal<TSignal>(this IServiceCollection services)
        where TSignal : ChannelSignal => services
        .AddSingleton<TSignal>()
        .AddSingleton<ChannelSignal>(provider => provider.GetRequiredService<TSignal>());

    /// <summary>A pool of connections as Marquee uses them.</summary>
    public static NpgsqlDataSource SourceOf(MarqueeSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var builder = new NpgsqlDataSourceBuilder(settings.Database);
        builder.ConnectionStringBuilder.ApplicationName ??= "marquee";
        builder.ConnectionStringBuilder.MaxPoolSize = Math.Min(builder.ConnectionStringBuilder.MaxPoolSize, 80);
        builder.ConnectionStringBuilder.IncludeErrorDetail = false;
        return builder.Build();
    }

    /// <summary>
    /// Migrates the database and makes the first administrator.
    /// </summary>
    /// <returns>The administrator's generated password on the very first start, to be told once; else null.</returns>
    public static async Task<string?> PrepareAsync(this IServiceProvider services, CancellationToken cancel)
    {
        await services.GetRequiredService<Migrator>().MigrateAsync(services.GetServices<IModule>(), cancel);
        await services.GetRequiredService<OutboxRebase>().EnsureAsync(cancel);
        return await services.GetRequiredService<FirstStart>().EnsureAsync(cancel);
    }

    /// <summary>
    /// The edge and the call: everything mapped after it has problem documents and a <see cref="CallContext"/>.
    /// </summary>
    public static void UseKernel(this WebApplication app)
    {
        app.UseMiddleware<ExceptionEdge>();
        app.UseRouting();
        app.UseMiddleware<CallMiddleware>();
    }

    /// <summary>Maps Kernel's own routes.</summary>
    public static void MapKernel(ModuleRoutes routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        SignIn.Map(routes.Platform);
        ProviderSignIn.Map(routes.Platform);
        Principals.Map(routes.Platform);
        Identities.Map(routes.Platform);
        Tenancy.Tenants.Map(routes.Platform, routes.Api);
        ShopPeople.Map(routes.Api);
        Invitations.Map(routes.Platform, routes.Api);
        MachineKeys.Map(routes.Api);
        AuditTrail.Map(routes.Api);
        ShopperTokens.Map(routes.Api);
        DeadLetters.Map(routes.Api);
        NotificationInbox.Map(routes.Api);
        NotificationPreferences.Map(routes.Api);
        Webhooks.Webhooks.Map(routes.Api);
        WebhookDeliveries.Map(routes.Api);
    }
}
