using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Marquee.Tidy.Tests;

/// <summary>
/// What a module may do to the database. The database's roles say the same, but only once the code runs.
/// </summary>
internal static partial class StorageRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new("migrations-are-numbered",
            "Migrations are NNNN_what_it_does.sql, numbered from 1 without gaps: forward only.",
            CheckNumbers,
            Tree.Of("src/Trade/Storage/0001_init.sql", "", "src/Trade/Storage/0003_more.sql", ""),
            Tree.Of("src/Trade/Storage/0001_init.sql", "", "src/Trade/Storage/0002_more.sql", "")),
        new("own-schema-only",
            "A module's SQL names its own schema. What belongs to another module is asked of its contract.",
            CheckSchemas,
            Tree.Of("src/Trade/Orders/X.cs",
                """class X { string Sql = $"select 1 from catalog.sku where id={id}"; }"""),
            Tree.Of(
                "src/Trade/Orders/X.cs",
                """class X { string Sql = "select 1 from trade.line"; string Code = "catalog.sku"; }""")),
        new("tables-start-with-tenant",
            "Every table of a module starts with tenant_id: row security and distribution by tenant know no exception.",
            CheckTables,
            Tree.Of("src/Trade/Storage/0001_init.sql", "create table trade.line (\n  line_id uuid primary key);"),
            Tree.Of("src/Trade/Storage/0001_init.sql", """
                create table trade.line (
                    -- whose
                    tenant_id uuid not null,
                    line_id uuid);
                create table trade.line_1 partition of trade.line default;
                """)),
    ];

    private static IEnumerable<Finding> CheckNumbers(Tree tree)
    {
        var byModule = tree.Files
            .Where(file => file.Module is not null && file.InModule.StartsWith("Storage/", StringComparison.Ordinal)
                && file.Path.EndsWith(".sql", StringComparison.Ordinal))
            .GroupBy(file => file.Module);
        foreach (var module in byModule)
        {
            var expected = 1;
            foreach (var file in module.OrderBy(file => file.Name, StringComparer.Ordinal))
            {
                if (!MigrationName().IsMatch(file.Name))
                {
                    yield return file.Whole("is not named NNNN_what_it_does.sql");
                }
                else if (int.Parse(file.Name[..4], null) != expected)
                {
                    yield return file.Whole($"should have number {expected:0000}");
                }

                expected++;
            }
        }
    }

    private static IEnumerable<Finding> CheckSchemas(Tree tree)
    {
        foreach (var file in tree.Files.Where(file => file.Module is not null && file.Text is not null))
        {
            var texts = file.Path.EndsWith(".sql", StringComparison.Ordinal) ? [(0, file.Text!)]
                : file.IsCSharp ? Literals(file) : [];
            foreach (var (offset, text) in texts)
            {
                foreach (Match match in TableName().Matches(text))
                {
                    var schema = match.Groups[1].Value;
                    if (ModuleTable.Schemas.TryGetValue(schema, out var owner) && owner != file.Module)
                    {
                        yield return file.At(offset + match.Index, $"reaches for {schema}.{match.Groups[2].Value}");
                    }
                }
            }
        }
    }

    private static IEnumerable<(int Offset, string Text)> Literals(SourceFile file)
    {
        foreach (var token in file.Root.DescendantTokens())
        {
            if (token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
                or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.InterpolatedStringTextToken)
            {
                yield return (token.SpanStart, token.Text);
            }
        }
    }

    private static IEnumerable<Finding> CheckTables(Tree tree) =>
        from file in tree.Files
        where file.Module is not null and not "Kernel" && file.Path.EndsWith(".sql", StringComparison.Ordinal)
        from Match match in CreateTable().Matches(WithoutComments(file.Text!))
        let body = match.Groups[2].Value.TrimStart()
        where !body.StartsWith("partition of", StringComparison.OrdinalIgnoreCase) && !TenantFirst().IsMatch(body)
        select file.Whole($"{match.Groups[1].Value} does not start with tenant_id uuid not null");

    private static string WithoutComments(string sql) => Comment().Replace(sql, "");

    [GeneratedRegex(@"^\d{4}_[a-z0-9_]+\.sql$")]
    private static partial Regex MigrationName();

    [GeneratedRegex(
        @"\b(?:from|join|into|update|table|references|on|using|only|copy)\s+([a-z]+)\.([a-z_]+)",
        RegexOptions.IgnoreCase)]
    private static partial Regex TableName();

    [GeneratedRegex(
        @"create\s+(?:unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?([\w.]+)\s*([^;]*)", RegexOptions.IgnoreCase)]
    private static partial Regex CreateTable();

    [GeneratedRegex(@"^\(\s*tenant_id\s+uuid\s+(not\s+null|primary\s+key)", RegexOptions.IgnoreCase)]
    private static partial Regex TenantFirst();

    [GeneratedRegex("--[^\n]*")]
    private static partial Regex Comment();
}
