using Marquee.Client;

namespace Marquee.Adapter;

/// <summary>The shop's words in Marquee's, and back. Pure; the only place that knows both.</summary>
internal sealed class Translation(string currency)
{
    /// <summary>The event that an entry of the journal tells.</summary>
    public ShopEvent EventOf(JournalEntry entry) => entry switch
    {
        { Kind: "product", Product: { } product } => ShopEvent.ItemChanged(
            entry.Id, entry.At, entry.Subject, entry.Revision, ItemOf(product)),
        { Kind: "stock", Units: { } units } => ShopEvent.StockChanged(
            entry.Id, entry.At, entry.Subject, entry.Revision, units),
        { Kind: "order", Order: { } order } => ShopEvent.OrderPlaced(
            entry.Id, entry.At, entry.Subject, entry.Revision, OrderOf(order)),
        { Kind: "payment", Cents: { } cents } => ShopEvent.OrderPaid(
            entry.Id, entry.At, entry.Subject, entry.Revision, M(cents)),
        { Kind: "cancellation" } => ShopEvent.OrderCancelled(entry.Id, entry.At, entry.Subject, entry.Revision),
        { Kind: "return", Return: { } back } => ShopEvent.RefundMade(
            entry.Id, entry.At, entry.Subject, entry.Revision, new ShopRefund(
                back.Order, [.. back.Rows.Select(row => new ShopRefundLine(row.Row, row.Count))], back.Note)),
        _ => throw new InvalidDataException(
            $"The journal's entry {entry.Id} is of kind '{entry.Kind}' and has not the part that belongs to it."),
    };

    /// <summary>What the shop's search shows.</summary>
    public static SearchPrice PriceOf(ShownPrice price) =>
        new(price.Sku, price.Final?.Minor, price.Reference?.Minor, price.Until);

    /// <summary>What the shop knows of a campaign item.</summary>
    public static CampaignEntry EntryOf(CampaignItem item) => new(
        item.Item, item.Round, item.Status, item.LiveFrom, item.LiveTo, item.LockedUntil, item.Version);

    private ShopItem ItemOf(Product product) => new(
        product.Seller, product.Name,
        [
            .. product.Variants.Select(one => new ShopSku(
                one.Code, M(one.Cents), one.ListCents is { } list ? M(list) : null, one.Label)),
        ])
    {
        Listed = product.Active,
    };

    private ShopOrder OrderOf(PlacedOrder order) => new(
        order.Customer, M(order.Rows.Sum(row => row.Count * row.Cents)),
        [.. order.Rows.Select(row => new ShopOrderLine(row.Row, row.Code, row.Count, M(row.Cents)))]);

    private Money M(long cents) => new(cents, currency);
}
