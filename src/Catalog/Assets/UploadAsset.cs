using Marquee.Catalog.Reading;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Marquee.Catalog.Assets;

/// <summary>A stored picture, as callers see it.</summary>
/// <param name="Sha256">Its address among the tenant's assets.</param>
/// <param name="MediaType">What it is, as its bytes say.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Name">The file's name when it came.</param>
/// <param name="Path">Where it is served.</param>
internal sealed record AssetView(
    string Sha256, string MediaType, long Bytes, int Width, int Height, string Name, string Path)
{
    public static Task<AssetView?> FindAsync(Transaction tx, string sha256, CancellationToken cancel) => tx.FindAsync(
        $"""
        select sha256, media_type, bytes, width, height, name from catalog.asset
        where tenant_id = {tx.Call.Tenant.Id} and sha256 = {sha256}
        """,
        row => Map(row, tx.Call.Tenant.Slug), cancel);

    private static AssetView Map(NpgsqlDataReader row, string slug) => new(
        row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt32(3), row.GetInt32(4), row.GetString(5),
        AssetAddress.Of(slug, row.GetString(0)));
}

/// <summary>Somebody uploads a picture. The same bytes again are the same asset.</summary>
internal static class UploadAsset
{
    public static void Map(RouteGroupBuilder api) => api
        .MapPost("/catalog/assets", HandleAsync)
        .Allow(Role.Operator, Role.Designer, Role.Developer, Role.Machine, Role.MerchantOwner, Role.MerchantStaff,
            Role.ServiceProvider)
        .StreamsBody(CatalogLimits.ImageBytes).WithName("UploadAsset").WithSummary(
            "Stores a picture (PNG, JPEG or WebP) from the body");

    private static async Task<Answer<AssetView>> HandleAsync(
        CallContext call, HttpRequest request, CatalogDb db, IBlobStore blobs, CancellationToken cancel,
        string? name = null)
    {
        if (name?.Length > CatalogLimits.FileNameLength || name?.Any(char.IsControl) == true)
        {
            return new InvalidRequest(
                "name", "is no file name", name, $"up to {CatalogLimits.FileNameLength} characters");
        }

        // Held in memory: nothing is stored before it is known to be a picture.
        using var bytes = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancel)) > 0)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > CatalogLimits.ImageBytes)
            {
                return new BodyTooLarge(CatalogLimits.ImageBytes);
            }
        }

        if (ImageProbe.Of(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)) is not { } facts)
        {
            return new NotAnImage(bytes.Length == 0 ? "The body is empty."
                : "The body is no such picture, or its size is beyond the limit.");
        }

        bytes.Position = 0;
        var blob = await blobs.PutAsync(bytes, CatalogLimits.ImageBytes, cancel);
        return blob.IsSuccess ? await db.MutateAsync(call, tx =>
            StoreAsync(tx, blob.Value, facts, name ?? "", cancel), cancel) : blob.Error;
    }

    private static async Task<Result<AssetView>> StoreAsync(
        Transaction tx, BlobRef blob, ImageProbe.Facts facts, string name, CancellationToken cancel)
    {
        var made = await tx.ExecuteAsync($"""
            insert into catalog.asset (tenant_id, sha256, media_type, bytes, width, height, name, created_at)
            values ({tx.Call.Tenant.Id}, {blob.Sha256}, {facts.MediaType}, {blob.Length}, {facts.Width}, {facts.Height},
                {name}, {tx.Call.Now})
            on conflict do nothing
            """, cancel);
        if (made == 1)
        {
            await tx.AuditAsync(
                "catalog.asset.uploaded", $"asset:{blob.Sha256}", new { name, facts.MediaType }, cancel);
        }

        return (await AssetView.FindAsync(tx, blob.Sha256, cancel))!;
    }
}
