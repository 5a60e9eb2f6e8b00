using System.Globalization;
using Marquee.Campaigns.Merchants;
using Marquee.Catalog;
using Marquee.Jobs;
using Marquee.Kernel;
using Marquee.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.EnrollmentSheets;

/// <summary>
/// What became of a shop's sheets; and the same file again with a result in every row, to fix and upload: all rows, or
/// only those to fix.
/// </summary>
internal static class ReadSheets
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/shops/{shop}/sheets", ListAsync).WithName("ListSheets")
            .WithSummary("The sheets a shop uploaded, newest first, with progress and counts")
            .AllowMembers().Rows(RowRule.Filtered);
        api.MapGet("/shops/{shop}/sheets/{id}", ShowAsync).WithName("ShowSheet")
            .WithSummary("One sheet: its progress, what became of its rows, why it was refused")
            .AllowMembers().Rows(RowRule.Filtered);
        api.MapGet("/shops/{shop}/sheets/{id}/result", ResultAsync).WithName("DownloadSheetResult")
            .WithSummary("The file again with result, reason and smallest change per row; rows=fix gives those to fix")
            .AllowMembers().Rows(RowRule.Filtered);
    }

    private static async Task<Answer<Page<SheetView>>> ListAsync(
        string shop, Id<Round>? round, [AsParameters] PageQuery page, CallContext call, CampaignsDb db,
        ICatalog catalog, IJobs jobs, CancellationToken cancel)
    {
        var start = page.Start<Guid>(call, "sheets");
        var merchant = await Shops.FindAsync(call, catalog, shop, cancel);
        if ((start.Error ?? merchant.Error) is { } wrong)
        {
            return wrong;
        }

        var views = await SheetViews.ManyAsync(
            call, db, jobs,
            $"""
            h.merchant_id = {merchant.Value.Id} and ({round}::uuid is null or h.round_id = {round})
                and ({start.Value.After}::uuid is null or h.id < {start.Value.After})
            """, start.Value.Limit + 1, cancel);
        return start.Value.Of(views, view => view.Id);
    }

    private static async Task<Answer<SheetView>> ShowAsync(
        string shop, Guid id, CallContext call, CampaignsDb db, ICatalog catalog, IJobs jobs, CancellationToken cancel)
    {
        var merchant = await Shops.FindAsync(call, catalog, shop, cancel);
        if (!merchant.IsSuccess)
        {
            return merchant.Error;
        }

        return await SheetViews.OneAsync(call, db, jobs, merchant.Value.Id, id, cancel) is { } view
            ? view : new Unknown("sheet", id.ToString("D"));
    }

    private static async Task<IResult> ResultAsync(
        string shop, Guid id, string? format, string? language, string? rows, CallContext call, CampaignsDb db,
        ICatalog catalog, CancellationToken cancel)
    {
        var merchant = await Shops.FindAsync(call, catalog, shop, cancel);
        var asked = SheetLanguages.Of(language);
        var sheet = await db.ReadAsync(call, tx => SheetRows.FindAsync(tx, id, cancel), cancel);
        var (kind, wrong) = Decide(sheet, merchant.IsSuccess ? merchant.Value.Id : shop, id, format, rows);
        if ((merchant.Error ?? asked.Error ?? wrong) is { } refusal)
        {
            return (Answer<Done>)refusal;
        }

        var name = Path.GetFileNameWithoutExtension(sheet!.Name) + (rows == "fix" ? "-fix" : "-result");
        return Results.Stream(
            body => WriteAsync(body, kind, asked.Value, sheet, rows == "fix", call, db, cancel), kind.MediaType(),
            name + kind.Extension());
    }

    private static (SheetFormat Format, Error? Wrong) Decide(
        StoredSheet? sheet, string shop, Guid id, string? format, string? rows)
    {
        if (sheet is null || sheet.Shop != shop)
        {
            return (default, new Unknown("sheet", id.ToString("D")));
        }

        if (rows is not (null or "all" or "fix"))
        {
            return (default, new InvalidRequest("rows", "is not known", rows, "all, fix"));
        }

        if (sheet.Header is null)
        {
            return (default, new SheetNotRead(id));
        }

        return format is null ? (sheet.Format, null)
            : EnumText.TryParse<SheetFormat>(format, out var kind) ? (kind, null)
            : (default, new InvalidRequest("format", "is no format", format, "csv, xlsx"));
    }

    private static async Task WriteAsync(
        Stream body, SheetFormat format, SheetLanguage language, StoredSheet sheet, bool fixOnly, CallContext call,
        CampaignsDb db, CancellationToken cancel)
    {
        var head = new SheetHead(sheet.Header!);
        var kept = head.Kept.ToList();
        var layout = new SheetLayout(
            sheet.Name,
            [
                .. kept.Select(i => head[i] is { } column ? SheetColumns.Width(column) : 16),
                .. SheetColumns.Added.Select(SheetColumns.Width),
            ]);
        await using var writer = SheetWriter.Open(body, format, layout);
        await writer.RowAsync(
            [
                .. kept.Select(i => SheetCell.Of(head.Names[i], SheetTone.Head)),
                .. SheetColumns.Added.Select(
                    column => SheetCell.Of(SheetColumns.Label(column).In(language), SheetTone.Head)),
            ], cancel);
        await using var tx = await db.BeginAsync(call, cancel);
        await foreach (var (cells, result, said, change) in SheetRows.StreamAsync(tx, sheet.Id, fixOnly, cancel))
        {
            var tone = result is RowResult.Refused or RowResult.Wrong ? SheetTone.Bad : SheetTone.Good;
            await writer.RowAsync(
                [
                    .. kept.Select(i => CellOf(head[i], i < cells.Count ? cells[i] : "")),
                    SheetCell.Of(result is { } known ? SheetWords.Of(known).In(language) : "", tone),
                    SheetCell.Of(said?.In(language), SheetTone.Bad), SheetCell.Of(change?.In(language)),
                ], cancel);
        }

        await writer.EndAsync(cancel);
    }

    // As it was: what is filled in as a number goes back as a number, everything else as text.
    private static SheetCell CellOf(SheetColumn? column, string text) =>
        column is not { } known || !SheetColumns.IsFilledIn(known)
            ? SheetCell.Of(text, column is null ? SheetTone.Plain : SheetTone.Quiet)
            : new SheetCell(
                text,
                known != SheetColumn.Services
                    && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _),
                SheetTone.Plain);

    private sealed record SheetNotRead(Guid Id) : Error("campaigns.sheet_not_read", ErrorKind.Conflict)
    {
        public override string Message =>
            $"The sheet {Id:D} has no rows yet: it is still being read, or was refused as a whole.";
    }
}
