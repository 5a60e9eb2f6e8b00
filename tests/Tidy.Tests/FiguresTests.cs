using Marquee.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Marquee.Tidy.Tests;

/// <summary>
/// The figures of the code beside those of the code bases we learn from. They are printed, not judged: a reviewer who
/// sees a drift asks why.
/// </summary>
public sealed class FiguresTests(ITestOutputHelper output)
{
    private static readonly string[] VagueEndings = ["Manager", "Helper", "Util", "Utils", "Base", "Impl"];

    [Fact]
    public void The_figures_are_printed()
    {
        var files = Tree.Repository.ModuleCode.ToList();
        Assert.NotEmpty(files);
        var lines = files.Sum(file => file.Lines.Length);
        var methods = files.SelectMany(Bodies).Select(Length).Order().ToList();
        var types = files.SelectMany(file => file.Root.DescendantNodes().OfType<TypeDeclarationSyntax>()).ToList();
        var tests = Tree.Repository.Files
            .Where(file => file.IsCSharp && file.Path.StartsWith("tests/", StringComparison.Ordinal))
            .Sum(file => file.Lines.Length);
        var sizes = files.Select(file => file.Lines.Length).Order().ToList();
        var asserts = files.Sum(file => file.Root.DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Count(call => call.Expression.ToString() is "Debug.Assert"));
        var interfaces = types.Count(type => type is InterfaceDeclarationSyntax);
        var open = types.Count(type => type.Modifiers.Any(SyntaxKind.PublicKeyword));
        var vague = types.Select(type => type.Identifier.ValueText)
            .Where(name => VagueEndings.Any(ending => name.EndsWith(ending, StringComparison.Ordinal))).Distinct();
        var longMethods = methods.Count(length => length > 70);
        var methodSpread = $"{Of(methods, 50)}/{Of(methods, 90)}/{Of(methods, 99)}";
        string[] table =
        [
            Row("", "Marquee", "Polly.Core", "NodaTime", "YARP", "Npgsql"),
            Row("lines", $"{lines}"),
            Row("file p50/p90/max", Spread(sizes), "41/117/367", "124/398/1304", "46/165/1110", "71/551/3186"),
            Row("method p50/p90/p99", methodSpread, "6/23/53", "3/18/62", "8/35/103", "4/28/112"),
            Row("methods over 70", Share(longMethods, methods.Count), "0.3%", "0.6%", "2.2%", "2.2%"),
            Row("public types", Share(open, types.Count), "59%", "43%", "54%", "42%"),
            Row("interfaces", Share(interfaces, types.Count), "1%", "6%", "13%", "2%"),
            Row("asserts per kloc", PerThousand(asserts, lines), "0.9", "own type", "3.5", "4.7"),
            Row("tests : source", PerThousand(tests, lines * 1000L), "1.5", "0.6-0.9", "1.1", "0.7"),
            Row("names to look at", string.Join(' ', vague)),
        ];
        foreach (var line in table)
        {
            output.WriteLine(line);
        }

        File.WriteAllLines(Path.Combine(Repository.Results, "figures.txt"), table);
    }

    private static string Row(string name, params string[] cells) =>
        name.PadRight(22) + string.Concat(cells.Select(cell => cell.PadRight(16))).TrimEnd();

    private static IEnumerable<CSharpSyntaxNode> Bodies(SourceFile file) => file.Root.DescendantNodes()
        .OfType<BaseMethodDeclarationSyntax>().Select(method => (CSharpSyntaxNode?)method.Body ?? method.ExpressionBody)
        .OfType<CSharpSyntaxNode>();

    private static int Length(CSharpSyntaxNode body)
    {
        var span = body.SyntaxTree.GetLineSpan(body.Span);
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }

    private static string Spread(List<int> sorted) => $"{Of(sorted, 50)}/{Of(sorted, 90)}/{sorted[^1]}";

    private static int Of(List<int> sorted, int percent) =>
        sorted.Count == 0 ? 0 : sorted[Math.Min(sorted.Count - 1, sorted.Count * percent / 100)];

    private static string Share(int part, int whole) =>
        FormattableString.Invariant($"{100.0 * part / Math.Max(whole, 1):0.0}%");

    private static string PerThousand(long part, long lines) =>
        FormattableString.Invariant($"{1000.0 * part / Math.Max(lines, 1):0.0}");
}
