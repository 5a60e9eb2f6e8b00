using System.Globalization;

namespace Marquee.Rules;

/// <summary>Whether a field's value can be relied on.</summary>
public enum FieldState
{
    /// <summary>There is no value. Never a reason to refuse: what depends on it is unknown.</summary>
    Missing,
    /// <summary>There is a value, but it is older than the field allows. What depends on it is unknown.</summary>
    Stale,
    /// <summary>The value is known and fresh.</summary>
    Known,
}

/// <summary>
/// One value of one field of one object: known, missing or stale, with the instant it stood and where it came from.
/// The default is a missing value. Immutable; a set or key list handed in is copied.
/// </summary>
public readonly struct FieldValue
{
    private readonly long _number;
    private readonly object? _content;

    private FieldValue(FieldState state, long number, object? content, DateTimeOffset? asOf, string? source)
    {
        State = state;
        _number = number;
        _content = content;
        AsOf = asOf;
        Source = source;
    }

    /// <summary>Known, missing or stale.</summary>
    public FieldState State { get; }

    /// <summary>The instant at which the value stood; null when the owner does not say.</summary>
    public DateTimeOffset? AsOf { get; }

    /// <summary>Where the value came from, for the reason: a feed, an import, a table of the owner.</summary>
    public string? Source { get; }

    /// <summary>Whether the value is known and fresh.</summary>
    public bool IsKnown => State == FieldState.Known;

    /// <summary>Whether there is a value at all, fresh or stale.</summary>
    public bool HasValue => State != FieldState.Missing;

    /// <summary>
    /// The scaled integer, the flag as 1 or 0, or the key of a reference. Meaningless for texts and sets.
    /// </summary>
    public long Number => _number;

    /// <summary>The text; null unless this is a text.</summary>
    public string? Text => _content as string;

    /// <summary>The members in ordinal order without repeats; null unless this is a set of texts.</summary>
    public IReadOnlyList<string>? Set => _content as string[];

    /// <summary>The keys; null unless this is a list of references.</summary>
    public IReadOnlyList<int>? Keys => _content as int[];

    internal string[]? Members => _content as string[];

    /// <summary>No value.</summary>
    public static FieldValue Missing(string? source = null) => new(FieldState.Missing, 0, null, null, source);

    /// <summary>A known scaled integer.</summary>
    public static FieldValue Of(long number, DateTimeOffset? asOf = null, string? source = null) =>
        new(FieldState.Known, number, null, asOf, source);

    /// <summary>A known flag.</summary>
    public static FieldValue Of(bool flag, DateTimeOffset? asOf = null, string? source = null) =>
        new(FieldState.Known, flag ? 1 : 0, null, asOf, source);

    /// <summary>A known text.</summary>
    public static FieldValue Of(string text, DateTimeOffset? asOf = null, string? source = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(FieldState.Known, 0, text, asOf, source);
    }

    /// <summary>A known set of texts; may be empty, which is something else than missing.</summary>
    public static FieldValue Of(IEnumerable<string> members, DateTimeOffset? asOf = null, string? source = null) =>
        new(FieldState.Known, 0, members.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray(), asOf,
            source);

    /// <summary>A known list of related objects, in the order given; may be empty.</summary>
    public static FieldValue Of(IEnumerable<int> keys, DateTimeOffset? asOf = null, string? source = null) =>
        new(FieldState.Known, 0, keys.ToArray(), asOf, source);

    /// <summary>The same value, known to be too old to rely on. A missing value stays missing.</summary>
    public FieldValue AsStale() => State == FieldState.Missing ? this
        : new(FieldState.Stale, _number, _content, AsOf, Source);

    /// <summary>
    /// The same value, stale if it stood longer ago than the field allows. Values without an instant do not age.
    /// </summary>
    public FieldValue AgedBy(TimeSpan? freshness, DateTimeOffset now) =>
        freshness is { } limit && AsOf is { } asOf && now - asOf > limit ? AsStale() : this;

    /// <summary>Whether the content is of the kind the type asks for. Missing fits every type.</summary>
    public bool Fits(FieldType type) => State == FieldState.Missing || type switch
    {
        FieldType.Text => _content is string,
        FieldType.TextSet => _content is string[],
        FieldType.References => _content is int[],
        FieldType.Flag => _content is null && _number is 0 or 1,
        FieldType.Reference => _content is null && _number is >= 0 and <= int.MaxValue,
        FieldType.Count or FieldType.Money or FieldType.Ratio or FieldType.Discount or FieldType.Number
            or FieldType.Date or FieldType.Instant => _content is null,
    };

    /// <summary>For logs and tests.</summary>
    public override string ToString() => State == FieldState.Missing ? "missing"
        : (State == FieldState.Stale ? "stale " : "") + _content switch
        {
            null => _number.ToString(CultureInfo.InvariantCulture),
            string text => text,
            string[] set => "{" + string.Join(", ", set) + "}",
            int[] keys => "[" + string.Join(", ", keys) + "]",
            _ => "?",
        };
}
