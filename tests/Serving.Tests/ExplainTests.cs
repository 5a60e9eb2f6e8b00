using Marquee.Campaigns;
using Marquee.Catalog;
using Marquee.Kernel;
using Marquee.Risk;
using Marquee.Serving.Placements;
using Marquee.Testing;

namespace Marquee.Serving.Tests;

/// <summary>Why an item stands in a placement or does not: the first thing in the order of the ladder.</summary>
public sealed class ExplainTests
{
    private static readonly DateTimeOffset Now = FakeClock.Start;
    private static readonly Item Listed = new(1, "item-1", 1, null, "Lamp", null, true, null, null, null, 1);
    private static readonly CampaignItem Entry = new(
        new Id<CampaignItem>(Id(1)), 1, new Id<Round>(Id(2)), new Id<Campaign>(Id(3)), new Id<Submission>(Id(4)), 1,
        "item-1", 1, "shop-1", "Lamp", null, null, [], new Id<Slot>(Id(5)), 1, null, [], 0, CampaignItemStatus.Live,
        Now.AddHours(-1), Now.AddHours(1), Now.AddHours(2), 1, "hash");

    [Fact]
    public void What_is_shown_says_its_place() => Assert.Equal("shown", CodeOf(rank: 4));

    [Fact]
    public void Who_left_is_told_before_everything_else() => Assert.Equal(
        "left", CodeOf(entry: Entry with { Status = CampaignItemStatus.Left }, item: Listed with { Listed = false }));

    [Fact]
    public void A_take_down_is_told_before_the_shop_s_own_switch() => Assert.Equal(
        "taken_down", CodeOf(item: Listed with { Listed = false }, down: TakedownKind.Merchant));

    [Fact]
    public void The_instant_of_the_end_is_over() => Assert.Equal("over", CodeOf(entry: Entry with { LiveTo = Now }));

    [Fact]
    public void Before_warm_up_it_is_not_open() => Assert.Equal(
        "not_open", CodeOf(entry: Entry with { LiveFrom = Now.AddMinutes(1), Status = CampaignItemStatus.Locked }));

    [Fact]
    public void What_the_shop_does_not_list_is_not_shown() =>
        Assert.Equal("not_listed", CodeOf(item: Listed with { Listed = false }));

    [Fact]
    public void What_the_pool_does_not_want_is_not_shown() => Assert.Equal("not_in_pool", CodeOf(isMember: false));

    [Fact]
    public void Nothing_is_claimed_about_a_placement_that_could_not_be_read() =>
        Assert.Equal("away", CodeOf(state: PlacementState.LastGood));

    [Fact]
    public void A_full_placement_ends_at_its_limit() => Assert.Equal("beyond_limit", CodeOf(isFull: true));

    [Fact]
    public void What_remains_is_that_no_price_is_known() => Assert.Equal("no_price", CodeOf());

    private static string CodeOf(
        int? rank = null, Item? item = null, CampaignItem? entry = null, TakedownKind? down = null,
        bool isMember = true, PlacementState state = PlacementState.Live, bool isFull = false)
    {
        var fake = new FakeTakedowns();
        if (down is { } kind)
        {
            fake.Down(kind, "shop-1");
        }

        var list = fake.List;
        return ExplainPlacements.Decide(
            rank, item ?? Listed, entry ?? Entry, null, list, isMember, state, isFull, Now).Code;
    }

    private static Guid Id(int n) => new(n, 0, 0, new byte[8]);
}
