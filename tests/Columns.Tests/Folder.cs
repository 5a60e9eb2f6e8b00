namespace Marquee.Columns.Tests;

/// <summary>A directory for one test.</summary>
internal sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("marquee-columns-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
