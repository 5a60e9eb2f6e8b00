using Marquee.Kernel;
using Marquee.Rules.Text;

namespace Marquee.Rules;

/// <summary>
/// What may follow a field in a condition, for an editor: the kind and comparison as in <c>rule.v1</c>, and the phrase
/// in both languages.
/// </summary>
/// <param name="Kind">The kind of condition.</param>
/// <param name="Op">The comparison; null where the kind has none.</param>
/// <param name="TextZh">The phrase in Chinese.</param>
/// <param name="TextEn">The phrase in English.</param>
public sealed record OperatorView(string Kind, string? Op, string TextZh, string TextEn);

/// <summary>A field as an editor offers it. Serializable as JSON.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="Entity">Whose field it is.</param>
/// <param name="Type">What the values are.</param>
/// <param name="Scale">Decimal digits of the stored integer.</param>
/// <param name="LabelZh">The label in Chinese.</param>
/// <param name="LabelEn">The label in English.</param>
/// <param name="UnitZh">The unit shown after a number in Chinese.</param>
/// <param name="UnitEn">The unit shown after a number in English.</param>
/// <param name="Owner">The module that owns the data.</param>
/// <param name="Topic">What it is about.</param>
/// <param name="OnlyInQuantifier">Whether it may be asked inside a quantifier over SKUs only.</param>
/// <param name="Min">The smallest bound accepted; null for none.</param>
/// <param name="Max">The largest bound accepted; null for none.</param>
/// <param name="Operators">What may follow it.</param>
/// <param name="ComparableWith">Names of the fields it can be compared with by a factor.</param>
public sealed record FieldView(
    string Name,
    string Entity,
    FieldType Type,
    int Scale,
    string LabelZh,
    string LabelEn,
    string UnitZh,
    string UnitEn,
    string Owner,
    FieldTopic Topic,
    bool OnlyInQuantifier,
    long? Min,
    long? Max,
    IReadOnlyList<OperatorView> Operators,
    IReadOnlyList<string> ComparableWith)
{
    /// <summary>The fields a rule about that entity may ask for, by name.</summary>
    public static IReadOnlyList<FieldView> For(Entity root, FieldCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(catalog);
        var fields = catalog.Fields.Where(field => catalog.IsReachable(root, field, true)).ToList();
        return [.. fields.Select(field => Of(root, field, fields, catalog))];
    }

    private static FieldView Of(Entity root, FieldDeclaration field, List<FieldDeclaration> fields,
        FieldCatalog catalog)
    {
        var label = FieldLabel.Of(field);
        var comparable = !field.IsNumeric ? [] : fields.Where(other => other != field && other.Type == field.Type
            && other.UnitZh == field.UnitZh && other.UnitEn == field.UnitEn).Select(other => other.Name);
        return new FieldView(
            field.Name, field.Entity.Name, field.Type, field.Scale, field.LabelZh, field.LabelEn,
            Literals.Shape(label, Language.Zh).Unit, Literals.Shape(label, Language.En).Unit, field.Owner, field.Topic,
            !catalog.IsReachable(root, field, false), field.Min, field.Max, OperatorsOf(field.Type), [.. comparable]);
    }

    private static IReadOnlyList<OperatorView> OperatorsOf(FieldType type)
    {
        var (zh, en) = (Phrases.Zh, Phrases.En);
        return type switch
        {
            FieldType.Flag => [new("is_flag", null, zh.Yes, en.Yes)],
            FieldType.Text => [new("one_of", null, zh.OneOf, en.OneOf)],
            FieldType.TextSet =>
                [new("has_any", null, zh.HasAny, en.HasAny), new("has_all", null, zh.HasAll, en.HasAll)],
            FieldType.Reference or FieldType.References => [],
            FieldType.Count or FieldType.Money or FieldType.Ratio or FieldType.Discount or FieldType.Number
                or FieldType.Date or FieldType.Instant =>
            [
                .. Enum.GetValues<CompareOp>().Select(op =>
                    new OperatorView("compare", EnumText.Of(op), zh.OpsFor(type)[op], en.OpsFor(type)[op])),
                new("between", null, zh.BetweenOpen, en.BetweenOpen),
            ],
        };
    }
}
