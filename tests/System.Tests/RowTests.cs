using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Marquee.Whole.Tests;

/// <summary>
/// Rows have bounds: whoever is bounded by categories or merchants finds, on every address that reads, no row from
/// outside. The market is the one on which a campaign ran, so that there are rows of all kinds.
/// </summary>
[Collection(AfterACampaign.Name)]
public sealed partial class RowTests(DemoHost fixture)
{
    private const string Api = "/api/v1/t/";

    /// <summary>Members that name an item, a SKU or a merchant wherever they stand.</summary>
    private static readonly Dictionary<string, string> Named = new(StringComparer.OrdinalIgnoreCase)
    {
        ["item"] = "item", ["itemId"] = "item", ["sku"] = "sku", ["skuId"] = "sku", ["merchant"] = "merchant",
        ["merchantId"] = "merchant", ["shop"] = "merchant", ["subject"] = "subject", ["id"] = "id",
    };

    private sealed record Item(string Id, string Merchant, string? Category);

    [Fact]
    public async Task Every_route_that_reads_says_how_it_keeps_to_bounds()
    {
        var silent = OpenApiTests.Operations(await fixture.DocumentAsync())
            .Where(one => one.Method == "GET" && one.Path.StartsWith(Api, StringComparison.Ordinal)
                && !AccessTests.IsOpen(one.Operation) && one.Operation["x-rows"] is null)
            .Select(one => $"{one.Path}: say .Rows(RowRule.…) beside its .Allow(…)");
        Assert.Empty(silent);
    }

    [Fact]
    public async Task A_bounded_category_manager_finds_no_row_of_another_category()
    {
        var items = await ItemsAsync();
        var category = items.Where(item => item.Category is not null).GroupBy(item => item.Category!.Split('/')[0])
            .OrderByDescending(group => group.Count()).First().Key;
        var foreign = items.Where(item => item.Category is null
            || (item.Category != category && !item.Category.StartsWith(category + "/", StringComparison.Ordinal)))
            .ToList();
        Assert.NotEmpty(foreign);
        var cookie = await PersonAsync("bounded.manager", new
        {
            tenant = DemoHost.Owner,
            role = "category_manager",
            categories = new[] { category },
        });
        // Merchants stand in no category, so their own ids may be told; their items may not.
        await WalkAsync(cookie, foreign, new HashSet<string>(), items.Except(foreign).ToList());
    }

    [Fact]
    public async Task A_shops_owner_finds_no_row_of_another_shop()
    {
        var items = await ItemsAsync();
        var shop = items.GroupBy(item => item.Merchant).OrderByDescending(group => group.Count()).First().Key;
        var foreign = items.Where(item => item.Merchant != shop).ToList();
        Assert.NotEmpty(foreign);
        var cookie = await PersonAsync("bounded.owner", new
        {
            tenant = DemoHost.Owner,
            role = "merchant_owner",
            merchants = new[] { shop },
        });
        await WalkAsync(
            cookie, foreign, foreign.Select(item => item.Merchant).ToHashSet(), items.Except(foreign).ToList());
    }

    [Fact]
    public async Task An_auditor_of_one_category_reads_the_audit_of_that_category_alone()
    {
        var items = await ItemsAsync();
        var category = items.First(item => item.Category is not null).Category!;
        var cookie = await PersonAsync("bounded.auditor", new
        {
            tenant = DemoHost.Owner,
            role = "auditor",
            categories = new[] { category },
        });
        using var client = fixture.Process.Client(tenant: DemoHost.Owner);
        var all = await PageAsync(client, $"{Api}{DemoHost.Owner}/audit?limit=1000");
        using var bounded = Browser(cookie);
        var seen = await PageAsync(bounded, $"{Api}{DemoHost.Owner}/audit?limit=1000");
        Assert.True(seen.Count < all.Count, $"{seen.Count} of {all.Count}");
        Assert.DoesNotContain(seen, row => (string?)row!["action"] == "campaigns.season.created");
    }

