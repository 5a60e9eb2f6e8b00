using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Marquee.Columns.Segments;

/// <summary>
/// The files of a table. The manifest names them all; it is replaced by one renaming, and files that neither it nor its
/// predecessor names are removed afterwards.
/// </summary>
internal sealed class TableFiles(string directory, ColumnSchema schema)
{
    private const string ManifestName = "manifest.json";
    private Manifest _last = new("", 0, 0, null, []);

    /// <summary>What was saved last; false when there is nothing, or nothing that can be taken.</summary>
    public bool TryLoad([NotNullWhen(true)] out SavedTable? saved, out string? leftOut)
    {
        saved = null;
        leftOut = null;
        if (!File.Exists(In(ManifestName)))
        {
            return false;
        }

        var opened = new List<Segment>();
        try
        {
            var manifest = ReadManifest();
            if (manifest.Schema != schema.Signature)
            {
                leftOut = "The columns were others when it was saved.";
                return false;
            }

            saved = Load(manifest, opened);
            _last = manifest;
            return true;
        }
        catch (Exception e)
            when (e is InvalidDataException or IOException or JsonException or UnauthorizedAccessException)
        {
            leftOut = e.Message;
            opened.ForEach(segment => segment.Dispose());
            return false;
        }
    }

    /// <summary>Writes what changed and makes it what counts.</summary>
    public void Save(SavedTable table)
    {
        var generation = _last.Generation + 1;
        var known = _last.Files.ToDictionary(file => (file.Column, file.Shard, file.IsSet), file => file.Name);
        var files = new List<ManifestFile>();
        var written = new List<Action>();
        for (var shard = 0; shard < table.Live.Count; shard++)
        {
            Keep(ManifestFile.Live, shard, table.Live[shard]);
            for (var column = 0; column < table.Segments.Count; column++)
            {
                Keep(column, shard, shard < table.Segments[column].Count ? table.Segments[column][shard] : null);
                KeepSets(column, shard, shard < table.Sets[column].Count ? table.Sets[column][shard] : null);
            }
        }

        var texts = Name("texts", generation);
        WriteTexts(In(texts), table.Texts);
        var manifest = new Manifest(schema.Signature, table.Version, generation, texts, files);
        Replace(manifest);
        written.ForEach(mark => mark());
        Clean(manifest);
        _last = manifest;

        void Keep(int column, int shard, Segment? segment)
        {
            if (segment is null)
            {
                return;
            }

            if (segment.IsDirty || !known.TryGetValue((column, shard, false), out var name))
            {
                name = Name($"{column}-{shard}", generation);
                SegmentFile.Write(In(name), segment.Rows, segment.Bytes);
                written.Add(() => segment.IsDirty = false);
            }

            files.Add(new ManifestFile(column, shard, false, name));
        }

        void KeepSets(int column, int shard, SetSegment? sets)
        {
            if (sets is null)
            {
                return;
            }

            if (sets.IsDirty || !known.TryGetValue((column, shard, true), out var name))
            {
                var (starts, ids) = sets.Fold();
                name = Name($"{column}-{shard}-sets", generation);
                SegmentFile.Write(
                    In(name), starts.Length, MemoryMarshal.AsBytes(starts.AsSpan()),
                    MemoryMarshal.AsBytes(ids.AsSpan()));
                written.Add(() => sets.IsDirty = false);
            }

            files.Add(new ManifestFile(column, shard, true, name));
        }
    }

    private static string Name(string what, long generation) =>
        string.Create(CultureInfo.InvariantCulture, $"{what}.{generation}.seg");

    private string In(string name) => Path.Combine(directory, name);

    private Manifest ReadManifest()
    {
        var text = File.ReadAllText(In(ManifestName));
        var line = text.IndexOf('\n', StringComparison.Ordinal);
        if (line != 8 || text[..line] != ChecksumOf(text[(line + 1)..]))
        {
            throw new InvalidDataException("The manifest does not have its checksum.");
        }

        return JsonSerializer.Deserialize<Manifest>(text[(line + 1)..])
            ?? throw new InvalidDataException("The manifest is empty.");
    }

