using Marquee.Catalog;
using Marquee.Kernel;
using Marquee.Pricing.Offers;
using Marquee.Pricing.Quotes;
using Marquee.Trade;

namespace Marquee.Pricing.Checkout;

/// <summary>The contract, over the same slices that the routes use.</summary>
internal sealed class PricingContract(
    PublicPrices prices, QuoteCart quotes, HoldCheckout holds, PlaceCheckout checkouts, CheckoutStore store,
    OfferSnapshots snapshots, ICatalog catalog) : IPricing
{
    public Task<IReadOnlyList<PublicPrice>> PublicPricesAsync(
        CallContext call, IReadOnlyList<int> skuNos, CancellationToken cancel) => prices.RunAsync(call, skuNos, cancel);

    public Task<Result<Quote>> QuoteAsync(CallContext call, Cart cart, CancellationToken cancel) =>
        quotes.RunAsync(call, cart, cancel);

    public async Task<Result<CheckoutQuote>> HoldAsync(
        CallContext call, string requestKey, Cart cart, long? shownMinor, CancellationToken cancel)
    {
        var shoppers = cart.ShopperNo is { } no ? await catalog.GetShoppersAsync(call, [no], cancel) : null;
        return shoppers?.Values.SingleOrDefault() is { } shopper
            ? await holds.RunAsync(call, requestKey, cart, shopper.Id, shownMinor, cancel)
            : new InvalidRequest("shopper", "is missing or unknown", cart.ShopperNo, "the shopper who buys");
    }

    public Task<Result<Order>> CheckoutAsync(
        CallContext call, string requestKey, Id<CheckoutQuote> quoteId, int shopperNo, CancellationToken cancel) =>
        checkouts.RunAsync(call, requestKey, quoteId, shopperNo, cancel);

    public Task<Result<CheckoutQuote>> FindAsync(
        CallContext call, Id<CheckoutQuote> quoteId, int shopperNo, CancellationToken cancel) =>
        checkouts.FindAsync(call, quoteId, shopperNo, cancel);

    public async Task<Result<Quote>> ReplayAsync(CallContext call, Id<CheckoutQuote> quoteId, CancellationToken cancel)
    {
        if (await store.FindAsync(call, quoteId, cancel) is not { Quote: not null } row)
        {
            return new Unknown("checkout quote", quoteId.ToString());
        }

        var offers = await snapshots.GetAsync(call, row.Input.Revision, cancel);
        return row.Input.Price(offers.For(row.Input.Goods));
    }

    public async Task<string> RevisionAsync(CallContext call, CancellationToken cancel) =>
        (await snapshots.GetAsync(call, cancel)).Revision;
}
