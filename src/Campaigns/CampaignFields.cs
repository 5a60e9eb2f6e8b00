using Marquee.Campaigns.Agreements;
using Marquee.Campaigns.Items;
using Marquee.Campaigns.Submissions;
using Marquee.Catalog;
using Marquee.Kernel;
using Marquee.Rules;

namespace Marquee.Campaigns;

/// <summary>
/// The fields that Campaigns owns. Those of a plan (activity price, stock, limit, funding, services) are supplied while
/// a submission is judged, and missing elsewhere: outside of a submission nobody has offered anything. Those of a
/// campaign item are read from it.
/// </summary>
internal sealed class CampaignFields(CampaignsDb db, ICatalog catalog) : IFieldSource
{
    private const string Owner = "campaigns";
    private const string Breaches = "merchant.campaign_breaches";
    private const string Agreements = "merchant.agreements";
    private const string ItemPrice = "campaign_item.activity_price";
    private const string ItemDiscount = "campaign_item.discount";
    private const string ItemStock = "campaign_item.activity_stock";
    private const string ItemScore = "campaign_item.score";
    private const string ItemSlot = "campaign_item.slot_position";
    private const string ItemFunding = "campaign_item.funding_share";
    private const string ItemServices = "campaign_item.services";
    private const string ItemCategory = "campaign_item.category";
    private const string ItemLive = "campaign_item.live";
    private const string ItemOf = "campaign_item.item";
    private const string MerchantOf = "campaign_item.merchant";

    public string Name => Owner;

    public IReadOnlyList<FieldDeclaration> Fields { get; } =
    [
        new(PlanFields.ActivityPrice, Entity.Sku, FieldType.Money, 0, "活动价", "activity price", "", "", Owner,
            Topic: FieldTopic.Price, Min: 1),
        new(PlanFields.ActivityStock, Entity.Sku, FieldType.Count, 0, "活动库存", "activity stock", "件", "units", Owner,
            Topic: FieldTopic.Stock, Min: 0),
        new(PlanFields.PurchaseLimit, Entity.Sku, FieldType.Count, 0, "每人限购", "purchase limit", "件", "units", Owner,
            Topic: FieldTopic.Stock, Min: 1),
        new(PlanFields.FundingShare, Entity.Item, FieldType.Ratio, 4, "商家出资比例", "funding share", "", "", Owner,
            Topic: FieldTopic.Price, Min: 0, Max: 10_000),
        new(PlanFields.Services, Entity.Item, FieldType.TextSet, 0, "服务承诺", "services promised", "", "", Owner,
            Topic: FieldTopic.Quality),
        new(Breaches, Entity.Merchant, FieldType.Count, 0, "活动违约次数", "campaign breaches", "次", "times", Owner,
            Topic: FieldTopic.Breach, Min: 0),
        new(Agreements, Entity.Merchant, FieldType.TextSet, 0, "已签协议", "agreements signed", "", "", Owner,
            Topic: FieldTopic.Qualification),
        new(ItemPrice, Entity.CampaignItem, FieldType.Money, 0, "营销商品最低活动价", "lowest campaign price", "", "", Owner,
            Topic: FieldTopic.Price, Min: 1),
        new(ItemDiscount, Entity.CampaignItem, FieldType.Discount, 4, "营销商品折扣", "campaign discount", "", "", Owner,
            Topic: FieldTopic.Price, Min: 0),
        new(ItemStock, Entity.CampaignItem, FieldType.Count, 0, "营销商品库存", "campaign stock", "件", "units", Owner,
            Topic: FieldTopic.Stock, Min: 0),
        new(ItemScore, Entity.CampaignItem, FieldType.Number, 0, "排期得分", "placement score", "", "", Owner,
            Topic: FieldTopic.Score),
        new(ItemSlot, Entity.CampaignItem, FieldType.Count, 0, "坑位顺序", "slot position", "", "", Owner, Min: 1),
        new(ItemFunding, Entity.CampaignItem, FieldType.Ratio, 4, "营销商品出资比例", "campaign funding share", "", "", Owner,
            Topic: FieldTopic.Price, Min: 0, Max: 10_000),
        new(ItemServices, Entity.CampaignItem, FieldType.TextSet, 0, "营销商品服务", "campaign services", "", "", Owner,
            Topic: FieldTopic.Quality),
        new(ItemCategory, Entity.CampaignItem, FieldType.Text, 0, "营销商品类目", "campaign category", "", "", Owner),
        new(ItemLive, Entity.CampaignItem, FieldType.Flag, 0, "活动进行中", "on sale in its round", "", "", Owner),
        new(ItemOf, Entity.CampaignItem, FieldType.Reference, 0, "对应商品", "underlying item", "", "", Owner,
            RelatedTo: Entity.Item),
        new(MerchantOf, Entity.CampaignItem, FieldType.Reference, 0, "对应商家", "underlying merchant", "", "", Owner,
            RelatedTo: Entity.Merchant),
    ];

