namespace Marquee.Catalog;

/// <summary>Every bound of Catalog, each with the reason for its number.</summary>
public static class CatalogLimits
{
    /// <summary>Keys of one batch: as many as a validation or a pool refresh asks for at a time.</summary>
    public const int Batch = 10_000;

    /// <summary>Categories of a tenant: the largest marketplaces have some ten thousand.</summary>
    public const int Categories = 50_000;

    /// <summary>Lines of one reservation: a cart of 200 SKUs, with room.</summary>
    public const int StockLines = 1000;

    /// <summary>Units of a SKU: beyond every warehouse, far below overflow when summed.</summary>
    public const long StockUnits = 1_000_000_000_000;

    /// <summary>Characters of a stock request key: as an idempotency key.</summary>
    public const int StockKeyLength = 200;

    /// <summary>The largest price in minor units: ten thousand million of a currency with cents.</summary>
    public const long PriceMinor = 1_000_000_000_000;

    /// <summary>Bytes of an uploaded picture: a large photo as it comes out of a camera.</summary>
    public const int ImageBytes = 10 * 1024 * 1024;

    /// <summary>Pixels of a picture's side: beyond it decoders need gigabytes.</summary>
    public const int ImageSide = 16_384;
}
