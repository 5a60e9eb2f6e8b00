using System.Globalization;
using Marquee.Campaigns.Merchants;
using Marquee.Campaigns.Submissions;
using Marquee.Kernel;
using Marquee.Rules;

namespace Marquee.Campaigns.EnrollmentSheets;

/// <summary>What became of a row. Stored by name.</summary>
internal enum RowResult
{
    /// <summary>In review.</summary>
    Submitted,
    /// <summary>The same plan stood already: nothing was done.</summary>
    Unchanged,
    /// <summary>A gate failed; the row says which clause, and what to change.</summary>
    Refused,
    /// <summary>It could not be read, or not be submitted now.</summary>
    Wrong,
    /// <summary>Not filled in: this SKU does not take part.</summary>
    Skipped,
}

/// <summary>What the sheet says of its rows, in both languages.</summary>
internal static class SheetWords
{
    private const int ReasonsPerRow = 3;

    public static Texts Of(RowResult result) => result switch
    {
        RowResult.Submitted => new("已提交", "submitted"),
        RowResult.Unchanged => new("未变化", "unchanged"),
        RowResult.Refused => new("未通过", "refused"),
        RowResult.Wrong => new("有误", "wrong"),
        RowResult.Skipped => new("未填写", "not filled in"),
    };

    public static Texts OtherRow { get; } = new(
        "同一商品的其他行有误，该商品未提交。", "Another row of this item is wrong, so the item was not submitted.");

    /// <summary>The reasons of a row: those of its SKU, and those of the item and the merchant.</summary>
    public static Texts? Reasons(IReadOnlyList<Why> reasons, string sku)
    {
        var ofRow = reasons.Where(why => why.Outcome == Outcome.Fail && (why.Sku is null || why.Sku == sku)).ToList();
        // An item is refused as a whole: a SKU that is well itself is told what is wrong elsewhere.
        var told = (ofRow.Count > 0 ? ofRow : [.. reasons.Where(why => why.Outcome == Outcome.Fail)])
            .Take(ReasonsPerRow).Select(why => why.Reason).Distinct().ToList();
        return told.Count == 0 ? null : PlanRows.Joined(told);
    }

    /// <summary>The smallest change of a row, in words; null when a change of the plan alone does not help.</summary>
    public static Texts? Change(IReadOnlyList<ProspectChange> changes, string sku, string currency)
    {
        var told = changes.Where(change => change.Sku is null || change.Sku == sku)
            .Select(change => Of(change, currency)).ToList();
        return told.Count == 0 ? null : PlanRows.Joined(told);
    }

    /// <summary>Why an item could not be submitted; codes that merchants meet have words of their own.</summary>
    public static Texts Of(Error error) => error switch
    {
        Unknown unknown => new(
            $"店铺中没有{(unknown.What == "item" ? "商品" : unknown.What)}“{unknown.Id}”。", error.Message),
        MoveRefused moved => new($"该商品当前状态为 {moved.Status}，现在不能再提交。", error.Message),
        PhaseNotOpen => new("报名未开放或已截止。", error.Message),
        CampaignNotPublished => new("活动尚未发布。", error.Message),
        InvalidRequest invalid => new(
            string.Join(' ', invalid.Wrong.Take(ReasonsPerRow).Select(Zh)),
            string.Join(' ', invalid.Wrong.Take(ReasonsPerRow).Select(En))),
        _ => new(error.Message, error.Message),
    };

    private static string Zh(FieldError one) => Field(one.Path) switch
    {
        "sku" => $"SKU“{one.Value}”不属于该商品。",
        var field => $"{field}“{one.Value}”不正确，可接受：{one.Accepted}。",
    };

    private static string En(FieldError one) => $"{Field(one.Path)} '{one.Value}' {one.Message}.";

    private static string Field(string path) => path[(path.LastIndexOf('.') + 1)..];

    private static Texts Of(ProspectChange change, string currency) => change.Field switch
    {
        PlanFields.ActivityPrice => new(
            $"活动价改为 {new Money(change.To, currency)}。", $"Set the activity price to {new Money(change.To, currency)}."),
        PlanFields.ActivityStock => new(
            string.Create(CultureInfo.InvariantCulture, $"活动库存改为 {change.To} 件。"),
            string.Create(CultureInfo.InvariantCulture, $"Set the activity stock to {change.To}.")),
        _ => new(
            string.Create(CultureInfo.InvariantCulture, $"出资比例改为 {change.To / 100m:0.##}%。"),
            string.Create(CultureInfo.InvariantCulture, $"Set the funding share to {change.To / 100m:0.##}%.")),
    };
}
