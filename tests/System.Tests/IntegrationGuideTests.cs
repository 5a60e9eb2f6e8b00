using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Marquee.Testing;

namespace Marquee.Whole.Tests;

/// <summary>The written contract with an existing shop: its command blocks, run in their order as one script.</summary>
public sealed partial class IntegrationGuideTests(Host fixture) : IClassFixture<Host>
{
    private const string Tenant = "guide";

    [Fact]
    public async Task Every_command_block_of_the_guide_works()
    {
        Assert.SkipUnless(IsThere("curl"), "The guide's blocks need curl.");
        var guide = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "guides", "integration.md"));
        var blocks = Blocks().Matches(guide).Select(block => block.Groups[1].Value).ToList();
        Assert.True(blocks.Count >= 10, "the guide should have its blocks");
        var key = await ShopTenant.MakeAsync(fixture.Process, Tenant);
        await SellersAsync();
        var (code, output) = await RunAsync(string.Join('\n', ["set -euo pipefail", .. blocks]), key);
        Assert.True(code == 0, $"{output}\n{fixture.Process.Log}");
    }

    private async Task SellersAsync()
    {
        using var client = fixture.Process.Client(tenant: Tenant);
        using var tooLong = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while ((await client.GetFromJsonAsync<JsonNode>(
            new Uri($"/api/v1/t/{Tenant}/catalog/merchants", UriKind.Relative), tooLong.Token))!["items"]!
            .AsArray().Count == 0)
        {
            await Task.Delay(50, tooLong.Token);
        }
    }

    private async Task<(int Code, string Output)> RunAsync(string script, string key)
    {
        var start = new ProcessStartInfo("bash")
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            WorkingDirectory = fixture.Process.DataDir,
        };
        start.Environment["MARQUEE_URL"] = fixture.Process.Address.ToString().TrimEnd('/');
        start.Environment["MARQUEE_TENANT"] = Tenant;
        start.Environment["MARQUEE_KEY"] = key;
        using var bash = Process.Start(start)!;
        var output = bash.StandardOutput.ReadToEndAsync();
        var errors = bash.StandardError.ReadToEndAsync();
        await bash.StandardInput.WriteAsync(script);
        bash.StandardInput.Close();
        using var tooLong = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            await bash.WaitForExitAsync(tooLong.Token);
        }
        catch (OperationCanceledException)
        {
            bash.Kill(entireProcessTree: true);
        }

        return (bash.HasExited ? bash.ExitCode : -1, await output + await errors);
    }

    private static bool IsThere(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    [GeneratedRegex(@"^```sh\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Blocks();
}
