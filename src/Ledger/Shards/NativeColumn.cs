using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Marquee.Ledger.Shards;

/// <summary>
/// A column of rows outside of the collected heap: it grows by chunks, so that no row ever moves and no growth copies
/// rows. One writer; not thread-safe.
/// </summary>
internal sealed unsafe class NativeColumn<T> : IDisposable
    where T : unmanaged
{
    private const int Shift = 16;
    private const int Mask = (1 << Shift) - 1;
    private T** _chunks;
    private int _chunkCount;

    ~NativeColumn() => Release();

    public int Count { get; private set; }

    /// <summary>The bytes that its chunks take.</summary>
    public long Bytes => (long)_chunkCount * (sizeof(T) << Shift);

    public ref T this[int row]
    {
        get
        {
            Debug.Assert((uint)row < (uint)Count, "A row that is there.");
            return ref _chunks[row >> Shift][row & Mask];
        }
    }

    /// <summary>Adds a row and returns its number.</summary>
    public int Add(in T value)
    {
        var row = Count;
        if ((row & Mask) == 0 && row >> Shift == _chunkCount)
        {
            var pointers = (nuint)(_chunkCount + 1) * (nuint)sizeof(T*);
            _chunks = (T**)NativeMemory.Realloc(_chunks, pointers);
            _chunks[_chunkCount++] = (T*)NativeMemory.Alloc((nuint)sizeof(T) << Shift);
        }

        _chunks[row >> Shift][row & Mask] = value;
        Count = row + 1;
        return row;
    }

    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    private void Release()
    {
        for (var i = 0; i < _chunkCount; i++)
        {
            NativeMemory.Free(_chunks[i]);
        }

        NativeMemory.Free(_chunks);
        _chunks = null;
        (_chunkCount, Count) = (0, 0);
    }
}
