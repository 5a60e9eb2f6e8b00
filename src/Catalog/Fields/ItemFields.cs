using System.Globalization;
using Marquee.Kernel;
using Marquee.Rules;

namespace Marquee.Catalog.Fields;

/// <summary>What rules may ask about an item, and the hops to its merchant and its SKUs.</summary>
internal sealed class ItemFields(ICatalog catalog) : IFieldSource
{
    private const string Owner = "catalog";
    private const string Skus = "item.skus";

    public string Name => "catalog.item";

    public IReadOnlyList<FieldDeclaration> Fields { get; } =
    [
        new("item.category", Entity.Item, FieldType.Text, 0, "商品类目", "category", "", "", Owner),
        new("item.title_length", Entity.Item, FieldType.Count, 0, "标题长度", "title length", "字", "characters", Owner,
            Min: 0, Max: CatalogLimits.TitleLength),
        new("item.photos", Entity.Item, FieldType.Count, 0, "图片张数", "number of pictures", "张", "pictures", Owner,
            Topic: FieldTopic.Quality, Min: 0),
        new("item.weight", Entity.Item, FieldType.Count, 0, "商品重量", "weight", "克", "grams", Owner, Min: 0),
        new("item.listed", Entity.Item, FieldType.Flag, 0, "已上架", "listed", "", "", Owner),
        new("item.product", Entity.Item, FieldType.Flag, 0, "已归入同款", "matched to a product", "", "", Owner),
        new("item.merchant", Entity.Item, FieldType.Reference, 0, "所属商家", "merchant of the item", "", "", Owner,
            RelatedTo: Entity.Merchant),
        new(Skus, Entity.Item, FieldType.References, 0, "所含 SKU", "SKUs of the item", "", "", Owner,
            RelatedTo: Entity.Sku),
    ];

    public async ValueTask<IFieldTable> LoadAsync(
        CallContext call, Entity root, IReadOnlyList<int> keys, IReadOnlyList<string> fieldNames,
        CancellationToken cancel)
    {
        var table = new FieldTable(keys, fieldNames);
        var items = await catalog.GetItemsAsync(call, keys, cancel);
        foreach (var item in items.Values)
        {
            table.Set(item.ItemNo, "item.category", Known.Text(item.Category));
            table.Set(item.ItemNo, "item.title_length", FieldValue.Of(LengthOf(item.Title), source: Owner));
            table.Set(item.ItemNo, "item.photos", Known.Number(item.PhotoCount));
            table.Set(item.ItemNo, "item.weight", Known.Number(item.WeightGrams));
            table.Set(item.ItemNo, "item.listed", FieldValue.Of(item.Listed, source: Owner));
            table.Set(item.ItemNo, "item.product", FieldValue.Of(item.ProductNo is not null, source: Owner));
            table.Set(item.ItemNo, "item.merchant", FieldValue.Of(item.MerchantNo, source: Owner));
        }

        if (table.Wants(Skus))
        {
            var skus = (await catalog.SkusOfItemsAsync(call, [.. items.Keys], cancel)).ToLookup(
                sku => sku.ItemNo, sku => sku.SkuNo);
            foreach (var no in items.Keys)
            {
                table.Set(no, Skus, FieldValue.Of(skus[no], source: Owner));
            }
        }

        return table;
    }

    /// <summary>The length as people count: a character of two UTF-16 units is one.</summary>
    internal static long LengthOf(string title) => new StringInfo(title).LengthInTextElements;
}
