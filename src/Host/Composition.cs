using System.Text.Json.Nodes;
using Marquee.Kernel;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.FileProviders;

namespace Marquee.Host;

/// <summary>Puts the host together: settings, modules, routes, the console's files. Nothing else lives here.</summary>
internal static class Composition
{
    private const string AnswerPolicy = "default-src 'none'; frame-ancestors 'none'";

    // The console's component library writes styles of its own at run time; scripts are files of this host only.
    private const string PagePolicy =
        "default-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; script-src 'self'; "
        + "object-src 'none'; frame-ancestors 'none'; form-action 'self'; base-uri 'self'";

    public static WebApplication Build(MarqueeSettings settings, string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        // A line for every request is the proxy's business, and addresses may say more than a log should keep.
        builder.Configuration["Logging:LogLevel:Microsoft.AspNetCore"] ??= "Warning";
        builder.WebHost.UseUrls(settings.Urls.Split(';'));
        builder.WebHost.ConfigureKestrel(Bound);
        builder.Services.AddKernel(settings);
        builder.Services.AddRouting();
        foreach (var module in Modules.All)
        {
            builder.Services.AddSingleton(module);
            module.AddServices(builder.Services);
        }

        if (settings.Otlp is not null)
        {
            builder.Services.AddHostedService<Telemetry>();
        }

        builder.Services.AddOpenApi("openapi", OpenApiText.Configure);
        builder.Services.AddResponseCompression();
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));

        var app = builder.Build();
        if (settings.PublicUrl is { } address)
        {
            // What stands before the host ends https; cookies and links must still know of it.
            app.Use((context, next) =>
            {
                context.Request.Scheme = address.Scheme;
                return next(context);
            });
        }

        app.Use(SecurityHeaders);
        MapConsole(app, settings);
        // Shoppers' pages carry no secret of theirs in the text, so they may be compressed.
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments("/t"), pages => pages.UseResponseCompression());
        app.UseKernel();
        MapRoutes(app);
        return app;
    }

    private static void Bound(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = KernelLimits.JsonBodyBytes;
        kestrel.Limits.MaxConcurrentConnections = 10_000;
        kestrel.Limits.MaxRequestHeadersTotalSize = 32 * 1024;
    }

    private static void MapRoutes(WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).OutsideAllRules();
        app.MapHealthChecks(
            "/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready") })
            .OutsideAllRules();
        app.MapOpenApi("/api/v1/{documentName}.json").AllowAnyone();
        var routes = new ModuleRoutes(
            app.MapGroup("/api/v1"), app.MapGroup("/api/v1/t/{tenant}"), app.MapGroup("/serve/v1"),
            app.MapGroup("/t/{tenant}"));
        KernelModule.MapKernel(routes);
        foreach (var module in Modules.All)
        {
            module.Map(routes);
        }
    }

    /// <summary>The console's files, and its page for every address below it that is no file.</summary>
    private static void MapConsole(WebApplication app, MarqueeSettings settings)
    {
        if (settings.ConsoleDir is not { } dir || !Directory.Exists(dir))
        {
            return;
        }

        var files = new PhysicalFileProvider(Path.GetFullPath(dir));
        app.MapWhen(
            context => context.Request.Path.StartsWithSegments("/console"),
            console =>
            {
                console.UseResponseCompression();
                console.UseStaticFiles(new StaticFileOptions
                {
                    RequestPath = "/console",
                    FileProvider = files,
                    OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
                        file.Context.Request.Path.StartsWithSegments("/console/assets")
                            ? "public, max-age=31536000, immutable"
                            : "no-cache",
                });
                console.Run(async context =>
                {
                    context.Response.ContentType = "text/html; charset=utf-8";
                    context.Response.Headers.CacheControl = "no-cache";
                    await context.Response.SendFileAsync(files.GetFileInfo("index.html"), context.RequestAborted);
                });
            });
        app.MapGet("/", () => Results.Redirect("/console/")).AllowAnyone().ExcludeFromDescription();
    }

    private static Task SecurityHeaders(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }

        // Pages for shoppers bring a stricter policy of their own; answers of the API are no pages at all.
        var isAnswer = context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
            || context.Request.Path.StartsWithSegments("/serve", StringComparison.Ordinal);
        headers.ContentSecurityPolicy = isAnswer ? AnswerPolicy : PagePolicy;
        if (isAnswer)
        {
            headers.CacheControl = "no-store";
        }

        return next(context);
    }
}
