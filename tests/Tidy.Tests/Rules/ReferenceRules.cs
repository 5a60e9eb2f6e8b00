using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Marquee.Tidy.Tests;

/// <summary>Who uses whom: in project files, in sources and in the built assemblies.</summary>
internal static partial class ReferenceRules
{
    private static readonly string[] DatabaseAndHttp = ["Npgsql", "Microsoft.AspNetCore"];

    public static IReadOnlyList<Rule> All { get; } =
    [
        new("references-in-projects",
            "A project references only what the module table allows; a new edge is written there first.",
            CheckProjects,
            Tree.Of("src/Campaigns/Campaigns.csproj", """<ProjectReference Include="../Pricing/Pricing.csproj" />"""),
            Tree.Of("src/Pricing/Pricing.csproj", """<ProjectReference Include="../Campaigns/Campaigns.csproj" />""")),
        new("references-in-sources",
            "Sources name only modules that the module table allows.",
            CheckSources,
            Tree.Of("src/Ledger/Buckets/Main.cs", "class X { Marquee.Benefits.Grant? grant; }"),
            Tree.Of("src/Benefits/Draws/Draw.cs", "using Marquee.Ledger;\n// Marquee.Pricing is told by an event.")),
        new("references-in-assemblies",
            "What was built references only what the module table allows, whatever the sources seem to say.",
            CheckAssemblies,
            new Tree([], [new AssemblyEdge("Rules", "Npgsql")]),
            new Tree([], [new AssemblyEdge("Rules", "Marquee.Kernel")])),
        new("pure-code",
            "Rules, Columns and the price function are pure: no database and no HTTP, so that they can be replayed.",
            CheckPurity,
            Tree.Of("src/Rules/Text/Parser.cs", "using Npgsql;"),
            Tree.Of("src/Rules/Text/Parser.cs", "using System.Text;")),
        new("clients-stand-alone",
            "What an integrator takes along references only other clients and no package, and has its README.md.",
            CheckClients,
            Tree.Of(
                "clients/Client/README.md", "",
                "clients/Client/Client.csproj", """<ProjectReference Include="../../src/Kernel/Kernel.csproj" />"""),
            Tree.Of(
                "clients/Adapter/README.md", "",
                "clients/Adapter/Adapter.csproj", """<ProjectReference Include="../Client/Client.csproj" />""")),
        new("slices-do-not-call-slices",
            "A use case is changed without reading another one. What two of them share stands in the engine folder.",
            CheckSlices,
            Tree.Of(
                "src/Trade/Orders/Cancel.cs", "static class Cancel { static void Map(RouteGroupBuilder api) { } }",
                "src/Trade/Orders/Refund.cs",
                "static class Refund { static void Map(RouteGroupBuilder api) { Cancel.Decide(); } }"),
            Tree.Of(
                "src/Trade/TradeModule.cs",
                "class TradeModule { void Map(ModuleRoutes routes) { Cancel.Map(routes.Api); } }",
                "src/Trade/Orders/Cancel.cs",
                "static class Cancel { static void Map(RouteGroupBuilder api) { Cancel.Decide(); } }")),
    ];

    private static IEnumerable<Finding> CheckProjects(Tree tree) =>
        from file in tree.Files
        where file.Module is not null && file.Path.EndsWith(".csproj", StringComparison.Ordinal)
        from Match match in ProjectReference().Matches(file.Text!)
        let to = match.Groups[1].Value
        where !ModuleTable.Allows(file.Module!, to)
        select file.At(match.Index, $"{file.Module} may not reference {to}");

    private static IEnumerable<Finding> CheckClients(Tree tree)
    {
        foreach (var file in tree.Files.Where(file =>
            file.Path.StartsWith("clients/", StringComparison.Ordinal)
            && file.Path.EndsWith(".csproj", StringComparison.Ordinal)))
        {
            foreach (Match match in ForeignReference().Matches(file.Text!))
            {
                yield return file.At(match.Index, "a client references what is no client");
            }

            if (!tree.Has(file.Path[..(file.Path.LastIndexOf('/') + 1)] + "README.md"))
            {
                yield return file.Whole("a client has no README.md");
            }
        }
    }

