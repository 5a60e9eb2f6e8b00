using System.Net;
using System.Text;
using System.Text.Json;
using Marquee.Campaigns.EnrollmentSheets;
using Marquee.Catalog;
using Marquee.Jobs;
using Marquee.Kernel;
using Marquee.Sheets;
using Marquee.Testing;

namespace Marquee.Campaigns.Tests;

/// <summary>A shop fills in a sheet, uploads it, fixes what was refused, and uploads it again.</summary>
public sealed class SheetTests(Stage stage) : IClassFixture<Stage>
{
    private const int Price = 6;
    private const int Stock = 7;
    private static readonly Actor Shop = TestActor.Merchant("m1");

    [Theory]
    [InlineData(SheetFormat.Xlsx, "en")]
    [InlineData(SheetFormat.Csv, "zh-CN")]
    public async Task A_sheet_goes_round_until_nothing_is_left_to_fix(SheetFormat format, string language)
    {
        var play = await Play.StartAsync(stage);
        await using var worker = await stage.WorkerAsync();
        var template = await TemplateAsync(play, format, language);
        Assert.StartsWith("#", template[1][0], StringComparison.Ordinal);
        var rows = template.Skip(2).ToList();
        Assert.Equal(await SkusOfShopAsync(play), rows.Count);
        Assert.True(SheetNumber.TryMinor(rows[0][4], 2, out var daily) && daily == 10_000, rows[0][4]);
        Assert.Equal(["50", ""], new[] { rows[0][5], rows[0][Price] });

        // The first passes, the second is too dear by the rule, the third is no number, the others take no part.
        string[][] filled = [Filled(rows[0], "80", "10"), Filled(rows[1], "95", "10"), Filled(rows[2], "cheap", "10"),
            .. rows.Skip(3).Select(row => row.Cells.ToArray())];
        var sheet = await RunAsync(play, worker, format, [[.. template[0].Cells], .. filled]);
        Assert.Equal(
            Counts(("submitted", 1), ("refused", 1), ("wrong", 1), ("skipped", rows.Count - 3)), CountsOf(sheet));

        var result = await ResultAsync(play, sheet, $"language={language}");
        Assert.Equal(rows.Count + 1, result.Count);
        var (refused, wrong) = (result[2], result[3]);
        var spoken = language == "en" ? SheetLanguage.En : SheetLanguage.Zh;
        Assert.Equal(SheetWords.Of(RowResult.Refused).In(spoken), refused[11]);
        Assert.Contains("90.00", refused[13], StringComparison.Ordinal);
        Assert.Contains("cheap", wrong[12], StringComparison.Ordinal);
        Assert.Equal(filled[1], result[2].Cells.Take(filled[1].Length));

        // The fix sheet has the two alone; done as it says, both pass.
        var fix = await ResultAsync(play, sheet, $"language={language}&rows=fix");
        Assert.Equal(3, fix.Count);
        var again = await RunAsync(
            play, worker, format, [[.. fix[0].Cells], Filled(fix[1], "90", "10"), Filled(fix[2], "70", "5")]);
        Assert.Equal(Counts(("submitted", 2)), CountsOf(again));

        // The whole of it once more does nothing.
        var same = await RunAsync(
            play, worker, format, [[.. fix[0].Cells], Filled(fix[1], "90", "10"), Filled(fix[2], "70", "5")]);
        Assert.Equal(Counts(("unchanged", 2)), CountsOf(same));
        var summary = await play.GetAsync($"/submissions/summary?round={play.Round}", Shop);
        Assert.Equal(3, summary.GetProperty("byStatus").GetProperty("in_review").GetInt32());
    }

    [Fact]
    public async Task What_was_submitted_stands_in_the_next_template()
    {
        var play = await Play.StartAsync(stage);
        await play.SubmitAsync(Shop, Play.Plan(3, price: 7_050, stock: 4));
        var row = (await TemplateAsync(play, SheetFormat.Csv, "en")).Single(row => row[0] == "i3");
        Assert.Equal(["70.50", "4"], new[] { row[Price], row[Stock] });
    }

