namespace Marquee.Trade;

/// <summary>Who may pay for a discount. Stored by name: members are never renamed.</summary>
public enum FunderKind
{
    /// <summary>The marketplace itself.</summary>
    Platform,
    /// <summary>The merchant whose line it is.</summary>
    Merchant,
    /// <summary>A brand that pays for goods other people sell.</summary>
    Brand,
}

/// <summary>One payer of discounts.</summary>
/// <param name="Kind">What sort of payer.</param>
/// <param name="Id">The merchant's external id or the brand's name; empty for the platform.</param>
public sealed record Funder(FunderKind Kind, string Id)
{
    /// <summary>The marketplace itself.</summary>
    public static Funder Platform { get; } = new(FunderKind.Platform, "");

    /// <summary>The merchant of that external id.</summary>
    public static Funder Merchant(string id) => new(FunderKind.Merchant, id);

    /// <summary>The brand of that name.</summary>
    public static Funder Brand(string name) => new(FunderKind.Brand, name);
}
