using System.Text.RegularExpressions;

namespace Marquee.Rules.Text;

/// <summary>Whether a declaration is sound by itself.</summary>
internal static partial class DeclarationCheck
{
    public static string? Problem(FieldDeclaration field)
    {
        if (!Name().IsMatch(field.Name) || !field.Name.StartsWith(field.Entity.Name + ".", StringComparison.Ordinal))
        {
            return $"the name must be '{field.Entity.Name}.' and lower-case words of a–z, 0–9 and underscore, "
                + "separated by dots.";
        }

        if (Range(field) is var (min, max) && (field.Scale < min || field.Scale > max))
        {
            return $"scale {field.Scale} does not fit {field.Type}: {min} to {max}.";
        }

        if (field.IsReference != field.RelatedTo is not null)
        {
            return "references, and only they, name the entity they lead to.";
        }

        if (field.Min > field.Max)
        {
            return "the smallest bound is above the largest one.";
        }

        return field.Owner.Length == 0 ? "the owner is missing."
            : field.Freshness <= TimeSpan.Zero ? "freshness must be positive."
            : null;
    }

    private static (int Min, int Max) Range(FieldDeclaration field) => field.Type switch
    {
        FieldType.Ratio or FieldType.Discount => (2, Limits.MaxScale),
        FieldType.Number or FieldType.Money => (0, Limits.MaxScale),
        FieldType.Count or FieldType.Date or FieldType.Instant or FieldType.Flag or FieldType.Text or FieldType.TextSet
            or FieldType.Reference or FieldType.References => (0, 0),
    };

    [GeneratedRegex(@"^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$", RegexOptions.CultureInvariant)]
    private static partial Regex Name();
}
