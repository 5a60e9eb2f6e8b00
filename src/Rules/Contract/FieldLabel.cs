namespace Marquee.Rules;

/// <summary>
/// All that a field's text depends on, as published with a rule: a later change of a label changes no published text.
/// </summary>
/// <param name="Name">The field's name.</param>
/// <param name="Type">The field's type.</param>
/// <param name="Scale">Decimal digits of the stored integer.</param>
/// <param name="LabelZh">The label in Chinese.</param>
/// <param name="LabelEn">The label in English.</param>
/// <param name="UnitZh">The unit in Chinese; empty for none.</param>
/// <param name="UnitEn">The unit in English; empty for none.</param>
/// <param name="Topic">What the field is about.</param>
public sealed record FieldLabel(
    string Name,
    FieldType Type,
    int Scale,
    string LabelZh,
    string LabelEn,
    string UnitZh,
    string UnitEn,
    FieldTopic Topic)
{
    /// <summary>The label in a language.</summary>
    public string Label(Language language) => language == Language.Zh ? LabelZh : LabelEn;

    /// <summary>The unit in a language.</summary>
    public string Unit(Language language) => language == Language.Zh ? UnitZh : UnitEn;

    internal static FieldLabel Of(FieldDeclaration field) =>
        new(field.Name, field.Type, field.Scale, field.LabelZh, field.LabelEn, field.UnitZh, field.UnitEn, field.Topic);
}
