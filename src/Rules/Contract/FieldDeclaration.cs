namespace Marquee.Rules;

/// <summary>
/// A field that rules may ask for. Declared by the module that owns the data; Rules never fetches anything itself.
/// </summary>
/// <param name="Name">
/// The stable name, <c>entity.field</c> in lower case: <c>item.sales_30d</c>. Stored in rules: never renamed or given
/// another meaning.
/// </param>
/// <param name="Entity">Whose field it is. The name starts with the entity's name and a dot.</param>
/// <param name="Type">What the values are.</param>
/// <param name="Scale">
/// Decimal digits of the stored integer. For money, dates, flags and texts pass 0: it is not used.
/// </param>
/// <param name="LabelZh">
/// The label in Chinese text. No label may be the beginning of another one in the same language.
/// </param>
/// <param name="LabelEn">The label in English text, lower case.</param>
/// <param name="UnitZh">
/// The unit after a number in Chinese text (件, 天, 分); empty for none. Not used for money, ratios, dates and texts.
/// </param>
/// <param name="UnitEn">The unit after a number in English text (units, days); empty for none.</param>
/// <param name="Owner">The module that owns the data, as shown with a reason.</param>
/// <param name="Freshness">How old a value may be before it counts as stale; null when values do not age.</param>
/// <param name="RelatedTo">For references: the entity whose dense numbers the values are.</param>
/// <param name="Topic">What the field is about; names the class of a hidden clause.</param>
/// <param name="Min">The smallest bound that makes sense in a clause (scaled); null for no lower end.</param>
/// <param name="Max">The largest bound that makes sense in a clause (scaled); null for no upper end.</param>
public sealed record FieldDeclaration(
    string Name,
    Entity Entity,
    FieldType Type,
    int Scale,
    string LabelZh,
    string LabelEn,
    string UnitZh,
    string UnitEn,
    string Owner,
    TimeSpan? Freshness = null,
    Entity? RelatedTo = null,
    FieldTopic Topic = FieldTopic.Basic,
    long? Min = null,
    long? Max = null)
{
    /// <summary>The label in a language.</summary>
    public string Label(Language language) => language == Language.Zh ? LabelZh : LabelEn;

    /// <summary>Whether values are scaled integers that have an order.</summary>
    public bool IsNumeric => Type is FieldType.Count or FieldType.Money or FieldType.Ratio or FieldType.Discount
        or FieldType.Number or FieldType.Date or FieldType.Instant;

    /// <summary>Whether the field is a hop to other objects instead of something to compare.</summary>
    public bool IsReference => Type is FieldType.Reference or FieldType.References;
}
