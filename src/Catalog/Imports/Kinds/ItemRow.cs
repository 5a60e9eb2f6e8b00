using Marquee.Catalog.Imports.Files;

namespace Marquee.Catalog.Imports.Kinds;

/// <summary>The columns of an item file, by place.</summary>
internal static class ItemColumns
{
    public const int ItemId = 0, SkuId = 1, MerchantId = 2, ProductId = 3, Title = 4, Category = 5, Listed = 6,
        Photos = 7,
        Weight = 8, Image = 9, Spec = 10, IsMain = 11, Reference = 12, Daily = 13, Stock = 14, Sold = 15, Currency = 16,
        Derived = 17;

    /// <summary>What a row says about its item; rows of one item in one file must agree on it.</summary>
    public static readonly int[] OfItem = [MerchantId, ProductId, Title, Category, Listed, Photos, Weight, Image];

    /// <summary>What a row says about its SKU.</summary>
    public static readonly int[] OfSku = [ItemId, Spec, IsMain, Reference, Daily, Stock, Sold, Currency, Derived];

    public static readonly IReadOnlyList<ImportColumn> All =
    [
        new("item_id", "商品编号", "The item's id", true),
        new("sku_id", "SKU 编号，空为商品编号", "The SKU's id; the item's id when empty"),
        new("merchant_id", "商家编号", "The merchant's id", true),
        new("product_id", "产品（同款）编号", "The product (same-product cluster) it belongs to"),
        new("title", "标题", "The title", true),
        new("category", "类目代码", "The category's code"),
        new("listed", "是否上架，空为 true", "Whether the shop offers it; true when empty"),
        new("photos", "图片张数", "How many pictures the listing has"),
        new("weight_g", "重量（克）", "Weight in grams"),
        new("image_sha256", "主图的 SHA-256，图片可以之后上传", "SHA-256 of the main picture, which may be uploaded later"),
        new("spec", "规格", "What distinguishes the SKU within the item"),
        new("is_main", "是否主 SKU；空时仅当 SKU 编号即商品编号为 true",
            "Whether it is the main SKU; when empty, only one that has the item's own id is"),
        new("reference_price_minor", "划线价，最小货币单位；空为没有", "Reference price in minor units; empty for none"),
        new("daily_price_minor", "日常价，最小货币单位；空为没有", "Daily price in minor units; empty for none"),
        new("stock", "库存；空则不变", "Units in stock; empty leaves it as it is"),
        new("sold_30d", "近 30 天销量", "Units sold in the last 30 days"),
        new("currency", "币种，须为结算币种", "Currency; must be the settlement currency"),
        new("derived", "推算得出的列，用逗号分隔", "Columns that were derived, separated by commas"),
    ];
}

/// <summary>A row of an item file as parsed.</summary>
internal sealed record ItemRow(
    string ItemId, string SkuId, string MerchantId, string? ProductId, string Title, string? Category, bool Listed,
    int? Photos,
    int? Weight, string? Image, string Spec, bool IsMain, long? Reference, long? Daily, long? Stock, long? Sold,
    string[] Derived)
{
    public static ItemRow Parse(RowParser parser, string skuId)
    {
        parser.Currency(ItemColumns.Currency);
        var image = parser.Text(ItemColumns.Image);
        if (image is not null && (image.Length != 64 || !image.All(char.IsAsciiHexDigitLower)))
        {
            parser.Add(new Fault("catalog.not_a_digest", "image_sha256", parser.Value(ItemColumns.Image)));
        }

        if (parser.Has(ItemColumns.SkuId))
        {
            parser.Id(ItemColumns.SkuId);
        }

        var itemId = parser.Id(ItemColumns.ItemId);
        return new ItemRow(
            itemId, skuId, parser.Id(ItemColumns.MerchantId),
            parser.Text(ItemColumns.ProductId, Kernel.KernelLimits.ExternalIdLength),
            parser.Required(ItemColumns.Title, CatalogLimits.TitleLength), parser.Text(ItemColumns.Category),
            parser.Flag(ItemColumns.Listed) ?? true, parser.Small(ItemColumns.Photos, 0, int.MaxValue),
            parser.Small(ItemColumns.Weight, 0, int.MaxValue), image, parser.Text(ItemColumns.Spec) ?? "",
            parser.Flag(ItemColumns.IsMain) ?? skuId == itemId, parser.Number(
                ItemColumns.Reference, 1, CatalogLimits.PriceMinor),
            parser.Number(ItemColumns.Daily, 1, CatalogLimits.PriceMinor),
            parser.Number(ItemColumns.Stock, 0, CatalogLimits.StockUnits),
            parser.Number(ItemColumns.Sold, 0, CatalogLimits.StockUnits), parser.Derived(ItemColumns.Derived));
    }
}
