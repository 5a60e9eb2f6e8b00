using Marquee.Catalog.Reading;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Marquee.Catalog.Assets;

/// <summary>
/// A picture of a tenant, for everybody. The address is the content's digest, so it is cached for ever.
/// </summary>
internal static class ServeAsset
{
    public static void Map(RouteGroupBuilder pages) => pages
        .MapGet("/assets/{sha256}", HandleAsync).AllowAnyone().WithName("GetAsset").WithSummary("A stored picture")
        .Produces<byte[]>(StatusCodes.Status200OK, "image/png", "image/jpeg", "image/webp");

    private static async Task<IResult> HandleAsync(
        CallContext call, string sha256, HttpResponse response, CatalogDb db, IBlobStore blobs,
        CancellationToken cancel)
    {
        // The blob store is one for all tenants; whether this tenant has the picture stands in its own rows.
        var asset = await db.ReadAsync(call, tx => AssetView.FindAsync(tx, sha256, cancel), cancel);
        if (asset is null || blobs.Open(sha256) is not { } stream)
        {
            return (Answer<string>)new Unknown("asset", sha256[..Math.Min(sha256.Length, 64)]);
        }

        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Stream(
            stream, asset.MediaType, entityTag: new EntityTagHeaderValue($"\"{sha256}\""), enableRangeProcessing: true);
    }
}
