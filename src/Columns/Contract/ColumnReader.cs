using System.Numerics;
using Marquee.Columns.Bits;
using Marquee.Columns.Kernels;
using Marquee.Columns.Segments;

namespace Marquee.Columns;

/// <summary>
/// A table as it stands at one version: nothing changes while this is held, so hold it shortly. Tests of rows write two
/// planes of bits, a bit per row of a shard: holds, and does not hold. A row that is in neither has no value there:
/// unknown, by the three-valued logic of Kleene. Readers run side by side; each is for one thread at a time.
/// </summary>
public sealed class ColumnReader : IDisposable
{
    private readonly ColumnTable _table;
    private bool _isDisposed;

    internal ColumnReader(ColumnTable table)
    {
        _table = table;
        Version = table.Version;
        Shards = table.ShardCount;
    }

    /// <summary>The version of the owner's change log that this is.</summary>
    public long Version { get; }

    /// <summary>How many shards of <see cref="ColumnsLimits.ShardRows"/> rows.</summary>
    public int Shards { get; }

    /// <summary>The texts of the table.</summary>
    public TextDictionary Texts => _table.Texts;

    /// <summary>A number of a row; null for unknown.</summary>
    public long? Number(int row, int column)
    {
        var kind = Kind(column);
        var (segment, at) = Find(row, column);
        return segment is null || !Words.Has(segment.Known, at) ? null
            : kind == ColumnKind.Number32 ? segment.Values<int>()[at]
            : kind == ColumnKind.Number64 ? segment.Values<long>()[at]
            : throw new ArgumentException($"The column {column} holds {kind}, not numbers.");
    }

    /// <summary>A text of a row; null for unknown.</summary>
    public string? Text(int row, int column)
    {
        Need(column, ColumnKind.Text);
        var (segment, at) = Find(row, column);
        return segment is null || !Words.Has(segment.Known, at) ? null : Texts[segment.Values<int>()[at]];
    }

    /// <summary>The texts of a row, ordered by when each was first seen; null for unknown.</summary>
    public IReadOnlyList<string>? TextsOf(int row, int column)
    {
        Need(column, ColumnKind.TextSet);
        var (segment, at) = Find(row, column);
        if (segment is null || !Words.Has(segment.Known, at))
        {
            return null;
        }

        var texts = new List<string>();
        foreach (var id in _table.Sets(column, row / ColumnsLimits.ShardRows)!.Of(at))
        {
            texts.Add(Texts[id]);
        }

        return texts;
    }

    /// <summary>Which rows of a shard there are.</summary>
    /// <param name="shard">The shard, from 0.</param>
    /// <param name="live">Where to, <see cref="ColumnsLimits.ShardWords"/> words.</param>
    public void Live(int shard, Span<ulong> live) => Spread(_table.LiveOf(Checked(shard, live)), live);

    /// <summary>Which rows of the whole table there are.</summary>
    public Bitmap Live()
    {
        var words = new ulong[ColumnsLimits.ShardWords * Shards];
        for (var shard = 0; shard < Shards; shard++)
        {
            Live(shard, words.AsSpan(shard * ColumnsLimits.ShardWords, ColumnsLimits.ShardWords));
        }

        return Bitmap.OfWords(words, 0);
    }

    /// <summary>Compares a column of numbers with a bound.</summary>
    /// <param name="shard">The shard, from 0.</param>
    /// <param name="column">The column.</param>
    /// <param name="comparison">How.</param>
    /// <param name="bound">With what; beyond the column's width it is what it says: nothing is equal to it.</param>
    /// <param name="holds">Where to, <see cref="ColumnsLimits.ShardWords"/> words.</param>
    /// <param name="fails">Where to, as many.</param>
    public void Compare(
        int shard, int column, Comparison comparison, long bound, Span<ulong> holds, Span<ulong> fails)
    {
        Checked(shard, holds, fails);
        var kind = Kind(column);
        if (Begin(shard, column, holds, fails) is not { } segment)
        {
            return;
        }

        if (kind == ColumnKind.Number64)
        {
            CompareKernel.Run(segment.Values<long>(), comparison, bound, holds, BestLanes.Of);
        }
        else if (kind != ColumnKind.Number32)
        {
            throw new ArgumentException($"The column {column} holds {kind}, not numbers.");
        }
        else if (bound is >= int.MinValue and <= int.MaxValue)
        {
            CompareKernel.Run(segment.Values<int>(), comparison, (int)bound, holds, BestLanes.Of);
        }
        else
        {
            holds[..(segment.Rows / 64)].Fill(comparison.Holds(0L.CompareTo(bound)) ? ulong.MaxValue : 0);
        }

        End(segment.Known, holds, fails);
    }

