using Marquee.Rules;

namespace Marquee.Catalog.Fields;

/// <summary>Values of the catalogue: what was never told is missing.</summary>
internal static class Known
{
    private const string Owner = "catalog";

    public static FieldValue Number(long? value, DateTimeOffset? asOf = null) =>
        value is { } number ? FieldValue.Of(number, asOf, Owner) : FieldValue.Missing(Owner);

    public static FieldValue Text(string? value) =>
        value is { } text ? FieldValue.Of(text, source: Owner) : FieldValue.Missing(Owner);
}
