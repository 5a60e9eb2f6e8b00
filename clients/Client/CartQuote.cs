using System.Text.Json.Serialization;

namespace Marquee.Client;

/// <summary>A cart to price.</summary>
/// <param name="Lines">1 to 100 lines, each SKU once.</param>
/// <param name="Shopper">Whose wallet counts; null prices for anybody.</param>
/// <param name="Grants">The coupons to use; null takes what saves most, an empty list takes none.</param>
public sealed record CartToQuote(
    IReadOnlyList<CartToQuoteLine> Lines, string? Shopper = null, IReadOnlyList<Guid>? Grants = null);

/// <summary>A line of a cart to price.</summary>
/// <param name="Sku">The SKU's external id.</param>
/// <param name="Quantity">Pieces.</param>
public sealed record CartToQuoteLine(string Sku, int Quantity);

/// <summary>
/// A cart with its price and why it is that price. The lines' payables are the total; it reserves nothing.
/// </summary>
/// <param name="Revision">The offers it was priced with.</param>
/// <param name="At">When it was priced, on the tenant's clock.</param>
/// <param name="Gross">The lines before discounts.</param>
/// <param name="Discount">All discounts.</param>
/// <param name="Payable">What it costs.</param>
/// <param name="Lines">The lines.</param>
/// <param name="Steps">The discounts in the order in which they were taken off.</param>
/// <param name="NotApplied">What did not apply, why, and what would make it apply.</param>
/// <param name="Problems">Lines that cannot be bought; they are left out of the sums.</param>
public sealed record CartQuote(
    string Revision, DateTimeOffset At, Money Gross, Money Discount, Money Payable,
    IReadOnlyList<QuotedLine> Lines, IReadOnlyList<QuoteStep> Steps, IReadOnlyList<NotAppliedOffer> NotApplied,
    IReadOnlyList<QuoteProblem> Problems);

/// <summary>A priced line.</summary>
/// <param name="Sku">The SKU's external id.</param>
/// <param name="Item">The item's external id.</param>
/// <param name="Merchant">The merchant's external id.</param>
/// <param name="Quantity">Pieces.</param>
/// <param name="UnitPrice">One piece before discounts.</param>
/// <param name="Gross">Quantity times unit price.</param>
/// <param name="Payable">What the line costs.</param>
/// <param name="Steps">What was taken off it, and who pays for that: the shares that an order tells.</param>
/// <param name="RoundId">The round it is bought under; null outside any.</param>
public sealed record QuotedLine(
    string Sku, string Item, string Merchant, int Quantity, Money UnitPrice, Money Gross, Money Payable,
    IReadOnlyList<LineStep> Steps, Guid? RoundId = null);

/// <summary>What one offer took off one line.</summary>
/// <param name="OfferId">The offer.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Off">What it took off.</param>
/// <param name="Funders">Who pays: exactly <paramref name="Off"/> in all.</param>
/// <param name="GrantId">The coupon, if it was one.</param>
/// <param name="SourceId">What costs are added up by: an order that is told names it too.</param>
public sealed record LineStep(
    string OfferId, string Kind, Money Off, IReadOnlyList<FunderAmount> Funders, Guid? GrantId = null,
    Guid? SourceId = null);

/// <summary>What one funder pays.</summary>
/// <param name="Funder">Who.</param>
/// <param name="Amount">How much.</param>
public sealed record FunderAmount(Funder Funder, Money Amount);

/// <summary>What one offer took off the whole cart.</summary>
/// <param name="OfferId">The offer.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Off">What it took off.</param>
/// <param name="Left">What the cart costs after it.</param>
/// <param name="Why">A sentence: what was reached and what it gives.</param>
/// <param name="Merchant">The shop whose offer it is; null for others.</param>
public sealed record QuoteStep(
    string OfferId, string Kind, Wording Name, Money Off, Money Left, Wording Why, string? Merchant = null);

/// <summary>What did not apply.</summary>
/// <param name="OfferId">The offer.</param>
/// <param name="Code">Why, as a stable code.</param>
/// <param name="Why">Why, as a sentence.</param>
/// <param name="Change">The smallest change that would make it apply; null when nothing would.</param>
/// <param name="Missing">The amount to add, where that would do.</param>
public sealed record NotAppliedOffer(
    string OfferId, string Code, Wording Why, Wording? Change = null, Money? Missing = null);

/// <summary>A line that cannot be bought.</summary>
/// <param name="Sku">The SKU.</param>
/// <param name="Code">Why, as a stable code.</param>
/// <param name="Why">Why, as a sentence.</param>
public sealed record QuoteProblem(string Sku, string Code, Wording Why);

/// <summary>A text in both languages.</summary>
/// <param name="Zh">Chinese.</param>
/// <param name="En">English.</param>
public sealed record Wording([property: JsonPropertyName("zh-CN")] string Zh, string En);
