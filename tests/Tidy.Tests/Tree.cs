using System.Diagnostics;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Marquee.Testing;

namespace Marquee.Tidy.Tests;

/// <summary>The repository as the rules see it: its files, and what the built assemblies reference.</summary>
internal sealed record Tree(IReadOnlyList<SourceFile> Files, IReadOnlyList<AssemblyEdge> Edges)
{
    private static readonly Lazy<Tree> Loaded = new(Load);
    private readonly Lazy<HashSet<string>> _paths = new(() => Files.Select(file => file.Path).ToHashSet());

    /// <summary>The repository.</summary>
    public static Tree Repository => Loaded.Value;

    /// <summary>C# of the modules.</summary>
    public IEnumerable<SourceFile> ModuleCode => Files.Where(file => file.IsModuleCode);

    /// <summary>The modules that exist.</summary>
    public IEnumerable<string> Modules => Files.Select(file => file.Module).OfType<string>().Distinct();

    /// <summary>A small tree for a sample: paths and texts in turn.</summary>
    public static Tree Of(params string[] pathsAndTexts) => new(
        [.. pathsAndTexts.Chunk(2).Select(pair => new SourceFile(pair[0], pair[1], pair[1].Length))], []);

    /// <summary>The file at that path.</summary>
    public SourceFile? Find(string path) => Files.FirstOrDefault(file => file.Path == path);

    /// <summary>Whether a file or folder stands there.</summary>
    public bool Has(string path)
    {
        var bare = path.TrimEnd('/');
        return _paths.Value.Contains(bare)
            || Files.Any(file => file.Path.StartsWith(bare + "/", StringComparison.Ordinal));
    }

    private static Tree Load()
    {
        var root = Testing.Repository.Root;
        var files = ListFiles(root).AsParallel().AsOrdered()
            .Select(path => Read(root, path)).OfType<SourceFile>().ToList();
        // Parsing is most of the work, so it is spread over the cores before any rule asks.
        files.Where(file => file.IsCSharp).AsParallel().ForAll(file => _ = file.Root);
        var modules = files.Select(file => file.Module).OfType<string>().Distinct();
        return new Tree(files, [.. modules.SelectMany(ReadEdges)]);
    }

    // What is committed or about to be: ignored files are nobody's business here.
    private static string[] ListFiles(string root)
    {
        var start = new ProcessStartInfo("git", "ls-files -z --cached --others --exclude-standard")
        {
            WorkingDirectory = root,
            RedirectStandardOutput = true,
        };
        using var git = Process.Start(start)!;
        var paths = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        return git.ExitCode == 0
            ? paths.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            : throw new InvalidOperationException($"git ls-files failed in {root}.");
    }

    private static SourceFile? Read(string root, string path)
    {
        var file = new FileInfo(Path.Combine(root, path));
        if (!file.Exists)
        {
            return null;
        }

        var bytes = File.ReadAllBytes(file.FullName);
        var isText = !bytes.AsSpan(0, Math.Min(bytes.Length, 8000)).Contains((byte)0);
        return new SourceFile(path, isText ? System.Text.Encoding.UTF8.GetString(bytes) : null, bytes.Length);
    }

    private static IEnumerable<AssemblyEdge> ReadEdges(string module)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        var path = Path.Combine(
            Testing.Repository.Root, "artifacts", "bin", module, configuration, $"Marquee.{module}.dll");
        if (!File.Exists(path))
        {
            return [];
        }

        using var stream = File.OpenRead(path);
        using var image = new PEReader(stream);
        var metadata = image.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle =>
            new AssemblyEdge(module, metadata.GetString(metadata.GetAssemblyReference(handle).Name)))];
    }
}

/// <summary>An assembly that a module's built assembly references.</summary>
internal sealed record AssemblyEdge(string Module, string Reference);
