using System.Globalization;
using Marquee.Kernel;

namespace Marquee.Pricing.Engine;

/// <summary>The sentences of explanations, in both languages.</summary>
internal static class Words
{
    public static Texts NotCheaper { get; } = new("此优惠不低于日常价", "This offer is not below the daily price");

    public static Texts NothingLeft { get; } = new("已无可减金额", "Nothing is left to take off");

    public static Texts BetterInLayer { get; } =
        new("已使用更优惠的同类活动", "Another offer of the same kind takes more off these goods");

    public static Texts BetterOffer(Texts better) =>
        new($"已使用更低的价格：{better.Zh}", $"A lower price applies: {better.En}");

    public static Texts PurchaseLimit(int limit) =>
        new($"每人限购 {N(limit)} 件", $"Each shopper may buy {N(limit)} at this price");

    public static Texts BuyAtMost(int quantity) =>
        new($"购买数量不超过 {N(quantity)} 件", $"Buy {N(quantity)} or fewer");

    public static Texts BlockedBy(string code) => code switch
    {
        "sold_out" => new("活动库存不足", "The activity stock does not suffice"),
        "purchase_limit" => new("已达每人限购数量", "The purchase limit for one shopper is reached"),
        _ => new("活动暂停", "The offer is paused"),
    };

    public static Texts ItemPrice(Texts name, long off, string currency) =>
        new($"{name.Zh}，已减 {Amount(off, currency)}", $"{name.En}: {Amount(off, currency)} off");

    public static Texts Reached(long reached, long off, string currency) => new(
        $"商品满 {Amount(reached, currency)}，减 {Amount(off, currency)}",
        $"The goods come to {Amount(reached, currency)}: {Amount(off, currency)} off");

    public static Texts Below(long from, long reached, string currency) => new(
        $"满 {Amount(from, currency)} 可用，当前 {Amount(reached, currency)}",
        $"From {Amount(from, currency)} on; the goods come to {Amount(reached, currency)}");

    public static Texts Add(long missing, string currency) =>
        new($"再买 {Amount(missing, currency)} 即可享受", $"Add {Amount(missing, currency)} more");

    public static Texts Off(long off, string currency) =>
        new($"省 {Amount(off, currency)}", $"{Amount(off, currency)} off");

    public static Texts FixedPrice { get; } = new("活动价", "Activity price");

    public static Texts Percentage(int offBp) => new($"直降 {Percent(offBp)}", $"{Percent(offBp)} off");

    public static Texts Threshold(OfferTerms.Threshold terms, string currency)
    {
        var (from, off) = (Amount(terms.FromMinor, currency), Amount(terms.OffMinor, currency));
        var shop = terms.Layer == PriceLayer.ShopThreshold;
        return terms.Repeats
            ? new($"{(shop ? "店铺" : "跨店")}每满 {from} 减 {off}",
                $"{off} off every {from}{(shop ? " in one shop" : " across shops")}")
            : new($"{(shop ? "店铺" : "跨店")}满 {from} 减 {off}",
                $"{off} off from {from}{(shop ? " in one shop" : " across shops")}");
    }

    /// <summary>
    /// Why an instant lies outside a window, or null when it does not: the first instant is in, the last is out.
    /// </summary>
    public static (string Code, Texts Why, Texts? Change)? OutsideWindow(
        DateTimeOffset at, DateTimeOffset from, DateTimeOffset to) =>
        at < from ? ("not_started", new($"尚未开始（{T(from)}）", $"Not started yet ({T(from)})"),
            new Texts($"{T(from)} 起可享受", $"Come back from {T(from)} on"))
        : at >= to ? ("ended", new($"已结束（{T(to)}）", $"Ended ({T(to)})"), null)
        : null;

    /// <summary>An amount as people write it: symbol and decimals of the currency.</summary>
    public static string Amount(long minor, string currency) => new Money(minor, currency).Written();

    private static string Percent(int bp) => (bp / 100m).ToString("0.##", CultureInfo.InvariantCulture) + "%";

    private static string N(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string T(DateTimeOffset instant) =>
        instant.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
