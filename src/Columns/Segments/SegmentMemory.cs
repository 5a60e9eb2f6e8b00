using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;

namespace Marquee.Columns.Segments;

/// <summary>
/// The bytes of a segment: mapped from its file, or, for what was never saved, from the system. Changes of mapped bytes
/// stay in this process and never reach the file.
/// </summary>
internal sealed unsafe class SegmentMemory : IDisposable
{
    private const int Alignment = 64;
    private readonly MemoryMappedFile? _file;
    private readonly MemoryMappedViewAccessor? _view;
    private byte* _start;

    /// <summary>Zeroed bytes. Pages that nobody touches cost no memory.</summary>
    public SegmentMemory(int length)
    {
        Length = length;
        // Large blocks come from the system as untouched zero pages; the room before is for the alignment.
        _start = (byte*)NativeMemory.AllocZeroed((nuint)(length + Alignment));
        Padding = (int)((Alignment - ((nuint)_start % Alignment)) % Alignment);
    }

    /// <summary>The bytes of a file from an offset on.</summary>
    /// <exception cref="IOException">It cannot be mapped.</exception>
    public SegmentMemory(string path, int offset, int length)
    {
        Length = length;
        Padding = offset;
        _file = MemoryMappedFile.CreateFromFile(
            path, FileMode.Open, null, 0, MemoryMappedFileAccess.CopyOnWrite);
        _view = _file.CreateViewAccessor(0, offset + length, MemoryMappedFileAccess.CopyOnWrite);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
    }

    ~SegmentMemory() => Free();

    public int Length { get; }

    public Span<byte> Bytes
    {
        get
        {
            ObjectDisposedException.ThrowIf(_start == null, this);
            return new Span<byte>(_start + Padding, Length);
        }
    }

    private int Padding { get; }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (_start == null)
        {
            return;
        }

        if (_view is null)
        {
            NativeMemory.Free(_start);
        }
        else
        {
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
            _view.Dispose();
            _file!.Dispose();
        }

        _start = null;
    }
}
