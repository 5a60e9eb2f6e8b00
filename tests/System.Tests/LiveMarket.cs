using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Marquee.Whole.Tests;

/// <summary>A host with a small market whose round is live, as <c>./marquee up</c> leaves it.</summary>
public sealed class LiveMarket : IAsyncLifetime
{
    private readonly Dictionary<string, HttpClient> _clients = [];
    private HostProcess? _process;
    private int _keys;

    public HostProcess Process => _process ?? throw new InvalidOperationException("The host is not started yet.");

    public static string Api => "/api/v1/t/demo";

    /// <summary>The live round.</summary>
    public JsonNode Round { get; private set; } = new JsonObject();

    public string RoundId => (string)Round["id"]!;

    /// <summary>The benefits of the round, by type.</summary>
    public Dictionary<string, string> Benefits { get; } = [];

    /// <summary>Live campaign items of one SKU each, that the first page of the shop and the placement show.</summary>
    public IReadOnlyList<JsonNode> Items { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        _process = await HostProcess.StartNewAsync();
        var (code, output) = await Process.DemoAsync("up", "--scale", "1000");
        Assert.True(code == 0, output + "\n" + Process.Log);
        var rounds = await GetAsync($"{Api}/rounds");
        Round = (rounds as JsonArray ?? rounds["items"]!.AsArray())[0]!;
        Round = Round["round"] ?? Round;
        foreach (var benefit in (await GetAsync($"{Api}/benefits"))["items"]!.AsArray())
        {
            Benefits[(string)benefit!["type"]!] = (string)benefit["id"]!;
        }

        var shown = (await GetAsync("/serve/v1/placements/main-hall"))["items"]!.AsArray()
            .Select(item => (string)item!["itemId"]!).ToHashSet();
        var home = (await PageAsync("/t/demo/shop/")).Text;
        Items = [.. (await GetAsync($"{Api}/campaign-items?round={RoundId}&limit=1000"))["items"]!.AsArray()
            .OfType<JsonNode>().Where(item => shown.Contains((string)item["item"]!)
                && item["skus"]!.AsArray().Count == 1
                && home.Contains($"/items/{(string)item["item"]!}\"", StringComparison.Ordinal))];
        Assert.True(Items.Count > 2, "the first page should show some items of the live round");
    }

    /// <summary>Another shopper, who has nothing yet.</summary>
    public async Task<string> ShopperAsync()
    {
        var (_, made) = await SendAsync(
            HttpMethod.Post, $"{Api}/shopper-tokens", new { shopper = $"walker-{Interlocked.Increment(ref _keys)}" });
        return (string)made["token"]!;
    }

    public async Task<JsonNode> GetAsync(string path, string? token = null)
    {
        var (status, body) = await SendAsync(HttpMethod.Get, path, null, token);
        Assert.True(status == HttpStatusCode.OK, $"{path} answered {status}: {body}");
        return body;
    }

    public async Task<(HttpStatusCode Status, string Text)> PageAsync(string path)
    {
        using var response = await ClientOf("").GetAsync(new Uri(path, UriKind.Relative));
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Sends as the administrator's key, or with a token; a mutation gets a key of its own.</summary>
    public async Task<(HttpStatusCode Status, JsonNode Body)> SendAsync(
        HttpMethod method, string path, object? body = null, string? token = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = JsonContent.Create(body);
        }

        if (method != HttpMethod.Get)
        {
            request.Headers.Add("Idempotency-Key", key ?? $"live-{Interlocked.Increment(ref _keys)}");
        }

        using var response = await ClientOf(token ?? Process.Key).SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, JsonNode.Parse(text.Length == 0 ? "{}" : text)!);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }

        if (_process is not null)
        {
            await _process.DisposeAsync();
        }
    }

    private HttpClient ClientOf(string credential)
    {
        lock (_clients)
        {
            if (!_clients.TryGetValue(credential, out var client))
            {
                client = credential.Length > 0 ? Process.Client(credential, "demo")
                    : new HttpClient { BaseAddress = Process.Address };
                _clients.Add(credential, client);
            }

            return client;
        }
    }
}
