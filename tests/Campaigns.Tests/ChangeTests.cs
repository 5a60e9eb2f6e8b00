using Marquee.Campaigns.Changes;
using Marquee.Kernel;

namespace Marquee.Campaigns.Tests;

/// <summary>What the shop is told before it changes an item.</summary>
public sealed class ChangeTests
{
    private static readonly DateTimeOffset Now = Sample.Start.AddDays(5);

    [Theory]
    [InlineData(SubmissionStatus.Locked, ItemChangeKind.DailyPrice, 1, 9_000L, ItemChangeDecision.Block)]
    [InlineData(SubmissionStatus.Locked, ItemChangeKind.DailyPrice, 2, 9_000L, ItemChangeDecision.Allow)]
    [InlineData(SubmissionStatus.Locked, ItemChangeKind.Title, null, null, ItemChangeDecision.Block)]
    [InlineData(SubmissionStatus.Locked, ItemChangeKind.Stock, 1, 9L, ItemChangeDecision.Block)]
    [InlineData(SubmissionStatus.Locked, ItemChangeKind.Stock, 1, 10L, ItemChangeDecision.Allow)]
    [InlineData(SubmissionStatus.Approved, ItemChangeKind.Title, null, null, ItemChangeDecision.ReReview)]
    [InlineData(SubmissionStatus.Approved, ItemChangeKind.AddSku, null, null, ItemChangeDecision.Allow)]
    [InlineData(SubmissionStatus.Withdrawn, ItemChangeKind.Title, null, null, ItemChangeDecision.Allow)]
    public void A_lock_blocks_a_review_begins_again_and_the_rest_is_allowed(
        SubmissionStatus status, ItemChangeKind kind, int? sku, long? number, ItemChangeDecision expected)
    {
        var answer = ChangeRules.Answer(
            new ItemChange(1, kind, sku, number), [new Holder(Sample.Submission(status), Sample.Round())], Now);
        Assert.Equal(expected, answer.Decision);
        Assert.Equal(expected == ItemChangeDecision.Allow, answer.Clause is null);
    }

    [Fact]
    public void The_lock_ends_with_price_protection()
    {
        var holders = new[] { new Holder(Sample.Submission(SubmissionStatus.Locked), Sample.Round()) };
        var change = new ItemChange(1, ItemChangeKind.Title);
        var until = ChangeRules.Answer(change, holders, Now).Until!.Value;
        Assert.Equal(Sample.Start.AddDays(8), until);
        Assert.Equal(ItemChangeDecision.Block, ChangeRules.Answer(change, holders, until.AddTicks(-1)).Decision);
        Assert.Equal(ItemChangeDecision.Allow, ChangeRules.Answer(change, holders, until).Decision);
    }

    [Fact]
    public void Of_several_submissions_the_strictest_decides_and_all_are_named()
    {
        var review = Sample.Submission(SubmissionStatus.InReview)
            with
        { Id = new Id<Submission>(Guid.Parse("019eb167-0000-7000-8000-000000000009")) };
        var answer = ChangeRules.Answer(
            new ItemChange(1, ItemChangeKind.Title),
            [new Holder(review, Sample.Round()),
                new Holder(Sample.Submission(SubmissionStatus.Locked), Sample.Round())], Now);
        Assert.Equal(ItemChangeDecision.Block, answer.Decision);
        Assert.Equal(2, answer.Submissions.Count);
    }
}
