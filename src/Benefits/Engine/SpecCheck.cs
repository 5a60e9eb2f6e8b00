using Marquee.Campaigns;
using Marquee.Kernel;

namespace Marquee.Benefits.Engine;

/// <summary>Checks a spec that was filled in directly against its type's schema, and fills in defaults.</summary>
internal static class SpecCheck
{
    /// <summary>The spec with its defaults, or what is wrong with it; paths begin with <c>spec.</c></summary>
    public static Result<MechanicSpec> Complete(IBenefitType type, MechanicSpec spec) =>
        Complete(type.Name, type.Fields, type.Validate, spec, "spec.");

    /// <summary>The same for any form.</summary>
    /// <param name="name">What the form is of.</param>
    /// <param name="fields">Its fields.</param>
    /// <param name="validate">What does not fit together; asked once every field is right by itself.</param>
    /// <param name="spec">What was filled in.</param>
    /// <param name="prefix">What paths begin with.</param>
    public static Result<MechanicSpec> Complete(
        string name, IReadOnlyList<FieldSchema> fields, Func<MechanicSpec, IReadOnlyList<FieldError>> validate,
        MechanicSpec spec, string prefix)
    {
        var wrong = new List<FieldError>();
        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var other in spec.Names.Where(other => fields.All(field => field.Name != other)))
        {
            wrong.Add(new FieldError(
                other, $"is no field of a {name}", $"{spec[other]}",
                string.Join(", ", fields.Select(field => field.Name))));
        }

        foreach (var field in fields)
        {
            if ((spec[field.Name] ?? field.Default) is { } value)
            {
                values.Add(field.Name, value);
                if (WrongWith(field, value) is { } error)
                {
                    wrong.Add(error);
                }
            }
            else if (field.Required)
            {
                wrong.Add(new FieldError(field.Name, "is needed", null, AcceptedBy(field)));
            }
        }

        var complete = new MechanicSpec(values);
        if (wrong.Count == 0)
        {
            wrong.AddRange(validate(complete));
        }

        return wrong.Count == 0
            ? complete
            : new InvalidRequest([.. wrong.Select(error => error with { Path = prefix + error.Path })]);
    }

    private static FieldError? WrongWith(FieldSchema field, object value)
    {
        var fits = (field.Kind, value) switch
        {
            (FieldKind.Choice, string name) => field.Choices?.Any(choice => choice.Name == name) == true,
            (FieldKind.Text, string text) =>
                text.Length >= (field.Min ?? 0) && text.Length <= (field.Max ?? 500) && !text.Any(char.IsControl)
                && text.Trim().Length == text.Length,
            (FieldKind.Integer or FieldKind.Money or FieldKind.Percent or FieldKind.Period, long number) =>
                number >= (field.Min ?? long.MinValue) && number <= (field.Max ?? long.MaxValue),
            _ => false,
        };
        return fits ? null : new FieldError(field.Name, "is not accepted", $"{value}", AcceptedBy(field));
    }

    private static string AcceptedBy(FieldSchema field) => field.Kind switch
    {
        FieldKind.Choice => string.Join(", ", field.Choices?.Select(choice => choice.Name) ?? []),
        FieldKind.Text => $"a text of {field.Min ?? 0} to {field.Max ?? 500} characters, no blanks around it",
        FieldKind.Integer or FieldKind.Money or FieldKind.Percent or FieldKind.Period =>
            $"a whole number from {field.Min} to {field.Max}",
    };
}
