using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Marquee.Client;

namespace Marquee.Whole.Tests;

/// <summary>The example program of the guides, as a process of its own against a real host.</summary>
public sealed class ExampleTests
{
    private const string Tenant = "example";

    [Fact]
    public async Task The_example_imports_quotes_follows_prices_and_takes_a_signed_webhook()
    {
        await using var host = await HostProcess.StartNewAsync(
            environment: new() { ["MARQUEE_WEBHOOK_PRIVATE"] = "yes" });
        await ShopTenant.MakeAsync(host, Tenant);
        var (code, output) = await RunAsync(host, await KeyAsync(host));
        Assert.True(code == 0, $"{output}\n{host.Log}");
        Assert.Contains("Heard of merchants: done, 1 new, 0 refused.", output, StringComparison.Ordinal);
        Assert.Contains("Heard of items: done, 2 new, 0 refused.", output, StringComparison.Ordinal);
        Assert.Contains("The cart costs 28980 CNY.", output, StringComparison.Ordinal);
        Assert.Contains("A lamp is shown for 1990; go on from ", output, StringComparison.Ordinal);
    }

    private static async Task<string> KeyAsync(HostProcess host)
    {
        using var client = host.Client(tenant: Tenant);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/t/{Tenant}/keys")
        {
            Content = JsonContent.Create(new { name = "example", roles = new[] { "machine", "developer" } }),
        };
        request.Headers.Add("Idempotency-Key", "example");
        using var response = await client.SendAsync(request);
        return (string)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["key"]!;
    }

    private static async Task<(int Code, string Output)> RunAsync(HostProcess host, string key)
    {
        var start = new ProcessStartInfo(HostProcess.Program("Example", "Marquee.Example"))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["MARQUEE_URL"] = host.Address.ToString();
        start.Environment["MARQUEE_TENANT"] = Tenant;
        start.Environment["MARQUEE_KEY"] = key;
        start.Environment["EXAMPLE_URL"] = $"http://127.0.0.1:{FreePort()}/";
        using var example = Process.Start(start)!;
        var output = example.StandardOutput.ReadToEndAsync();
        var errors = example.StandardError.ReadToEndAsync();
        using var tooLong = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        try
        {
            await example.WaitForExitAsync(tooLong.Token);
        }
        catch (OperationCanceledException)
        {
            example.Kill();
        }

        return (example.HasExited ? example.ExitCode : -1, await output + await errors);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
