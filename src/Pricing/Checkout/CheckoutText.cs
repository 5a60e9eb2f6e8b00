using System.Security.Cryptography;
using System.Text;
using Marquee.Kernel;
using Marquee.Pricing.Quotes;
using Marquee.Trade;

namespace Marquee.Pricing.Checkout;

/// <summary>Keys and digests of checkout requests.</summary>
internal static class CheckoutText
{
    /// <summary>What is wrong with a request key; null when nothing is.</summary>
    public static InvalidRequest? WrongKey(string key) =>
        key.Length is 0 or > PricingLimits.RequestKeyLength || key.Any(c => c is < '!' or > '~')
            ? new InvalidRequest(
                "requestKey", "is no request key", key,
                $"1 to {PricingLimits.RequestKeyLength} visible ASCII characters")
            : null;

    /// <summary>
    /// What makes two requests the same: the lines in any order, the coupons, the total that was shown.
    /// </summary>
    public static string HashOf(Cart cart, long? shownMinor) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(MarqueeJson.Text(new
        {
            lines = cart.Lines.OrderBy(line => line.SkuNo),
            grants = cart.Grants?.Order(),
            shownMinor,
        }))));
}

/// <summary>A checkout quote on the wire.</summary>
internal sealed record CheckoutView(
    Id<CheckoutQuote> Id, CheckoutStatus Status, DateTimeOffset ExpiresAt, QuoteView Quote, Id<Order>? OrderId)
{
    public static CheckoutView Of(CheckoutQuote quote) =>
        new(quote.Id, quote.Status, quote.ExpiresAt, QuoteView.Of(quote.Quote), quote.OrderId);
}
