using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Marquee.Tidy.Tests;

/// <summary>Where things stand, so that whoever knows one module knows them all.</summary>
internal static class LayoutRules
{
    // Kernel is wired by the host itself, and pure modules have nothing to wire.
    // A desk is where one kind of people works, across modules.
    private static readonly string[] Desks = ["merchant"];

    private static readonly string[] WithoutModuleFile = ["Kernel", .. ModuleTable.Pure];

    public static IReadOnlyList<Rule> All { get; } =
    [
        new("module-layout",
            "Every module has README.md, Limits.cs, Contract/ and its module class, and stands in the module table.",
            CheckLayout,
            Tree.Of("src/Trade/Trade.csproj", "", "src/Trade/README.md", ""),
            Tree.Of(
                "src/Trade/Trade.csproj", "", "src/Trade/README.md", "", "src/Trade/Limits.cs", "",
                "src/Trade/Contract/Order.cs", "", "src/Trade/TradeModule.cs", "")),
        new("public-only-in-contract",
            "What is public is promised, so it stands in Contract/. Besides only a module's class and limits may be.",
            CheckPublic,
            Tree.Of("src/Trade/Orders/Order.cs", "public sealed class Order;"),
            Tree.Of(
                "src/Trade/Contract/Order.cs", "public sealed record Order;",
                "src/Trade/Orders/X.cs", "sealed class X { public int Y; }")),
        new("features-are-modules",
            "A folder of the console's features is named like the module on the server that answers it.",
            CheckFeatures,
            Tree.Of("console/src/features/stickers/api.ts", ""),
            Tree.Of("console/src/features/campaigns/api.ts", "")),
    ];

    private static IEnumerable<Finding> CheckLayout(Tree tree)
    {
        foreach (var module in tree.Modules)
        {
            var folder = $"src/{module}";
            if (!ModuleTable.Modules.Contains(module))
            {
                yield return new Finding(folder, 0, "is not in the module table");
                continue;
            }

            string[] needed = module == "Host" ? ["README.md"] : ["README.md", "Limits.cs", "Contract"];
            if (module != "Host" && !WithoutModuleFile.Contains(module))
            {
                needed = [.. needed, $"{module}Module.cs"];
            }

            foreach (var missing in needed.Where(name => !tree.Has($"{folder}/{name}")))
            {
                yield return new Finding(folder, 0, $"has no {missing}");
            }
        }
    }

    private static IEnumerable<Finding> CheckPublic(Tree tree) =>
        from file in tree.ModuleCode
        where !file.InModule.StartsWith("Contract/", StringComparison.Ordinal)
            && file.InModule != "Limits.cs" && file.InModule != $"{file.Module}Module.cs"
        from type in file.Root.DescendantNodes(node => node is not BaseTypeDeclarationSyntax)
            .OfType<MemberDeclarationSyntax>()
        where type is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax
            && type.Modifiers.Any(SyntaxKind.PublicKeyword)
        select file.At(type.SpanStart, "a public type outside of Contract/");

    private static IEnumerable<Finding> CheckFeatures(Tree tree) => tree.Files
        .Select(file => file.Path.Split('/'))
        .Where(parts => parts is ["console", "src", "features", _, _, ..])
        .Select(parts => parts[3]).Distinct()
        .Where(feature => !ModuleTable.Schemas.ContainsKey(feature) && !Desks.Contains(feature))
        .Select(feature => new Finding($"console/src/features/{feature}", 0, "there is no module of that name"));
}
