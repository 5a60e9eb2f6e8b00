using Marquee.Kernel;
using Marquee.Pricing;
using Marquee.Storefront.Visits;
using Marquee.Venues;

namespace Marquee.Storefront.Items;

/// <summary>How a price comes about, as a table from the first price to what is paid: the same picture on every
/// page.</summary>
internal static class Waterfall
{
    /// <summary>A row: what was taken off, and what is left.</summary>
    internal sealed record Row(string Name, string? Why, long OffMinor);

    /// <summary>The table.</summary>
    public static Html Table(Visit visit, string firstName, long firstMinor, IEnumerable<Row> rows, string lastName,
        long lastMinor) => $"""
        <table class="fall">
        <caption class="sr">{visit.T("价格明细", "How the price comes about")}</caption>
        <thead class="sr"><tr><th scope="col">{visit.T("项目", "Step")}</th><th scope="col">{visit.T("金额",
            "Amount")}</th></tr></thead>
        <tbody>
        <tr><th scope="row">{firstName}</th><td>{Amount(visit, firstMinor)}</td></tr>
        {Html.Each(rows, row => $"""
            <tr><th scope="row">{row.Name}{Html.When(row.Why is not null,
                $"<br><span class=\"small muted\">{row.Why}</span>")}</th><td class="less">−{Amount(visit,
                    row.OffMinor)}</td></tr>
            """)}
        </tbody>
        <tfoot><tr><th scope="row">{lastName}</th><td class="total">{Amount(visit, lastMinor)}</td></tr></tfoot>
        </table>
        """;

    /// <summary>The steps of a whole cart.</summary>
    public static IEnumerable<Row> RowsOf(Visit visit, IReadOnlyList<CartStep> steps) =>
        steps.Select(step => new Row(visit.Locale.Of(step.Name), visit.Locale.Of(step.Why), step.OffMinor));

    /// <summary>The steps of one line or one price.</summary>
    public static IEnumerable<Row> RowsOf(Visit visit, IReadOnlyList<PriceStep> steps) =>
        steps.Select(step => new Row(visit.Locale.Of(step.Name), null, step.OffMinor));

    private static string Amount(Visit visit, long minor) => Locale.Amount(visit.Call.Tenant.Money(minor));
}
