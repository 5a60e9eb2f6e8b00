using Marquee.Kernel;
using Marquee.Pricing.Offers;
using Marquee.Pricing.Quotes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Pricing.Checkout;

/// <summary>
/// A cart is priced for checkout: price, activity stock, stock and coupons are held until the quote expires.
/// </summary>
internal sealed class HoldCheckout(
    CartReader carts, OfferSnapshots snapshots, CheckoutStore store, CheckoutDriver driver)
{
    internal sealed record Body(
        string RequestKey, IReadOnlyList<CartBodyLine> Lines, IReadOnlyList<Guid>? Grants = null, Money? Shown = null,
        string? Shopper = null);

    public static void Map(IEndpointRouteBuilder serve) => serve
        .MapPost("/checkout-quotes", HandleAsync).AllowShopper().WithName(nameof(HoldCheckout))
        .WithSummary("Prices a cart for checkout and holds price, stock and coupons until the quote expires.");

    private static async Task<Answer<CheckoutView>> HandleAsync(
        CallContext call, Body body, CartBodies bodies, HoldCheckout slice, CancellationToken cancel)
    {
        var cart = await bodies.ReadAsync(call, body.Lines, body.Grants, body.Shopper, cancel);
        if (!cart.IsSuccess)
        {
            return cart.Error;
        }

        if (cart.Value.ShopperId is not { } shopper)
        {
            return new InvalidRequest("shopper", "is missing: a machine says who buys", null, "a shopper's id");
        }

        if (body.Shown is { } shown && shown.Currency != call.Tenant.Currency)
        {
            return new InvalidRequest("shown.currency", "is another currency", shown.Currency, call.Tenant.Currency);
        }

        return (await slice.RunAsync(call, body.RequestKey, cart.Value.Cart, shopper, body.Shown?.Minor, cancel))
            .Map(CheckoutView.Of);
    }

    public async Task<Result<CheckoutQuote>> RunAsync(
        CallContext call, string requestKey, Cart cart, string shopperId, long? shownMinor, CancellationToken cancel)
    {
        if (Wrong(requestKey, cart) is { } wrong)
        {
            return wrong;
        }

        var shopper = cart.ShopperNo!.Value;
        var hash = CheckoutText.HashOf(cart, shownMinor);
        if (await store.FindAsync(call, shopper, requestKey, cancel) is { } earlier)
        {
            return await RepeatAsync(call, earlier, requestKey, hash, cancel);
        }

        await SupersedeAsync(call, shopper, requestKey, cancel);
        var set = await snapshots.GetAsync(call, cancel);
        var input = await carts.ReadAsync(call, cart, set, cancel);
        if (!input.IsSuccess)
        {
            return input.Error;
        }

        if (input.Value.Problems.Count > 0)
        {
            return new CartNotBuyable(input.Value.Problems);
        }

        var row = new CheckoutRow(
            call.Ids.Next<CheckoutQuote>(), shopper, shopperId, hash, CheckoutStatus.Reserving, input.Value, null, null,
            shownMinor, call.Now + PricingLimits.QuoteHolds, null, null, false);
        var me = call.Ids.Next();
        if (!await store.InsertAsync(call, row, requestKey, me, cancel))
        {
            return await RepeatAsync(
                call, (await store.FindAsync(call, shopper, requestKey, cancel))!, requestKey, hash, cancel);
        }

        return AnswerOf(await driver.DriveTakenAsync(call, row, me, CheckoutDriver.ExpireAt(call.Now), cancel));
    }

    /// <summary>
    /// A shopper holds one quote at a time: going to checkout again gives back what the last time held, or their own
    /// coupons and purchase limits would stand in their way until it expires. A quote that is being placed stays.
    /// </summary>
    private async Task SupersedeAsync(CallContext call, int shopper, string requestKey, CancellationToken cancel)
    {
        foreach (var id in await store.HeldByAsync(call, shopper, requestKey, cancel))
        {
            await driver.DriveAsync(call, id, Superseded, cancel);
        }
    }

    internal static CheckoutRow Superseded(CheckoutRow row) => row.Status == CheckoutStatus.Held
        ? row with { Status = CheckoutStatus.Releasing, Refusal = Refusal.Superseded }
        : row;

    private async Task<Result<CheckoutQuote>> RepeatAsync(
        CallContext call, CheckoutRow earlier, string requestKey, string hash, CancellationToken cancel)
    {
        if (earlier.RequestHash != hash)
        {
            return new CheckoutKeyReused(requestKey);
        }

        var row = earlier.IsAtRest && (earlier.Status != CheckoutStatus.Held || call.Now < earlier.ExpiresAt)
            ? earlier
            : await driver.DriveAsync(call, earlier.Id, CheckoutDriver.ExpireAt(call.Now), cancel);
        return row is null ? new CheckoutBusy(earlier.Id.Value) : AnswerOf(row);
    }

    /// <summary>The quote while it is good for something, else why it is not.</summary>
    internal static Result<CheckoutQuote> AnswerOf(CheckoutRow row) =>
        row.Refusal is { } refusal ? refusal.ToError(row) : row.ToQuote();

    private static InvalidRequest? Wrong(string requestKey, Cart cart) =>
        CheckoutText.WrongKey(requestKey)
        ?? (cart.ShopperNo is null ? new InvalidRequest("shopper", "is missing", null, "the shopper who buys") : null)
        ?? CartReader.Wrong(cart);
}
