using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Marquee.Ledger.Shards;

/// <summary>
/// The units that subjects have used of their limits: open addressing over entries of 24 bytes, cut into many small
/// tables which double one at a time. One writer; not thread-safe.
/// </summary>
internal sealed unsafe class UseTable : IDisposable
{
    private const int TableBits = 10;
    private const int FirstSlots = 8;
    private Table* _tables = (Table*)NativeMemory.AllocZeroed(1 << TableBits, (nuint)sizeof(Table));

    ~UseTable() => Release();

    public long Count { get; private set; }

    /// <summary>The units used; zero for a subject that never came.</summary>
    public long Units(Mark subject, uint counter)
    {
        var entry = Find(subject, counter, out _);
        return entry is null || entry->Counter == 0 ? 0 : entry->Units;
    }

    /// <summary>Adds units to what a subject has used; less than zero gives back.</summary>
    public void Add(Mark subject, uint counter, long units)
    {
        Debug.Assert(counter != 0, "Zero marks an empty place.");
        var entry = Find(subject, counter, out var table);
        if (entry is null || (entry->Counter == 0 && (ulong)(table->Used + 1) * 4 > ((ulong)table->Mask + 1) * 3))
        {
            Grow(table);
            entry = Find(subject, counter, out table);
        }

        if (entry->Counter == 0)
        {
            *entry = new Entry { High = subject.High, Low = subject.Low, Counter = counter };
            table->Used++;
            Count++;
        }

        entry->Units += units;
        Debug.Assert(entry->Units >= 0, "A counter gives back only what went into it.");
    }

    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    private Entry* Find(Mark subject, uint counter, out Table* table)
    {
        var hash = unchecked((subject.High ^ counter) * 0x9E3779B97F4A7C15);
        table = _tables + (hash >> (64 - TableBits));
        if (table->Slots is null)
        {
            return null;
        }

        for (var at = (uint)((hash >> 20) & table->Mask); ; at = (at + 1) & table->Mask)
        {
            var entry = table->Slots + at;
            if (entry->Counter == 0
                || (entry->High == subject.High && entry->Low == subject.Low && entry->Counter == counter))
            {
                return entry;
            }
        }
    }

    private void Grow(Table* table)
    {
        var old = *table;
        var slots = old.Slots is null ? FirstSlots : (old.Mask + 1) * 2;
        *table = new Table
        {
            Slots = (Entry*)NativeMemory.AllocZeroed(slots, (nuint)sizeof(Entry)), Mask = slots - 1, Used = old.Used,
        };
        for (uint i = 0; old.Slots is not null && i <= old.Mask; i++)
        {
            var entry = old.Slots[i];
            if (entry.Counter != 0)
            {
                *Find(new Mark(entry.High, entry.Low), entry.Counter, out _) = entry;
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

    private struct Entry
    {
        public ulong High;
        public uint Low;
        public uint Counter;
        public long Units;
    }

    private struct Table
    {
        public Entry* Slots;
        public uint Mask;
        public uint Used;
    }
}
