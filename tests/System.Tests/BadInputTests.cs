using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Marquee.Testing;
using Marquee.Whole.Tests.BadInput;

namespace Marquee.Whole.Tests;

/// <summary>
/// What people and programs send by mistake or on purpose, on every route of the OpenAPI document: each its own clear
/// refusal, never a fault of ours, never a word of our inside, never a wait.
/// </summary>
[Collection(AfterACampaign.Name)]
public sealed partial class BadInputTests(DemoHost fixture)
{
    // On a machine that does other things too; an endpoint that hangs takes much longer.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly string[] BadIds =
    [
        "not-an-id", "%FF%FE", "..%2f..%2fetc", "0", "-1", "99999999999999999999", "%E2%80%AE", "' or 1=1 --",
        "01900000-0000-7000-8000-000000000000", "{}",
    ];

    private const string UnknownParameter = "a parameter that it does not know";

    private static readonly string[] BadLimits = ["abc", "0", "-1", "1001", "99999999999", "1.5", "%00"];

    private readonly List<string> _wrong = [];
    private int _sent;

    [Fact]
    public async Task Every_route_that_takes_a_body_refuses_a_malformed_one()
    {
        var random = TestSeed.RandomFor(nameof(Every_route_that_takes_a_body_refuses_a_malformed_one));
        var document = await fixture.DocumentAsync();
        var words = await Vocabulary.OfAsync(fixture);
        var sample = new Sample(document, words);
        using var client = Client();
        for (var round = 0; round < (LongRun.IsOn ? 8 : 1); round++)
        {
            foreach (var (path, method, operation) in OpenApiTests.Operations(document))
            {
                if (operation["requestBody"]?["content"]?["application/json"]?["schema"] is not { } schema)
                {
                    continue;
                }

                var good = sample.Of(schema, "", random)!.ToJsonString();
                foreach (var bad in BadBodies.Wholes(good, random).Concat(new BadBodies(sample).Places(schema, random)))
                {
                    using var request = new HttpRequestMessage(new HttpMethod(method), Filled(path, words, random));
                    request.Headers.Add("Idempotency-Key", NewKey());
                    request.Content = ContentOf(bad);
                    await SendAsync(client, request, bad.Kind, bad.MustRefuse, bad.Field);
                }
            }
        }

        Conclude(LongRun.IsOn ? 10_000 : 1_000);
    }

    [Fact]
    public async Task Every_route_refuses_ids_and_queries_that_mean_nothing()
    {
        var random = TestSeed.RandomFor(nameof(Every_route_refuses_ids_and_queries_that_mean_nothing));
        var document = await fixture.DocumentAsync();
        var words = await Vocabulary.OfAsync(fixture);
        var cursors = await ForeignCursorsAsync();
        using var client = Client();
        foreach (var (path, method, operation) in OpenApiTests.Operations(document))
        {
            foreach (var id in Hole().IsMatch(path.Replace("{tenant}", "", StringComparison.Ordinal)) ? BadIds : [])
            {
                var filled = Hole().Replace(path, hole => hole.Groups[1].Value == "tenant" ? DemoHost.Owner : id);
                using var request = Bare(method, filled);
                await SendAsync(client, request, $"the id {id}", mustRefuse: true, null);
            }

            using (var unknown = Bare(method, Filled(path, words, random) + "?notAParameter=1"))
            {
                await SendAsync(client, unknown, UnknownParameter, IsProgrammatic(path), null);
            }

            foreach (var parameter in operation["parameters"]?.AsArray()
                .Where(one => (string?)one!["in"] == "query") ?? [])
            {
                var name = (string)parameter!["name"]!;
                foreach (var (value, mustRefuse) in BadValues(name, parameter["schema"]!, cursors))
                {
                    using var request = Bare(method, $"{Filled(path, words, random)}?{name}={value}");
                    await SendAsync(client, request, $"{name}={value[..Math.Min(60, value.Length)]}", mustRefuse, null);
                }
            }
        }

        Conclude(700);
    }

