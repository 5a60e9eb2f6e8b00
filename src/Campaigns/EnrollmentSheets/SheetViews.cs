using Marquee.Jobs;
using Marquee.Kernel;
using Marquee.Sheets;

namespace Marquee.Campaigns.EnrollmentSheets;

/// <summary>A sheet as a screen shows it: how far it is, what became of its rows, why it was refused.</summary>
internal sealed record SheetView(
    Guid Id, Id<Round> Round, string Name, SheetFormat Format, long Bytes, string By, DateTimeOffset CreatedAt,
    JobRunStatus Status, int Rows, long Done, long? SecondsLeft, IReadOnlyDictionary<string, long> Counts,
    Texts? Refusal);

/// <summary>Puts views together.</summary>
internal static class SheetViews
{
    public static async Task<SheetView?> OneAsync(
        CallContext call, CampaignsDb db, IJobs jobs, string shop, Guid id, CancellationToken cancel) =>
        await ManyAsync(call, db, jobs, $"h.merchant_id = {shop} and h.id = {id}", 1, cancel) is [var one] ? one : null;

    /// <summary>Sheets that meet a condition over <c>h</c>, newest first.</summary>
    public static async Task<IReadOnlyList<SheetView>> ManyAsync(
        CallContext call, CampaignsDb db, IJobs jobs, SqlText condition, int limit, CancellationToken cancel)
    {
        var (sheets, counts) = await db.ReadAsync(call, async tx =>
        {
            var found = await SheetRows.WhereAsync(tx, condition, limit, cancel);
            return (found, await SheetRows.CountsAsync(tx, [.. found.Select(sheet => sheet.Id)], cancel));
        }, cancel);
        var views = new List<SheetView>();
        foreach (var sheet in sheets)
        {
            var run = sheet.Run is { } id ? await jobs.FindAsync(call, id, cancel) : null;
            views.Add(new SheetView(
                sheet.Id, sheet.Round, sheet.Name, sheet.Format, sheet.Bytes, sheet.By, sheet.CreatedAt,
                run?.Status ?? JobRunStatus.Queued, sheet.Rows, counts[sheet.Id].Sum(one => one.Count),
                run?.SecondsLeft, counts[sheet.Id].ToDictionary(one => EnumText.Of(one.Result), one => one.Count),
                sheet.Refusal ?? (run?.Error is { } fault ? new Texts(fault.Message, fault.Message) : null)));
        }

        return views;
    }
}
