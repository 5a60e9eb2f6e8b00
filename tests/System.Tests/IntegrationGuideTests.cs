using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Marquee.Whole.Tests;

/// <summary>The guides whose blocks need a host with a tenant and a merchant.</summary>
public sealed class IntegrationGuideTests(Host fixture) : IClassFixture<Host>
{
    [Fact]
    public async Task Every_command_block_of_the_contract_with_an_existing_shop_works()
    {
        var blocks = await GuideScript.BlocksAsync("integration", 10);
        var key = await ShopTenant.MakeAsync(fixture.Process, "guide");
        await SellersAsync("guide");
        await GuideScript.RunAsync(fixture.Process, blocks, "guide", key);
    }

    [Fact]
    public async Task Every_command_block_of_how_each_role_starts_works()
    {
        var blocks = await GuideScript.BlocksAsync("roles", 6);
        await ShopTenant.MakeAsync(fixture.Process, "roles");
        await SellersAsync("roles");
        await GuideScript.RunAsync(fixture.Process, blocks, "roles", fixture.Process.Key);
    }

    private async Task SellersAsync(string tenant)
    {
        using var client = fixture.Process.Client(tenant: tenant);
        using var tooLong = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while ((await client.GetFromJsonAsync<JsonNode>(
            new Uri($"/api/v1/t/{tenant}/catalog/merchants", UriKind.Relative), tooLong.Token))!["items"]!
            .AsArray().Count == 0)
        {
            await Task.Delay(50, tooLong.Token);
        }
    }
}
