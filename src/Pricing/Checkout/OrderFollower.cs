using System.Text.Json.Serialization;
using Marquee.Catalog;
using Marquee.Kernel;
using Marquee.Trade;

namespace Marquee.Pricing.Checkout;

/// <summary>
/// What becomes of an order decides about its stock: paid takes it for good, cancelled gives everything back. What was
/// paid for a piece enters the price history. Idempotent by the checkout's own state, so the inbox is not needed.
/// </summary>
internal sealed class OrderFollower(CheckoutStore store, CheckoutDriver driver, IStock stock, IPriceHistory history)
    : ISubscription
{
    public string Name => "pricing.order_follower";

    public IReadOnlyList<string> EventNames => ["trade.order_paid", "trade.order_cancelled"];

    public async Task HandleAsync(Delivery delivery, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        var id = new Id<CheckoutQuote>(delivery.Read<Named>().QuoteId);
        if (await store.FindAsync(delivery.Call, id, cancel) is null)
        {
            // An order of another origin: nothing was held here for it.
            return;
        }

        if (delivery.EventName == "trade.order_paid")
        {
            await PaidAsync(delivery, id, cancel);
        }
        else if (await driver.DriveAsync(delivery.Call, id, Cancelled, cancel) is null)
        {
            throw new TimeoutException($"The checkout {id} is being driven by somebody else; later.");
        }
    }

    private async Task PaidAsync(Delivery delivery, Id<CheckoutQuote> id, CancellationToken cancel)
    {
        var call = delivery.Call;
        var confirmed = await stock.ConfirmAsync(call, "checkout:" + id, cancel);
        if (!confirmed.IsSuccess)
        {
            throw new InvalidOperationException(
                $"The stock of the paid checkout {id} is gone: {confirmed.Error.Message}");
        }

        if (await driver.DriveAsync(call, id, Taken, cancel) is not { } row)
        {
            throw new TimeoutException($"The checkout {id} is being driven by somebody else; later.");
        }

        var recorded = await history.RecordAsync(call, PointsOf(row, delivery.OccurredAt), cancel);
        if (!recorded.IsSuccess)
        {
            throw new InvalidOperationException($"The paid prices of {id} are refused: {recorded.Error.Message}");
        }
    }

    /// <summary>
    /// What a piece of each line sold for: its item price. Thresholds and coupons belong to the cart and the shopper,
    /// and would make a price of one piece depend on what else was bought.
    /// </summary>
    internal static IReadOnlyList<PricePoint> PointsOf(CheckoutRow row, DateTimeOffset paidAt) =>
    [
        .. row.Quote!.Lines.Select(line => new PricePoint(
            line.SkuNo, PriceKind.Transacted, PriceScenes.Any, paidAt,
            line.UnitPriceMinor
                - (line.Steps.Where(step => step.Layer == PriceLayer.Item).Sum(step => step.OffMinor) / line.Quantity),
            "checkout:" + row.Id)),
    ];

    private static CheckoutRow Taken(CheckoutRow row) => row.StockTaken ? row : row with { StockTaken = true };

    internal static CheckoutRow Cancelled(CheckoutRow row) => row.Status == CheckoutStatus.Confirmed
        ? row with { Status = CheckoutStatus.Releasing, Refusal = Refusal.Cancelled }
        : row;

    // Events only gain members, and this needs but one that both have.
    [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
    internal sealed record Named(Guid QuoteId);
}
