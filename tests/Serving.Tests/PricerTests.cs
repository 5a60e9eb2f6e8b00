using Marquee.Campaigns;
using Marquee.Kernel;
using Marquee.Pricing;
using Marquee.Serving.Ladder;
using Marquee.Testing;

namespace Marquee.Serving.Tests;

public sealed class PricerTests
{
    private static readonly DateTimeOffset Now = FakeClock.Start;
    private static readonly Tenant Tenant =
        new(Guid.Empty, "demo", "Demo", TenantKind.Rehearsal, "CNY", "Asia/Shanghai", TimeSpan.Zero);

    [Fact]
    public void The_cheapest_sku_gives_the_price_and_other_prices_make_it_a_from()
    {
        var item = Pricer.Decide(Tenant, Candidate(1, 2), Prices((1, 900, 1200), (2, 800, 1200)), 1)!;
        Assert.Equal((new Money(800, "CNY"), true, "sku-2"), (item.Price, item.IsFrom, item.SkuId));
    }

    [Fact]
    public void One_price_for_all_is_no_from() =>
        Assert.False(Pricer.Decide(Tenant, Candidate(1, 2), Prices((1, 900, null), (2, 900, null)), 1)!.IsFrom);

    [Fact]
    public void An_item_without_a_known_price_is_not_shown() =>
        Assert.Null(Pricer.Decide(Tenant, Candidate(1), Prices((1, null, 1200)), 1));

    [Fact]
    public void A_reference_price_that_is_not_higher_is_not_shown()
    {
        Assert.Null(Pricer.Decide(Tenant, Candidate(1), Prices((1, 900, 900)), 1)!.ReferencePrice);
        Assert.Equal(new Money(901, "CNY"),
            Pricer.Decide(Tenant, Candidate(1), Prices((1, 900, 901)), 1)!.ReferencePrice);
    }

    [Theory]
    [InlineData(CampaignItemStatus.Locked, 0, true)]
    [InlineData(CampaignItemStatus.Live, 3599, true)]
    [InlineData(CampaignItemStatus.Live, 3600, false)]
    [InlineData(CampaignItemStatus.Ended, 10, false)]
    [InlineData(CampaignItemStatus.Left, 10, false)]
    [InlineData(CampaignItemStatus.Locked, -1, false)]
    public void An_item_is_shown_in_its_own_window_only(CampaignItemStatus status, int afterSeconds, bool shown) =>
        Assert.Equal(shown, Candidates.IsShown(Item(1) with { Status = status }, null, Now.AddSeconds(afterSeconds)));

    private static Candidates.Candidate Candidate(params int[] skus) =>
        new(Item(skus), new WhyShown("slot", new Texts("坑位", "slot"), null), true);

    private static CampaignItem Item(params int[] skus) => new(
        default, 1, default, default, default, 1, "item-1", 1, "m-1", "Lamp", null, null,
        [.. skus.Select(sku => new CampaignSku(sku, $"sku-{sku}", sku == 1, 800, 1000, 10, null))],
        default, 1, null, [], 0, CampaignItemStatus.Live, Now, Now.AddHours(1), Now.AddDays(7), 1, "");

    private static Dictionary<int, PublicPrice> Prices(params (int Sku, long? Final, long? Reference)[] prices) =>
        prices.ToDictionary(
        price => price.Sku,
        price => new PublicPrice(price.Sku, price.Final, price.Reference, 1000, null, null, null, [],
            price.Final is null ? "no_price" : null, "r1"));
}
