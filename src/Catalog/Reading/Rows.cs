using Marquee.Kernel;
using Npgsql;

namespace Marquee.Catalog.Reading;

/// <summary>The columns of each record and how a row becomes it.</summary>
internal static class Rows
{
    public static readonly SqlText.Raw Merchant = new("""
        m.merchant_no, m.external_id, m.name, m.region, m.score_hundredths, m.standing, m.licences, m.breach_count,
        m.deposit_minor, m.version
        """);

    public static readonly SqlText.Raw Item = new("""
        i.item_no, i.external_id, i.merchant_no, i.product_no, i.title, i.category, i.listed, i.main_image,
            i.photo_count,
        i.weight_g, i.version
        """);

    public static readonly SqlText.Raw Sku = new("""
        s.sku_no, s.external_id, s.item_no, s.spec, s.is_main, p.reference_minor, p.daily_minor, p.daily_since,
        k.on_hand - k.reserved, s.sold_30d
        """);

    /// <summary>The tables of a SKU; the tenant is a parameter of each statement.</summary>
    public static SqlText SkuTables(Guid tenant) => $"""
        catalog.sku s
        left join catalog.price_now p on p.tenant_id = {tenant} and p.sku_no = s.sku_no and p.scene = 'any'
        left join catalog.stock k on k.tenant_id = {tenant} and k.sku_no = s.sku_no
        """;

    public static Merchant ToMerchant(NpgsqlDataReader row) => new(
        row.GetInt32(0), row.GetString(1), row.GetString(2), row.TextOrNull(3), row.IntOrNull(4),
        row.Enum<MerchantStanding>(5), row.List<string>(6), row.IntOrNull(7), row.LongOrNull(8), row.GetInt32(9));

    public static Item ToItem(NpgsqlDataReader row) => new(
        row.GetInt32(0), row.GetString(1), row.GetInt32(2), row.IntOrNull(3), row.GetString(4), row.TextOrNull(5),
        row.GetBoolean(6), row.TextOrNull(7), row.IntOrNull(8), row.IntOrNull(9), row.GetInt32(10));

    public static Sku ToSku(NpgsqlDataReader row) => new(
        row.GetInt32(0), row.GetString(1), row.GetInt32(2), row.GetString(3), row.GetBoolean(4),
        new SkuPrices(row.LongOrNull(5), row.LongOrNull(6), row.InstantOrNull(7)), row.LongOrNull(8), row.LongOrNull(
            9));

    public static Shopper ToShopper(NpgsqlDataReader row) => new(row.GetInt32(0), row.GetString(1), row.TextOrNull(2));
}