    public async ValueTask<IFieldTable> LoadAsync(
        CallContext call, Entity root, IReadOnlyList<int> keys, IReadOnlyList<string> fieldNames,
        CancellationToken cancel)
    {
        var table = new FieldTable(keys, fieldNames);
        if (root == Entity.Merchant)
        {
            await LoadBreachesAsync(call, keys, table, cancel);
        }
        else if (root == Entity.CampaignItem)
        {
            await LoadItemsAsync(call, keys, table, cancel);
        }

        return table;
    }

    private async Task LoadBreachesAsync(
        CallContext call, IReadOnlyList<int> keys, FieldTable table, CancellationToken cancel)
    {
        var counts = await db.ReadAsync(call, tx => tx.QueryAsync(
            $"""
            select merchant_no, count(*) from campaigns.breach
            where tenant_id = {call.Tenant.Id} and merchant_no = any({keys}) group by merchant_no
            """,
            row => (Merchant: row.GetInt32(0), Count: row.GetInt64(1)), cancel), cancel);
        var found = counts.ToDictionary(row => row.Merchant, row => row.Count);
        var signed = await db.ReadAsync(call, tx => AgreementRows.SignedAsync(tx, keys, cancel), cancel);
        foreach (var merchant in (await catalog.GetMerchantsAsync(call, keys, cancel)).Keys)
        {
            // Every breach of a campaign is on record here, so a merchant without one is known to have none.
            table.Set(merchant, Breaches, FieldValue.Of(found.GetValueOrDefault(merchant), call.Now, Owner));
            table.Set(merchant, Agreements, FieldValue.Of([.. signed[merchant]], call.Now, Owner));
        }
    }

    private async Task LoadItemsAsync(
        CallContext call, IReadOnlyList<int> keys, FieldTable table, CancellationToken cancel)
    {
        var items = await db.ReadAsync(
            call, tx => CampaignItemRows.ViewsAsync(tx, $"c.no = any({keys})", cancel), cancel);
        foreach (var (_, item) in items)
        {
            Fill(table, item, call.Now);
        }
    }

    private static void Fill(FieldTable table, CampaignItem item, DateTimeOffset asOf)
    {
        void Set(string field, FieldValue value) => table.Set(item.No, field, value);
        Set(ItemPrice, FieldValue.Of(item.Skus.Min(sku => sku.ActivityPriceMinor), asOf, Owner));
        Set(ItemStock, FieldValue.Of(item.Skus.Sum(sku => (long)sku.ActivityStock), asOf, Owner));
        Set(ItemSlot, FieldValue.Of(item.SlotPosition, asOf, Owner));
        Set(ItemFunding, FieldValue.Of(item.FundingShareBp, asOf, Owner));
        Set(ItemServices, FieldValue.Of(item.Services, asOf, Owner));
        Set(ItemLive, FieldValue.Of(item.Status == CampaignItemStatus.Live, asOf, Owner));
        Set(ItemOf, FieldValue.Of(item.ItemNo, asOf, Owner));
        Set(MerchantOf, FieldValue.Of(item.MerchantNo, asOf, Owner));
        if (DiscountOf(item) is { } discount)
        {
            Set(ItemDiscount, FieldValue.Of(discount, asOf, Owner));
        }

        if (item.Score is { } score)
        {
            Set(ItemScore, FieldValue.Of(score, asOf, Owner));
        }

        if (item.Category is { } category)
        {
            Set(ItemCategory, FieldValue.Of(category, asOf, Owner));
        }
    }

    /// <summary>
    /// The lowest activity price as a share of its daily price, in ten-thousandths, rounded up so that it never looks
    /// cheaper than it is; null when no daily price is known.
    /// </summary>
    internal static long? DiscountOf(CampaignItem item)
    {
        var lowest = item.Skus.Where(sku => sku.DailyPriceMinor > 0).MinBy(sku => sku.ActivityPriceMinor);
        return lowest?.DailyPriceMinor is { } daily
            ? (long)((((Int128)lowest.ActivityPriceMinor * 10_000) + daily - 1) / daily)
            : null;
    }
}
