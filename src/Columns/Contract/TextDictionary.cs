using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Marquee.Columns;

/// <summary>
/// The texts of a table, numbered from 0 in the order in which they were first seen. A number is never given to another
/// text. Thread-safe for readers beside one writer.
/// </summary>
public sealed class TextDictionary
{
    private readonly ConcurrentDictionary<string, int> _ids = new(StringComparer.Ordinal);
    private string[] _texts = new string[64];
    private int _count;

    internal TextDictionary()
    {
    }

    /// <summary>How many texts.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>The number of a text; false when no row ever had it.</summary>
    public bool TryFind(string text, out int id) => _ids.TryGetValue(text, out id);

    /// <summary>The text of a number.</summary>
    [SuppressMessage("Usage", "CA2201", Justification = "An index is out of range here as in any list.")]
    public string this[int id] => id >= 0 && id < Count ? Volatile.Read(ref _texts)[id]
        : throw new IndexOutOfRangeException($"There is no text {id}; there are {Count}.");

    internal int Add(string text)
    {
        if (_ids.TryGetValue(text, out var known))
        {
            return known;
        }

        if (_count == ColumnsLimits.Texts)
        {
            throw new InvalidOperationException($"A table has at most {ColumnsLimits.Texts} different texts.");
        }

        if (_count == _texts.Length)
        {
            var wider = new string[_texts.Length * 2];
            _texts.CopyTo(wider, 0);
            Volatile.Write(ref _texts, wider);
        }

        _texts[_count] = text;
        Volatile.Write(ref _count, _count + 1);
        _ids[text] = _count - 1;
        return _count - 1;
    }
}
