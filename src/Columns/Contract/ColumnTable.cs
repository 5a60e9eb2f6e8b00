using Marquee.Columns.Segments;

namespace Marquee.Columns;

/// <summary>
/// Columns of one table of dense rows, kept in memory and in the files of a directory. The table is derived: its owner
/// has the truth and a change log, and brings the table to a version of that log piece by piece (<see cref="Apply"/>).
/// What was saved is there again after a crash, at the version of the saving; what is damaged is noticed and left out,
/// and the table begins anew at version 0.
/// </summary>
/// <remarks>
/// Thread-safe. One piece is applied at a time; readers see a piece whole or not at all. A table costs memory for the
/// chunks of 65,536 rows that have values, mapped from the files where nothing changed since.
/// </remarks>
public sealed class ColumnTable : IDisposable
{
    private readonly Gate _gate = new();
    private readonly Lock _writer = new();
    private readonly TableFiles _files;
    private readonly List<Segment?>[] _segments;
    private readonly List<SetSegment?>[] _sets;
    private readonly List<Segment?> _live = [];
    private long _version;
    private bool _isDisposed;

    private ColumnTable(string directory, ColumnSchema schema)
    {
        Schema = schema;
        _files = new TableFiles(directory, schema);
        _segments = [.. schema.Columns.Select(_ => new List<Segment?>())];
        _sets = [.. schema.Columns.Select(_ => new List<SetSegment?>())];
    }

    /// <summary>The columns.</summary>
    public ColumnSchema Schema { get; }

    /// <summary>The texts of all columns.</summary>
    public TextDictionary Texts { get; private set; } = new();

    /// <summary>The version of the owner's change log that the table is at; 0 when it holds nothing.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>
    /// Why what the directory held was not taken: another schema, a damaged file; null when it was, or when there was
    /// nothing. The owner then fills the table from the beginning.
    /// </summary>
    public string? LeftOut { get; private set; }

    internal int ShardCount => _live.Count;

    /// <summary>Opens the table of a directory; makes it when there is none.</summary>
    /// <param name="directory">The directory, for this table and this process alone.</param>
    /// <param name="schema">The columns. A directory of another schema is left out and overwritten.</param>
    /// <exception cref="IOException">The directory cannot be read or written.</exception>
    public static ColumnTable Open(string directory, ColumnSchema schema)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        ArgumentNullException.ThrowIfNull(schema);
        Directory.CreateDirectory(directory);
        var table = new ColumnTable(directory, schema);
        if (table._files.TryLoad(out var saved, out var leftOut))
        {
            table.Take(saved);
        }

