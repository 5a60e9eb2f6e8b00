using Marquee.Benefits;
using Marquee.Campaigns;
using Marquee.Kernel;
using Marquee.Pricing.Mechanics;
using Marquee.Trade;

namespace Marquee.Pricing.Tests;

/// <summary>
/// A checkout falls at every call it makes, before and after the call took effect. Whoever comes next, the recovery or
/// the shopper with the same key, must find or make one of two ends: everything stands, or nothing is held.
/// </summary>
public sealed class CheckoutFaultTests(PricingFixture fixture) : IClassFixture<PricingFixture>
{
    private const int Pieces = 2;

    public static TheoryData<bool, bool> Ways =>
        new() { { false, false }, { false, true }, { true, false }, { true, true } };

    [Theory, MemberData(nameof(Ways))]
    public async Task A_fall_at_any_call_ends_whole_or_not_at_all(bool afterEffect, bool byRecovery)
    {
        var at = 0;
        bool failed;
        do
        {
            at++;
            var (shop, round, grant) = await MarketAsync();
            shop.Faults.Reset(at, afterEffect);
            var order = await BuyAsync(shop);
            failed = shop.Faults.Failed;
            if (order is null)
            {
                await shop.DieAsync();
                if (byRecovery)
                {
                    await shop.Recovery.SweepAsync(shop.Call, default);
                }
                else
                {
                    order = await BuyAsync(shop);
                    Assert.NotNull(order);
                }
            }

            await IsWholeOrNothingAsync(shop, round, grant, $"fall at call {at}, {(afterEffect ? "after" : "before")}");
            shop.Advance(PricingLimits.QuoteHolds);
            await shop.Recovery.SweepAsync(shop.Call, default);
            await IsWholeOrNothingAsync(shop, round, grant, $"fall at call {at}, then expiry");
            Assert.NotEqual("held", await StatusAsync(shop));
        }
        while (failed);

        Assert.True(at > 6, $"Only {at} calls were made to fall at.");
    }

    [Theory, MemberData(nameof(Ways))]
    public async Task A_fall_while_giving_back_still_gives_everything_back(bool afterEffect, bool byRecovery)
    {
        var at = 0;
        bool failed;
        do
        {
            at++;
            var (shop, round, grant) = await MarketAsync();
            var held = (await shop.Pricing.HoldAsync(shop.Call, "k", Shop.Cart((1, Pieces), (2, 1)), null, default))
                .Value;
            shop.Advance(PricingLimits.QuoteHolds);
            shop.Faults.Reset(at, afterEffect);
            await shop.Recovery.SweepAsync(shop.Call, default);
            failed = shop.Faults.Failed;
            if (failed)
            {
                await shop.DieAsync();
                if (byRecovery)
                {
                    await shop.Recovery.SweepAsync(shop.Call, default);
                }
                else
                {
                    Assert.IsType<QuoteExpired>(
                        (await shop.Pricing.CheckoutAsync(shop.Call, "c", held.Id, Shop.Ann, default)).Error);
                }
            }

            Assert.Equal("released", await StatusAsync(shop));
            await IsWholeOrNothingAsync(shop, round, grant, $"fall at call {at} of giving back");
        }
        while (failed);

        Assert.True(at > 3, $"Only {at} calls were made to fall at.");
    }

    private static async Task<Order?> BuyAsync(Shop shop)
    {
        try
        {
            var held = await shop.Pricing.HoldAsync(shop.Call, "k", Shop.Cart((1, Pieces), (2, 1)), null, default);
            var order = (await shop.Pricing.CheckoutAsync(shop.Call, "c", held.Value.Id, Shop.Ann, default)).Value;
            Assert.Equal(held.Value.Quote.PayableMinor, order.Payable.Minor);
            return order;
        }
        catch (FaultException)
        {
            return null;
        }
    }

    private static async Task IsWholeOrNothingAsync(Shop shop, Id<Round> round, Id<Grant> grant, string when)
    {
        var status = await StatusAsync(shop);
        var balance = (await shop.Ledger.BalancesAsync(shop.Call, [CampaignAccounts.Stock(round, 1)], default))
            .Values.Single();
        var orders =
            await shop.ScalarAsync<long>(
                "select count(*) from trade.orders where status <> 'cancelled' and tenant_id = $1");
        var expected = status switch
        {
            "confirmed" => (Pieces, 0L, (long)Pieces, GrantStatus.Used, 1L),
            "held" => (0L, (long)Pieces, (long)Pieces, GrantStatus.Reserved, 0L),
            "released" or null => (0L, 0L, 0L, GrantStatus.Granted, 0L),
            _ => throw new InvalidOperationException($"{when}: the checkout is left {status}."),
        };
        Assert.Equal(
            (when, expected),
            (when, (balance.Spent, balance.Reserved, shop.Market.StockOf(1).Reserved, shop.Market.Grants[grant].Status,
                orders)));
        Assert.Equal(0, await shop.ScalarAsync<long>(
            "select count(*) from pricing.checkout c join trade.orders o using (tenant_id, quote_id) where "
                + "c.tenant_id = $1 and o.payable_minor <> c.payable_minor"));
    }

    private static Task<string?> StatusAsync(Shop shop) =>
        shop.ScalarAsync<string>("select status from pricing.checkout where tenant_id = $1");

    private async Task<(Shop Shop, Id<Round> Round, Id<Grant> Grant)> MarketAsync()
    {
        var shop = await fixture.NewShopAsync();
        shop.Market.Add(1, 10_000);
        shop.Market.Add(2, 3_333, merchant: 2);
        var round = await shop.GoLiveAsync(
            [(1, 8_000, 50, 5), (2, 3_000, 50, null)],
            (OfferMechanics.PlatformThreshold,
                Shop.Spec(("thresholdMinor", 15_000), ("offMinor", 1_001), ("repeats", "once"))));
        return (shop, round, shop.GiveCoupon(5_000, 300));
    }
}