    /// <summary>
    /// Compares a column with another of the same rows times a factor, exactly:
    /// <c>column · denominator</c> with <c>other · numerator</c>.
    /// </summary>
    /// <param name="shard">The shard, from 0.</param>
    /// <param name="column">The column.</param>
    /// <param name="comparison">How.</param>
    /// <param name="other">The other column.</param>
    /// <param name="numerator">The factor's numerator.</param>
    /// <param name="denominator">The factor's denominator; above 0.</param>
    /// <param name="holds">Where to, <see cref="ColumnsLimits.ShardWords"/> words.</param>
    /// <param name="fails">Where to, as many.</param>
    public void CompareColumns(
        int shard, int column, Comparison comparison, int other, long numerator, long denominator, Span<ulong> holds,
        Span<ulong> fails)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(denominator);
        Checked(shard, holds, fails);
        var (kind, otherKind) = (Kind(column), Kind(other));
        holds.Clear();
        fails.Clear();
        if (_table.SegmentOf(column, shard) is not { } a || _table.SegmentOf(other, shard) is not { } b)
        {
            return;
        }

        var words = Math.Min(a.Rows, b.Rows) / 64;
        Words.Apply<AndOp>(a.Known[..words], b.Known[..words], fails);
        var rows = fails[..words];
        var into = holds[..words];
        switch (kind, otherKind)
        {
            case (ColumnKind.Number32, ColumnKind.Number32):
                FactorKernel.Run(a.Values<int>(), b.Values<int>(), comparison, numerator, denominator, rows, into);
                break;
            case (ColumnKind.Number32, ColumnKind.Number64):
                FactorKernel.Run(a.Values<int>(), b.Values<long>(), comparison, numerator, denominator, rows, into);
                break;
            case (ColumnKind.Number64, ColumnKind.Number32):
                FactorKernel.Run(a.Values<long>(), b.Values<int>(), comparison, numerator, denominator, rows, into);
                break;
            case (ColumnKind.Number64, ColumnKind.Number64):
                FactorKernel.Run(a.Values<long>(), b.Values<long>(), comparison, numerator, denominator, rows, into);
                break;
            default:
                throw new ArgumentException($"The columns {column} and {other} hold {kind} and {otherKind}.");
        }

