using FsCheck.Fluent;
using Marquee.Kernel;
using Marquee.Pricing.Engine;
using Marquee.Testing;

namespace Marquee.Pricing.Tests.Engine;

/// <summary>Carts and offers for tests of the price function.</summary>
internal static class Carts
{
    public static readonly DateTimeOffset At = FakeClock.Start;

    public static PriceLine Line(int sku, long unit, int quantity = 1, int merchant = 1) =>
        new(sku, $"sku-{sku}", merchant, $"shop-{merchant}", quantity, unit);

    public static Offer Fixed(string id, params (int Sku, long Price)[] skus) => Make(
        id, "fixed_price", new OfferTerms.FixedPrice(),
        skus.ToDictionary(s => s.Sku, s => new OfferSku(s.Sku, s.Price, 10_000, null)));

    public static Offer Percentage(string id, int offBp, params int[] skus) => Make(
        id, "item_percentage", new OfferTerms.Percentage(offBp),
        skus.ToDictionary(s => s, s => new OfferSku(s, null, 10_000, null)));

    public static Offer Shop(
        string id, long from, long off, int[] skus, bool repeats = false, int merchantBp = 10_000) => Make(
        id, "shop_threshold", new OfferTerms.Threshold(PriceLayer.ShopThreshold, from, off, repeats, null),
        skus.ToDictionary(s => s, s => new OfferSku(s, null, merchantBp, null)));

    public static Offer Platform(
        string id, long from, long off, int[] skus, int merchantBp = 0, bool repeats = false, long? max = null) => Make(
        id, "platform_threshold", new OfferTerms.Threshold(PriceLayer.PlatformThreshold, from, off, repeats, max),
        skus.ToDictionary(s => s, s => new OfferSku(s, null, merchantBp, null)));

    /// <summary>A shop's own threshold, over everything of the shop.</summary>
    public static Offer Own(string id, int merchant, long from, long off, bool repeats = false, long? max = null) =>
        Make(
            id, "shop_threshold", new OfferTerms.Threshold(PriceLayer.ShopThreshold, from, off, repeats, max), []) with
        {
            RoundId = null,
            MerchantNo = merchant,
            SourceId = new Guid(merchant, 0, 0, new byte[8]),
        };

    public static CouponOffer Coupon(int id, long from, long off, int? merchant = null, int merchantBp = 0) => new(
        new Guid(id, 0, 0, new byte[8]), $"coupon {id}", merchant, from, off, merchantBp, 0, At.AddDays(-1),
        At.AddDays(1));

    public static PriceInput Input(
        IReadOnlyList<PriceLine> lines, IReadOnlyList<Offer>? offers = null, IReadOnlyList<CouponOffer>? coupons = null,
        IReadOnlyList<Blocked>? blocked = null) =>
        new(At, "CNY", lines, offers ?? [], coupons ?? [], blocked ?? []);

    private static Offer Make(string id, string kind, OfferTerms terms, Dictionary<int, OfferSku> skus) => new(
        id, kind, new Texts(id, id), Guid.Empty, At.AddDays(-1), At.AddDays(1), terms, null, 0, skus);

    /// <summary>Any cart with any offers and coupons over it, thresholds often just met or just missed.</summary>
    public static FsCheck.Gen<PriceInput> Any =>
        from count in Gen.Choose(1, 8)
        from lines in Gen.CollectToSequence(Enumerable.Range(1, count).Select(AnyLine))
        let gross = lines.Sum(l => l.UnitMinor * l.Quantity)
        from items in Gen.ArrayOf(AnyItemOffer([.. lines]), 2)
        from groups in Gen.ArrayOf(AnyGroupOffer([.. lines], gross), 4)
        from own in Gen.ArrayOf(AnyOwnOffer(gross), 3)
        from coupons in Gen.ArrayOf(AnyCoupon(gross), 3)
        from funding in Gen.Choose(0, 10_000)
        select Input(
            [.. lines],
            [.. items.Select((o, i) => o with { Id = $"i{i}" }), .. groups.Select((o, i) =>
                o with { Id = $"g{i}", Brand = i == 0 ? "acme" : null, BrandBp = funding / 2 }),
                .. own.Select((o, i) => o with { Id = $"o{i}" })],
            [.. coupons.Select((c, i) => c with { GrantId = new Guid(i + 1, 0, 0, new byte[8]) })]);

    private static FsCheck.Gen<PriceLine> AnyLine(int sku) =>
        from unit in Gen.OneOf(Gen.Choose(1, 5), Gen.Choose(1, 100_000))
        from quantity in Gen.OneOf(Gen.Constant(1), Gen.Choose(1, 30))
        from merchant in Gen.Choose(1, 3)
        select Line(sku, unit, quantity, merchant);

    private static FsCheck.Gen<Offer> AnyItemOffer(PriceLine[] lines) =>
        from skus in Gen.SubListOf(lines.Select(l => l.SkuNo))
        from bp in Gen.Choose(1, 9_900)
        from isFixed in Gen.Elements(true, false)
        select isFixed
            ? Fixed("i", [.. skus.Select(s => (s, Math.Max(1, lines[s - 1].UnitMinor * bp / 10_000)))])
            : Percentage("i", bp, [.. skus]);

    private static FsCheck.Gen<Offer> AnyGroupOffer(PriceLine[] lines, long gross) =>
        from skus in Gen.SubListOf(lines.Select(l => l.SkuNo))
        from fromPart in Gen.Choose(1, 120)
        from offPart in Gen.Choose(1, 100)
        from merchantBp in Gen.Choose(0, 10_000)
        from repeats in Gen.Elements(true, false)
        from shop in Gen.Elements(true, false)
        let from0 = Math.Max(1, gross * fromPart / 100)
        let off = Math.Max(1, from0 * offPart / 100)
        select shop
            ? Shop("g", from0, off, [.. skus], repeats, merchantBp)
            : Platform("g", from0, off, [.. skus], merchantBp, repeats, repeats ? Math.Max(1, gross / 3) : null);

    private static FsCheck.Gen<Offer> AnyOwnOffer(long gross) =>
        from merchant in Gen.Choose(1, 4)
        from fromPart in Gen.Choose(1, 120)
        from offPart in Gen.Choose(1, 100)
        from repeats in Gen.Elements(true, false)
        let from0 = Math.Max(1, gross * fromPart / 100)
        select Own(
            "o", merchant, from0, Math.Max(1, from0 * offPart / 100), repeats, repeats ? Math.Max(1, gross / 2) : null);

    private static FsCheck.Gen<CouponOffer> AnyCoupon(long gross) =>
        from fromPart in Gen.Choose(1, 80)
        from offPart in Gen.Choose(1, 100)
        from merchant in Gen.Elements<int?>(null, 1, 2)
        from bp in Gen.Choose(0, 10_000)
        let from0 = Math.Max(1, gross * fromPart / 100)
        select Coupon(0, from0, Math.Max(1, from0 * offPart / 100), merchant, bp);
}
