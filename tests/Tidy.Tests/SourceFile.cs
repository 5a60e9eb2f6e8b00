using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Marquee.Tidy.Tests;

/// <summary>One file of the repository, or of a sample.</summary>
/// <param name="Path">From the root, with forward slashes.</param>
/// <param name="Text">Null for a file that is not text.</param>
/// <param name="Size">In bytes.</param>
internal sealed record SourceFile(string Path, string? Text, long Size)
{
    private static readonly CSharpParseOptions Options = new(LanguageVersion.Preview);
    private readonly Lazy<CompilationUnitSyntax> _root = new(
        () => CSharpSyntaxTree.ParseText(Text ?? "", Options, Path).GetCompilationUnitRoot());

    /// <summary>The parsed file, for C#.</summary>
    public CompilationUnitSyntax Root => _root.Value;

    /// <summary>The file's name.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>Whether this is C#.</summary>
    public bool IsCSharp => Path.EndsWith(".cs", StringComparison.Ordinal);

    /// <summary>Whether this is C# of a module (not of its tests).</summary>
    public bool IsModuleCode => IsCSharp && Module is not null;

    /// <summary>The module under src/ that the file belongs to; null elsewhere.</summary>
    public string? Module => Path.Split('/') is ["src", var module, _, ..] ? module : null;

    /// <summary>The path inside the module.</summary>
    public string InModule => Module is { } module ? Path[(module.Length + 5)..] : Path;

    /// <summary>The lines, without their ends.</summary>
    public string[] Lines => Text is null ? [] : Text.TrimEnd('\n').Split('\n');

    /// <summary>A finding in this file at an offset of its text.</summary>
    public Finding At(int offset, string message) => new(Path, 1 + Text!.AsSpan(0, offset).Count('\n'), message);

    /// <summary>A finding about this file as a whole.</summary>
    public Finding Whole(string message) => new(Path, 0, message);
}

/// <summary>Something that breaks a rule.</summary>
internal sealed record Finding(string Path, int Line, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => Line > 0 ? $"{Path}:{Line}: {Message}" : $"{Path}: {Message}";
}
