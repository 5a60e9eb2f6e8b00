using System.Diagnostics;
using Marquee.Kernel;

namespace Marquee.Catalog.Imports.Kinds;

/// <summary>
/// Which external ids of a table may exist, in a few bits each (a Bloom filter): a no is certain, a yes must be looked
/// up. A first load asks the database about nothing then, which is a third of its work.
/// </summary>
/// <remarks>
/// Numbers only rise, and writers take turns: what others made between two chunks is exactly the rows from the last
/// number seen on. It lives as long as one reading of a file; after a rollback the reading is begun again.
/// </remarks>
internal sealed class KnownIds(string table, string numberColumn, string keyColumn, string numbers)
{
    private const int BitsPerId = 12;
    private const int Probes = 4;
    private ulong[]? _bits;
    private int _next = 1;

    /// <summary>Whether it knows anything; before, every id may exist.</summary>
    public bool IsOpen => _bits is not null;

    /// <summary>Under which name the numbers are handed out.</summary>
    public string Numbers => numbers;

    /// <summary>Makes room for so many ids; more of them only make a yes less telling.</summary>
    public void Open(long ids)
    {
        Debug.Assert(_bits is null, "Opened once.");
        _bits = new ulong[Math.Max(1024, (int)Math.Min(CatalogLimits.KnownIdWords, ids * BitsPerId / 64))];
    }

    /// <summary>Takes in what was made up to the next number that will be handed out.</summary>
    public async Task CatchUpAsync(Transaction tx, int next, CancellationToken cancel)
    {
        Debug.Assert(IsOpen && next >= _next, "Numbers are never handed back while they are known.");
        if (next == _next)
        {
            return;
        }

        await foreach (var id in tx.StreamAsync(
            $"""
            select {new SqlText.Raw(keyColumn)} from {new SqlText.Raw(table)}
            where tenant_id = {tx.Call.Tenant.Id} and {new SqlText.Raw(numberColumn)} >= {_next}
            """,
            row => row.GetString(0), cancel))
        {
            Add(id);
        }

        _next = next;
    }

    /// <summary>What this import made itself, up to the next number that will be handed out.</summary>
    public void Made(IEnumerable<string> ids, int next)
    {
        if (!IsOpen)
        {
            return;
        }

        foreach (var id in ids)
        {
            Add(id);
        }

        _next = next;
    }

    public bool MayExist(string id)
    {
        if (_bits is not { } bits)
        {
            return true;
        }

        var (at, step) = Places(id);
        for (var i = 0; i < Probes; i++, at += step)
        {
            var bit = at % ((uint)bits.Length * 64UL);
            if ((bits[bit >> 6] & (1UL << (int)(bit & 63))) == 0)
            {
                return false;
            }
        }

        return true;
    }

    private void Add(string id)
    {
        var (at, step) = Places(id);
        for (var i = 0; i < Probes; i++, at += step)
        {
            var bit = at % ((uint)_bits!.Length * 64UL);
            _bits[bit >> 6] |= 1UL << (int)(bit & 63);
        }
    }

    /// <summary>The first place and the step to the others; sums stay within 64 bits.</summary>
    private static (ulong At, ulong Step) Places(string id)
    {
        unchecked
        {
            // FNV-1a over the letters, then mixed so that all bits depend on all letters.
            var hash = 14695981039346656037UL;
            foreach (var letter in id)
            {
                hash = (hash ^ letter) * 1099511628211UL;
            }

            hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9;
            hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EB;
            hash ^= hash >> 31;
            return (hash >> 8, (hash * 0x9E3779B97F4A7C15 >> 40) | 1);
        }
    }
}