    private static IEnumerable<Finding> CheckSources(Tree tree)
    {
        foreach (var file in tree.ModuleCode)
        {
            // Tokens, not text: a comment may speak of any module.
            foreach (var token in file.Root.DescendantTokens())
            {
                if (token.ValueText != "Marquee" || !token.IsKind(SyntaxKind.IdentifierToken))
                {
                    continue;
                }

                var dot = token.GetNextToken();
                var to = dot.GetNextToken().ValueText;
                if (dot.IsKind(SyntaxKind.DotToken) && ModuleTable.Modules.Contains(to)
                    && !ModuleTable.Allows(file.Module!, to))
                {
                    yield return file.At(token.SpanStart, $"{file.Module} may not use {to}");
                }
            }
        }
    }

    private static IEnumerable<Finding> CheckAssemblies(Tree tree)
    {
        foreach (var (module, reference) in tree.Edges)
        {
            var isForeign = IsBelow(reference, "Marquee") && !ModuleTable.Allows(module, reference[8..]);
            var isImpure = ModuleTable.Pure.Contains(module)
                && DatabaseAndHttp.Any(prefix => IsBelow(reference, prefix));
            if (isForeign || isImpure)
            {
                yield return new Finding($"src/{module}", 0, $"its assembly references {reference}");
            }
        }
    }

    private static IEnumerable<Finding> CheckPurity(Tree tree)
    {
        foreach (var folder in ModuleTable.PureFolders)
        {
            var module = folder.Split('/')[1];
            if (tree.Modules.Contains(module) && !tree.Has(folder))
            {
                yield return new Finding($"src/{module}", 0, $"{folder} is named as pure code but does not exist");
            }
        }

        foreach (var file in tree.ModuleCode.Where(IsPure))
        {
            var names = file.Root.DescendantNodes().Where(node => node is UsingDirectiveSyntax or QualifiedNameSyntax);
            foreach (var name in names)
            {
                var text = name is UsingDirectiveSyntax use ? use.Name?.ToString() ?? "" : name.ToString();
                if (DatabaseAndHttp.Any(prefix => IsBelow(text, prefix)))
                {
                    yield return file.At(name.SpanStart, $"pure code uses {text}");
                }
            }
        }
    }

    private static bool IsPure(SourceFile file) =>
        ModuleTable.Pure.Contains(file.Module)
        || ModuleTable.PureFolders.Any(folder => file.Path.StartsWith(folder, StringComparison.Ordinal));

    private static bool IsBelow(string name, string prefix) =>
        name == prefix || name.StartsWith(prefix + ".", StringComparison.Ordinal);

    private static IEnumerable<Finding> CheckSlices(Tree tree)
    {
        foreach (var module in tree.ModuleCode.GroupBy(file => file.Module))
        {
            var slices = module
                .SelectMany(file => file.Root.DescendantNodes().OfType<ClassDeclarationSyntax>().Where(IsSlice))
                .Select(type => type.Identifier.ValueText).ToHashSet();
            foreach (var file in module)
            {
                var own = file.Root.DescendantNodes().OfType<ClassDeclarationSyntax>().Where(IsSlice);
                foreach (var slice in own)
                {
                    var calls = slice.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
                        .Where(access => access.Expression is IdentifierNameSyntax { Identifier.ValueText: var name }
                            && name != slice.Identifier.ValueText && slices.Contains(name));
                    foreach (var call in calls)
                    {
                        yield return file.At(call.SpanStart, $"{slice.Identifier.ValueText} uses {call}");
                    }
                }
            }
        }
    }

    // A slice is a static class that maps a route of its own.
    private static bool IsSlice(ClassDeclarationSyntax type) =>
        type.Modifiers.Any(SyntaxKind.StaticKeyword)
        && type.Members.OfType<MethodDeclarationSyntax>().Any(method => method.Identifier.ValueText == "Map"
            && method.ParameterList.Parameters.Any(parameter =>
                parameter.Type?.ToString() is "RouteGroupBuilder" or "IEndpointRouteBuilder" or "ModuleRoutes"));

    [GeneratedRegex("""<ProjectReference\s+Include="[^"]*?/(\w+)\.csproj""")]
    private static partial Regex ProjectReference();

    [GeneratedRegex(
        @"<(?:Package|Framework)Reference|<ProjectReference Include=""(?!\.\./[A-Za-z]+/[A-Za-z]+\.csproj"")")]
    private static partial Regex ForeignReference();
}
