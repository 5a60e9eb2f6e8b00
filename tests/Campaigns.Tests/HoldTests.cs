using FsCheck.Fluent;
using Marquee.Campaigns.Rounds;
using Marquee.Kernel;
using Marquee.Testing;

namespace Marquee.Campaigns.Tests;

/// <summary>The matrix of campaign types and the rows it becomes.</summary>
public sealed class HoldTests
{
    [Fact]
    public void Two_overlapping_holds_conflict_in_their_rows_exactly_when_their_types_exclude_each_other() => Law.Holds(
        from size in Gen.Choose(1, 5)
        from excluded in Gen.ListOf(
            from left in Gen.Choose(0, size - 1) from right in Gen.Choose(0, size - 1) select (left, right))
        from a in Gen.Choose(0, size - 1)
        from b in Gen.Choose(0, size - 1)
        select (size, excluded: excluded.ToArray(), a, b),
        matrix =>
        {
            var types = Enumerable.Range(0, matrix.size).Select(i => new CampaignType(
                $"type{i}", new Texts("型", "type"),
                [.. matrix.excluded.Where(pair => pair.left == i).Select(pair => $"type{pair.right}")])).ToArray();
            var (left, right) = (types[matrix.a], types[matrix.b]);
            var rows = (CampaignTypes.RowsOf(left, types, "one"), CampaignTypes.RowsOf(right, types, "two"));
            var conflict = rows.Item1.Any(
                one => rows.Item2.Any(other => one.Class == other.Class && one.Side != other.Side));
            Assert.Equal(CampaignTypes.Exclude(left, right), conflict);
        }, cases: 1_000);

    [Fact]
    public void A_flash_sale_wants_an_item_for_itself_while_a_main_venue_shares_it_with_a_channel()
    {
        var (flash, main, channel) = (CampaignTypes.BuiltIn[0], CampaignTypes.BuiltIn[1], CampaignTypes.BuiltIn[2]);
        Assert.True(CampaignTypes.Exclude(flash, flash) && CampaignTypes.Exclude(flash, channel));
        Assert.False(CampaignTypes.Exclude(main, channel) || CampaignTypes.Exclude(flash, main));
    }
}
