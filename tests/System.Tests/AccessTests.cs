using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Npgsql;

namespace Marquee.Whole.Tests;

/// <summary>
/// Two tenants on one host, the first with a whole campaign in it: the second sees nothing of it, on every route of the
/// OpenAPI document and in every table with the module roles.
/// </summary>
[Collection(AfterACampaign.Name)]
public sealed partial class AccessTests(DemoHost fixture)
{
    /// <summary>Routes that anybody may call: they say nothing that needs a role.</summary>
    private static readonly string[] Open =
    [
        "SignIn", "SignOut", "WhoAmI", "ListSignInProviders", "BeginSignIn", "AcceptInvitation", "GetPlacement",
        "QuoteCart", "ReadDisplayQuote", "ListBenefitStates", "ShowFairness", "GetAsset", "ShowVenue",
    ];

    [Fact]
    public async Task Without_a_credential_every_route_says_so()
    {
        using var client = new HttpClient { BaseAddress = fixture.Process.Address };
        foreach (var (path, method, operation) in OpenApiTests.Operations(await fixture.DocumentAsync()))
        {
            if (IsOpen(operation))
            {
                continue;
            }

            using var response = await client.SendAsync(Request(method, Filled(path, DemoHost.Owner, []), "anonymous"));
            Assert.True(
                response.StatusCode == HttpStatusCode.Unauthorized,
                $"{method} {path} answered {(int)response.StatusCode} to nobody");
        }
    }

    [Fact]
    public async Task With_a_key_of_another_tenant_the_tenant_does_not_exist()
    {
        using var client = fixture.Process.Client(fixture.StrangerKey);
        foreach (var (path, method, _) in OpenApiTests.Operations(await fixture.DocumentAsync()).Where(
            o => o.Path.Contains("{tenant}", StringComparison.Ordinal)))
        {
            using var response = await client.SendAsync(Request(method, Filled(path, DemoHost.Owner, []), "foreign"));
            Assert.True(
                response.StatusCode == HttpStatusCode.NotFound,
                $"{method} {path} answered {(int)response.StatusCode} to a stranger");
        }
    }

    [Fact]
    public async Task With_the_others_ids_a_stranger_reads_and_changes_nothing()
    {
        using var client = fixture.Process.Client(fixture.StrangerKey);
        var known = await fixture.KnownIdsAsync();
        Assert.True(known.Values.Sum(ids => ids.Count) > 20, "the first tenant should have ids to ask for");
        foreach (var (path, method, operation) in OpenApiTests.Operations(await fixture.DocumentAsync()))
        {
            if (path is "/api/v1/tenants" or "/api/v1/session" or "/api/v1/principals")
            {
                continue;
            }

            foreach (var ids in Candidates(path, known))
            {
                using var response =
                    await client.SendAsync(Request(method, Filled(path, DemoHost.Stranger, ids), "with-foreign-ids"));
                var text = await response.Content.ReadAsStringAsync();
                Assert.True((int)response.StatusCode < 500, $"{method} {path} failed: {text}");
                // What was sent may come back in the refusal; nothing else may.
                foreach (var secret in known.Values.SelectMany(x => x)
                    .Where(secret => !ids.Any(id => id.Contains(secret, StringComparison.Ordinal))))
                {
                    Assert.False(
                        text.Contains(secret, StringComparison.Ordinal), $"{method} {path} told {secret}: {Cut(text)}");
                }

                if (path.Contains('{', StringComparison.Ordinal) && ids.Length > 0)
                {
                    Assert.False(
                        method == "GET" && response.IsSuccessStatusCode
                            && ids.Any(id => text.Contains(id, StringComparison.Ordinal)),
                        $"{method} {path} knew {string.Join(", ", ids)}: {Cut(text)}");
                }
            }
        }
    }

    [Fact]
    public async Task In_the_database_a_modules_role_sees_no_row_of_another_tenant()
    {
        await using var source = NpgsqlDataSource.Create(fixture.Process.Database);
        var tables = new List<(string Schema, string Table)>();
        await using (var list = source.CreateCommand("""
            select table_schema, table_name from information_schema.columns
            where column_name = 'tenant_id' and table_schema not in ('kernel', 'public') order by 1, 2
            """))
        {
            await using var row = await list.ExecuteReaderAsync();
            while (await row.ReadAsync())
            {
                tables.Add((row.GetString(0), row.GetString(1)));
            }
        }

        Assert.True(tables.Count > 20);
        var filled = 0;
        var database = new NpgsqlConnectionStringBuilder(fixture.Process.Database).Database;
        foreach (var (schema, table) in tables)
        {
            filled += await CountAsync(source, null, schema, table, fixture.OwnerId) > 0 ? 1 : 0;
            var seen = await CountAsync(source, $"{database}_{schema}", schema, table, fixture.StrangerId);
            Assert.True(seen == 0, $"{schema}.{table} showed {seen} rows to another tenant");
        }

        Assert.True(filled > 20, $"only {filled} tables have rows: the check would see nothing");
    }

    private static async Task<long> CountAsync(
        NpgsqlDataSource source, string? role, string schema, string table, Guid tenant)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var become = role is null ? "" : $"set local role \"{role}\";";
        // Reading may leave a row of the reader's own, as that somebody follows its prices.
        var others = role is null ? "" : $"where tenant_id <> '{tenant}'";
        await using var command = new NpgsqlCommand(
            $"{become} select set_config('marquee.tenant', '{tenant}', true); "
                + $"select count(*) from {schema}.{table} {others}",
            connection, transaction);
        await using var reader = await command.ExecuteReaderAsync();
        do
        {
            while (await reader.ReadAsync())
            {
                if (reader.GetFieldType(0) == typeof(long))
                {
                    return reader.GetInt64(0);
                }
            }
        }
        while (await reader.NextResultAsync());
        return -1;
    }

    internal static bool IsOpen(JsonNode operation) => Open.Contains((string?)operation["operationId"]);

    /// <summary>Ids for the path's holes: of the kind that the hole names where known, else one of each kind.</summary>
    private static IEnumerable<string[]> Candidates(
        string path, IReadOnlyDictionary<string, IReadOnlyList<string>> known)
    {
        var holes = Hole().Matches(path).Select(m => m.Groups[1].Value).Where(name => name != "tenant").ToList();
        if (holes.Count == 0)
        {
            yield return [];
            yield break;
        }

        foreach (var ids in known.Values.Where(ids => ids.Count > 0))
        {
            yield return [.. holes.Select(_ => ids[0])];
        }
    }

    private static string Filled(string path, string tenant, string[] ids)
    {
        var next = 0;
        return Hole().Replace(path, hole => hole.Groups[1].Value == "tenant"
            ? tenant
            : Uri.EscapeDataString(next < ids.Length ? ids[next++] : "01900000-0000-7000-8000-000000000000"));
    }

    private static HttpRequestMessage Request(string method, string path, string step)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method != "GET")
        {
            request.Headers.Add("Idempotency-Key", $"access/{step}/{Guid.NewGuid():N}");
            request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
        }

        return request;
    }

    private static string Cut(string text) => text[..Math.Min(300, text.Length)];

    [GeneratedRegex(@"\{([A-Za-z]+)\??\}")]
    private static partial Regex Hole();
}