    private async Task WalkAsync(
        string cookie, IReadOnlyList<Item> foreign, IReadOnlySet<string> foreignMerchants, IReadOnlyList<Item> own)
    {
        using var client = Browser(cookie);
        var known = await fixture.KnownIdsAsync();
        var outside = foreign.Select(item => item.Id).ToHashSet(StringComparer.Ordinal);
        var skus = await SkusAsync(foreign);
        var wrong = new List<string>();
        var (answered, seen) = (0, 0);
        var inside = own.Select(item => item.Id).ToHashSet(StringComparer.Ordinal);
        var candidates = known.Values.SelectMany(ids => ids.Take(2)).Append(foreign[0].Id).Append(own[0].Id)
            .Append(foreign[0].Merchant).Append(own[0].Merchant).ToList();
        foreach (var (path, method, operation) in OpenApiTests.Operations(await fixture.DocumentAsync()))
        {
            if (method != "GET" || !path.StartsWith(Api, StringComparison.Ordinal) || AccessTests.IsOpen(operation)
                || (string?)operation["x-rows"] == "common")
            {
                continue;
            }

            var holes = Hole().Matches(path).Count(hole => hole.Groups[1].Value != "tenant");
            foreach (var id in holes == 0 ? [""] : candidates)
            {
                foreach (var round in NeedsRound(operation) ? known["rounds"].Take(3) : [""])
                {
                    var address = Hole().Replace(path, hole => hole.Groups[1].Value == "tenant"
                        ? DemoHost.Owner : Uri.EscapeDataString(id));
                    address += round.Length == 0 ? "" : $"?round={round}";
                    using var response = await client.GetAsync(new Uri(address, UriKind.Relative));
                    if (!response.IsSuccessStatusCode
                        || response.Content.Headers.ContentType?.MediaType != "application/json")
                    {
                        continue;
                    }

                    answered++;
                    var body = JsonNode.Parse(await response.Content.ReadAsStringAsync());
                    var rows = Told(body, "").ToList();
                    seen += rows.Count(told => told.Kind is "item" or "id" && inside.Contains(told.Id));
                    wrong.AddRange(rows.Where(told => told.Kind switch
                    {
                        "id" => outside.Contains(told.Id) || foreignMerchants.Contains(told.Id),
                        "item" => outside.Contains(told.Id),
                        "sku" => skus.Contains(told.Id),
                        "merchant" => foreignMerchants.Contains(told.Id),
                        _ => told.Id.StartsWith("item:", StringComparison.Ordinal) && outside.Contains(told.Id[5..]),
                    }).Take(3).Select(told => $"{address} told {told.Where} = {told.Id}"));
                }
            }
        }

        Assert.Empty(wrong);
        Assert.True(
            answered > 5 && seen > 50, $"{answered} addresses answered with {seen} rows: the walk would see nothing");
    }

    /// <summary>Everything in an answer that names an item, a SKU or a merchant.</summary>
    private static IEnumerable<(string Kind, string Id, string Where)> Told(JsonNode? node, string where)
    {
        switch (node)
        {
            case JsonArray array:
                foreach (var told in array.SelectMany(one => Told(one, where + "[]")))
                {
                    yield return told;
                }

                break;
            case JsonObject row:
                foreach (var (name, value) in row)
                {
                    if (Named.TryGetValue(name, out var kind))
                    {
                        // Either the id itself or a reference with it.
                        var id = value is JsonValue text && text.TryGetValue<string>(out var said)
                            ? said : (string?)(value as JsonObject)?["id"];
                        if (id is not null)
                        {
                            yield return (kind, id, $"{where}.{name}");
                        }
                    }

                    foreach (var told in Told(value, $"{where}.{name}"))
                    {
                        yield return told;
                    }
                }

                break;
        }
    }

    private static bool NeedsRound(JsonNode operation) => operation["parameters"]?.AsArray().Any(one =>
        (string?)one!["name"] == "round" && (string?)one["in"] == "query" && (bool?)one["required"] == true) == true;

    private async Task<IReadOnlyList<Item>> ItemsAsync()
    {
        using var client = fixture.Process.Client(tenant: DemoHost.Owner);
        var rows = await PageAsync(client, $"{Api}{DemoHost.Owner}/catalog/items?limit=1000");
        return [.. rows.Select(row => new Item(
            (string)row!["id"]!, (string)row["merchant"]!["id"]!, (string?)row["category"]))];
    }

    private async Task<IReadOnlySet<string>> SkusAsync(IReadOnlyList<Item> items)
    {
        using var client = fixture.Process.Client(tenant: DemoHost.Owner);
        var skus = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in items.Take(50))
        {
            var view = await client.GetFromJsonAsync<JsonNode>(new Uri(
                $"{Api}{DemoHost.Owner}/catalog/items/{Uri.EscapeDataString(item.Id)}", UriKind.Relative));
            skus.UnionWith(view!["skus"]!.AsArray().Select(sku => (string)sku!["id"]!));
        }

        return skus;
    }

    private static async Task<JsonArray> PageAsync(HttpClient client, string address) =>
        (await client.GetFromJsonAsync<JsonNode>(new Uri(address, UriKind.Relative)))!["items"]!.AsArray();

    private HttpClient Browser(string cookie)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = false })
        {
            BaseAddress = fixture.Process.Address,
        };
        client.DefaultRequestHeaders.Add("Cookie", cookie);
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        return client;
    }

    private async Task<string> PersonAsync(string name, object grant)
    {
        using var admin = fixture.Process.Client();
        using var make = new HttpRequestMessage(HttpMethod.Post, "/api/v1/principals")
        {
            Content = JsonContent.Create(new
            {
                name,
                display = name,
                password = "a long password",
                grants = new[] { grant },
            }),
        };
        make.Headers.Add("Idempotency-Key", "rows/" + name);
        using var made = await admin.SendAsync(make);
        Assert.True(made.IsSuccessStatusCode, await made.Content.ReadAsStringAsync());
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false })
        {
            BaseAddress = fixture.Process.Address,
        };
        using var signedIn = await client.PostAsJsonAsync(
            "/api/v1/session", new { name, password = "a long password" });
        Assert.Equal(HttpStatusCode.OK, signedIn.StatusCode);
        return Assert.Single(signedIn.Headers.GetValues("Set-Cookie")).Split(';')[0];
    }

    [GeneratedRegex(@"\{([A-Za-z]+)\??\}")]
    private static partial Regex Hole();
}
