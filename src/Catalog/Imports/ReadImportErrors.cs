using System.Globalization;
using System.Text;
using Marquee.Catalog.Imports.Files;
using Marquee.Catalog.Reading;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Marquee.Catalog.Imports;

/// <summary>What was wrong with the rows of an import: as a page, and as a file.</summary>
internal static class ReadImportErrors
{
    internal sealed record ErrorView(long Line, string? Column, string Code, string? Value, BothTexts Text, string Raw)
    {
        internal int No { get; init; }
    }

    internal readonly record struct Place(long Line, int No);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/imports/{id:guid}/errors", ListAsync).AllowStaff().Rows(RowRule.Whole).WithName("ListImportErrors")
            .WithSummary("What was wrong with the rows of an import, by line");
        api.MapGet("/imports/{id:guid}/errors.csv", FileAsync).AllowStaff().Rows(RowRule.Whole)
            .WithName("DownloadImportErrors")
            .WithSummary("The same as a CSV file, every refused row with its own text")
            .Produces<string>(StatusCodes.Status200OK, "text/csv");
    }

    private static async Task<Answer<Page<ErrorView>>> ListAsync(
        CallContext call, Guid id, [AsParameters] PageQuery page, CatalogDb db, CancellationToken cancel)
    {
        var start = page.Start<Place>(call, "catalog.import_errors." + id);
        if (!start.IsSuccess)
        {
            return start.Error;
        }

        var after = start.Value.After ?? new Place(0, -1);
        return await db.ReadAsync<Answer<Page<ErrorView>>>(call, async tx =>
        {
            if (await ImportView.FindAsync(tx, id, cancel) is null)
            {
                return new Unknown("import", id.ToString("D"));
            }

            var rows = await tx.QueryAsync(
                $"""
                {Text(call, id)} and (line, no) > ({after.Line}, {after.No})
                order by line, no limit {start.Value.Limit + 1}
                """,
                Map, cancel);
            return start.Value.Of(rows, row => new Place(row.Line, row.No));
        }, cancel);
    }

    private static async Task<IResult> FileAsync(CallContext call, Guid id, CatalogDb db, CancellationToken cancel)
    {
        var view = await db.ReadAsync(call, tx => ImportView.FindAsync(tx, id, cancel), cancel);
        return view is null
            ? (Answer<string>)new Unknown("import", id.ToString("D"))
            : Results.Stream(
                body => WriteAsync(body, call, id, db, cancel), "text/csv; charset=utf-8",
                    Path.GetFileNameWithoutExtension(view.Name) + "-errors.csv");
    }

    private static async Task WriteAsync(Stream body, CallContext call, Guid id, CatalogDb db, CancellationToken cancel)
    {
        // With a byte order mark: spreadsheets take Chinese for something else without it.
        await using var writer = new StreamWriter(
            body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 16 * 1024, leaveOpen: true);
        await writer.WriteAsync("line,field,code,value,message,message_zh,raw\r\n");
        await using var tx = await db.BeginAsync(call, cancel);
        await foreach (var row in tx.StreamAsync($"{Text(call, id)} order by line, no", Map, cancel))
        {
            string?[] fields = [row.Line.ToString(CultureInfo.InvariantCulture), row.Column, row.Code, row.Value,
                row.Text.En, row.Text.Zh, row.Raw];
            await writer.WriteAsync(string.Join(',', fields.Select(Quoted)) + "\r\n");
        }

        await writer.FlushAsync(cancel);
    }

    internal static string Quoted(string? field) => field is null ? ""
        : field.AsSpan().IndexOfAny(",\"\r\n") < 0 ? field
        : "\"" + field.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    private static SqlText Text(CallContext call, Guid id) => $"""
        select line, no, column_name, code, value, detail, raw from catalog.import_error
        where tenant_id = {call.Tenant.Id} and import_id = {id}
        """;

    private static ErrorView Map(NpgsqlDataReader row)
    {
        // Read in column order: the file is streamed.
        var (line, no) = (row.GetInt64(0), row.GetInt32(1));
        var (column, code, value, detail) = (row.TextOrNull(2), row.GetString(3), row.TextOrNull(4), row.TextOrNull(5));
        return new ErrorView(line, column, code, value, FaultTexts.Of(new Fault(code, column, value, detail)),
            row.GetString(6))
        { No = no };
    }
}