        Words.Apply<AndNotOp>(rows, into, rows);
    }

    /// <summary>The words of a list of texts, for <see cref="In"/>; texts that no row has are left out.</summary>
    public ulong[] ListOf(IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var words = new ulong[Words.For(Texts.Count)];
        foreach (var text in texts)
        {
            if (Texts.TryFind(text, out var id) && id >> 6 < words.Length)
            {
                Words.Put(words, id, true);
            }
        }

        return words;
    }

    /// <summary>
    /// Looks the texts of a column up in a list. Of a column of sets, whether any of a row's texts is on it, or all of
    /// them are; a row with no text at all has none on it, and all of its texts are.
    /// </summary>
    /// <param name="shard">The shard, from 0.</param>
    /// <param name="column">The column.</param>
    /// <param name="list">What <see cref="ListOf"/> gave.</param>
    /// <param name="all">For sets: all of them, not any.</param>
    /// <param name="holds">Where to, <see cref="ColumnsLimits.ShardWords"/> words.</param>
    /// <param name="fails">Where to, as many.</param>
    public void In(
        int shard, int column, ReadOnlySpan<ulong> list, bool all, Span<ulong> holds, Span<ulong> fails)
    {
        Checked(shard, holds, fails);
        var kind = Kind(column);
        if (Begin(shard, column, holds, fails) is not { } segment)
        {
            return;
        }

        if (kind == ColumnKind.Text)
        {
            MemberKernel.Run(segment.Values<int>(), list, holds);
        }
        else if (kind == ColumnKind.TextSet)
        {
            MemberKernel.Run(_table.Sets(column, shard)!, segment.Known, list, all, holds);
        }
        else
        {
            throw new ArgumentException($"The column {column} holds {kind}, not texts.");
        }

        End(segment.Known, holds, fails);
    }

    /// <summary>
    /// Rolls rows up to what they belong to: a parent is marked when at least one of its rows is. All of a parent's
    /// rows hold when it is not marked by those that fail or are unknown.
    /// </summary>
    /// <param name="shard">The shard of the rows.</param>
    /// <param name="parent">A column of 32-bit numbers: the dense id of a row's parent.</param>
    /// <param name="rows">The rows of the shard, <see cref="ColumnsLimits.ShardWords"/> words.</param>
    /// <param name="parents">A bit per parent of the whole table of parents; bits are set and none is cleared.</param>
    /// <exception cref="ArgumentException">A parent is beyond <paramref name="parents"/>.</exception>
    public void MarkParents(int shard, int parent, ReadOnlySpan<ulong> rows, Span<ulong> parents)
    {
        Need(parent, ColumnKind.Number32);
        Checked(shard, rows);
        if (_table.SegmentOf(parent, shard) is not { } segment)
        {
            return;
        }

        var known = segment.Known;
        var ids = segment.Values<int>();
        for (var w = 0; w < known.Length; w++)
        {
            for (var left = rows[w] & known[w]; left != 0; left &= left - 1)
            {
                var id = ids[(w * 64) + BitOperations.TrailingZeroCount(left)];
                if (id < 0 || id >> 6 >= parents.Length)
                {
                    throw new ArgumentException(
                        $"The parent {id} is beyond the {parents.Length * 64L} there is room for.");
                }

                parents[id >> 6] |= 1UL << (id & 63);
            }
        }
    }

    /// <summary>Lets the table change again.</summary>
    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _table.EndRead();
        }
    }

    private static void Spread(Segment? segment, Span<ulong> into)
    {
        into.Clear();
        segment?.Known.CopyTo(into);
    }

    // Clears what a shorter segment does not reach; null when nothing is known of the shard.
    private Segment? Begin(int shard, int column, Span<ulong> holds, Span<ulong> fails)
    {
        var segment = _table.SegmentOf(column, shard);
        var words = (segment?.Rows ?? 0) / 64;
        holds[words..].Clear();
        fails[words..].Clear();
        return segment;
    }

    // From "the test holds of what stands there" to "it holds" and "it fails of what is known".
    private static void End(ReadOnlySpan<ulong> known, Span<ulong> holds, Span<ulong> fails)
    {
        var kept = holds[..known.Length];
        Words.Apply<AndNotOp>(known, kept, fails);
        Words.Apply<AndOp>(known, kept, kept);
    }

    private ColumnKind Kind(int column)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, _table.Schema.Columns.Count);
        return _table.Schema.Columns[column].Kind;
    }

    private void Need(int column, ColumnKind kind)
    {
        if (Kind(column) != kind)
        {
            throw new ArgumentException($"The column {column} holds {Kind(column)}, not {kind}.");
        }
    }

    private int Checked(int shard, ReadOnlySpan<ulong> first, ReadOnlySpan<ulong> second)
    {
        if (second.Length != ColumnsLimits.ShardWords)
        {
            throw new ArgumentException($"{second.Length} words; a shard has {ColumnsLimits.ShardWords}.");
        }

        return Checked(shard, first);
    }

    private int Checked(int shard, ReadOnlySpan<ulong> words)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(shard);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(shard, Shards);
        return words.Length == ColumnsLimits.ShardWords
            ? shard
            : throw new ArgumentException($"{words.Length} words; a shard has {ColumnsLimits.ShardWords}.");
    }

    private (Segment? Segment, int At) Find(int row, int column)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        var (shard, at) = Math.DivRem(row, ColumnsLimits.ShardRows);
        var segment = shard < Shards ? _table.SegmentOf(column, shard) : null;
        return (segment is not null && at < segment.Rows ? segment : null, at);
    }
}
