using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Marquee.Whole.Tests;

/// <summary>A host with a small market on which a whole campaign ran, and a second tenant that has nothing.</summary>
public sealed class DemoHost : IAsyncLifetime
{
    private const int Scale = 2_000;
    private HostProcess? _process;

    public HostProcess Process => _process ?? throw new InvalidOperationException("The host is not started yet.");

    public static string Owner => "owner";

    public static string Stranger => "stranger";

    public Guid OwnerId { get; private set; }

    public Guid StrangerId { get; private set; }

    /// <summary>A key with every role on the stranger's tenant and on no other.</summary>
    public string StrangerKey { get; private set; } = "";

    /// <summary>What the demo printed.</summary>
    public string DemoOutput { get; private set; } = "";

    public int DemoCode { get; private set; }

    public async ValueTask InitializeAsync()
    {
        _process = await HostProcess.StartNewAsync();
        (DemoCode, DemoOutput) = await Process.DemoAsync("run", "--scale", $"{Scale}", "--tenant", Owner);
        using var client = Process.Client();
        var made = await PostAsync(client, "/api/v1/tenants", new
        {
            slug = Stranger,
            name = "Stranger",
            kind = "rehearsal",
            currency = "CNY",
            zone = "Asia/Shanghai",
        });
        StrangerId = (Guid)made["id"]!;
        var tenants = (await client.GetFromJsonAsync<JsonArray>(new Uri("/api/v1/tenants", UriKind.Relative)))!;
        OwnerId = (Guid)tenants.First(tenant => (string?)tenant!["slug"] == Owner)!["id"]!;
        var key = await PostAsync(client, $"/api/v1/t/{Stranger}/keys", new
        {
            name = "stranger",
            roles = new[]
            {
                "operator", "category_manager", "reviewer", "approver", "designer", "risk", "finance", "service",
                "auditor", "developer",
                "merchant_owner", "machine",
            },
        });
        StrangerKey = (string)key["key"]!;
    }

    public async Task<JsonNode> DocumentAsync()
    {
        using var client = Process.Client();
        return (await client.GetFromJsonAsync<JsonNode>(new Uri("/api/v1/openapi.json", UriKind.Relative)))!;
    }

    /// <summary>Ids of the first tenant, of every kind that its lists tell.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> KnownIdsAsync()
    {
        using var client = Process.Client(tenant: Owner);
        var known = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var list in (string[])
            ["seasons", "rounds", "submissions", "campaign-items", "orders", "benefits", "pools", "placements",
                "venues", "imports", "jobs/runs",
             "catalog/items", "catalog/merchants", "ledger/accounts", "takedowns"])
        {
            using var response = await client.GetAsync(new Uri($"/api/v1/t/{Owner}/{list}", UriKind.Relative));
            if (response.IsSuccessStatusCode && JsonNode.Parse(await response.Content.ReadAsStringAsync()) is { } page)
            {
                var rows = page as JsonArray ?? page["items"]!.AsArray();
                known[list] = rows.Take(5)
                    .Select(row => (string?)(row!["id"] ?? row["name"] ?? row["slug"]))
                    .OfType<string>().Where(id => id.Length > 6).ToList();
            }
        }

        return known;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }

    private static async Task<JsonNode> PostAsync(HttpClient client, string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", path);
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {text}");
        return JsonNode.Parse(text)!;
    }
}