    [Fact]
    public async Task No_route_takes_a_credential_that_does_not_hold()
    {
        var words = await Vocabulary.OfAsync(fixture);
        var random = TestSeed.RandomFor(nameof(No_route_takes_a_credential_that_does_not_hold));
        var revoked = await KeyAsync("revoked", null);
        var expired = await KeyAsync("expired", DateTimeOffset.UtcNow.AddSeconds(-1));
        using (var admin = Client())
        {
            using var revoke = Bare("DELETE", $"/api/v1/t/{DemoHost.Owner}/keys/{(string)revoked["id"]!}");
            using var done = await admin.SendAsync(revoke);
            Assert.True(done.IsSuccessStatusCode);
        }

        var secret = (string)expired["key"]!;
        string[] credentials =
        [
            $"Bearer {(string)revoked["key"]!}", $"Bearer {secret}", $"Bearer {secret}x", "Bearer mk_", "Bearer",
            "Basic YTpi", "Bearer st.e30.e30", "Bearer st.e30", "Bearer st..", "Bearer st.bnVsbA.AAAA",
            "Bearer " + new string('x', 8_000),
            "Bearer mk_aaaaaaaaaaaa_" + new string('a', 43),
        ];
        using var client = new HttpClient { BaseAddress = fixture.Process.Address, Timeout = Patience };
        foreach (var (path, method, operation) in OpenApiTests.Operations(await fixture.DocumentAsync()))
        {
            if (AccessTests.IsOpen(operation))
            {
                continue;
            }

            foreach (var credential in credentials)
            {
                using var request = Bare(method, Filled(path, words, random));
                request.Headers.TryAddWithoutValidation("Authorization", credential);
                await SendAsync(client, request, credential[..Math.Min(30, credential.Length)], true, null, 401);
            }
        }

        Conclude(1_000);
    }

    [Fact]
    public async Task A_body_of_fifty_megabytes_is_refused_while_it_is_sent()
    {
        const int Length = 50 << 20;
        var words = await Vocabulary.OfAsync(fixture);
        var random = TestSeed.RandomFor(nameof(A_body_of_fifty_megabytes_is_refused_while_it_is_sent));
        foreach (var (path, method, operation) in OpenApiTests.Operations(await fixture.DocumentAsync()))
        {
            if (operation["requestBody"]?["content"]?["application/json"] is null)
            {
                continue;
            }

            foreach (var isDeclared in (bool[])[true, false])
            {
                var (status, body) = await LargeBody.SendAsync(
                    fixture.Process, method, Filled(path, words, random), NewKey(), Length, isDeclared, Patience);
                _sent++;
                if (status != 413 || !body.Contains("\"request.too_large\"", StringComparison.Ordinal))
                {
                    _wrong.Add($"{method} {path}, declared {isDeclared}: {status} {body[..Math.Min(99, body.Length)]}");
                }
            }
        }

        Conclude(80);
    }

