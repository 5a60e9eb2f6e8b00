using Marquee.Catalog;
using Marquee.Jobs;
using Marquee.Kernel;
using Marquee.Testing;
using Marquee.Trade.ShopEvents;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Trade.Tests;

/// <summary>Trade above a catalogue, as an existing shop's events meet them.</summary>
public sealed class ShopFixture() : DatabaseFixture(new JobsModule(), new CatalogModule(), new TradeModule())
{
    private TestHost? _host;

    internal async Task<Shop> OpenAsync()
    {
        _host ??= await TestHost.StartAsync(Database, [new JobsModule(), new CatalogModule(), new TradeModule()]);
        var call = new CallContext(
            await Database.NewTenantAsync(), TestActor.Machine(), TimeProvider.System, Database.Ids);
        return new Shop(Database, _host.Services, call);
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        await base.DisposeAsync();
    }
}

/// <summary>A tenant whose shop tells what happens in it.</summary>
internal sealed class Shop(TestDatabase database, ServiceProvider services, CallContext call)
{
    private static readonly CancellationToken None = CancellationToken.None;

    public static DateTimeOffset Noon { get; } = new(2020, 11, 1, 12, 0, 0, TimeSpan.Zero);

    public CallContext Call { get; } = call;

    public TestDatabase Database => database;

    public ITrade Trade => services.GetRequiredService<ITrade>();

    public ICatalog Catalog => services.GetRequiredService<ICatalog>();

    public static ShopEvent Item(
        string id, string item, long version, string title, params (string Sku, long Price)[] skus) => new(
        id, "item.changed", Noon, item, version, Item: new ShopItem(
            "m1", title, [.. skus.Select(sku => new ShopSku(sku.Sku, new Money(sku.Price, "CNY")))]));

    public static ShopEvent Stock(string id, string sku, long version, long units) =>
        new(id, "stock.changed", Noon, sku, version, Stock: new ShopStock(units));

    public static ShopEvent Order(string id, string order, params (string Sku, int Quantity, long Price)[] lines) =>
        new(
            id, "order.placed", Noon, order, 1, Order: new ShopOrder(
                "ann", new Money(lines.Sum(line => line.Quantity * line.Price), "CNY"),
                [.. lines.Select((line, i) => new ShopOrderLine(
                    i + 1, line.Sku, line.Quantity, new Money(line.Price, "CNY"), $"Title of {line.Sku}"))]));

    public static ShopEvent Paid(string id, string order, long amount, long version = 2) =>
        new(id, "order.paid", Noon.AddMinutes(1), order, version, Payment: new ShopPayment(new Money(amount, "CNY")));

    public static ShopEvent Cancelled(string id, string order, long version = 2) =>
        new(id, "order.cancelled", Noon.AddMinutes(2), order, version);

    public static ShopEvent Refund(string id, string refund, string order, params (int Line, int Quantity)[] lines) =>
        new(
            id, "refund.made", Noon.AddMinutes(3), refund, 1, Refund: new ShopRefund(
                order, [.. lines.Select(line => new RefundRequestLine(line.Line, line.Quantity))]));

    public Task MakeMerchantAsync() => database.ExecuteAsync(
        """
        insert into catalog.merchant (tenant_id, merchant_no, external_id, name, standing, updated_at)
        values ($1, 1, 'm1', 'First', 'good', now())
        """,
        Call.Tenant.Id);

    public Task<Result<TakeShopEvents.Outcomes>> TryAsync(params ShopEvent[] events) => TryAsync(Call, events);

    public Task<Result<TakeShopEvents.Outcomes>> TryAsync(CallContext call, params ShopEvent[] events) =>
        TakeShopEvents.RunAsync(
            call, new TakeShopEvents.Body(events), services.GetRequiredService<IShopItems>(),
            services.GetRequiredService<ShopOrders>(), None);

    public async Task<IReadOnlyList<ToldAnswer>> TellAsync(params ShopEvent[] events) =>
        (await TryAsync(events)).Value.Events;

    public async Task<string> OutcomesAsync(params ShopEvent[] events) => string.Join(
        ' ', (await TellAsync(events)).Select(answer => EnumText.Of(answer.Outcome)));

    public async Task<(ToldCounts Items, ToldCounts Orders)> CountsAsync() => (
        await services.GetRequiredService<IShopItems>().CountAsync(Call, None),
        await services.GetRequiredService<ShopOrders>().CountAsync(Call, None));

    /// <summary>Everything the shop told, as it stands: without ids and times of Marquee's own.</summary>
    public async Task<string> StateAsync() => await database.ScalarAsync<string>(
        """
        select string_agg(line, e'\n' order by line) from (
            select concat_ws('|', 'item', i.external_id, m.external_id, i.title, i.category, i.listed) as line
            from catalog.item i join catalog.merchant m using (tenant_id, merchant_no) where i.tenant_id = $1
            union all select concat_ws('|', 'sku', s.external_id, i.external_id, s.spec, s.is_main,
                'daily', n.daily_minor, 'stock', k.on_hand, k.told)
            from catalog.sku s join catalog.item i using (tenant_id, item_no)
            left join catalog.price_now n using (tenant_id, sku_no)
            left join catalog.stock k using (tenant_id, sku_no) where s.tenant_id = $1
            union all select concat_ws('|', 'order', s.external_id, o.shopper_id, o.status, o.payable_minor,
                o.refunded_paid_minor, o.placed_at, o.paid_at, o.cancelled_at)
            from trade.orders o join trade.shop_order s using (tenant_id, order_id) where o.tenant_id = $1
            union all select concat_ws('|', 'line', s.external_id, l.line_no, l.sku_id, l.item_id, l.title, l.quantity,
                l.refunded_quantity, l.refunded_paid_minor)
            from trade.line l join trade.shop_order s using (tenant_id, order_id) where l.tenant_id = $1
            union all select concat_ws('|', 'refund', s.external_id, r.line_no, r.quantity)
            from trade.refund_line r join trade.shop_refund s using (tenant_id, refund_id) where r.tenant_id = $1) l
        """,
        Call.Tenant.Id) ?? "";
}
