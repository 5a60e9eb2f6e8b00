using Marquee.Kernel;

namespace Marquee.Campaigns;

/// <summary>
/// A kind of mechanic (玩法): what an operator can switch on for a round. The module that knows what it means registers
/// it (<c>services.AddSingleton&lt;IMechanic, …&gt;()</c>): Pricing those that become offers, Benefits those that
/// become coupons or draws. Campaigns checks what is filled in and keeps it. Implementations are stateless and
/// thread-safe.
/// </summary>
public interface IMechanic : INamed
{
    /// <summary>What people call it.</summary>
    Texts Label { get; }

    /// <summary>One sentence about what it does for the shopper.</summary>
    Texts Summary { get; }

    /// <summary>The fields of its form, constant for its lifetime. At most 20.</summary>
    IReadOnlyList<FieldSchema> Fields { get; }

    /// <summary>
    /// What is wrong with a spec beyond its schema: fields that do not fit each other. Called after the schema was met.
    /// Never throws; paths are field names.
    /// </summary>
    IReadOnlyList<FieldError> Validate(MechanicSpec spec);
}

/// <summary>What a field of a form holds.</summary>
public enum FieldKind
{
    /// <summary>A whole number.</summary>
    Integer,
    /// <summary>An amount in minor units of the tenant's currency, as a whole number.</summary>
    Money,
    /// <summary>A share in basis points: 1,000 is 10 %.</summary>
    Percent,
    /// <summary>A length of time in whole seconds.</summary>
    Period,
    /// <summary>One of the choices, by name.</summary>
    Choice,
    /// <summary>A text.</summary>
    Text,
}

/// <summary>One choice of a field of kind <see cref="FieldKind.Choice"/>.</summary>
/// <param name="Name">The stable name.</param>
/// <param name="Label">What people call it.</param>
public sealed record FieldChoice(string Name, Texts Label);

/// <summary>One field of a form: enough to draw it and to check it.</summary>
/// <param name="Name">The stable name, lowerCamelCase: the member of the spec.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Label">What people call it.</param>
/// <param name="Required">Whether it must be there when it has no default.</param>
/// <param name="Min">The smallest number, or the shortest text.</param>
/// <param name="Max">The largest number, or the longest text (at most 500).</param>
/// <param name="Default">
/// The value when nothing is filled in: a <see cref="long"/> or a <see cref="string"/>; null for none.
/// </param>
/// <param name="Choices">The choices; empty for other kinds.</param>
/// <param name="Help">A sentence beside the field; null for none.</param>
public sealed record FieldSchema(
    string Name,
    FieldKind Kind,
    Texts Label,
    bool Required = true,
    long? Min = null,
    long? Max = null,
    object? Default = null,
    IReadOnlyList<FieldChoice>? Choices = null,
    Texts? Help = null);
