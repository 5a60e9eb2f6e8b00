namespace Marquee.Pricing.Engine;

/// <summary>A cart with its price. Lines by SKU number; steps in the order they were taken off.</summary>
/// <param name="Lines">The lines.</param>
/// <param name="Steps">What each offer took off the cart.</param>
/// <param name="NotApplied">What did not apply.</param>
internal sealed record Priced(
    IReadOnlyList<PricedLine> Lines, IReadOnlyList<CartStep> Steps, IReadOnlyList<OfferNotApplied> NotApplied)
{
    /// <summary>The lines before discounts.</summary>
    public long GrossMinor => Lines.Sum(line => line.GrossMinor);

    /// <summary>What it costs.</summary>
    public long PayableMinor => Lines.Sum(line => line.PayableMinor);

    /// <summary>All discounts.</summary>
    public long DiscountMinor => GrossMinor - PayableMinor;
}

/// <summary>A priced line.</summary>
/// <param name="Line">What was priced.</param>
/// <param name="RoundId">The round whose offer came first on it: that of its item price, else of a threshold; null
/// outside any.</param>
/// <param name="ItemOfferId">The offer of its item price.</param>
/// <param name="Steps">What was taken off, in order.</param>
internal sealed record PricedLine(PriceLine Line, Guid? RoundId, string? ItemOfferId, IReadOnlyList<PriceStep> Steps)
{
    /// <summary>Quantity times unit price.</summary>
    public long GrossMinor => Line.UnitMinor * Line.Quantity;

    /// <summary>What it costs after all steps.</summary>
    public long PayableMinor => Steps.Count == 0 ? GrossMinor : Steps[^1].LeftMinor;
}
