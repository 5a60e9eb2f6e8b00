using Marquee.Benefits;
using Marquee.Campaigns;
using Marquee.Catalog;
using Marquee.Kernel;
using Marquee.Ledger;
using Marquee.Pricing.Engine;
using Marquee.Pricing.Offers;

namespace Marquee.Pricing.Quotes;

/// <summary>Gathers what a price depends on, in a few calls for the whole cart. Reserves nothing.</summary>
internal sealed class CartReader(
    ICatalog catalog, IBenefits benefits, ILedger ledger, HeldCoupons held, Takedowns takedowns)
{
    /// <summary>What is wrong with a cart's shape; null when nothing is.</summary>
    public static InvalidRequest? Wrong(Cart cart)
    {
        if (cart.Lines.Count is 0 or > PricingLimits.CartLines)
        {
            return new InvalidRequest(
                "lines", "has too few or too many lines", cart.Lines.Count, $"1 to {PricingLimits.CartLines}");
        }

        if (cart.Grants is { Count: > PricingLimits.CartGrants })
        {
            return new InvalidRequest("grants", "are too many", cart.Grants.Count,
                $"at most {PricingLimits.CartGrants}");
        }

        var seen = new HashSet<int>();
        for (var i = 0; i < cart.Lines.Count; i++)
        {
            if (cart.Lines[i].Quantity is < 1 or > PricingLimits.LineQuantity)
            {
                return new InvalidRequest(
                    $"lines[{i}].quantity", "is out of range", cart.Lines[i].Quantity,
                    $"1 to {PricingLimits.LineQuantity}");
            }

            if (!seen.Add(cart.Lines[i].SkuNo))
            {
                return new InvalidRequest($"lines[{i}].sku", "stands in the cart twice: add the quantities");
            }
        }

        return null;
    }

    /// <summary>The input of a cart's price, with nothing blocked yet.</summary>
    public async Task<Result<QuoteInput>> ReadAsync(
        CallContext call, Cart cart, OfferSet offers, CancellationToken cancel)
    {
        var (goods, problems) = await GoodsAsync(call, cart.Lines, cancel);
        var coupons = await CouponsAsync(call, cart, cancel);
        return coupons.IsSuccess
            ? new QuoteInput(
                offers.Revision, call.Now, call.Tenant.Currency, [.. goods.OrderBy(g => g.SkuNo)],
                [.. coupons.Value.OrderBy(c => c.GrantId)], [], problems,
                await takedowns.OffersAsync(call, offers.For(goods), cancel))
            : coupons.Error;
    }

    /// <summary>
    /// The same input, with the item offers blocked that have not enough activity stock at this moment.
    /// </summary>
    public async Task<QuoteInput> WithStockAsync(
        CallContext call, QuoteInput input, IReadOnlyList<Offer> offers, CancellationToken cancel)
    {
        var wanted = ItemOffersOf(input, offers).ToList();
        if (wanted.Count == 0)
        {
            return input;
        }

        var accounts = wanted.Select(x => AccountOf(x.Offer, x.Goods.SkuNo)).Distinct().ToList();
        var balances = await ledger.BalancesAsync(call, accounts, cancel);
        return input with
        {
            Blocked =
            [
                .. wanted.Select(x =>
                    (x.Offer, x.Goods, Balance: balances.GetValueOrDefault(AccountOf(x.Offer, x.Goods.SkuNo))))
                    .Where(x => x.Balance is null || x.Balance.Frozen || x.Balance.Left < x.Goods.Quantity)
                    .Select(x => BlockOf(x.Offer, x.Goods, x.Balance)),
            ],
        };
    }

    /// <summary>The account that an item offer's pieces of a SKU are taken from.</summary>
    public static string AccountOf(Offer offer, int skuNo) =>
        CampaignAccounts.Stock(new Id<Round>(offer.RoundId!.Value), skuNo);

    /// <summary>The item offers that lines of the cart are in.</summary>
    public static IEnumerable<(Offer Offer, Goods Goods)> ItemOffersOf(QuoteInput input, IReadOnlyList<Offer> offers) =>
        from offer in offers
        where offer.Terms is OfferTerms.FixedPrice or OfferTerms.Percentage
            && input.At >= offer.From && input.At < offer.To
        from goods in input.Goods
        where offer.Skus.ContainsKey(goods.SkuNo)
        select (offer, goods);

    private static Blocked BlockOf(Offer offer, Goods goods, LedgerBalance? balance) =>
        balance is null || balance.Frozen
            ? new Blocked(offer.Id, goods.SkuNo, "paused", null)
            : new Blocked(offer.Id, goods.SkuNo, "sold_out", balance.Left > 0 ? (int)balance.Left : null);

    /// <summary>What the lines are, and which of them cannot be bought.</summary>
    public async Task<(List<Goods> Goods, List<LineProblem> Problems)> GoodsAsync(
        CallContext call, IReadOnlyList<CartLine> lines, CancellationToken cancel)
    {
        var skus = await catalog.GetSkusAsync(call, [.. lines.Select(line => line.SkuNo)], cancel);
        var items = await catalog.GetItemsAsync(call, [.. skus.Values.Select(sku => sku.ItemNo).Distinct()], cancel);
        var merchants =
            await catalog.GetMerchantsAsync(call, [.. items.Values.Select(item => item.MerchantNo).Distinct()], cancel);
        var down = await takedowns.ListAsync(call, cancel);
        var goods = new List<Goods>();
        var problems = new List<LineProblem>();
        foreach (var line in lines)
        {
            if (!skus.TryGetValue(line.SkuNo, out var sku) || !items.TryGetValue(sku.ItemNo, out var item)
                || !merchants.TryGetValue(item.MerchantNo, out var merchant))
            {
                problems.Add(new LineProblem(line.SkuNo, null, "no_sku", new Texts("商品不存在", "There is no such SKU")));
            }
            else if (down.OfSku(merchant.Id, item.Id, sku.Id, call.Now) is not null)
            {
                problems.Add(new LineProblem(line.SkuNo, sku.Id, Takedowns.Code, Takedowns.Why));
            }
            else if (sku.Prices.DailyMinor is not { } daily)
            {
                problems.Add(new LineProblem(line.SkuNo, sku.Id, "no_price", new Texts("暂无价格", "It has no price")));
            }
            else if (!item.Listed)
            {
                problems.Add(new LineProblem(line.SkuNo, sku.Id, "not_listed", new Texts("商品已下架", "It is not listed")));
            }
            else
            {
                goods.Add(new Goods(
                    sku.SkuNo, sku.Id, item.ItemNo, item.Id, merchant.MerchantNo, merchant.Id, merchant.Name,
                    item.Title,
                    sku.Spec, item.MainImage, line.Quantity, daily, sku.Prices.ReferenceMinor));
            }
        }

        return (goods, problems);
    }

    private async Task<Result<IReadOnlyList<CouponOffer>>> CouponsAsync(
        CallContext call, Cart cart, CancellationToken cancel)
    {
        if (cart.ShopperNo is not { } shopper || cart.Grants is { Count: 0 })
        {
            return cart.Grants is { Count: > 0 }
                ? new CouponNotUsable("nobody's wallet was named.")
                : Result<IReadOnlyList<CouponOffer>>.Of([]);
        }

        var mine = await held.OfAsync(call, shopper, cancel);
        var down = await benefits.DownAsync(
            call, [.. mine.Select(c => c.BenefitId).OfType<Guid>().Select(id => new Id<Benefit>(id)).Distinct()],
            cancel);
        var usable = (await benefits.UsableCouponsAsync(call, shopper, cancel)).Select(CouponOf)
            .Concat(mine.Where(c => c.BenefitId is not { } id || !down.Contains(new Id<Benefit>(id))))
            .DistinctBy(c => c.GrantId).ToDictionary(c => c.GrantId);
        if (cart.Grants?.Where(grant => !usable.ContainsKey(grant)).ToList() is [var missing, ..])
        {
            return new CouponNotUsable($"{missing} is not usable now.");
        }

        var chosen = cart.Grants is null ? usable.Values : cart.Grants.Distinct().Select(grant => usable[grant]);
        return Result<IReadOnlyList<CouponOffer>>.Of([.. chosen]);
    }

    private static CouponOffer CouponOf(UsableCoupon coupon) => new(
        coupon.GrantId.Value, coupon.Title, coupon.Value.Scope == CouponScope.Shop ? coupon.Value.MerchantNo : null,
        coupon.Value.ThresholdMinor, coupon.Value.OffMinor, coupon.Value.Funding.MerchantBp,
        coupon.Value.Funding.BrandBp, coupon.UsableFrom, coupon.UsableTo, coupon.BenefitId.Value);
}
