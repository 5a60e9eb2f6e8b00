using Marquee.Campaigns.Rounds;
using Marquee.Campaigns.Submissions;
using Marquee.Kernel;

namespace Marquee.Campaigns.Changes;

/// <summary>A submission that has a say in a change of its item.</summary>
internal sealed record Holder(SubmissionState Submission, RoundState Round);

/// <summary>The answers to a shop that asks before it changes an item. Pure.</summary>
internal static class ChangeRules
{
    /// <summary>The strictest answer of all submissions of the item.</summary>
    public static ItemChangeAnswer Answer(ItemChange change, IReadOnlyList<Holder> holders, DateTimeOffset now)
    {
        var answers = holders.Select(holder => (Holder: holder, Answer: One(change, holder, now)))
            .Where(one => one.Answer.Decision != ItemChangeDecision.Allow)
            .OrderBy(one => one.Answer.Decision == ItemChangeDecision.Block ? 0 : 1)
            .ThenByDescending(one => one.Answer.Until).ThenBy(one => one.Holder.Submission.Id).ToList();
        return answers.Count == 0
            ? ItemChangeAnswer.Allowed
            : answers[0].Answer with { Submissions = [.. answers.Select(one => one.Holder.Submission.Id)] };
    }

    private static ItemChangeAnswer One(ItemChange change, Holder holder, DateTimeOffset now)
    {
        var (submission, round) = holder;
        return submission.Status switch
        {
            SubmissionStatus.Confirmed or SubmissionStatus.Locked or SubmissionStatus.Live or SubmissionStatus.Ended =>
                now < round.LockedUntil && IsLocked(change, submission.Plan)
                    ? Block(change, round)
                    : ItemChangeAnswer.Allowed,
            SubmissionStatus.InReview or SubmissionStatus.FirstApproved or SubmissionStatus.Approved
                or SubmissionStatus.Scheduled =>
                IsJudged(change, submission.Plan) ? ReReview(change, round) : ItemChangeAnswer.Allowed,
            SubmissionStatus.Refused or SubmissionStatus.Rejected or SubmissionStatus.Withdrawn
                or SubmissionStatus.Exited or SubmissionStatus.Removed => ItemChangeAnswer.Allowed,
        };
    }

    /// <summary>
    /// What the lock covers: price, SKU set, title, category, picture, listing; and stock below what was promised.
    /// </summary>
    private static bool IsLocked(ItemChange change, Plan plan) => change.Kind switch
    {
        ItemChangeKind.DailyPrice or ItemChangeKind.ReferencePrice => Holds(change, plan),
        ItemChangeKind.AddSku or ItemChangeKind.Title or ItemChangeKind.Category or ItemChangeKind.Picture
            or ItemChangeKind.Delist => true,
        ItemChangeKind.RemoveSku => Holds(change, plan),
        ItemChangeKind.Stock => plan.Skus.Any(sku => sku.SkuNo == change.SkuNo && change.Number < sku.ActivityStock),
    };

    /// <summary>
    /// What a submission in review was judged by: a change of it makes the opinion one about another item.
    /// </summary>
    private static bool IsJudged(ItemChange change, Plan plan) => change.Kind switch
    {
        ItemChangeKind.DailyPrice or ItemChangeKind.ReferencePrice or ItemChangeKind.RemoveSku => Holds(change, plan),
        ItemChangeKind.Title or ItemChangeKind.Category or ItemChangeKind.Picture or ItemChangeKind.Delist => true,
        ItemChangeKind.Stock => plan.Skus.Any(sku => sku.SkuNo == change.SkuNo && change.Number < sku.ActivityStock),
        ItemChangeKind.AddSku => false,
    };

    // A change that names no SKU concerns all of them.
    private static bool Holds(ItemChange change, Plan plan) =>
        change.SkuNo is not { } sku || plan.Skus.Any(one => one.SkuNo == sku);

    private static ItemChangeAnswer Block(ItemChange change, RoundState round)
    {
        var what = Named(change.Kind);
        return new ItemChangeAnswer(
            ItemChangeDecision.Block,
            new Texts(
                $"商品已在场次“{round.Name}”中锁定，{what.Zh}在{round.LockedUntil:yyyy-MM-dd HH:mm}（UTC）前不可修改。",
                $"The item is locked in the round \"{round.Name}\": {what.En} cannot be changed before "
                + $"{round.LockedUntil:yyyy-MM-dd HH:mm} UTC."),
            round.LockedUntil, []);
    }

    private static ItemChangeAnswer ReReview(ItemChange change, RoundState round)
    {
        var what = Named(change.Kind);
        return new ItemChangeAnswer(
            ItemChangeDecision.ReReview,
            new Texts(
                $"商品已报名场次“{round.Name}”，修改{what.Zh}后需重新审核。",
                $"The item is enrolled in the round \"{round.Name}\": after a change of {what.En} it is reviewed "
                + "again."),
            null, []);
    }

    private static Texts Named(ItemChangeKind kind) => kind switch
    {
        ItemChangeKind.DailyPrice => new("日常价", "the daily price"),
        ItemChangeKind.ReferencePrice => new("划线价", "the reference price"),
        ItemChangeKind.AddSku or ItemChangeKind.RemoveSku => new("SKU范围", "the set of SKUs"),
        ItemChangeKind.Title => new("标题", "the title"),
        ItemChangeKind.Category => new("类目", "the category"),
        ItemChangeKind.Picture => new("主图", "the main picture"),
        ItemChangeKind.Delist => new("上架状态", "the listing"),
        ItemChangeKind.Stock => new("活动库存", "the activity stock"),
    };
}
