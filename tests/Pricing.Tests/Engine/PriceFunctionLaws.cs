using FsCheck.Fluent;
using Marquee.Kernel;
using Marquee.Pricing.Engine;
using Marquee.Testing;
using Marquee.Trade;

namespace Marquee.Pricing.Tests.Engine;

/// <summary>What holds for every cart.</summary>
public sealed class PriceFunctionLaws
{
    [Fact]
    public void Lines_less_their_steps_are_the_total_and_nothing_is_negative() => Law.Holds(
        Carts.Any,
        input =>
        {
            var priced = PriceFunction.Price(input);
            foreach (var line in priced.Lines)
            {
                var left = line.GrossMinor;
                foreach (var step in line.Steps)
                {
                    Assert.True(step.OffMinor > 0);
                    left -= step.OffMinor;
                    Assert.Equal(left, step.LeftMinor);
                    Assert.True(left >= 0);
                }

                Assert.Equal(left, line.PayableMinor);
            }

            Assert.Equal(priced.GrossMinor - priced.Steps.Sum(s => s.OffMinor), priced.PayableMinor);
            Assert.Equal(
                priced.Lines.SelectMany(l => l.Steps).GroupBy(s => s.OfferId)
                    .ToDictionary(g => g.Key, g => g.Sum(s => s.OffMinor)),
                priced.Steps.GroupBy(s => s.OfferId).ToDictionary(g => g.Key, g => g.Sum(s => s.OffMinor)));
        },
        cases: 1000);

    [Fact]
    public void Funders_pay_exactly_every_step() => Law.Holds(
        Carts.Any,
        input => Assert.All(PriceFunction.Price(input).Lines.SelectMany(l => l.Steps), step =>
        {
            Assert.Equal(step.OffMinor, step.Shares.Sum(s => s.AmountMinor));
            Assert.All(step.Shares, share => Assert.True(share.AmountMinor > 0));
            Assert.Equal(step.Shares.Count, step.Shares.Select(s => s.Funder).Distinct().Count());
        }),
        cases: 1000);

    [Fact]
    public void The_order_of_lines_offers_and_coupons_means_nothing() => Law.Holds(
        from input in Carts.Any
        from lines in Gen.Shuffle(input.Lines.ToArray().AsEnumerable())
        from offers in Gen.Shuffle(input.Offers.ToArray().AsEnumerable())
        from coupons in Gen.Shuffle(input.Coupons.ToArray().AsEnumerable())
        select (input, turned: input with { Lines = lines, Offers = offers, Coupons = coupons }),
        x => Assert.Equal(
            MarqueeJson.Text(PriceFunction.Price(x.input)), MarqueeJson.Text(PriceFunction.Price(x.turned))),
        cases: 1000);

    [Fact]
    public void What_the_cart_costs_never_rises_from_step_to_step() => Law.Holds(
        Carts.Any,
        input =>
        {
            var priced = PriceFunction.Price(input);
            var left = priced.GrossMinor;
            foreach (var step in priced.Steps)
            {
                Assert.Equal(left - step.OffMinor, step.LeftMinor);
                left = step.LeftMinor;
            }

            Assert.Equal(priced.Steps.OrderBy(s => s.Layer), priced.Steps);
            Assert.Equal(left, priced.PayableMinor);
        },
        cases: 1000);

    [Fact]
    public void A_coupon_more_never_makes_a_cart_dearer() => Law.Holds(
        Carts.Any,
        input =>
        {
            var platform = input.Coupons.Where(c => c.MerchantNo is null).ToList();
            var without = PriceFunction.Price(input with { Coupons = [.. platform.Skip(1)] });
            var with = PriceFunction.Price(input with { Coupons = platform });
            Assert.True(with.PayableMinor <= without.PayableMinor);
        },
        cases: 500);

    [Fact]
    public void Every_offer_that_touches_the_cart_applies_or_says_why_not() => Law.Holds(
        Carts.Any,
        input =>
        {
            var priced = PriceFunction.Price(input);
            var skus = input.Lines.Select(l => l.SkuNo).ToHashSet();
            var told = priced.Steps.Select(s => s.OfferId).Concat(priced.NotApplied.Select(n => n.OfferId)).ToHashSet();
            Assert.All(input.Offers.Where(o => o.Skus.Keys.Any(skus.Contains)), offer =>
                Assert.Contains(offer.Id, told));
            Assert.All(priced.NotApplied, n =>
            {
                Assert.NotEmpty(n.Why.Zh);
                Assert.NotEmpty(n.Why.En);
                Assert.True(n.Code != "below_threshold" || n is { MissingMinor: > 0, Change: not null });
            });
        },
        cases: 500);

