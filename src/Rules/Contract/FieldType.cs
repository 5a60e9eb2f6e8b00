namespace Marquee.Rules;

/// <summary>
/// What a field's values are. Every numeric type is a scaled 64-bit integer: the stored number is the real value times
/// ten to the power of the field's scale. There are no floats.
/// </summary>
public enum FieldType
{
    /// <summary>A number of things; scale 0.</summary>
    Count,
    /// <summary>
    /// An amount in minor units of the tenant's currency; scale and unit come from the currency, not from the
    /// declaration.
    /// </summary>
    Money,
    /// <summary>A share, shown as a percentage: at scale 4, 800 is 8 %. Scale 2 to 9.</summary>
    Ratio,
    /// <summary>
    /// A price as a share of another price: at scale 4, 9000 is 9折 in Chinese and 90 % in English. Scale 2 to 9.
    /// </summary>
    Discount,
    /// <summary>
    /// Any other number with a fixed number of decimals: a score of 4.6 at scale 1 is 46. Scale 0 to 9.
    /// </summary>
    Number,
    /// <summary>A calendar day in the tenant's zone, as days since 1970-01-01.</summary>
    Date,
    /// <summary>An instant, as whole minutes since 1970-01-01T00:00Z.</summary>
    Instant,
    /// <summary>Yes or no, as 1 or 0.</summary>
    Flag,
    /// <summary>One text out of a set: a category, a brand, a city. Compared ordinally.</summary>
    Text,
    /// <summary>A set of texts: tags, services. Compared ordinally.</summary>
    TextSet,
    /// <summary>
    /// The dense number of one related object (<see cref="FieldDeclaration.RelatedTo"/>). Not for clauses: it is the
    /// hop itself.
    /// </summary>
    Reference,
    /// <summary>
    /// The dense numbers of all related objects: the SKUs of an item. Not for clauses: quantifiers run over it.
    /// </summary>
    References,
}
