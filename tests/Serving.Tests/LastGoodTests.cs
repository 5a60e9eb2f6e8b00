using Marquee.Kernel;
using Marquee.Serving.Ladder;
using Marquee.Testing;

namespace Marquee.Serving.Tests;

public sealed class LastGoodTests
{
    private static readonly DateTimeOffset AsOf = FakeClock.Start;
    private static readonly PlacedItem Item = new(
        1, "i1", "s1", "Lamp", null, new Money(900, "CNY"), false, null, null,
        new WhyShown("slot", new Texts("坑位", "slot"), null), null, null);

    private static readonly LastGood.Kept Kept = new(
        new PlacementView("main", PlacementState.Live, AsOf, 0, AsOf.AddSeconds(90), [Item]), "r1", 3);

    [Fact]
    public void The_last_good_answer_says_its_age()
    {
        var view = LastGood.Decide("main", Kept, null, 3, AsOf.AddSeconds(30));
        Assert.Equal((PlacementState.LastGood, 30L), (view.State, view.AgeSeconds));
        Assert.Equal(Item, Assert.Single(view.Items));
    }

    [Fact]
    public void From_the_instant_a_price_or_item_may_not_hold_nothing_is_shown() =>
        Nothing(Kept, null, AsOf.AddSeconds(90));

    [Fact]
    public void Under_another_offer_set_revision_nothing_is_shown() => Nothing(Kept, "r2", AsOf.AddSeconds(1));

    [Fact]
    public void Under_the_same_revision_the_answer_stands() =>
        Assert.Equal(PlacementState.LastGood, LastGood.Decide("main", Kept, "r1", 3, AsOf.AddSeconds(1)).State);

    [Fact]
    public void Beyond_its_age_nothing_is_shown() => Nothing(
        Kept with { View = Kept.View with { ValidUntil = null } }, null,
            AsOf + ServingLimits.KeptAge + TimeSpan.FromTicks(1));

    [Fact]
    public void A_clock_that_was_moved_back_shows_nothing() => Nothing(Kept, null, AsOf.AddSeconds(-1));

    [Fact]
    public void Where_nothing_was_kept_nothing_is_shown() => Nothing(null, null, AsOf);

    [Theory]
    [InlineData(4L)]
    [InlineData(null)]
    public void Once_more_was_taken_down_or_nobody_can_say_nothing_is_shown(long? takedowns) =>
        Nothing(Kept, null, AsOf.AddSeconds(1), takedowns);

    private static void Nothing(LastGood.Kept? kept, string? revision, DateTimeOffset now, long? takedowns = 3)
    {
        var view = LastGood.Decide("main", kept, revision, takedowns, now);
        Assert.Equal(PlacementState.Unavailable, view.State);
        Assert.Empty(view.Items);
    }
}
