using Marquee.Campaigns.Merchants;
using Marquee.Campaigns.Rounds;
using Marquee.Campaigns.Submissions;
using Marquee.Campaigns.Tree;
using Marquee.Catalog;
using Marquee.Kernel;
using Marquee.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.EnrollmentSheets;

/// <summary>
/// A sheet to fill in: one row for every SKU of the shop, with what is known of it and what was submitted already.
/// </summary>
internal static class DownloadTemplate
{
    public static void Map(RouteGroupBuilder api) => api
        .MapGet("/shops/{shop}/rounds/{round}/template", HandleAsync).WithName(nameof(DownloadTemplate))
        .WithSummary("A sheet (format csv or xlsx) pre-filled with a shop's SKUs, to fill in and upload")
        .AllowMembers().Rows(RowRule.Filtered);

    private static async Task<IResult> HandleAsync(
        string shop, Id<Round> round, string? format, string? language, CallContext call, CampaignsDb db,
        ICatalog catalog, CancellationToken cancel)
    {
        var merchant = await Shops.FindAsync(call, catalog, shop, cancel);
        var asked = SheetLanguages.Of(language);
        var found = await db.ReadAsync(call, tx => RoundRows.FindAsync(tx, round, cancel), cancel);
        if ((merchant.Error ?? asked.Error ?? Wrong(format, found, round)) is { } wrong)
        {
            return (Answer<Done>)wrong;
        }

        var kind = EnumText.Parse<SheetFormat>(format ?? "xlsx");
        return Results.Stream(
            body => WriteAsync(
                body, kind, asked.Value, found!, merchant.Value, call, db, catalog, cancel),
            kind.MediaType(), $"{shop}-{round.Value:N}{kind.Extension()}");
    }

    private static Error? Wrong(string? format, RoundState? round, Id<Round> id) =>
        round is not { CampaignStatus: CampaignStatus.Published } ? new Unknown("round", id.ToString())
        : format is not null && !EnumText.TryParse<SheetFormat>(format, out _)
            ? new InvalidRequest("format", "is no format", format, "csv, xlsx")
            : null;

    private static async Task WriteAsync(
        Stream body, SheetFormat format, SheetLanguage language, RoundState round, Merchant merchant, CallContext call,
        CampaignsDb db, ICatalog catalog, CancellationToken cancel)
    {
        var layout = new SheetLayout(
            round.Name, [.. SheetColumns.Template.Select(SheetColumns.Width)], FrozenRows: 2);
        await using var writer = SheetWriter.Open(body, format, layout);
        await writer.RowAsync(
            [.. SheetColumns.Template.Select(
                column => SheetCell.Of(SheetColumns.Label(column).In(language), SheetTone.Head))], cancel);
        await writer.RowAsync(
            [.. SheetColumns.Template.Select((column, i) => SheetCell.Of(
                (i == 0 ? "# " : "") + SheetColumns.Limit(column, call.Tenant.Currency).In(language),
                SheetTone.Good))], cancel);
        IReadOnlyList<Item> page;
        var after = 0;
        do
        {
            page = await catalog.ListItemsAsync(
                call, new ItemFilter(merchant.MerchantNo, Listed: true), after, Limits.BatchRows, cancel);
            var numbers = page.Select(item => item.ItemNo).ToList();
            var skus = (await catalog.SkusOfItemsAsync(call, numbers, cancel)).ToLookup(sku => sku.ItemNo);
            var plans = await PlansAsync(db, call, round.Id, numbers, cancel);
            foreach (var item in page)
            {
                foreach (var sku in skus[item.ItemNo])
                {
                    await writer.RowAsync(
                        RowOf(item, sku, plans.GetValueOrDefault(item.ItemNo), call.Tenant.Currency, language), cancel);
                }
            }

            after = page.Count == 0 ? after : page[^1].ItemNo;
        }
        while (page.Count == Limits.BatchRows);

        await writer.EndAsync(cancel);
    }

    internal static IReadOnlyList<SheetCell> RowOf(
        Item item, Sku sku, Plan? plan, string currency, SheetLanguage language)
    {
        var digits = Money.DecimalsOf(currency);
        var offered = plan?.Skus.FirstOrDefault(one => one.SkuNo == sku.SkuNo);
        return
        [
            SheetCell.Of(item.Id, SheetTone.Quiet), SheetCell.Of(item.Title, SheetTone.Quiet),
            SheetCell.Of(sku.Id, SheetTone.Quiet), SheetCell.Of(sku.Spec, SheetTone.Quiet),
            SheetCell.Amount(sku.Prices.DailyMinor, digits, SheetTone.Quiet), SheetCell.Of(sku.Stock, SheetTone.Quiet),
            SheetCell.Amount(offered?.ActivityPriceMinor, digits), SheetCell.Of(offered?.ActivityStock),
            SheetCell.Of(offered?.PurchaseLimit),
            offered is null ? SheetCell.Empty : SheetCell.Amount(plan!.FundingShareBp, 2),
            SheetCell.Of(offered is null ? "" : string.Join(
                "; ", plan!.Services.Select(service => SheetColumns.Name(service).In(language)))),
        ];
    }

    private static async Task<Dictionary<int, Plan>> PlansAsync(
        CampaignsDb db, CallContext call, Id<Round> round, IReadOnlyList<int> items, CancellationToken cancel) =>
        (await db.ReadAsync(call, tx => SubmissionRows.WhereAsync(
            tx, $"s.round_id = {round} and s.item_no = any({items})", cancel), cancel))
        .ToDictionary(one => one.ItemNo, one => one.Plan);
}