        table.LeftOut = leftOut;
        return table;
    }

    /// <summary>
    /// Applies a piece of the change log. A piece that the table has already (it is at <see cref="ColumnChanges.To"/>
    /// or further) changes nothing, so pieces may be repeated.
    /// </summary>
    /// <returns>Whether the table is now at least at <see cref="ColumnChanges.To"/>; false when a piece in between is
    /// missing, and then nothing changed.</returns>
    /// <exception cref="ArgumentException">The piece is for another schema.</exception>
    public bool Apply(ColumnChanges changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        if (!ReferenceEquals(changes.Schema, Schema) && changes.Schema.Signature != Schema.Signature)
        {
            throw new ArgumentException("The changes are for a table of other columns.");
        }

        lock (_writer)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (changes.To <= _version)
            {
                return true;
            }

            if (changes.From > _version)
            {
                return false;
            }

            _gate.EnterWrite();
            try
            {
                foreach (var change in changes.Changes)
                {
                    Put(change);
                }

                Interlocked.Exchange(ref _version, changes.To);
            }
            finally
            {
                _gate.ExitWrite();
            }

            return true;
        }
    }

    /// <summary>
    /// Reads the table at its present version; nothing changes until the reader is disposed of. Waits while a piece is
    /// being applied.
    /// </summary>
    public ColumnReader Read()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _gate.EnterRead();
        return new ColumnReader(this);
    }

    /// <summary>
    /// Makes the present version durable: only what changed since the last saving is written, and the step from one
    /// saving to the next is one renaming, so a crash leaves this one or the one before. Readers go on meanwhile.
    /// </summary>
    /// <exception cref="IOException">The directory cannot be written; what was saved before stands.</exception>
    public void Save()
    {
        lock (_writer)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _gate.EnterWrite();
            try
            {
                foreach (var set in _sets.SelectMany(column => column))
                {
                    set?.Fold();
                }
            }
            finally
            {
                _gate.ExitWrite();
            }

            // The writer's lock keeps everything as it is; readers may read beside this.
            _files.Save(new SavedTable(_version, Texts, _live, _segments, _sets));
        }
    }

    /// <summary>Forgets everything: version 0, no rows, no texts. Files stand until the next saving.</summary>
    public void Clear()
    {
        lock (_writer)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            _gate.EnterWrite();
            try
            {
                Drop();
                Texts = new TextDictionary();
                Interlocked.Exchange(ref _version, 0);
            }
            finally
            {
                _gate.ExitWrite();
            }
        }
    }

    /// <summary>Lets go of memory and files, once all readers have ended. What was not saved is gone.</summary>
    public void Dispose()
    {
        lock (_writer)
        {
            if (_isDisposed)
            {
                return;
            }

            _gate.EnterWrite();
            _isDisposed = true;
            Drop();
            _gate.ExitWrite();
        }
    }

    internal void EndRead() => _gate.ExitRead();

    internal Segment? SegmentOf(int column, int shard) =>
        shard < _segments[column].Count ? _segments[column][shard] : null;

    internal SetSegment? Sets(int column, int shard) => shard < _sets[column].Count ? _sets[column][shard] : null;

    internal Segment? LiveOf(int shard) => _live[shard];

    internal static int WidthOf(ColumnKind kind) => kind switch
    {
        ColumnKind.Number32 or ColumnKind.Text => 4,
        ColumnKind.Number64 => 8,
        ColumnKind.TextSet => 0,
    };

    private void Put(in ColumnChanges.Change change)
    {
        var (shard, row) = Math.DivRem(change.Row, ColumnsLimits.ShardRows);
        if (change.Column == ColumnChanges.Change.Whole)
        {
            if (shard < _live.Count)
            {
                Remove(shard, row);
            }

            return;
        }

        Room(_live, shard, 0).Put(row, 1);
        var kind = Schema.Columns[change.Column].Kind;
        var segment = Room(_segments[change.Column], shard, WidthOf(kind));
        switch (kind)
        {
            case ColumnKind.Number32 or ColumnKind.Number64:
                segment.Put(row, change.Number);
                break;
            case ColumnKind.Text:
                segment.Put(row, change.Texts is [var text] ? Texts.Add(text) : null);
                break;
            case ColumnKind.TextSet:
                segment.Put(row, change.Texts is null ? null : 1);
                RoomForSets(change.Column, shard).Put(row, IdsOf(change.Texts));
                break;
        }
    }

    private void Remove(int shard, int row)
    {
        _live[shard]?.Put(row, null);
        for (var column = 0; column < _segments.Length; column++)
        {
            SegmentOf(column, shard)?.Put(row, null);
            Sets(column, shard)?.Put(row, null);
        }
    }

    private int[]? IdsOf(string[]? texts)
    {
        if (texts is null)
        {
            return null;
        }

        int[] ids = [.. texts.Select(Texts.Add).Distinct()];
        Array.Sort(ids);
        return ids;
    }

    private Segment Room(List<Segment?> segments, int shard, int width)
    {
        while (segments.Count <= shard)
        {
            segments.Add(null);
        }

        // Every shard up to the last has its rows, so that they count alike in every column.
        while (_live.Count <= shard)
        {
            _live.Add(null);
        }

        return segments[shard] ??= new Segment(width);
    }

    private SetSegment RoomForSets(int column, int shard)
    {
        while (_sets[column].Count <= shard)
        {
            _sets[column].Add(null);
        }

        return _sets[column][shard] ??= new SetSegment();
    }

    private void Take(SavedTable saved)
    {
        _version = saved.Version;
        Texts = saved.Texts;
        _live.AddRange(saved.Live);
        for (var column = 0; column < _segments.Length; column++)
        {
            _segments[column].AddRange(saved.Segments[column]);
            _sets[column].AddRange(saved.Sets[column]);
        }
    }

    private void Drop()
    {
        foreach (var segment in _segments.SelectMany(column => column).Concat(_live))
        {
            segment?.Dispose();
        }

        _live.Clear();
        foreach (var column in _segments)
        {
            column.Clear();
        }

        foreach (var column in _sets)
        {
            column.Clear();
        }
    }
}
