using Marquee.Catalog;
using Marquee.Kernel;
using Marquee.Trade.Orders;

namespace Marquee.Trade.ShopEvents;

/// <summary>
/// Takes over orders that the shop placed, was paid for or cancelled. The shop decides: its times and amounts stand,
/// and no payment is too late. An order is paid or cancelled, never both; after the payment there are refunds.
/// </summary>
internal static class OrderEvents
{
    public static async Task<ToldDecision> PlaceAsync(
        Transaction tx, ShopEvent told, ShopGoods goods, CancellationToken cancel)
    {
        var content = OrderText.HashOf(told.Order!);
        if (await ShopOrderRow.FindAsync(tx, told.Entity, cancel) is { } known)
        {
            return known.Content == content ? ToldDecision.Superseded
                : ToldDecision.Refuse(new ShopToldOtherwise("order", told.Entity));
        }

        if (Wrong(told, tx.Call.Tenant.Currency) is { } wrong)
        {
            return ToldDecision.Refuse(wrong);
        }

        var order = told.Order!;
        if (order.Lines.FirstOrDefault(line => !goods.Skus.ContainsKey(line.SkuId)) is { } missing)
        {
            return ToldDecision.Wait("sku", missing.SkuId);
        }

        var placed = await PlaceOrder.InAsync(
            tx, KeyOf("order", told.Entity), PlacedOf(tx.Call, order, goods), told.At, cancel);
        if (!placed.IsSuccess)
        {
            return ToldDecision.Refuse(placed.Error);
        }

        await tx.ExecuteAsync(
            $"""
            insert into trade.shop_order (tenant_id, external_id, order_id, version, content)
            values ({tx.Call.Tenant.Id}, {told.Entity}, {placed.Value.Id}, {told.Version}, {content})
            """,
            cancel);
        return ToldDecision.Applied;
    }

    public static async Task<ToldDecision> PayAsync(Transaction tx, ShopEvent told, CancellationToken cancel)
    {
        if (await LockAsync(tx, told, cancel) is not { Order: { } order } known)
        {
            return ToldDecision.Wait("order", told.Entity);
        }

        if (told.Version <= known.Row.Version)
        {
            return ToldDecision.Superseded;
        }

        if (order.Status != OrderStatus.Placed)
        {
            return ToldDecision.Refuse(NotOpen(order));
        }

        if (told.Payment!.Amount != order.Payable)
        {
            return ToldDecision.Refuse(
                new AmountsDiffer("The payment", told.Payment.Amount.Minor, order.Payable.Minor));
        }

        await PayOrder.StoreAsync(tx, order, KeyOf("payment", told.Entity), PaidInShop, told.At, cancel);
        await ShopOrderRow.MoveToAsync(tx, told.Entity, told.Version, cancel);
        return ToldDecision.Applied;
    }

    public static async Task<ToldDecision> CancelAsync(Transaction tx, ShopEvent told, CancellationToken cancel)
    {
        if (await LockAsync(tx, told, cancel) is not { Order: { } order } known)
        {
            return ToldDecision.Wait("order", told.Entity);
        }

        if (told.Version <= known.Row.Version)
        {
            return ToldDecision.Superseded;
        }

        if (order.Status != OrderStatus.Placed)
        {
            return ToldDecision.Refuse(NotOpen(order));
        }

        await CancelOrder.StoreAsync(tx, order, CancelReason.Platform, told.At, cancel);
        await ShopOrderRow.MoveToAsync(tx, told.Entity, told.Version, cancel);
        return ToldDecision.Applied;
    }