    [Fact]
    public void Adding_what_is_missing_makes_a_threshold_apply() => Law.Holds(
        from input in Carts.Any
        from pick in Gen.Choose(0, 100)
        where input.Offers.Any(o => o.Terms is OfferTerms.Threshold && o.Skus.Count > 0)
        let thresholds = input.Offers.Where(o => o.Terms is OfferTerms.Threshold && o.Skus.Count > 0).ToList()
        select input with { Offers = [thresholds[pick % thresholds.Count]], Coupons = [] },
        input =>
        {
            foreach (var missing in PriceFunction.Price(input).NotApplied.Where(n => n.Code == "below_threshold"))
            {
                var offer = input.Offers[0];
                var like = input.Lines.First(l => offer.Skus.ContainsKey(l.SkuNo)
                    && (((OfferTerms.Threshold)offer.Terms).Layer == PriceLayer.PlatformThreshold
                        || missing.Name.En.Length > 0));
                if (((OfferTerms.Threshold)offer.Terms).Layer == PriceLayer.ShopThreshold
                    && input.Lines.Where(l => offer.Skus.ContainsKey(l.SkuNo)).Select(l => l.MerchantNo).Distinct()
                        .Count() > 1)
                {
                    continue;
                }

                var more =
                    like with { SkuNo = 1_000, SkuId = "more", Quantity = 1, UnitMinor = missing.MissingMinor!.Value };
                var skus = offer.Skus.Append(new(1_000, new OfferSku(1_000, null, 0, null))).ToDictionary();
                var richer = input with { Lines = [.. input.Lines, more], Offers = [offer with { Skus = skus }] };
                Assert.Contains(PriceFunction.Price(richer).Steps, s => s.OfferId == offer.Id);

                var oneShort = richer with
                {
                    Lines = [.. input.Lines, more with { UnitMinor = missing.MissingMinor.Value - 1 }],
                };
                Assert.DoesNotContain(PriceFunction.Price(oneShort).Steps, s => s.OfferId == offer.Id);
            }
        },
        cases: 500);

    [Fact]
    public void No_shops_own_offer_takes_anything_off_another_shops_goods_and_the_shop_pays_all_of_it() => Law.Holds(
        Carts.Any,
        input =>
        {
            var priced = PriceFunction.Price(input);
            foreach (var offer in input.Offers.Where(o => o.MerchantNo is not null))
            {
                long shares = 0;
                foreach (var line in priced.Lines)
                {
                    foreach (var step in line.Steps.Where(step => step.OfferId == offer.Id))
                    {
                        Assert.Equal(offer.MerchantNo, line.Line.MerchantNo);
                        Assert.Equal(offer.SourceId, step.SourceId);
                        Assert.Equal(
                            [new FunderShare(Funder.Merchant(line.Line.MerchantId), step.OffMinor)], step.Shares);
                        shares += step.OffMinor;
                    }
                }

                var taken = priced.Steps.Where(step => step.OfferId == offer.Id).ToList();
                Assert.True(taken.Count <= 1, "One shop, one step.");
                Assert.Equal(taken.Sum(step => step.OffMinor), shares);
                Assert.True(taken.Count > 0 || shares == 0);
            }
        },
        cases: 2000);

    [Fact]
    public void Pricing_again_gives_the_same_price() => Law.Holds(
        Carts.Any,
        input =>
            Assert.Equal(MarqueeJson.Text(PriceFunction.Price(input)), MarqueeJson.Text(PriceFunction.Price(input))),
        cases: 200);

    [Fact]
    public void A_merchant_never_funds_another_merchants_line() => Law.Holds(
        Carts.Any,
        input => Assert.All(PriceFunction.Price(input).Lines, line => Assert.All(
            line.Steps.SelectMany(s => s.Shares).Where(s => s.Funder.Kind == FunderKind.Merchant),
            share => Assert.Equal(line.Line.MerchantId, share.Funder.Id))),
        cases: 500);
}