    private async Task<int> SkusOfShopAsync(Play play)
    {
        var call = stage.Database.Call(play.Tenant);
        var items = await stage.Market.ListItemsAsync(call, new ItemFilter(MerchantNo: 1), 0, 1_000, default);
        return (await stage.Market.SkusOfItemsAsync(call, [.. items.Select(item => item.ItemNo)], default)).Count;
    }

    [Fact]
    public async Task Rows_of_one_item_are_one_plan_wherever_they_stand()
    {
        var play = await Play.StartAsync(stage);
        stage.Market.AddSku(60, 1060);
        await using var worker = await stage.WorkerAsync();
        var sheet = await RunAsync(play, worker, SheetFormat.Csv,
        [
            ["Item", "my notes", "SKU", "Activity price", "Activity stock"],
            ["i60", "first", "s60", "80", "1"], ["i9", "other", "s9", "80", "1"],
            ["i60", "second", "s1060", "85", "2"],
            ["i12", "half right", "s12", "80", "1"], ["i12", "half wrong", "s99", "80", "1"],
        ]);
        Assert.Equal(Counts(("submitted", 3), ("wrong", 2)), CountsOf(sheet));
        var submitted = (await play.GetAsync($"/submissions?round={play.Round}&q=i60", Shop)).GetProperty("items")[0];
        Assert.Equal(2, submitted.GetProperty("skus").GetInt32());
        // A column of one's own stays where it was.
        var result = await ResultAsync(play, sheet, "language=en");
        Assert.Equal("second", result[3][1]);
        Assert.Contains("s99", result[5][6], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Items_of_another_shop_do_not_exist_in_a_sheet()
    {
        var play = await Play.StartAsync(stage);
        await using var worker = await stage.WorkerAsync();
        var sheet = await RunAsync(
            play, worker, SheetFormat.Csv,
            [["Item", "SKU", "Activity price", "Activity stock"], ["i1", "s1", "80", "1"]]);
        Assert.Equal(Counts(("wrong", 1)), CountsOf(sheet));
        await play.GetAsync($"/shops/m2/sheets/{sheet.GetProperty("id").GetString()}", Shop, HttpStatusCode.NotFound);
        await play.GetAsync($"/shops/m2/rounds/{play.Round}/template", Shop, HttpStatusCode.NotFound);
        var other = TestActor.Merchant("m2");
        await play.GetAsync(
            $"/shops/m2/sheets/{sheet.GetProperty("id").GetString()}", other, HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Item,SKU\ni3,s3\n")]
    [InlineData("Item,SKU,Activity price,Activity stock,SKU\ni3,s3,1,1,s3\n")]
    [InlineData("\0\0\0\0")]
    public async Task A_file_that_is_no_sheet_is_refused_as_a_whole_with_its_reason(string text)
    {
        var play = await Play.StartAsync(stage);
        await using var worker = await stage.WorkerAsync();
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var sheet = await RunAsync(play, worker, SheetFormat.Csv, file);
        Assert.Equal("failed", sheet.GetProperty("status").GetString());
        Assert.NotEqual("", sheet.GetProperty("refusal").GetProperty("zh-CN").GetString());
        var summary = await play.GetAsync($"/submissions/summary?round={play.Round}");
        Assert.Equal(0, summary.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task A_sheet_after_the_deadline_is_not_taken()
    {
        var play = await Play.StartAsync(stage);
        await play.PostAsync($"/rounds/{play.Round}/phase", new { close = "enroll", reason = "test" });
        using var file = new MemoryStream("Item,SKU\n"u8.ToArray());
        await stage.UploadAsync(
            play.Tenant, Shop, $"/shops/m1/rounds/{play.Round}/sheets?name=late.csv", file, HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData(SheetFormat.Csv)]
    [InlineData(SheetFormat.Xlsx)]
    public async Task A_hundred_thousand_skus_go_round_with_their_errors_marked(SheetFormat format)
    {
        LongRun.Only();
        const int items = 20_000;
        for (var no = 1; no <= items; no++)
        {
            var item = 100_000 + no;
            stage.Market.Add(item, merchantNo: 77);
            for (var sku = 1; sku < 5; sku++)
            {
                stage.Market.AddSku(item, 1_000_000 + (no * 10) + sku);
            }
        }

        var play = await Play.StartAsync(stage);
        await using var worker = await stage.WorkerAsync();
        var shop = TestActor.Merchant("m77");
        var template = Read(await stage.DownloadAsync(
            play.Tenant, shop, $"/shops/m77/rounds/{play.Round}/template?format={EnumText.Of(format)}"), format);
        Assert.Equal((items * 5) + 2, template.Count);
        var rows = template.Skip(2).Select(
            (row, i) => Filled(row, i / 5 % 10 == 0 ? "95" : i / 5 % 10 == 1 ? "?" : "80", "10")).ToList();
        var sheet = await RunAsync(play, worker, format, [[.. template[0].Cells], .. rows], "m77");
        Assert.Equal(
            Counts(("submitted", items * 4), ("refused", items / 2), ("wrong", items / 2)), CountsOf(sheet));
        var result = Read(await stage.DownloadAsync(
            play.Tenant, shop, $"/shops/m77/sheets/{sheet.GetProperty("id").GetString()}/result"), format);
        Assert.Equal((items * 5) + 1, result.Count);
        Assert.All(result.Skip(1).Select((row, i) => (row, i)), one => Assert.Equal(
            one.i / 5 % 10 < 2, one.row[12].Length > 0));
    }

    private async Task<List<SheetRow>> TemplateAsync(Play play, SheetFormat format, string language) => Read(
        await stage.DownloadAsync(
            play.Tenant, Shop,
            $"/shops/m1/rounds/{play.Round}/template?format={EnumText.Of(format)}&language={language}"), format);

    private async Task<List<SheetRow>> ResultAsync(Play play, JsonElement sheet, string query) => Read(
        await stage.DownloadAsync(
            play.Tenant, Shop, $"/shops/m1/sheets/{sheet.GetProperty("id").GetString()}/result?{query}"),
        EnumText.Parse<SheetFormat>(sheet.GetProperty("format").GetString()!));

    private async Task<JsonElement> RunAsync(
        Play play, TestHost worker, SheetFormat format, IReadOnlyList<string[]> rows, string shop = "m1")
    {
        using var file = new MemoryStream();
        await using (var writer = SheetWriter.Open(file, format, new SheetLayout("s", [])))
        {
            foreach (var row in rows)
            {
                await writer.RowAsync([.. row.Select(text => SheetCell.Of(text))], default);
            }

            await writer.EndAsync(default);
        }

        file.Position = 0;
        return await RunAsync(play, worker, format, file, shop);
    }

    private async Task<JsonElement> RunAsync(
        Play play, TestHost worker, SheetFormat format, Stream file, string shop = "m1")
    {
        var actor = TestActor.Merchant(shop);
        var sheet = await stage.UploadAsync(
            play.Tenant, actor, $"/shops/{shop}/rounds/{play.Round}/sheets?name=plan{format.Extension()}", file);
        var id = sheet.GetProperty("id").GetString()!;
        var call = stage.Database.Call(play.Tenant);
        var run = await worker.Jobs.FindAsync(call, SubmitSheet.JobName, id, default);
        await stage.EndedAsync(worker, call, run!.Id);
        return await play.GetAsync($"/shops/{shop}/sheets/{id}", actor);
    }

    private static List<SheetRow> Read(Stream file, SheetFormat format) =>
        [.. SheetReader.Read(file, format).Select(row => row.Value)];

    private static string[] Filled(SheetRow row, string price, string stock)
    {
        var cells = row.Cells.Concat(Enumerable.Repeat("", 14)).Take(Math.Max(11, row.Cells.Count)).ToArray();
        (cells[Price], cells[Stock]) = (price, stock);
        return cells;
    }

    private static SortedDictionary<string, int> Counts(params (string Result, int Count)[] counts) =>
        new(counts.ToDictionary(one => one.Result, one => one.Count));

    private static SortedDictionary<string, int> CountsOf(JsonElement sheet) => new(
        sheet.GetProperty("counts").EnumerateObject().ToDictionary(one => one.Name, one => one.Value.GetInt32()));
}
