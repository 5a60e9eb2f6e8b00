using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Marquee.Whole.Tests;

/// <summary>A rehearsal tenant for a shop of its own: the sellers of a <see cref="ShopTruth"/>, no more.</summary>
internal static class ShopTenant
{
    /// <summary>Makes it; answers a machine key of it.</summary>
    public static async Task<string> MakeAsync(HostProcess host, string slug)
    {
        using var client = host.Client();
        await PostAsync(client, "/api/v1/tenants", slug, JsonContent.Create(new
        {
            slug,
            name = "An existing shop",
            kind = "rehearsal",
            currency = "CNY",
            zone = "Asia/Shanghai",
        }));
        var sellers = "merchant_id,name\n" + string.Join(
            '\n', Enumerable.Range(0, ShopTruth.Sellers).Select(n => $"seller-{n},Seller {n}"));
        await PostAsync(
            client, $"/api/v1/t/{slug}/imports?kind=merchants&name=sellers.csv", "sellers", new StringContent(sellers));
        var key = await PostAsync(
            client, $"/api/v1/t/{slug}/keys", "key",
            JsonContent.Create(new { name = "shop", roles = new[] { "machine" } }));
        return (string)key["key"]!;
    }

    private static async Task<JsonNode> PostAsync(HttpClient client, string path, string key, HttpContent body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body };
        request.Headers.Add("Idempotency-Key", key);
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {text}");
        return JsonNode.Parse(text)!;
    }
}
