using Marquee.Benefits;
using Marquee.Kernel;
using Marquee.Trade;

namespace Marquee.Pricing.Quotes;

/// <summary>A quote on the wire: external ids and amounts with their currency.</summary>
internal sealed record QuoteView(
    string Revision, DateTimeOffset At, Money Gross, Money Discount, Money Payable, IReadOnlyList<QuoteLineView> Lines,
    IReadOnlyList<CartStepView> Steps, IReadOnlyList<NotAppliedView> NotApplied, IReadOnlyList<FunderView> Funders,
    IReadOnlyList<ProblemView> Problems)
{
    public static QuoteView Of(Quote quote)
    {
        return new QuoteView(
            quote.Revision, quote.At, M(quote.GrossMinor), M(quote.DiscountMinor), M(quote.PayableMinor),
            [.. quote.Lines.Select(LineOf)],
            [
                .. quote.Steps.Select(s => new CartStepView(
                    s.Layer, s.OfferId, s.Kind, s.Name, s.MerchantId, M(s.OffMinor), M(s.LeftMinor), s.Why)),
            ],
            [
                .. quote.NotApplied.Select(n => new NotAppliedView(
                    n.Layer, n.OfferId, n.Kind, n.Name, n.SkuId, n.Code, n.Why, n.Change,
                    n.MissingMinor is { } missing ? M(missing) : null, n.Quantity)),
            ],
            [.. quote.Funders.Select(f => new FunderView(f.Funder, M(f.AmountMinor)))],
            [.. quote.Problems.Where(p => p.SkuId is not null).Select(p => new ProblemView(p.SkuId!, p.Code, p.Why))]);

        Money M(long minor) => new(minor, quote.Currency);

        QuoteLineView LineOf(QuotedLine line) => new(
            line.SkuId, line.ItemId, line.MerchantId, line.MerchantName, line.Title, line.Spec, line.Image,
            line.Quantity,
            M(line.UnitPriceMinor), line.ReferenceMinor is { } reference ? M(reference) : null, M(line.GrossMinor),
            M(line.PayableMinor), line.RoundId,
            [
                .. line.Steps.Select(s => new StepView(
                    s.Layer, s.OfferId, s.Kind, s.Name, M(s.OffMinor), M(s.LeftMinor),
                    [.. s.Shares.Select(share => new FunderView(share.Funder, M(share.AmountMinor)))],
                    s.GrantId is { } grant ? new Id<Grant>(grant) : null, s.SourceId)),
            ]);
    }
}

/// <summary>A line of a <see cref="QuoteView"/>.</summary>
internal sealed record QuoteLineView(
    string Sku, string Item, string Merchant, string MerchantName, string Title, string Spec, string? Image,
    int Quantity,
    Money UnitPrice, Money? ReferencePrice, Money Gross, Money Payable, Guid? RoundId, IReadOnlyList<StepView> Steps);

/// <summary>What an offer took off a line.</summary>
internal sealed record StepView(
    PriceLayer Layer, string OfferId, string Kind, Texts Name, Money Off, Money Left, IReadOnlyList<FunderView> Funders,
    Id<Grant>? GrantId, Guid? SourceId);

/// <summary>What an offer took off the cart.</summary>
internal sealed record CartStepView(
    PriceLayer Layer, string OfferId, string Kind, Texts Name, string? Merchant, Money Off, Money Left, Texts Why);

/// <summary>What did not apply.</summary>
internal sealed record NotAppliedView(
    PriceLayer Layer, string OfferId, string Kind, Texts Name, string? Sku, string Code, Texts Why, Texts? Change,
    Money? Missing, int? Quantity);

/// <summary>What a funder pays.</summary>
internal sealed record FunderView(Funder Funder, Money Amount);

/// <summary>A line that cannot be bought.</summary>
internal sealed record ProblemView(string Sku, string Code, Texts Why);
