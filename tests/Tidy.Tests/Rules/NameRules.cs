using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Marquee.Tidy.Tests;

/// <summary>Names that others store: error codes and events.</summary>
internal static partial class NameRules
{
    private const string CodesPath = "tests/Tidy.Tests/error-codes.txt";
    private const string EventsPath = "tests/Tidy.Tests/event-names.txt";

    public static IReadOnlyList<Rule> All { get; } =
    [
        new("error-codes",
            "A code is declared once, begins with its module and stays for ever: clients store it.",
            tree => Check(tree, CodesPath, Codes),
            Tree.Of(
                CodesPath, "trade.order_closed\ntrade.order_gone\n",
                "src/Trade/Contract/Errors.cs",
                """
                record OrderClosed() : Error("trade.order_closed", ErrorKind.Conflict);
                record X() : Error("pricing.x", ErrorKind.Invalid);
                """),
            Tree.Of(
                CodesPath, "# Codes\ntrade.order_closed\ntrade.order_gone retired\n",
                "src/Trade/Contract/Errors.cs",
                """record OrderClosed() : Error("trade.order_closed", ErrorKind.Conflict);""")),
        new("event-names",
            "An event's name and version are declared once, begin with the module and stay: consumers store them.",
            tree => Check(tree, EventsPath, Events),
            Tree.Of(
                EventsPath, "",
                "src/Benefits/Contract/Events.cs",
                """[Event("benefits.granted", 1)] record A; [Event("benefits.granted", 1)] record B;"""),
            Tree.Of(
                EventsPath, "benefits.granted.1\n",
                "src/Benefits/Contract/Events.cs", """[Event("benefits.granted", 1)] record Granted;""")),
    ];

    private static IEnumerable<Finding> Check(
        Tree tree, string listPath, Func<SourceFile, IEnumerable<(string Name, int Offset)>> find)
    {
        var declared = new Dictionary<string, Finding>();
        foreach (var file in tree.ModuleCode)
        {
            foreach (var (name, offset) in find(file))
            {
                var place = file.At(offset, "");
                if (!HasOwnPrefix(name, file.Module!))
                {
                    yield return place with
                    {
                        Message =
                        $"'{name}' does not begin with its module or is no stable name"
                    };
                }

                if (!declared.TryAdd(name, place))
                {
                    yield return place with { Message = $"'{name}' stands already in {declared[name].Path}" };
                }
            }
        }

        if (ReferenceEquals(tree, Tree.Repository))
        {
            ApprovedList.Accept(listPath, declared.Keys);
        }

        foreach (var finding in ApprovedList.Compare(listPath, tree.Find(listPath)?.Text ?? "", declared))
        {
            yield return finding;
        }
    }

    // Kernel speaks of requests, sign-ins and tenants by their own words; no other module's name is among them.
    private static bool HasOwnPrefix(string name, string module)
    {
        var prefix = name.Split('.')[0];
        return StableName().IsMatch(name)
            && (module == "Kernel"
                ? !ModuleTable.Schemas.TryGetValue(prefix, out var owner) || owner == "Kernel"
                : prefix == ModuleTable.SchemaOf(module));
    }

    // A code is the text before an ErrorKind, in a base list, a constructor's base call or a creation.
    private static IEnumerable<(string, int)> Codes(SourceFile file) =>
        from list in file.Root.DescendantNodes().OfType<ArgumentListSyntax>()
        where list.Arguments.Count >= 2
            && list.Arguments[0].Expression.IsKind(SyntaxKind.StringLiteralExpression)
            && list.Arguments[1].Expression is MemberAccessExpressionSyntax member
            && member.Expression is IdentifierNameSyntax { Identifier.ValueText: "ErrorKind" }
        let code = (LiteralExpressionSyntax)list.Arguments[0].Expression
        select (code.Token.ValueText, code.SpanStart);

    private static IEnumerable<(string, int)> Events(SourceFile file) =>
        from attribute in file.Root.DescendantNodes().OfType<AttributeSyntax>()
        where attribute.Name.ToString() == "Event" && attribute.ArgumentList is { Arguments.Count: 2 }
        let name = attribute.ArgumentList!.Arguments[0].Expression as LiteralExpressionSyntax
        where name is not null
        select ($"{name.Token.ValueText}.{attribute.ArgumentList!.Arguments[1].Expression}", attribute.SpanStart);

    [GeneratedRegex(@"^[a-z]+(\.[a-z0-9_]+)+$")]
    private static partial Regex StableName();
}
