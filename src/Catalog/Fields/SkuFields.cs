using Marquee.Kernel;
using Marquee.Rules;

namespace Marquee.Catalog.Fields;

/// <summary>
/// What rules may ask about a SKU. A price that was never told is missing, so a rule on it is unknown, never failed.
/// </summary>
internal sealed class SkuFields(ICatalog catalog, IPriceHistory history) : IFieldSource
{
    private const string Owner = "catalog";
    private const string Lowest = "sku.lowest_price_30d";
    private const int LowestDays = 30;

    public string Name => "catalog.sku";

    public IReadOnlyList<FieldDeclaration> Fields { get; } =
    [
        new("sku.daily_price", Entity.Sku, FieldType.Money, 0, "日常价", "daily price", "", "", Owner,
            Topic: FieldTopic.Price, Min: 1),
        new("sku.reference_price", Entity.Sku, FieldType.Money, 0, "划线价", "reference price", "", "", Owner,
            Topic: FieldTopic.Price, Min: 1),
        new(Lowest, Entity.Sku, FieldType.Money, 0, "近30天最低价", "lowest daily price in 30 days", "", "", Owner,
            Topic: FieldTopic.Price, Min: 1),
        new("sku.stock", Entity.Sku, FieldType.Count, 0, "可售库存", "stock available", "件", "units", Owner,
            Topic: FieldTopic.Stock, Min: 0),
        new("sku.sold_30d", Entity.Sku, FieldType.Count, 0, "近30天销量", "units sold in 30 days", "件", "units", Owner,
            Topic: FieldTopic.Sales, Min: 0),
        new("sku.main", Entity.Sku, FieldType.Flag, 0, "为主 SKU", "main SKU", "", "", Owner),
        new("sku.item", Entity.Sku, FieldType.Reference, 0, "所属商品", "item of the SKU", "", "", Owner,
            RelatedTo: Entity.Item),
    ];

    public async ValueTask<IFieldTable> LoadAsync(
        CallContext call, Entity root, IReadOnlyList<int> keys, IReadOnlyList<string> fieldNames,
        CancellationToken cancel)
    {
        var table = new FieldTable(keys, fieldNames);
        var now = call.Now;
        foreach (var sku in (await catalog.GetSkusAsync(call, keys, cancel)).Values)
        {
            table.Set(sku.SkuNo, "sku.daily_price", Known.Number(sku.Prices.DailyMinor, now));
            table.Set(sku.SkuNo, "sku.reference_price", Known.Number(sku.Prices.ReferenceMinor, now));
            table.Set(sku.SkuNo, "sku.stock", Known.Number(sku.Stock, now));
            table.Set(sku.SkuNo, "sku.sold_30d", Known.Number(sku.SoldIn30Days));
            table.Set(sku.SkuNo, "sku.main", FieldValue.Of(sku.IsMain, source: Owner));
            table.Set(sku.SkuNo, "sku.item", FieldValue.Of(sku.ItemNo, source: Owner));
        }

        if (table.Wants(Lowest))
        {
            foreach (var (no, lowest) in await history.LowestAsync(call, keys, PriceKind.Daily, LowestDays, cancel))
            {
                table.Set(no, Lowest, FieldValue.Of(lowest.Minor, now, lowest.Source));
            }
        }

        return table;
    }
}
