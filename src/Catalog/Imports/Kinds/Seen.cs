namespace Marquee.Catalog.Imports.Kinds;

/// <summary>
/// Which rows and items a file has named so far, as bits by dense number: ten million SKUs are little more than a
/// megabyte. What a chunk adds is stored with the chunk, so a restarted import knows as much as the one before it.
/// </summary>
internal sealed class Seen
{
    private readonly Bits _rows = new();
    private readonly Bits _items = new();
    private readonly List<int> _newRows = [];
    private readonly List<int> _newItems = [];

    public IReadOnlyList<int> NewRows => _newRows;

    public IReadOnlyList<int> NewItems => _newItems;

    public bool HasRow(int number) => _rows.Has(number);

    public bool HasItem(int number) => _items.Has(number);

    public void AddRow(int number)
    {
        if (_rows.Add(number))
        {
            _newRows.Add(number);
        }
    }

    public void AddItem(int number)
    {
        if (_items.Add(number))
        {
            _newItems.Add(number);
        }
    }

    /// <summary>Takes back what was stored.</summary>
    public void Restore(IEnumerable<(int First, int Last)> rows, IEnumerable<(int First, int Last)> items)
    {
        foreach (var (first, last) in rows)
        {
            _rows.AddRange(first, last);
        }

        foreach (var (first, last) in items)
        {
            _items.AddRange(first, last);
        }
    }

    /// <summary>What was new is stored.</summary>
    public void Stored()
    {
        _newRows.Clear();
        _newItems.Clear();
    }

    private sealed class Bits
    {
        private ulong[] _words = new ulong[1024];

        public bool Has(int number) =>
            number >> 6 < _words.Length && (_words[number >> 6] & (1UL << (number & 63))) != 0;

        public bool Add(int number)
        {
            if (Has(number))
            {
                return false;
            }

            if (number >> 6 >= _words.Length)
            {
                Array.Resize(ref _words, Math.Max(_words.Length * 2, (number >> 6) + 1));
            }

            _words[number >> 6] |= 1UL << (number & 63);
            return true;
        }

        public void AddRange(int first, int last)
        {
            for (var number = first; number <= last; number++)
            {
                Add(number);
            }
        }
    }
}
