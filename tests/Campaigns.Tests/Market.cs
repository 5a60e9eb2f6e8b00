using Marquee.Catalog;
using Marquee.Kernel;
using Marquee.Rules;

namespace Marquee.Campaigns.Tests;

/// <summary>A small catalogue in memory behind Catalog's contract: what these tests vary, they vary here.</summary>
internal sealed class Market : ICatalog, IFieldSource
{
    private readonly Dictionary<int, Merchant> _merchants = [];
    private readonly Dictionary<int, Item> _items = [];
    private readonly Dictionary<int, Sku> _skus = [];
    private readonly Dictionary<string, int> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<int, List<Sku>> _ofItem = [];
    private readonly List<CatalogChange> _log = [];

    public string Name => "catalog";

    public IReadOnlyList<FieldDeclaration> Fields { get; } =
    [
        new("merchant.score", Entity.Merchant, FieldType.Number, 2, "店铺评分", "shop score", "分", "points", "catalog",
            Topic: FieldTopic.Quality),
        new("item.category", Entity.Item, FieldType.Text, 0, "类目", "category", "", "", "catalog"),
        new("item.photos", Entity.Item, FieldType.Count, 0, "图片数", "number of photos", "张", "photos", "catalog"),
        new("item.skus", Entity.Item, FieldType.References, 0, "全部SKU", "all SKUs", "", "", "catalog",
            RelatedTo: Entity.Sku),
        new("item.main_sku", Entity.Item, FieldType.Reference, 0, "主SKU", "main SKU", "", "", "catalog",
            RelatedTo: Entity.Sku),
        new("item.merchant", Entity.Item, FieldType.Reference, 0, "所属商家", "owning merchant", "", "", "catalog",
            RelatedTo: Entity.Merchant),
        new("sku.daily_price", Entity.Sku, FieldType.Money, 0, "日常价", "daily price", "", "", "catalog",
            Topic: FieldTopic.Price),
        new("sku.stock", Entity.Sku, FieldType.Count, 0, "可用库存", "stock on hand", "件", "units", "catalog",
            Topic: FieldTopic.Stock),
    ];

    /// <summary>A merchant "m{no}" with one item "i{no}" of one SKU "s{no}" at 100.00 with 50 in stock.</summary>
    public void Add(
        int no, int merchantNo, int? score = 480, string? category = "home", int? photos = 5, long? dailyMinor = 10_000,
        long stock = 50)
    {
        _merchants[merchantNo] = new Merchant(
            merchantNo, $"m{merchantNo}", $"Shop {merchantNo}", null, score, MerchantStanding.Good, [], 0, null, 1);
        _items[no] = new Item(no, $"i{no}", merchantNo, null, $"Thing {no}", category, true, null, photos, null, 1);
        _byId[$"i{no}"] = no;
        _ofItem[no] = [];
        Put(new Sku(no, $"s{no}", no, "", true, new SkuPrices(null, dailyMinor, null), stock, null));
    }

    /// <summary>Another SKU of an item, like its first one.</summary>
    public void AddSku(int itemNo, int skuNo) =>
        Put(_skus[itemNo] with { SkuNo = skuNo, Id = $"s{skuNo}", Spec = $"size {skuNo}", IsMain = false });

    private void Put(Sku sku)
    {
        _skus[sku.SkuNo] = sku;
        _ofItem[sku.ItemNo].RemoveAll(one => one.SkuNo == sku.SkuNo);
        _ofItem[sku.ItemNo].Add(sku);
    }

    public void Change(int no, Func<Item, Item>? item = null, Func<Sku, Sku>? sku = null)
    {
        _items[no] = item?.Invoke(_items[no]) ?? _items[no];
        Put(sku?.Invoke(_skus[no]) ?? _skus[no]);
    }

