using Marquee.Kernel;
using Marquee.Pricing.Offers;
using Marquee.Pricing.Quotes;
using Marquee.Trade;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Pricing.Checkout;

/// <summary>A held quote becomes an order, at exactly the price it says.</summary>
internal sealed class PlaceCheckout(
    CheckoutStore store, CheckoutDriver driver, ITrade trade, Takedowns takedowns, OfferSnapshots snapshots)
{
    internal sealed record Body(string RequestKey, Id<CheckoutQuote> QuoteId, string? Shopper = null);

    public static void Map(IEndpointRouteBuilder serve)
    {
        serve.MapPost("/checkouts", HandleAsync).AllowShopper().WithName(nameof(PlaceCheckout))
            .WithSummary("Turns a held quote into an order at its price and confirms what was held.");
        serve.MapGet("/checkout-quotes/{id}", ReadAsync).AllowShopper().WithName("ReadCheckoutQuote")
            .WithSummary("A checkout quote of the shopper's own as it stands.");
    }

    private static async Task<Answer<Order>> HandleAsync(
        CallContext call, Body body, CartBodies bodies, PlaceCheckout slice, CancellationToken cancel)
    {
        var shopper = await bodies.ShopperAsync(call, body.Shopper, cancel);
        return !shopper.IsSuccess ? shopper.Error
            : shopper.Value is null
                ? new InvalidRequest("shopper", "is missing: a machine says who buys", null, "a shopper's id")
            : await slice.RunAsync(call, body.RequestKey, body.QuoteId, shopper.Value.ShopperNo, cancel);
    }

    private static async Task<Answer<CheckoutView>> ReadAsync(
        CallContext call, Id<CheckoutQuote> id, string? shopper, CartBodies bodies, PlaceCheckout slice,
        CancellationToken cancel)
    {
        var who = await bodies.ShopperAsync(call, shopper, cancel);
        return !who.IsSuccess ? who.Error
            : who.Value is null
                ? new InvalidRequest("shopper", "is missing: a machine says whose", null, "a shopper's id")
            : (await slice.FindAsync(call, id, who.Value.ShopperNo, cancel)).Map(CheckoutView.Of);
    }

    public async Task<Result<CheckoutQuote>> FindAsync(
        CallContext call, Id<CheckoutQuote> id, int shopperNo, CancellationToken cancel) =>
        await store.FindAsync(call, id, cancel) is { Quote: not null } row && row.ShopperNo == shopperNo
            ? row.ToQuote()
            : new Unknown("checkout quote", id.ToString());

    public async Task<Result<Order>> RunAsync(
        CallContext call, string requestKey, Id<CheckoutQuote> id, int shopperNo, CancellationToken cancel)
    {
        if (CheckoutText.WrongKey(requestKey) is { } wrong)
        {
            return wrong;
        }

        if (await store.FindAsync(call, id, cancel) is not { } found || found.ShopperNo != shopperNo)
        {
            return new Unknown("checkout quote", id.ToString());
        }

        var row = found.Status is CheckoutStatus.Confirmed or CheckoutStatus.Released
            ? found
            : await DriveAsync(call, found, cancel);
        if (row is null)
        {
            return new CheckoutBusy(id.Value);
        }

        // An order that was cancelled since is still the answer: it says itself what became of it.
        return row is { OrderId: { } orderId, Refusal: null or { Kind: Refusal.CancelledKind } }
            && await trade.GetAsync(call, [orderId], cancel) is [var order]
            ? order
            : row.Refusal?.ToError(row) ?? new CheckoutBusy(id.Value);
    }

    private async Task<CheckoutRow?> DriveAsync(CallContext call, CheckoutRow found, CancellationToken cancel)
    {
        // The price was promised; what was taken down since is sold to nobody all the same.
        var off = found.Quote is { } quote
            ? await takedowns.SinceAsync(
                call, quote, found.Input, await snapshots.GetAsync(call, found.Input.Revision, cancel), cancel)
            : null;
        return await driver.DriveAsync(call, found.Id, row => Decide(row, call.Now, off), cancel);
    }

    /// <summary>
    /// A held quote in its time becomes an order; one whose time is over goes back, and so does one of which something
    /// was taken down. The last instant is out.
    /// </summary>
    internal static CheckoutRow Decide(CheckoutRow row, DateTimeOffset now, string? takenDown = null) =>
        row.Status == CheckoutStatus.Held && now < row.ExpiresAt
            ? takenDown is null
                ? row with { Status = CheckoutStatus.Placing }
                : row with { Status = CheckoutStatus.Releasing, Refusal = Refusal.TakenDown(takenDown) }
            : CheckoutDriver.ExpireAt(now)(row);
}
