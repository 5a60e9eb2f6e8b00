using Marquee.Kernel;
using Marquee.Risk.Board;
using Marquee.Risk.Takedowns;
using Marquee.Testing;

namespace Marquee.Risk.Tests;

public sealed class DecisionTests
{
    private static readonly DateTimeOffset Now = FakeClock.Start;
    private static readonly Actor Ann = TestActor.Named("ann", Role.Risk);
    private static readonly Actor Bob = TestActor.Named("bob", Role.Risk);
    private static readonly Takedown Down = new(
        new Id<Takedown>(new Guid(1, 0, 0, new byte[8])), TakedownKind.Item, "item-1", "Lamp", "shop-1", "home/light",
        "a complaint", null, true, Now, null, Ann.Id, Ann.Name, 3, null);

    [Fact]
    public void Who_took_it_down_may_not_put_it_back_where_a_second_person_is_wanted()
    {
        Assert.IsType<SecondPersonNeeded>(TakedownChanges.Refusal(Down, Ann, secondPerson: true, Now));
        Assert.Null(TakedownChanges.Refusal(Down, Bob, secondPerson: true, Now));
        Assert.Null(TakedownChanges.Refusal(Down, Ann, secondPerson: false, Now));
    }

    [Fact]
    public void What_was_taken_down_for_good_stays_down() => Assert.IsType<Irreversible>(
        TakedownChanges.Refusal(Down with { Reversible = false }, Bob, secondPerson: true, Now));

    [Fact]
    public void What_is_back_already_is_not_put_back_again()
    {
        var back = Down with { Return = new TakedownReturn(Now, Bob.Id, Bob.Name, "", 4) };
        Assert.IsType<AlreadyBack>(TakedownChanges.Refusal(back, Bob, secondPerson: true, Now));
        Assert.IsType<AlreadyBack>(TakedownChanges.Refusal(Down with { Until = Now }, Bob, secondPerson: true, Now));
    }

    [Fact]
    public void The_instant_of_its_end_is_out()
    {
        var until = Down with { Until = Now.AddHours(1) };
        Assert.True(until.HoldsAt(Now.AddHours(1).AddTicks(-1)));
        Assert.False(until.HoldsAt(Now.AddHours(1)));
    }

    [Theory]
    [InlineData("", "because", 1, true, "subject")]
    [InlineData("item-1", " ", 1, true, "reason")]
    [InlineData("item-1", "because", -1, true, "until")]
    [InlineData("item-1", "because", 1, false, "until")]
    public void Every_refusal_names_its_field(
        string subject, string reason, int untilHours, bool reversible, string field)
    {
        var wrong = TakedownChanges.Wrong(
            new NewTakedown(
                TakedownKind.Item, subject, reason, null, Now.AddHours(untilHours), reversible), Now);
        Assert.Contains(wrong!.Fields, error => error.Path == field && error.Accepted is not null);
    }

    [Fact]
    public void A_list_finds_an_item_by_itself_its_merchant_and_its_price()
    {
        var list = ListOf((TakedownKind.Item, "i"), (TakedownKind.Merchant, "m"), (TakedownKind.Price, "s"));
        Assert.NotNull(list.OfItem("other", "i", Now));
        Assert.NotNull(list.OfItem("m", "other", Now));
        Assert.Null(list.OfItem("other", "s", Now));
        Assert.NotNull(list.OfSku("other", "other", "s", Now));
        Assert.Null(list.OfSku("other", "other", "i", Now));
    }

    [Fact]
    public void A_list_finds_a_round_by_any_node_above_it_and_asks_for_none_while_no_campaign_is_down()
    {
        var (round, campaign) = (new Guid(1, 0, 0, new byte[8]), new Guid(2, 0, 0, new byte[8]));
        var list = ListOf((TakedownKind.Campaign, campaign.ToString("D")));
        Assert.True(list.HasCampaigns);
        Assert.NotNull(list.OfNodes(Now, round, campaign));
        Assert.Null(list.OfNodes(Now, round));
        Assert.False(ListOf((TakedownKind.Benefit, campaign.ToString("D"))).HasCampaigns);
    }

    [Fact]
    public void Merchants_and_category_managers_see_what_is_theirs()
    {
        Assert.True(TakedownView.IsVisible(Down, TestActor.Merchant("shop-1")));
        Assert.False(TakedownView.IsVisible(Down, TestActor.Merchant("shop-2")));
        Assert.False(TakedownView.IsVisible(Down with { MerchantId = null }, TestActor.Merchant("shop-1")));
        Assert.True(TakedownView.IsVisible(Down, TestActor.CategoryManager("home")));
        Assert.False(TakedownView.IsVisible(Down, TestActor.CategoryManager("toys")));
    }

    [Fact]
    public void The_slowest_is_told_once_nobody_is_missing()
    {
        var one = new ReadTakedowns.AckView(
            "a", new Texts("", ""), "h", ReadTakedowns.AckState.Acknowledged, Now, 40);
        var gone = one with { Host = "gone", State = ReadTakedowns.AckState.Gone, At = null, TookMs = null };
        Assert.Equal(70, ReadTakedowns.Decide(1, Now, [one, one with { TookMs = 70 }, gone]).SlowestMs);
        var pending = gone with { State = ReadTakedowns.AckState.Pending };
        Assert.Null(ReadTakedowns.Decide(1, Now, [one, pending]).SlowestMs);
        Assert.Null(ReadTakedowns.Decide(1, Now, []).SlowestMs);
    }

    [Theory]
    [InlineData("shop.search", "cache-1", 3, null)]
    [InlineData("pricing.quotes", "cache-1", 3, "surface")]
    [InlineData("Search!", "cache-1", 3, "surface")]
    [InlineData("shop.search", "", 3, "host")]
    [InlineData("shop.search", "cache-1", 0, "revision")]
    [InlineData("shop.search", "cache-1", 6, "revision")]
    public void An_acknowledgement_from_outside_names_a_surface_of_its_own_and_a_revision_that_was_given_out(
        string surface, string host, long revision, string? field)
    {
        var wrong = FollowTakedowns.Wrong(
            new FollowTakedowns.AckBody(surface, host, revision), 5,
            [new TakedownSurface("pricing.quotes", new Texts("", ""))]);
        Assert.Equal(field, wrong?.Fields.Single().Path);
    }

    private static TakedownList ListOf(params (TakedownKind Kind, string Subject)[] down) => new(
        1, [.. down.Select(one => Down with { Kind = one.Kind, Subject = one.Subject })]);
}
