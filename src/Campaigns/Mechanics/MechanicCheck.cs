using System.Globalization;
using Marquee.Kernel;

namespace Marquee.Campaigns.Mechanics;

/// <summary>Checks what was filled in for a mechanic against its schema, and fills in defaults. Pure.</summary>
internal static class MechanicCheck
{
    /// <summary>The spec with defaults, or every field that is wrong.</summary>
    /// <param name="mechanic">The kind.</param>
    /// <param name="sent">What was filled in.</param>
    /// <param name="path">Where it stands in the request.</param>
    public static Result<MechanicSpec> Check(IMechanic mechanic, MechanicSpec sent, string path)
    {
        var wrong = new List<FieldError>();
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var name in sent.Names.Where(name => mechanic.Fields.All(field => field.Name != name)))
        {
            wrong.Add(new FieldError(
                $"{path}.{name}", $"is no field of {mechanic.Name}",
                Convert.ToString(sent[name], CultureInfo.InvariantCulture),
                string.Join(", ", mechanic.Fields.Select(field => field.Name))));
        }

        foreach (var field in mechanic.Fields)
        {
            var value = sent[field.Name] ?? Widened(field.Default);
            if (value is null)
            {
                if (field.Required)
                {
                    wrong.Add(new FieldError($"{path}.{field.Name}", "is missing", null, Accepted(field)));
                }
            }
            else if (Fits(field, value))
            {
                values.Add(field.Name, value);
            }
            else
            {
                wrong.Add(new FieldError(
                    $"{path}.{field.Name}", "does not fit", Convert.ToString(value, CultureInfo.InvariantCulture),
                    Accepted(field)));
            }
        }

        var spec = new MechanicSpec(values);
        if (wrong.Count == 0)
        {
            wrong.AddRange(mechanic.Validate(spec).Select(error => error with { Path = $"{path}.{error.Path}" }));
        }

        return wrong.Count > 0 ? new InvalidRequest([.. wrong.Take(100)]) : spec;
    }

    private static object? Widened(object? value) => value is int number ? (long)number : value;

    private static bool Fits(FieldSchema field, object value) => field.Kind switch
    {
        FieldKind.Integer or FieldKind.Money or FieldKind.Percent or FieldKind.Period =>
            value is long number && number >= (field.Min ?? Floor(field.Kind))
                && number <= (field.Max ?? Ceiling(field.Kind)),
        FieldKind.Choice => value is string name && field.Choices?.Any(choice => choice.Name == name) == true,
        FieldKind.Text => value is string text && text.Length >= (field.Min ?? 0)
            && text.Length <= Math.Min(field.Max ?? Limits.MechanicText, Limits.MechanicText),
    };

    private static long Floor(FieldKind kind) => kind == FieldKind.Integer ? long.MinValue : 0;

    // A share above all of it, or an amount above what a price may be, is a slip of the pen.
    private static long Ceiling(FieldKind kind) => kind switch
    {
        FieldKind.Percent => 10_000,
        FieldKind.Money => Limits.PriceMinor,
        FieldKind.Integer or FieldKind.Period or FieldKind.Choice or FieldKind.Text => long.MaxValue,
    };

    private static string Accepted(FieldSchema field) => field.Kind switch
    {
        FieldKind.Choice => string.Join(", ", field.Choices?.Select(choice => choice.Name) ?? []),
        FieldKind.Text => string.Create(CultureInfo.InvariantCulture,
            $"a text of {field.Min ?? 0} to {LongestOf(field)} characters"),
        FieldKind.Integer or FieldKind.Money or FieldKind.Percent or FieldKind.Period =>
            string.Create(CultureInfo.InvariantCulture,
            $"a whole number from {LowestOf(field)} to {HighestOf(field)}{Unit(field.Kind)}"),
    };

    private static long LowestOf(FieldSchema field) => field.Min ?? Floor(field.Kind);

    private static long HighestOf(FieldSchema field) => field.Max ?? Ceiling(field.Kind);

    private static long LongestOf(FieldSchema field) => Math.Min(field.Max ?? Limits.MechanicText, Limits.MechanicText);

    private static string Unit(FieldKind kind) => kind switch
    {
        FieldKind.Money => " minor units",
        FieldKind.Percent => " basis points",
        FieldKind.Period => " seconds",
        FieldKind.Integer or FieldKind.Choice or FieldKind.Text => "",
    };
}
