using System.Globalization;
using Marquee.Kernel;
using Marquee.Storefront.Errors;
using Marquee.Storefront.Visits;
using Marquee.Trade;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Storefront.Orders;

/// <summary>A shopper pays, cancels or refunds an order of theirs. Each is repeatable under the form's key.</summary>
internal static class ChangeOrder
{
    public static void Map(RouteGroupBuilder shop)
    {
        shop.MapPost("/orders/{orderId}/payment", PayAsync).AllowAnyone();
        shop.MapPost("/orders/{orderId}/cancellation", CancelAsync).AllowAnyone();
        shop.MapPost("/orders/{orderId}/refunds", RefundAsync).AllowAnyone();
    }

    private static Task<IResult> PayAsync(Visit visit, Id<Order> orderId, ITrade trade, CancellationToken cancel) =>
        ChangeAsync(visit, orderId, "paid", async form => form.RequestKey is { } key
            ? (await trade.PayAsync(visit.Call, key, orderId, "demo", cancel)).Error
            : new InvalidRequest("requestKey", "is missing"), trade, cancel);

    private static Task<IResult> CancelAsync(Visit visit, Id<Order> orderId, ITrade trade, CancellationToken cancel) =>
        ChangeAsync(visit, orderId, "cancelled", async _ =>
            (await trade.CancelAsync(visit.Call, orderId, CancelReason.Shopper, cancel)).Error, trade, cancel);

    private static Task<IResult> RefundAsync(Visit visit, Id<Order> orderId, ITrade trade, CancellationToken cancel) =>
        ChangeAsync(visit, orderId, "refunded", async form =>
        {
            var lines = LinesOf(form);
            if (lines.Count == 0 || form.RequestKey is not { } key)
            {
                return new InvalidRequest("lines", "name no pieces");
            }

            return (await trade.RefundAsync(visit.Call, key, orderId, lines, cancel)).Error;
        }, trade, cancel);

    /// <summary>The fields <c>line-N</c> with a number above zero.</summary>
    internal static IReadOnlyList<RefundRequestLine> LinesOf(Form form) =>
        [.. form.Names.Where(name => name.StartsWith("line-", StringComparison.Ordinal))
            .Select(name => (
                Line: int.TryParse(name.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var no) ? no
                    : 0,
                Quantity: form.Number(name) ?? 0))
            .Where(entry => entry is { Line: > 0, Quantity: > 0 })
            .OrderBy(entry => entry.Line)
            .Select(entry => new RefundRequestLine(entry.Line, entry.Quantity))];

    private static async Task<IResult> ChangeAsync(
        Visit visit, Id<Order> orderId, string said, Func<Form, Task<Error?>> change, ITrade trade,
            CancellationToken cancel)
    {
        var page = $"{visit.Shop}orders/{orderId}";
        if (!visit.IsSignedIn)
        {
            return visit.SignInFirst(page);
        }

        var form = await Form.ReadAsync(visit.Context, cancel);
        if (!form.IsSuccess)
        {
            return ErrorPages.Of(visit, form.Error);
        }

        // Somebody else's order does not exist here.
        if (await trade.GetAsync(visit.Call, [orderId], cancel) is not [var order]
            || order.ShopperId != visit.Call.Actor.Id)
        {
            return ErrorPages.Of(visit, new Unknown("order", orderId.ToString()));
        }

        return await change(form.Value) is { } error ? ErrorPages.Of(visit, error) : visit.SeeOther(page, said);
    }
}
