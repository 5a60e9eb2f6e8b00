using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Marquee.Ledger.Journal;

/// <summary>A journal in a folder of the file system.</summary>
internal sealed partial class FolderDisk : IJournalDisk
{
    private readonly string _folder;

    public FolderDisk(string folder)
    {
        Directory.CreateDirectory(folder);
        _folder = folder;
    }

    public IReadOnlyList<string> Names() =>
        [.. Directory.EnumerateFiles(_folder).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    public IJournalFile Create(string name, long size)
    {
        var handle = File.OpenHandle(
            Path.Combine(_folder, name), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, FileOptions.None,
            size);
        RandomAccess.SetLength(handle, size);
        RandomAccess.FlushToDisk(handle);
        FlushFolder();
        return new FolderFile(handle);
    }

    public IJournalFile Open(string name) => new FolderFile(File.OpenHandle(
        Path.Combine(_folder, name), FileMode.Open, FileAccess.ReadWrite, FileShare.Read));

    // A file whose name is not durable is lost with everything in it. The runtime opens no folders.
    private void FlushFolder()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        var folder = OpenFolder(_folder, 0);
        var flushed = folder >= 0 && FlushAll(folder) == 0;
        var error = Marshal.GetLastPInvokeError();
        if (folder >= 0)
        {
            _ = Close(folder);
        }

        if (!flushed)
        {
            throw new IOException("The disk did not take a name in the journal's folder.", error);
        }
    }

    private sealed class FolderFile(SafeFileHandle handle) : IJournalFile
    {
        public long Length => RandomAccess.GetLength(handle);

        public void Write(long at, ReadOnlySpan<byte> bytes) => RandomAccess.Write(handle, bytes, at);

        public void Flush()
        {
            // The size never changes, so the data alone must be flushed.
            if (OperatingSystem.IsLinux())
            {
                if (FlushData(handle) != 0)
                {
                    throw new IOException("The disk did not take the journal's data.", Marshal.GetLastPInvokeError());
                }
            }
            else
            {
                RandomAccess.FlushToDisk(handle);
            }
        }

        public int Read(long at, Span<byte> into)
        {
            var read = 0;
            while (read < into.Length && RandomAccess.Read(handle, into[read..], at + read) is > 0 and var more)
            {
                read += more;
            }

            return read;
        }

        public void Dispose() => handle.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int FlushData(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFolder(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FlushAll(int file);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);
}