    public Task<IReadOnlyDictionary<string, Merchant>> FindMerchantsAsync(
        CallContext call, IReadOnlyList<string> ids, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyDictionary<string, Merchant>>(
            _merchants.Values.Where(one => ids.Contains(one.Id)).ToDictionary(one => one.Id));

    public Task<IReadOnlyDictionary<string, Item>> FindItemsAsync(
        CallContext call, IReadOnlyList<string> ids, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyDictionary<string, Item>>(
            ids.Where(_byId.ContainsKey).Distinct().ToDictionary(id => id, id => _items[_byId[id]]));

    public Task<IReadOnlyDictionary<string, Sku>> FindSkusAsync(
        CallContext call, IReadOnlyList<string> ids, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyDictionary<string, Sku>>(
            _skus.Values.Where(one => ids.Contains(one.Id)).ToDictionary(one => one.Id));

    public Task<IReadOnlyDictionary<string, Shopper>> FindShoppersAsync(
        CallContext call, IReadOnlyList<string> ids, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IReadOnlyDictionary<int, Merchant>> GetMerchantsAsync(
        CallContext call, IReadOnlyList<int> merchantNos, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyDictionary<int, Merchant>>(
            merchantNos.Where(_merchants.ContainsKey).ToDictionary(no => no, no => _merchants[no]));

    public Task<IReadOnlyDictionary<int, Item>> GetItemsAsync(
        CallContext call, IReadOnlyList<int> itemNos, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyDictionary<int, Item>>(
            itemNos.Where(_items.ContainsKey).ToDictionary(no => no, no => _items[no]));

    public Task<IReadOnlyDictionary<int, Sku>> GetSkusAsync(
        CallContext call, IReadOnlyList<int> skuNos, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyDictionary<int, Sku>>(
            skuNos.Where(_skus.ContainsKey).ToDictionary(no => no, no => _skus[no]));

    public Task<IReadOnlyDictionary<int, Shopper>> GetShoppersAsync(
        CallContext call, IReadOnlyList<int> shopperNos, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<Sku>> SkusOfItemsAsync(
        CallContext call, IReadOnlyList<int> itemNos, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<Sku>>([.. itemNos.SelectMany(no => _ofItem[no])]);

    public Task<IReadOnlyList<Item>> ListItemsAsync(
        CallContext call, ItemFilter filter, int afterItemNo, int limit, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<Item>>(
            [.. _items.Values.Where(item => item.ItemNo > afterItemNo
                && (filter.MerchantNo is null || item.MerchantNo == filter.MerchantNo)
                && (filter.Listed is null || item.Listed == filter.Listed)).OrderBy(item => item.ItemNo).Take(limit)]);

    public Task<Result<IReadOnlyDictionary<string, Shopper>>> EnsureShoppersAsync(
        CallContext call, IReadOnlyList<string> ids, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<Category>> CategoriesAsync(CallContext call, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<CatalogChange>> ChangesAsync(
        CallContext call, long afterSeq, int limit, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<CatalogChange>>([.. _log.Where(entry => entry.Seq > afterSeq).Take(limit)]);

    /// <summary>Puts an entry about the item into the change log.</summary>
    public void Changed(int no) =>
        _log.Add(new CatalogChange(_log.Count + 1, CatalogEntity.Item, no, no, Sample.Start));

    public ValueTask<IFieldTable> LoadAsync(
        CallContext call, Entity root, IReadOnlyList<int> keys, IReadOnlyList<string> fieldNames,
        CancellationToken cancel)
    {
        var table = new FieldTable(keys, fieldNames);
        foreach (var key in keys)
        {
            void Set(string field, long? value) =>
                table.Set(
                    key, field, value is { } known ? FieldValue.Of(known, call.Now, "import") : FieldValue.Missing());
            if (root == Entity.Merchant && _merchants.TryGetValue(key, out var merchant))
            {
                Set("merchant.score", merchant.ScoreHundredths);
            }
            else if (root == Entity.Item && _items.TryGetValue(key, out var item))
            {
                Set("item.photos", item.PhotoCount);
                table.Set(
                    key, "item.category", item.Category is null ? FieldValue.Missing() : FieldValue.Of(item.Category));
                table.Set(key, "item.skus", FieldValue.Of([.. _ofItem[key].Select(sku => sku.SkuNo)]));
                Set("item.main_sku", key);
                Set("item.merchant", item.MerchantNo);
            }
            else if (root == Entity.Sku && _skus.TryGetValue(key, out var sku))
            {
                Set("sku.daily_price", sku.Prices.DailyMinor);
                Set("sku.stock", sku.Stock);
            }
        }

        return ValueTask.FromResult<IFieldTable>(table);
    }
}
