using System.Globalization;
using Marquee.Campaigns.Submissions;
using Marquee.Kernel;
using Marquee.Sheets;

namespace Marquee.Campaigns.EnrollmentSheets;

/// <summary>A row of a sheet as staged.</summary>
internal sealed record StagedRow(int No, int Lead, string Item, IReadOnlyList<string> Cells);

/// <summary>What is wrong with a row.</summary>
internal sealed record WrongRow(int No, Texts Said);

/// <summary>The rows of one item read as a plan: complete, empty, or wrong in some rows.</summary>
internal sealed record PlanOfRows(
    string Item, IReadOnlyList<StagedRow> Rows, PlanBody? Plan, IReadOnlyList<WrongRow> Wrong,
    IReadOnlySet<int> Skipped);

/// <summary>Reads the rows of an item as one plan. Pure: whether item and SKUs exist is found out later.</summary>
internal static class PlanRows
{
    private static readonly char[] ServiceSeparators = [';', '；', ',', '，', '、', '|', '\n'];

    public static PlanOfRows Read(SheetHead head, IReadOnlyList<StagedRow> rows, string currency)
    {
        var (skus, wrong, skipped) = (new List<SkuBody>(), new List<WrongRow>(), new HashSet<int>());
        var (shares, services) = (new HashSet<int>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var row in rows)
        {
            string Cell(SheetColumn column) => head.Cell(row.Cells, column);
            if (Cell(SheetColumn.ActivityPrice).Length == 0 && Cell(SheetColumn.ActivityStock).Length == 0)
            {
                skipped.Add(row.No);
                continue;
            }

            var said = new List<Texts>();
            var sku = SkuOf(Cell, currency, said);
            if (skus.Any(one => one.Sku == sku.Sku))
            {
                said.Add(new($"SKU {sku.Sku} 在表中重复。", $"SKU {sku.Sku} is in the sheet twice."));
            }

            if (ShareOf(Cell(SheetColumn.FundingShare), said) is { } share)
            {
                shares.Add(share);
            }

            services.UnionWith(ServicesOf(Cell(SheetColumn.Services), said));
            if (shares.Count > 1)
            {
                said.Add(new("同一商品各行的出资比例不一致。", "The rows of this item state different funding shares."));
                shares = [shares.First()];
            }

            if (said.Count > 0)
            {
                wrong.Add(new WrongRow(row.No, Joined(said)));
            }

            skus.Add(sku);
        }

        var plan = skus.Count == 0 || wrong.Count > 0 ? null : new PlanBody(
            rows[0].Item, skus, null, [.. services], shares.Count == 0 ? null : shares.Single());
        return new PlanOfRows(rows[0].Item, rows, plan, wrong, skipped);
    }

    /// <summary>Several sentences as one text.</summary>
    public static Texts Joined(IReadOnlyList<Texts> said) =>
        new(string.Join(' ', said.Select(one => one.Zh)), string.Join(' ', said.Select(one => one.En)));

    private static SkuBody SkuOf(Func<SheetColumn, string> cell, string currency, List<Texts> said)
    {
        var digits = Money.DecimalsOf(currency);
        if (!SheetNumber.TryMinor(cell(SheetColumn.ActivityPrice), digits, out var price)
            || price is < 1 or > Limits.PriceMinor)
        {
            said.Add(Wrong(
                cell, SheetColumn.ActivityPrice, $"大于 0、最多 {digits} 位小数的金额",
                $"an amount above 0 with at most {digits} decimals"));
        }

        if (!SheetNumber.TryWhole(cell(SheetColumn.ActivityStock), out var stock)
            || stock is < 1 or > Limits.ActivityStock)
        {
            said.Add(Wrong(
                cell, SheetColumn.ActivityStock, $"1 至 {Limits.ActivityStock} 的整数",
                $"a whole number from 1 to {Limits.ActivityStock}"));
        }

        int? limit = null;
        if (cell(SheetColumn.PurchaseLimit) is { Length: > 0 } text)
        {
            if (SheetNumber.TryWhole(text, out var most) && most is >= 1 and <= int.MaxValue)
            {
                limit = (int)most;
            }
            else
            {
                said.Add(Wrong(cell, SheetColumn.PurchaseLimit, "大于 0 的整数，或留空", "a whole number above 0, or nothing"));
            }
        }

        return new SkuBody(cell(SheetColumn.Sku), price, (int)Math.Clamp(stock, 0, int.MaxValue), limit);
    }

    private static int? ShareOf(string text, List<Texts> said)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (SheetNumber.TryMinor(text.TrimEnd('%', '％'), 2, out var bp) && bp is >= 0 and <= 10_000)
        {
            return (int)bp;
        }

        said.Add(new(
            $"商家出资比例“{Cut(text)}”不正确，应为 0 至 100。", $"Funding share '{Cut(text)}' is wrong: 0 to 100 is accepted."));
        return null;
    }

    private static List<string> ServicesOf(string text, List<Texts> said)
    {
        var found = new List<string>();
        const StringSplitOptions tidily = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        foreach (var part in text.Split(ServiceSeparators, tidily))
        {
            var service = Services.All.FirstOrDefault(one => part.Equals(one, StringComparison.OrdinalIgnoreCase)
                || part.Equals(SheetColumns.Name(one).Zh, StringComparison.OrdinalIgnoreCase)
                || part.Equals(SheetColumns.Name(one).En, StringComparison.OrdinalIgnoreCase));
            if (service is null)
            {
                var accepted = SheetColumns.Limit(SheetColumn.Services, "");
                said.Add(new($"没有服务“{Cut(part)}”，可填：{accepted.Zh}。", $"'{Cut(part)}' is no service: {accepted.En}."));
            }
            else
            {
                found.Add(service);
            }
        }

        return found;
    }

    private static Texts Wrong(Func<SheetColumn, string> cell, SheetColumn column, string zh, string en)
    {
        var (label, text) = (SheetColumns.Label(column), Cut(cell(column)));
        return text.Length == 0
            ? new($"{label.Zh}未填，应为{zh}。", $"{label.En} is empty: {en} is accepted.")
            : new(
                string.Create(CultureInfo.InvariantCulture, $"{label.Zh}“{text}”不正确，应为{zh}。"),
                string.Create(CultureInfo.InvariantCulture, $"{label.En} '{text}' is wrong: {en} is accepted."));
    }

    private static string Cut(string text) => text[..Math.Min(40, text.Length)];
}
