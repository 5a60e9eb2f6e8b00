using Marquee.Catalog.Imports.Kinds;
using Marquee.Catalog.Reading;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Catalog.Imports;

/// <summary>A file comes in: its bytes become a blob, and the import waits for its job.</summary>
internal static class ReceiveImport
{
    internal sealed record Order(string Kind, FileFormat Format, string Name);

    public static void Map(RouteGroupBuilder api) => api
        .MapPost("/imports", HandleAsync).Allow(Role.Operator, Role.Developer, Role.Machine).StreamsBody(
            KernelLimits.BlobBytes)
        .WithName("ReceiveImport").WithSummary("Takes in a CSV or NDJSON file, streamed as the body, and imports it");

    private static async Task<Answer<ImportView>> HandleAsync(
        CallContext call, HttpRequest request, string kind, CatalogDb db, IBlobStore blobs, Registry<IImportKind> kinds,
        CancellationToken cancel, string? format = null, string? name = null)
    {
        var order = Decide([.. kinds.All.Select(k => k.Name)], kind, format, name);
        if (!order.IsSuccess)
        {
            return order.Error;
        }

        var blob = await blobs.PutAsync(request.Body, KernelLimits.BlobBytes, cancel);
        return blob.IsSuccess
            ? await db.MutateAsync(call, tx => StoreAsync(tx, order.Value, blob.Value, cancel), cancel)
            : blob.Error;
    }

    internal static Result<Order> Decide(IReadOnlyList<string> kinds, string kind, string? format, string? name)
    {
        if (!kinds.Contains(kind))
        {
            return new InvalidRequest("kind", "is no kind of import", kind, string.Join(", ", kinds));
        }

        if (name?.Length > CatalogLimits.FileNameLength || name?.Any(char.IsControl) == true)
        {
            return new InvalidRequest(
                "name", "is no file name", name, $"up to {CatalogLimits.FileNameLength} characters");
        }

        var extension = Path.GetExtension(name ?? "").TrimStart('.');
        var said = format ?? (extension is "ndjson" or "jsonl" ? "ndjson" : "csv");
        return EnumText.TryParse<FileFormat>(said, out var parsed)
            ? new Order(kind, parsed, name ?? $"{kind}.{said}")
            : new InvalidRequest("format", "is no format", format, "csv, ndjson");
    }

    internal static async Task<Result<ImportView>> StoreAsync(
        Transaction tx, Order order, BlobRef blob, CancellationToken cancel)
    {
        var call = tx.Call;
        var open = await tx.ScalarAsync<long>($"""
            select count(*) from catalog.import where tenant_id = {call.Tenant.Id} and status in ('queued', 'running',
                'cancelling')
            """, cancel);
        if (open >= CatalogLimits.OpenImports)
        {
            return new TooManyImports(CatalogLimits.OpenImports);
        }

        var id = call.Ids.Next();
        await tx.ExecuteAsync($"""
            insert into catalog.import (tenant_id, import_id, kind, format, name, blob, bytes, status, started_by,
                created_at)
            values ({call.Tenant.Id}, {id}, {order.Kind}, {order.Format}, {order.Name}, {blob.Sha256}, {blob.Length},
                {ImportStatus.Queued}, {call.Actor.Name}, {call.Now})
            """, cancel);
        await tx.AuditAsync("catalog.import.received", $"import:{id}",
            new { order.Kind, order.Name, blob.Sha256, blob.Length }, cancel);
        await tx.AddAsync(new ImportReceived(id, order.Kind), cancel);
        return (await ImportView.FindAsync(tx, id, cancel))!;
    }
}