    private async Task SendAsync(
        HttpClient client, HttpRequestMessage request, string kind, bool mustRefuse, string? field, int? status = null)
    {
        var where = $"{request.Method} {request.RequestUri} with {kind}";
        _sent++;
        var started = Stopwatch.GetTimestamp();
        try
        {
            using var response = await client.SendAsync(request);
            if (await ProblemDocument.WrongAsync(response, field) is { } wrong)
            {
                _wrong.Add($"{where} {wrong}");
            }
            else if ((await response.Content.ReadAsStringAsync()).Contains("is no parameter", StringComparison.Ordinal)
                != (kind == UnknownParameter && IsProgrammatic(request.RequestUri!.ToString())))
            {
                _wrong.Add($"{where}: the parameters known are not those of the document");
            }
            else if (mustRefuse && response.IsSuccessStatusCode)
            {
                _wrong.Add($"{where} was accepted: {await response.Content.ReadAsStringAsync()}");
            }
            else if (status is { } expected && (int)response.StatusCode != expected)
            {
                _wrong.Add($"{where}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
            }
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            _wrong.Add($"{where} ended after {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s: {e.Message}");
        }
    }

    private void Conclude(int least)
    {
        Assert.True(_wrong.Count == 0, string.Create(
            CultureInfo.InvariantCulture,
            $"{_wrong.Count} of {_sent} (MARQUEE_SEED={TestSeed.Value}):\n{string.Join('\n', _wrong.Take(200))}\n")
                + fixture.Process.Log);
        Assert.True(_sent >= least, $"only {_sent} were sent");
    }

    private static IEnumerable<(string Value, bool MustRefuse)> BadValues(
        string name, JsonNode schema, IReadOnlyList<string> cursors)
    {
        if (name == "limit")
        {
            return BadLimits.Select(value => (value, true));
        }

        if (name is "cursor" or "after")
        {
            return cursors.Select(cursor => (cursor, name == "cursor"))
                .Concat([("rubbish", true), ("%00", true), (new string('A', 5_000), true)]);
        }

        var isTyped = Sample.TypeOf(schema) is "integer" or "boolean" || (string?)schema["format"] is "uuid";
        return
        [
            ("%00", true), ("rubbish", isTyped), (new string('x', 5_000), isTyped), ("%FF", isTyped), ("%27", isTyped),
        ];
    }

    /// <summary>Cursors that are good, but not here: of another list, and of another tenant.</summary>
    private async Task<IReadOnlyList<string>> ForeignCursorsAsync()
    {
        using var client = Client();
        var root = $"/api/v1/t/{DemoHost.Owner}";
        var own = await client.GetStringAsync(new Uri($"{root}/audit?limit=1", UriKind.Relative));
        var mine = (string)JsonNode.Parse(own)!["next"]!;
        foreach (var name in (string[])["a", "b", "c"])
        {
            using var request = Bare("POST", $"/api/v1/t/{DemoHost.Stranger}/keys");
            request.Content = new StringContent(
                $$"""{"name":"{{name}}","roles":["auditor"]}""", new MediaTypeHeaderValue("application/json"));
            using var made = await client.SendAsync(request);
        }

        var others = await client.GetStringAsync(
            new Uri($"/api/v1/t/{DemoHost.Stranger}/audit?limit=1", UriKind.Relative));
        return [(string)JsonNode.Parse(others)!["next"]!, mine[..^4], mine + "AAAA"];
    }

    private async Task<JsonNode> KeyAsync(string name, DateTimeOffset? expiresAt)
    {
        using var client = Client();
        using var request = Bare("POST", $"/api/v1/t/{DemoHost.Owner}/keys");
        var body = new JsonObject { ["name"] = name, ["roles"] = new JsonArray("operator", "machine") };
        if (expiresAt is { } end)
        {
            body["expiresAt"] = end;
        }

        request.Content = new StringContent(body.ToJsonString(), new MediaTypeHeaderValue("application/json"));
        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }

    private HttpClient Client()
    {
        var client = fixture.Process.Client(tenant: DemoHost.Owner);
        client.Timeout = Patience;
        return client;
    }

    private static HttpRequestMessage Bare(string method, string path)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method != "GET")
        {
            request.Headers.Add("Idempotency-Key", NewKey());
        }

        return request;
    }

    private static ByteArrayContent? ContentOf(BadBody bad)
    {
        if (bad.Bytes is null)
        {
            return null;
        }

        var content = new ByteArrayContent(bad.Bytes);
        if (bad.ContentType is { } type)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        return content;
    }

    private static string Filled(string path, Vocabulary words, Random random) => Hole().Replace(
        path,
        hole => hole.Groups[1].Value == "tenant"
            ? DemoHost.Owner
            : Uri.EscapeDataString(
                words.ForHole(path, hole.Groups[1].Value, random) ?? "01900000-0000-7000-8000-000000000000"));

    // Shoppers' pages are reached by links of all sorts, with whatever a newsletter adds to them.
    private static bool IsProgrammatic(string address) =>
        address.Contains("/api/", StringComparison.Ordinal) || address.Contains("/serve/", StringComparison.Ordinal);

    private static string NewKey() => Guid.NewGuid().ToString("N");

    [GeneratedRegex(@"\{([A-Za-z0-9]+)\??\}")]
    private static partial Regex Hole();
}
