using System.Text.Json.Nodes;
using Marquee.Testing;

namespace Marquee.Whole.Tests;

/// <summary>
/// The committed OpenAPI document is what the host says of itself: its diff is a reviewed change of the contract.
/// </summary>
public sealed class OpenApiTests(Host fixture) : IClassFixture<Host>
{
    private static string Committed => Path.Combine(Repository.Root, "docs", "api", "openapi.json");

    [Fact]
    public async Task The_committed_document_is_current()
    {
        var now = (await DocumentAsync()).ToJsonString(new() { WriteIndented = true }) + "\n";
        if (Environment.GetEnvironmentVariable("MARQUEE_ACCEPT") == "1")
        {
            await File.WriteAllTextAsync(Committed, now);
        }

        Assert.True(
            await File.ReadAllTextAsync(Committed) == now,
            "docs/api/openapi.json is not what the host answers. Look at the difference; MARQUEE_ACCEPT=1 "
                + "./marquee test System writes it.");
    }

    [Fact]
    public async Task Every_operation_has_a_unique_name_and_a_summary()
    {
        var names = new HashSet<string>();
        foreach (var (path, method, operation) in Operations(await DocumentAsync()))
        {
            var name = (string?)operation["operationId"];
            Assert.False(string.IsNullOrEmpty(name), $"{method} {path} has no name");
            Assert.True(names.Add(name), $"{method} {path}: '{name}' is taken");
            Assert.False(string.IsNullOrEmpty((string?)operation["summary"]), $"{method} {path} has no summary");
        }
    }

    [Theory]
    [InlineData("merchantNo")]
    [InlineData("productNo")]
    [InlineData("itemNo")]
    [InlineData("campaignItemNo")]
    [InlineData("skuNo")]
    [InlineData("shopperNo")]
    public async Task A_dense_number_is_never_on_the_wire(string dense)
    {
        var schemas = (await DocumentAsync())["components"]!["schemas"]!.AsObject();
        var told = schemas.Where(schema => schema.Value!["properties"]?[dense] is not null);

        Assert.Empty(told.Select(schema => schema.Key));
    }

    internal static IEnumerable<(string Path, string Method, JsonNode Operation)> Operations(JsonNode document) =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        where operation.Key is "get" or "post" or "put" or "delete" or "patch"
        select (path.Key, operation.Key.ToUpperInvariant(), operation.Value!);

    private async Task<JsonNode> DocumentAsync()
    {
        using var client = fixture.Process.Client();
        return JsonNode.Parse(await client.GetStringAsync(new Uri("/api/v1/openapi.json", UriKind.Relative)))!;
    }
}
