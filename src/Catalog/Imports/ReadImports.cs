using Marquee.Catalog.Imports.Files;
using Marquee.Catalog.Imports.Kinds;
using Marquee.Catalog.Reading;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Catalog.Imports;

/// <summary>Imports on screens: the list, one of them, and which kinds there are.</summary>
internal static class ReadImports
{
    internal sealed record ColumnView(string Name, bool Required, BothTexts Text);

    internal sealed record KindView(string Name, BothTexts Label, IReadOnlyList<ColumnView> Columns);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/imports", ListAsync).AllowStaff().Rows(RowRule.Common)
            .WithName("ListImports").WithSummary("Imports, newest first");
        api.MapGet("/imports/{id:guid}", FindAsync).AllowStaff().Rows(RowRule.Common).WithName("GetImport").WithSummary(
            "How an import goes");
        api.MapGet("/import-kinds", Kinds).AllowStaff().Rows(RowRule.Common).WithName("ListImportKinds")
            .WithSummary("The kinds of import, with their columns");
    }

    private static async Task<Answer<Page<ImportView>>> ListAsync(
        CallContext call, [AsParameters] PageQuery page, CatalogDb db, CancellationToken cancel)
    {
        var start = page.Start<Guid>(call, "catalog.imports");
        if (!start.IsSuccess)
        {
            return start.Error;
        }

        // Ids are made in time order, so they sort as the imports do.
        var rows = await db.ReadAsync(call, tx => tx.QueryAsync(
            $"""
            select {ImportView.Columns} from catalog.import where tenant_id = {call.Tenant.Id}
                and ({start.Value.After}::uuid is null or import_id < {start.Value.After})
            order by import_id desc limit {start.Value.Limit + 1}
            """,
            ImportView.Map, cancel), cancel);
        return start.Value.Of(rows, view => view.Id);
    }

    private static async Task<Answer<ImportView>> FindAsync(
        CallContext call, Guid id, CatalogDb db, CancellationToken cancel) =>
        await db.ReadAsync(call, tx => ImportView.FindAsync(tx, id, cancel), cancel) is { } view
            ? view
            : new Unknown("import", id.ToString("D"));

    private static Answer<Page<KindView>> Kinds(CallContext call, Registry<IImportKind> kinds) => new Page<KindView>(
        [
            .. kinds.All.Select(kind => new KindView(
                kind.Name, kind.Label,
                [.. kind.Columns.Select(
                    column => new ColumnView(column.Name, column.IsRequired, new BothTexts(column.Zh, column.En)))])),
        ],
        null);
}
