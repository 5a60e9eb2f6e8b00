using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Marquee.Kernel;

namespace Marquee.Catalog.Imports.Files;

/// <summary>Reads the fields of one row as values and collects everything that is wrong with them.</summary>
internal sealed class RowParser(CallContext call, Chunk chunk)
{
    private static readonly string[] InstantForms =
        ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'",
            "yyyy-MM-dd'T'HH:mm:ss.FFFFFFzzz"];

    private readonly List<Fault> _faults = [];
    private int _row;

    public Chunk Chunk => chunk;

    public void Begin(int row)
    {
        _row = row;
        _faults.Clear();
    }

    /// <summary>The row as refused, if anything was wrong with it.</summary>
    public RefusedRow? Refused => _faults.Count == 0 ? null : chunk.Refuse(_row, [.. _faults]);

    public bool Has(int column) => chunk.Field(_row, column).Length > 0;

    public void Add(Fault fault)
    {
        if (_faults.Count < CatalogLimits.ErrorsPerRow)
        {
            _faults.Add(fault);
        }
    }

    /// <summary>A text; null when empty.</summary>
    public string? Text(int column, int length = CatalogLimits.TextLength)
    {
        var field = chunk.Field(_row, column);
        if (field.Length == 0)
        {
            return null;
        }

        if (field.IndexOfAnyInRange((byte)0, (byte)8) >= 0 || field.IndexOfAnyInRange((byte)14, (byte)31) >= 0)
        {
            Add(new Fault("catalog.bad_text", Name(column), Value(column)));
            return null;
        }

        var text = Encoding.UTF8.GetString(field);
        if (text.Length > length)
        {
            Add(new Fault("catalog.too_long", Name(column), Value(column), $"{length}"));
            return null;
        }

        return text;
    }

    /// <summary>A text that must be there.</summary>
    public string Required(int column, int length = CatalogLimits.TextLength)
    {
        if (!Has(column))
        {
            Add(new Fault("catalog.required", Name(column)));
            return "";
        }

        return Text(column, length) ?? "";
    }

    /// <summary>An external id that must be there.</summary>
    public string Id(int column) => Required(column, KernelLimits.ExternalIdLength);

    /// <summary>A whole number within bounds; null when empty.</summary>
    public long? Number(int column, long least, long most)
    {
        var field = chunk.Field(_row, column);
        if (field.Length == 0)
        {
            return null;
        }

        if (!Utf8Parser.TryParse(field, out long number, out var used) || used != field.Length)
        {
            // A number beyond 64 bits is a number all the same, only out of range.
            var digits = field.TrimStart("+-"u8);
            var code = digits.Length > 0 && digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0
                ? "catalog.out_of_range" : "catalog.not_a_number";
            Add(new Fault(code, Name(column), Value(column), $"{least}–{most}"));
            return null;
        }

        if (number < least || number > most)
        {
            Add(new Fault("catalog.out_of_range", Name(column), Value(column), $"{least}–{most}"));
            return null;
        }

        return number;
    }

    public int? Small(int column, int least, int most) => (int?)Number(column, least, most);

    /// <summary>True or false; null when empty.</summary>
    public bool? Flag(int column)
    {
        var field = chunk.Field(_row, column);
        switch (field)
        {
            case []:
                return null;
            case [(byte)'1'] or [(byte)'t' or (byte)'T', ..] when field is [(byte)'1']
                || Ascii.EqualsIgnoreCase(field, "true"u8):
                return true;
            case [(byte)'0'] or [(byte)'f' or (byte)'F', ..] when field is [(byte)'0']
                || Ascii.EqualsIgnoreCase(field, "false"u8):
                return false;
            default:
                Add(new Fault("catalog.not_a_flag", Name(column), Value(column)));
                return null;
        }
    }

    /// <summary>A member of an enumeration by its stored name; null when empty.</summary>
    public T? Choice<T>(int column, params IReadOnlyList<T> accepted) where T : struct, Enum
    {
        if (!Has(column))
        {
            return null;
        }

        if (EnumText.TryParse<T>(chunk.Text(_row, column), out var member) && accepted.Contains(member))
        {
            return member;
        }

        Add(new Fault("catalog.not_a_choice", Name(column), Value(column), string.Join(
            ", ", accepted.Select(m => EnumText.Of(m)))));
        return null;
    }

    /// <summary>
    /// An instant, or a day, which begins at its first instant in the tenant's zone; null when empty.
    /// </summary>
    public DateTimeOffset? Instant(int column)
    {
        if (!Has(column))
        {
            return null;
        }

        var text = chunk.Text(_row, column);
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return call.StartOf(day);
        }

        if (DateTimeOffset.TryParseExact(
            text, InstantForms, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant))
        {
            return instant;
        }

        Add(new Fault("catalog.not_an_instant", Name(column), Value(column)));
        return null;
    }

    /// <summary>Texts separated by a bar; empty when empty.</summary>
    public string[] List(int column, char separator, int most)
    {
        if (Text(column, CatalogLimits.TextLength * 10) is not { } text)
        {
            return [];
        }

        var parts = text.Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length > most)
        {
            Add(new Fault("catalog.out_of_range", Name(column), $"{parts.Length}", $"0–{most}"));
        }

        return [.. parts.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The currency must be the tenant's where it is said.</summary>
    public void Currency(int column)
    {
        if (Has(column) && chunk.Text(_row, column) != call.Tenant.Currency)
        {
            Add(new Fault("catalog.wrong_currency", Name(column), Value(column), call.Tenant.Currency));
        }
    }

    /// <summary>Which columns an adapter derived.</summary>
    public string[] Derived(int column)
    {
        var names = List(column, ',', chunk.Columns.Count);
        foreach (var name in names)
        {
            if (!chunk.Columns.Contains(name))
            {
                Add(new Fault("catalog.unknown_column", Name(column), name));
            }
        }

        return names;
    }

    public string Value(int column)
    {
        var text = Chunk.Readable(chunk.Field(_row, column));
        return text[..Math.Min(text.Length, CatalogLimits.ValueLength)];
    }

    private string Name(int column) => chunk.Columns[column];
}
