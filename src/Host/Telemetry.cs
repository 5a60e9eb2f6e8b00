using Marquee.Kernel;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Marquee.Host;

/// <summary>
/// Sends the modules' meters and traces, with those of the web server and of the database driver, to a collector over
/// OTLP/HTTP. Registered only where one is set. A collector that is away costs nothing but its data.
/// </summary>
internal sealed class Telemetry(MarqueeSettings settings) : IHostedService, IDisposable
{
    private static readonly string[] Meters =
    [
        "Marquee.*", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql",
        "System.Runtime",
    ];

    private static readonly string[] Sources = ["Marquee.*", "Microsoft.AspNetCore", "Npgsql"];

    private MeterProvider? _meters;
    private TracerProvider? _traces;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var resource = ResourceBuilder.CreateDefault().AddService(
            "marquee", serviceVersion: typeof(Telemetry).Assembly.GetName().Version?.ToString(3));
        _meters = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(Meters)
            .AddOtlpExporter(exporter => Point(exporter, "v1/metrics")).Build();
        _traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(Sources)
            .AddOtlpExporter(exporter => Point(exporter, "v1/traces")).Build();
        return Task.CompletedTask;
    }

    /// <summary>Sends what is left, for a moment at most.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _meters?.Dispose();
        _traces?.Dispose();
        (_meters, _traces) = (null, null);
    }

    private void Point(OtlpExporterOptions exporter, string path)
    {
        exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
        exporter.Endpoint = new Uri(settings.Otlp!, path);
        exporter.TimeoutMilliseconds = 5_000;
        exporter.Headers = settings.OtlpHeaders;
    }
}