    /// <summary>What is wrong with an order before anything is looked up; null when nothing is.</summary>
    public static Error? Wrong(ShopEvent told, string currency)
    {
        if (told.Order is not { } order)
        {
            return null;
        }

        if (order.ShopperId.Length is 0 or > KernelLimits.ExternalIdLength || order.ShopperId.Any(char.IsControl))
        {
            return new InvalidRequest("order.shopperId", "is no external id", order.ShopperId,
                $"1 to {KernelLimits.ExternalIdLength} characters");
        }

        if (order.Lines.Count is 0 or > TradeLimits.OrderLines || order.Lines.Any(line => line is null))
        {
            return new InvalidRequest("order.lines", "has no line, too many, or a null among them", order.Lines.Count,
                $"1 to {TradeLimits.OrderLines}");
        }

        return order.Payable.Currency != currency
            ? new InvalidRequest(
                "order.payable.currency", "is not the settlement currency", order.Payable.Currency, currency)
            : order.Lines.Select((line, i) => Wrong(line, $"order.lines[{i}]", currency))
                .FirstOrDefault(wrong => wrong is not null);
    }

    private static InvalidRequest? Wrong(ShopOrderLine line, string path, string currency)
    {
        var shares = line.Discounts ?? [];
        if (shares.Any(share => share is null || share.Funder is null))
        {
            return new InvalidRequest(path + ".discounts", "has a null among its discounts");
        }

        if (((Money[])[line.UnitPrice, .. shares.Select(share => share.Amount)])
            .Where(amount => amount.Currency != currency).Select(amount => amount.Currency)
            .FirstOrDefault() is { } foreign)
        {
            return new InvalidRequest(path, "has an amount in another currency", foreign, currency);
        }

        if (line.Title is { Length: 0 or > CatalogLimits.TitleLength })
        {
            return new InvalidRequest(path + ".title", "is empty or too long", line.Title,
                $"1 to {CatalogLimits.TitleLength} characters");
        }

        // Each is small enough that all of an order fit a sum; PlaceOrder looks at the rest.
        return shares.Any(share => share.Amount.Minor > TradeLimits.UnitPriceMinor * TradeLimits.LineQuantity
                || share.OfferId.Length is 0 or > TradeLimits.OfferLength
                || share.Kind.Length is 0 or > TradeLimits.OfferLength
                || share.Funder.Id.Length > KernelLimits.ExternalIdLength)
            ? new InvalidRequest(path + ".discounts", "has an amount, name or funder out of range", null,
                $"names of 1 to {TradeLimits.OfferLength} characters")
            : null;
    }

    private static PlacedOrder PlacedOf(CallContext call, ShopOrder order, ShopGoods goods) => new(
        goods.Shoppers[order.ShopperId].ShopperNo, order.ShopperId,
        // No quote of Marquee stands behind it: an id of its own, which no checkout has.
        call.Ids.Next(), "shop", order.Payable.Minor, [.. order.Lines.Select(line => LineOf(line, goods))]);

    private static PlacedLine LineOf(ShopOrderLine line, ShopGoods goods)
    {
        var sku = goods.Skus[line.SkuId];
        var item = goods.Items[sku.ItemNo];
        var merchant = goods.Merchants[item.MerchantNo];
        return new PlacedLine(
            line.LineNo, sku.SkuNo, sku.Id, item.Id, merchant.MerchantNo, merchant.Id, line.Title ?? item.Title,
            sku.Spec, line.Quantity, line.UnitPrice.Minor, line.RoundId,
            [.. (line.Discounts ?? []).Select(share => new PlacedDiscount(
                share.OfferId, share.Kind, share.Funder, share.Amount.Minor, SourceId: share.SourceId))]);
    }

    private static async Task<(ShopOrderRow Row, Order Order)?> LockAsync(
        Transaction tx, ShopEvent told, CancellationToken cancel) =>
        await ShopOrderRow.FindAsync(tx, told.Entity, cancel) is { } row
            ? (row, (await OrderStore.LockAsync(tx, row.OrderId, cancel))!)
            : null;

    private static OrderNotOpen NotOpen(Order order) => new(
        order.Id.ToString(), order.Status, "an unpaid order", order.Status == OrderStatus.Paid ? ["refund"] : []);

    /// <summary>A request key of what the shop told: ids may have any letters, keys may not.</summary>
    public static string KeyOf(string what, string externalId) => $"shop/{what}/{OrderText.HashOf(externalId)}";

    // Stored with the payment: never renamed.
    private const string PaidInShop = "shop";
}
