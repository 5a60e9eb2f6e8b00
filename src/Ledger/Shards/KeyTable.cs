using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Marquee.Ledger.Shards;

/// <summary>
/// The remembered request keys: three columns in the order in which the keys came, and an open-addressed index of
/// four-byte slots over them. The index is cut into many small tables which double one at a time, so that no request
/// waits for a large one. A key takes 20 bytes and 5 to 10 of index. One writer; not thread-safe.
/// </summary>
internal sealed unsafe class KeyTable : IDisposable
{
    private const int TableBits = 10;
    private const int FirstSlots = 16;

    // A slot holds the row's number plus one, and five more bits of the hash: most strangers are told by the slot.
    private const int RowBits = 27;
    private const uint RowMask = (1u << RowBits) - 1;
    private readonly NativeColumn<ulong> _high = new();
    private readonly NativeColumn<uint> _low = new();
    private readonly NativeColumn<ulong> _payload = new();
    private Table* _tables = (Table*)NativeMemory.AllocZeroed(1 << TableBits, (nuint)sizeof(Table));

    ~KeyTable() => Release();

    /// <summary>How many keys one shard can remember; another shard is needed beyond.</summary>
    public static int MaxKeys => (int)RowMask - 1;

    public int Count => _high.Count;

    /// <summary>The bytes that keys and index take.</summary>
    public long Bytes
    {
        get
        {
            var slots = 0L;
            for (var i = 0; i < 1 << TableBits; i++)
            {
                slots += _tables[i].Slots is null ? 0 : (long)_tables[i].Mask + 1;
            }

            return _high.Bytes + _low.Bytes + _payload.Bytes + (slots * sizeof(uint));
        }
    }

    public ulong Payload(int row) => _payload[row];

    public Mark MarkOf(int row) => new(_high[row], _low[row]);

    /// <summary>Brings the place of a key into the cache while other requests are decided.</summary>
    public void Prefetch(Mark key)
    {
        ref var table = ref TableOf(key.High);
        if (Sse.IsSupported && table.Slots is not null)
        {
            Sse.Prefetch0(table.Slots + (Low(key.High) & table.Mask));
        }
    }

    /// <summary>The row of a key, or −1.</summary>
    public int Find(Mark key)
    {
        ref var table = ref TableOf(key.High);
        if (table.Slots is null)
        {
            return -1;
        }

        var tag = TagOf(key.High);
        for (var at = Low(key.High) & table.Mask; ; at = (at + 1) & table.Mask)
        {
            var slot = table.Slots[at];
            if (slot == 0)
            {
                return -1;
            }

            if ((slot & ~RowMask) == tag)
            {
                var row = (int)(slot & RowMask) - 1;
                if (_high[row] == key.High && _low[row] == key.Low)
                {
                    return row;
                }
            }
        }
    }

    /// <summary>Adds a key that is not there and returns its row.</summary>
    public int Add(Mark key, ulong payload)
    {
        Debug.Assert(Find(key) < 0, "A key is remembered once.");
        if (Count >= MaxKeys)
        {
            throw new InvalidOperationException($"A shard remembers at most {MaxKeys} keys.");
        }

        ref var table = ref TableOf(key.High);
        if (table.Slots is null || (ulong)(table.Used + 1) * 5 > ((ulong)table.Mask + 1) * 4)
        {
            Grow(ref table);
        }

        var row = _high.Add(key.High);
        _low.Add(key.Low);
        _payload.Add(payload);
        Put(ref table, key.High, row);
        return row;
    }

    public void Dispose()
    {
        Release();
        _high.Dispose();
        _low.Dispose();
        _payload.Dispose();
        GC.SuppressFinalize(this);
    }

    private static uint Low(ulong high) => (uint)(high & uint.MaxValue);

    // Other bits than those that choose the table and the slot.
    private static uint TagOf(ulong high) => (uint)((high >> 32) & 31) << RowBits;

    private ref Table TableOf(ulong high) => ref _tables[high >> (64 - TableBits)];

    private static void Put(ref Table table, ulong high, int row)
    {
        var at = Low(high) & table.Mask;
        while (table.Slots[at] != 0)
        {
            at = (at + 1) & table.Mask;
        }

        table.Slots[at] = (uint)(row + 1) | TagOf(high);
        table.Used++;
    }

    private void Grow(ref Table table)
    {
        var old = table;
        var slots = old.Slots is null ? FirstSlots : (old.Mask + 1) * 2;
        table = new Table
        {
            Slots = (uint*)NativeMemory.AllocZeroed(slots, sizeof(uint)), Mask = slots - 1,
        };
        for (uint i = 0; old.Slots is not null && i <= old.Mask; i++)
        {
            if (old.Slots[i] != 0)
            {
                var row = (int)(old.Slots[i] & RowMask) - 1;
                Put(ref table, _high[row], row);
            }
        }

        NativeMemory.Free(old.Slots);
    }

    private void Release()
    {
        for (var i = 0; _tables is not null && i < 1 << TableBits; i++)
        {
            NativeMemory.Free(_tables[i].Slots);
        }

        NativeMemory.Free(_tables);
        _tables = null;
    }

    private struct Table
    {
        public uint* Slots;
        public uint Mask;
        public uint Used;
    }
}
