using System.Text.Json.Nodes;

namespace Marquee.Whole.Tests.BadInput;

/// <summary>
/// Words that mean something on the tenant under test: ids of things that exist, by what members and holes in paths
/// are called. Without them every request would end at "there is no such thing" and the rest would stay unread.
/// </summary>
internal sealed class Vocabulary(IReadOnlyDictionary<string, IReadOnlyList<string>> known)
{
    private static readonly Dictionary<string, string> Lists = new(StringComparer.OrdinalIgnoreCase)
    {
        ["season"] = "seasons",
        ["round"] = "rounds",
        ["roundid"] = "rounds",
        ["item"] = "catalog/items",
        ["sku"] = "skus",
        ["merchant"] = "catalog/merchants",
        ["merchants"] = "catalog/merchants",
        ["shopper"] = "shoppers",
        ["submission"] = "submissions",
        ["submissions"] = "submissions",
        ["pool"] = "pools",
        ["poolid"] = "pools",
        ["grants"] = "grants",
        ["order"] = "orders",
        ["account"] = "ledger/accounts",
        ["accounts"] = "ledger/accounts",
        ["campaign"] = "campaigns",
        ["slot"] = "slots",
        ["wishedslots"] = "slots",
        ["type"] = "types",
        ["zone"] = "zones",
        ["currency"] = "currencies",
    };

    /// <summary>A word for a member of that name, or null when any will do.</summary>
    public string? For(string member, Random random) =>
        Lists.TryGetValue(member, out var list)
        && known.TryGetValue(list, out var words) && words.Count > 0
            ? words[random.Next(words.Count)]
            : null;

    /// <summary>An id for a hole in that path: of what stands before the hole.</summary>
    public string? ForHole(string path, string hole, Random random)
    {
        var before = path[..path.IndexOf('{' + hole, StringComparison.Ordinal)].TrimEnd('/').Split('/')[^1];
        foreach (var (list, words) in known)
        {
            if (list.Split('/')[^1] == before && words.Count > 0)
            {
                return words[random.Next(words.Count)];
            }
        }

        return For(hole, random);
    }

    /// <summary>Reads what the tenant of that host tells of itself.</summary>
    public static async Task<Vocabulary> OfAsync(DemoHost host)
    {
        var known = new Dictionary<string, IReadOnlyList<string>>(await host.KnownIdsAsync());
        known["lotteries"] = known["benefits"];
        known["types"] = ["coupon", "lottery", "flash", "item_percentage"];
        known["zones"] = ["Asia/Shanghai"];
        known["currencies"] = ["CNY"];
        using var client = host.Process.Client(tenant: DemoHost.Owner);
        var root = $"/api/v1/t/{DemoHost.Owner}";
        var item = await ReadAsync(client, $"{root}/catalog/items/{known["catalog/items"][0]}");
        known["skus"] = Strings(item["skus"], "sku", "id");
        known["slots"] = Strings((await ReadAsync(client, $"{root}/rounds/{known["rounds"][0]}"))["slots"], "id");
        known["campaigns"] = Strings((await ReadAsync(client, $"{root}/seasons"))["items"], "campaignId", "id");
        known["shoppers"] = Strings((await ReadAsync(client, $"{root}/orders"))["items"], "shopperId", "shopper");
        return new Vocabulary(known);
    }

    private static async Task<JsonNode> ReadAsync(HttpClient client, string address) =>
        JsonNode.Parse(await client.GetStringAsync(new Uri(address, UriKind.Relative)))!;

    /// <summary>Every text under one of those names, wherever it stands.</summary>
    private static List<string> Strings(JsonNode? node, params string[] names)
    {
        var found = new List<string>();
        Collect(node);
        return [.. found.Distinct().Take(20)];

        void Collect(JsonNode? at)
        {
            if (at is JsonObject members)
            {
                foreach (var (name, value) in members)
                {
                    if (names.Contains(name) && value is JsonValue text && text.TryGetValue<string>(out var word))
                    {
                        found.Add(word);
                    }

                    Collect(value);
                }
            }
            else if (at is JsonArray list)
            {
                foreach (var one in list)
                {
                    Collect(one);
                }
            }
        }
    }
}
