using Marquee.Kernel;

namespace Marquee.Rules.Tests;

/// <summary>The fields of a small market, and values for them held in memory.</summary>
internal sealed class Fields : IFieldSource
{
    public static readonly FieldDeclaration Merchant =
        Of("item.merchant", Entity.Item, FieldType.Reference, 0, "所属商家", "its merchant", relatedTo: Entity.Merchant);
    public static readonly FieldDeclaration Skus =
        Of("item.skus", Entity.Item, FieldType.References, 0, "全部SKU", "its SKUs", relatedTo: Entity.Sku);
    public static readonly FieldDeclaration MainSku =
        Of("item.main_sku", Entity.Item, FieldType.Reference, 0, "主推SKU", "its main SKU", relatedTo: Entity.Sku);
    public static readonly FieldDeclaration Sales =
        Of("item.sales_30d", Entity.Item, FieldType.Count, 0, "近30天销量", "sales in 30 days", "件", "units",
        topic: FieldTopic.Sales, freshness: TimeSpan.FromDays(2), min: 0);
    public static readonly FieldDeclaration Refunds =
        Of("item.refund_rate", Entity.Item, FieldType.Ratio, 4, "退款率", "refund rate", topic: FieldTopic.Quality);
    public static readonly FieldDeclaration Category =
        Of("item.category", Entity.Item, FieldType.Text, 0, "类目", "category");
    public static readonly FieldDeclaration Tags =
        Of("item.tags", Entity.Item, FieldType.TextSet, 0, "商品标签", "item tags");
    public static readonly FieldDeclaration FreeShipping =
        Of("item.free_shipping", Entity.Item, FieldType.Flag, 0, "包邮", "free shipping");
    public static readonly FieldDeclaration Listed =
        Of("item.listed_on", Entity.Item, FieldType.Date, 0, "上架日期", "listing day");
    public static readonly FieldDeclaration Audited =
        Of("item.audited_at", Entity.Item, FieldType.Instant, 0, "质检时间", "inspection time");
    public static readonly FieldDeclaration Risk =
        Of("item.risk_score", Entity.Item, FieldType.Number, 2, "风险分", "risk score", topic: FieldTopic.Risk);
    public static readonly FieldDeclaration Score =
        Of("merchant.score", Entity.Merchant, FieldType.Number, 1, "店铺评分", "merchant rating", "分", "points",
        topic: FieldTopic.Quality);
    public static readonly FieldDeclaration Price =
        Of("sku.activity_price", Entity.Sku, FieldType.Money, 0, "活动价", "activity price", topic: FieldTopic.Price,
        min: 0);
    public static readonly FieldDeclaration Lowest =
        Of("sku.lowest_30d", Entity.Sku, FieldType.Money, 0, "近30天最低价", "lowest price in 30 days",
        topic: FieldTopic.Price);
    public static readonly FieldDeclaration Discount =
        Of("sku.discount", Entity.Sku, FieldType.Discount, 4, "折扣", "price ratio", topic: FieldTopic.Price);
    public static readonly FieldDeclaration Stock =
        Of("sku.activity_stock", Entity.Sku, FieldType.Count, 0, "活动库存", "activity stock", "件", "units",
        topic: FieldTopic.Stock);

    private readonly Dictionary<(int Key, string Field), FieldValue> _values = [];

    public string Name { get; init; } = "test";

    public IReadOnlyList<FieldDeclaration> All { get; init; } =
    [
        Merchant, Skus, MainSku, Sales, Refunds, Category, Tags, FreeShipping, Listed, Audited, Risk, Score, Price,
            Lowest, Discount, Stock,
    ];

    IReadOnlyList<FieldDeclaration> IFieldSource.Fields => All;

    public List<(Entity Root, IReadOnlyList<int> Keys, IReadOnlyList<string> Names)> Loads { get; } = [];

    public static FieldCatalog Catalog(string currency = "CNY") => FieldCatalog.Create([new Fields()], currency).Value;

    public Fields With(int key, FieldDeclaration field, FieldValue value)
    {
        _values[(key, field.Name)] = value;
        return this;
    }

    public ValueTask<IFieldTable> LoadAsync(
        CallContext call, Entity root, IReadOnlyList<int> keys, IReadOnlyList<string> fieldNames,
            CancellationToken cancel)
    {
        Loads.Add((root, keys, fieldNames));
        var table = new FieldTable(keys, fieldNames);
        foreach (var ((key, field), value) in _values)
        {
            table.Set(key, field, value);
        }

        return ValueTask.FromResult<IFieldTable>(table);
    }

    public static FieldDeclaration Of(
        string name, Entity entity, FieldType type, int scale, string zh, string en, string unitZh = "",
            string unitEn = "",
        FieldTopic topic = FieldTopic.Basic, TimeSpan? freshness = null, Entity? relatedTo = null, long? min = null) =>
        new(name, entity, type, scale, zh, en, unitZh, unitEn, "test", freshness, relatedTo, topic, min);
}
