using System.Text.RegularExpressions;

namespace Marquee.Tidy.Tests;

/// <summary>What Marquee stands on: packages whose licence lets everybody use it, at exact versions.</summary>
internal static partial class DependencyRules
{
    // A package is added here with the licence that somebody read.
    private static readonly Dictionary<string, string> Packages = new()
    {
        ["BenchmarkDotNet"] = "MIT",
        ["CsvHelper"] = "MS-PL or Apache-2.0",
        ["DocumentFormat.OpenXml"] = "MIT",
        ["FSharp.Core"] = "MIT",
        ["FsCheck"] = "BSD-3-Clause",
        ["Microsoft.AspNetCore.Mvc.Testing"] = "MIT",
        ["Microsoft.AspNetCore.OpenApi"] = "MIT",
        ["Microsoft.CodeAnalysis.BannedApiAnalyzers"] = "MIT",
        ["Microsoft.CodeAnalysis.CSharp"] = "MIT",
        ["Microsoft.Extensions.ApiDescription.Server"] = "MIT",
        ["Microsoft.OpenApi"] = "MIT",
        ["NodaTime"] = "Apache-2.0",
        ["MailKit"] = "MIT",
        ["Npgsql"] = "PostgreSQL",
        ["Polly.Core"] = "BSD-3-Clause",
        ["System.IO.Packaging"] = "MIT",
        ["OpenTelemetry"] = "Apache-2.0",
        ["OpenTelemetry.Exporter.OpenTelemetryProtocol"] = "Apache-2.0",
        ["xunit.v3"] = "Apache-2.0",
        ["xunit.v3.assert"] = "Apache-2.0",
        ["xunit.v3.extensibility.core"] = "Apache-2.0",
    };

    private static readonly string[] NpmLicences =
    [
        "0BSD", "Apache-2.0", "BlueOak-1.0.0", "BSD-2-Clause", "BSD-3-Clause", "CC-BY-4.0", "CC0-1.0", "ISC", "MIT",
        "MIT-0", "MPL-2.0", "Python-2.0", "Unlicense", "Zlib",
    ];

    public static IReadOnlyList<Rule> All { get; } =
    [
        new("packages-are-listed",
            "A NuGet package comes in with its licence read. No mediator, mapper or ORM: the design does without.",
            CheckNuGet,
            Tree.Of("Directory.Packages.props", """<PackageVersion Include="MediatR" Version="[12.0.0]" />"""),
            Tree.Of("Directory.Packages.props", """<PackageVersion Include="Npgsql" Version="[10.0.0]" />""")),
        new("packages-are-pinned",
            "Exact versions: a build in a year gives the same program.",
            CheckPins,
            Tree.Of("Directory.Packages.props", """<PackageVersion Include="Npgsql" Version="10.0.0" />"""),
            Tree.Of("console/package.json", """{ "dependencies": { "react": "19.3.1" } }""")),
        new("npm-licences",
            "Every package of the console, also those that packages bring along, has a licence from the list.",
            CheckNpm,
            Tree.Of("console/package-lock.json", """{ "license": "AGPL-3.0" }"""),
            Tree.Of("console/package-lock.json", """{ "license": "(MIT OR GPL-3.0)" }""")),
    ];

    private static IEnumerable<Finding> CheckNuGet(Tree tree) =>
        from file in tree.Files
        where IsProject(file)
        from Match match in PackageName().Matches(file.Text!)
        where !Packages.ContainsKey(match.Groups[1].Value)
        select file.At(match.Index, $"{match.Groups[1].Value} is not on the list of read licences");

    private static IEnumerable<Finding> CheckPins(Tree tree)
    {
        var nuget =
            from file in tree.Files
            where IsProject(file)
            from Match match in PackageVersion().Matches(file.Text!)
            let version = match.Groups[1].Value
            where !version.StartsWith('[')
            select file.At(match.Index, $"version {version} is no exact pin: write [{version}]");
        var npm =
            from file in tree.Files
            where file.Path == "console/package.json"
            from Match match in LooseNpm().Matches(file.Text!)
            select file.At(match.Index, $"{match.Value} is no exact pin");
        return nuget.Concat(npm);
    }

    private static IEnumerable<Finding> CheckNpm(Tree tree) =>
        from file in tree.Files
        where file.Name == "package-lock.json"
        from Match match in NpmLicence().Matches(file.Text!)
        where !match.Groups[1].Value.Trim('(', ')').Split(" OR ").Any(IsAllowed)
        select file.At(match.Index, $"licence {match.Groups[1].Value}");

    private static bool IsAllowed(string licence) => licence.Split(" AND ").All(part => NpmLicences.Contains(part));

    private static bool IsProject(SourceFile file) =>
        file.Text is not null && Path.GetExtension(file.Path) is ".csproj" or ".props" or ".targets";

    [GeneratedRegex("<Package(?:Reference|Version)\\s+(?:Include|Update)=\"([^\"]+)\"")]
    private static partial Regex PackageName();

    [GeneratedRegex("<Package(?:Reference|Version)[^>]*\\sVersion=\"([^\"]+)\"")]
    private static partial Regex PackageVersion();

    [GeneratedRegex("\"[@\\w/.-]+\": \"[\\^~*][^\"]*\"")]
    private static partial Regex LooseNpm();

    [GeneratedRegex("\"license\": \"([^\"]+)\"")]
    private static partial Regex NpmLicence();
}