    private void Replace(Manifest manifest)
    {
        var text = JsonSerializer.Serialize(manifest);
        var next = In(ManifestName + ".next");
        using (var file = new FileStream(next, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            file.Write(Encoding.UTF8.GetBytes($"{ChecksumOf(text)}\n{text}"));
            file.Flush(flushToDisk: true);
        }

        File.Move(next, In(ManifestName), overwrite: true);
    }

    private static string ChecksumOf(string text) =>
        SegmentFile.Checksum(0, Encoding.UTF8.GetBytes(text)).ToString("x8", CultureInfo.InvariantCulture);

    // The manifest before stays whole: should the renaming be lost with the power, it is the one that counts.
    private void Clean(Manifest manifest)
    {
        var kept = manifest.Files.Concat(_last.Files).Select(file => file.Name)
            .Append(manifest.Texts).Append(_last.Texts).ToHashSet();
        foreach (var path in Directory.EnumerateFiles(directory, "*.seg"))
        {
            if (!kept.Contains(Path.GetFileName(path)))
            {
                File.Delete(path);
            }
        }
    }

    private SavedTable Load(Manifest manifest, List<Segment> opened)
    {
        var texts = ReadTexts(manifest.Texts);
        var live = new List<Segment?>();
        List<Segment?>[] segments = [.. schema.Columns.Select(_ => new List<Segment?>())];
        List<SetSegment?>[] sets = [.. schema.Columns.Select(_ => new List<SetSegment?>())];
        foreach (var file in manifest.Files)
        {
            if (file.Column is < ManifestFile.Live || file.Column >= schema.Columns.Count
                || file.Shard is < 0 or >= ColumnsLimits.Rows / ColumnsLimits.ShardRows)
            {
                throw new InvalidDataException($"{file.Name} is of no column or shard of the table.");
            }

            if (file.IsSet)
            {
                At(sets[file.Column], file.Shard, LoadSets(file.Name, texts.Count));
                continue;
            }

            var width = file.Column == ManifestFile.Live ? 0 : ColumnTable.WidthOf(schema.Columns[file.Column].Kind);
            var (rows, memory) = SegmentFile.Map(In(file.Name));
            var segment = new Segment(width, rows, memory);
            opened.Add(segment);
            if (rows > ColumnsLimits.ShardRows || rows % 65_536 != 0
                || memory.Length != Segment.LengthOf(width, rows))
            {
                throw new InvalidDataException($"{file.Name} has {memory.Length} bytes for {rows} rows.");
            }

            At(file.Column == ManifestFile.Live ? live : segments[file.Column], file.Shard, segment);
        }

        return new SavedTable(manifest.Version, texts, live, segments, sets);
    }

    private static void At<T>(List<T?> list, int place, T value)
        where T : class
    {
        while (list.Count <= place)
        {
            list.Add(null);
        }

        list[place] = value;
    }

    private SetSegment LoadSets(string name, int texts)
    {
        var (count, memory) = SegmentFile.Map(In(name));
        using (memory)
        {
            var numbers = MemoryMarshal.Cast<byte, int>(memory.Bytes);
            var sets = new SetSegment();
            return count <= numbers.Length
                && sets.TryLoad(numbers[..count].ToArray(), numbers[count..].ToArray(), texts)
                ? sets
                : throw new InvalidDataException($"The sets of {name} do not fit together.");
        }
    }

    private static void WriteTexts(string path, TextDictionary texts)
    {
        using var content = new MemoryStream();
        using (var writer = new BinaryWriter(content, Encoding.UTF8, leaveOpen: true))
        {
            for (var id = 0; id < texts.Count; id++)
            {
                writer.Write(texts[id]);
            }
        }

        SegmentFile.Write(path, texts.Count, content.ToArray());
    }

    private TextDictionary ReadTexts(string? name)
    {
        var texts = new TextDictionary();
        if (name is null)
        {
            return texts;
        }

        var (count, memory) = SegmentFile.Map(In(name));
        using (memory)
        using (var reader = new BinaryReader(new MemoryStream(memory.Bytes.ToArray()), Encoding.UTF8))
        {
            for (var id = 0; id < count; id++)
            {
                if (texts.Add(reader.ReadString()) != id)
                {
                    throw new InvalidDataException($"{name} has a text twice.");
                }
            }
        }

        return texts;
    }

    private sealed record Manifest(
        string Schema, long Version, long Generation, string? Texts, IReadOnlyList<ManifestFile> Files);

    private sealed record ManifestFile(int Column, int Shard, bool IsSet, string Name)
    {
        /// <summary>Which rows there are, beside the columns.</summary>
        public const int Live = -1;
    }
}
