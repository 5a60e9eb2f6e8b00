using Marquee.Kernel;
using Marquee.Pricing.Offers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Pricing.Quotes;

/// <summary>A cart is priced for display. Nothing is reserved.</summary>
internal sealed class QuoteCart(CartReader carts, OfferSnapshots snapshots)
{
    internal sealed record Body(
        IReadOnlyList<CartBodyLine> Lines, IReadOnlyList<Guid>? Grants = null, string? Shopper = null);

    public static void Map(IEndpointRouteBuilder serve) => serve
        .MapPost("/quotes", HandleAsync).AllowShopper().WithName(nameof(QuoteCart))
        .WithSummary("Prices a cart for display: the price, why, and what would make it lower. Reserves nothing.");

    private static async Task<Answer<QuoteView>> HandleAsync(
        CallContext call, Body body, CartBodies bodies, QuoteCart slice, CancellationToken cancel)
    {
        var cart = await bodies.ReadAsync(call, body.Lines, body.Grants, body.Shopper, cancel);
        return cart.IsSuccess ? (await slice.RunAsync(call, cart.Value.Cart, cancel)).Map(QuoteView.Of) : cart.Error;
    }

    public async Task<Result<Quote>> RunAsync(CallContext call, Cart cart, CancellationToken cancel)
    {
        if (CartReader.Wrong(cart) is { } wrong)
        {
            return wrong;
        }

        var set = await snapshots.GetAsync(call, cancel);
        var input = await carts.ReadAsync(call, cart, set, cancel);
        if (!input.IsSuccess)
        {
            return input.Error;
        }

        var offers = set.For(input.Value.Goods);
        return (await carts.WithStockAsync(call, input.Value, offers, cancel)).Price(offers);
    }
}
