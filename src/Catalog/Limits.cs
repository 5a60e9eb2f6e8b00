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

    /// <summary>
    /// Days of price history that may be asked for: two years, beyond every law about reference prices.
    /// </summary>
    public const int HistoryDays = 730;

    /// <summary>Characters of a title: marketplaces cut at 60 to 200.</summary>
    public const int TitleLength = 500;

    /// <summary>Characters of a name, a region, a specification and other short texts.</summary>
    public const int TextLength = 200;

    /// <summary>Licences of a merchant.</summary>
    public const int Licences = 50;

    /// <summary>
    /// Rows of an import that are committed together: an open transaction holds back every subscription.
    /// </summary>
    public const int ChunkRows = 10_000;

    /// <summary>
    /// Bytes of rows that are read together, for files of long rows: bounds what an import holds in memory.
    /// </summary>
    public const int ChunkBytes = 8 << 20;

    /// <summary>Bytes of one row: a flat row has about 400, a thousand times that is a broken file.</summary>
    public const int RowBytes = 1 << 20;

    /// <summary>Columns of a file's header; the largest kind has some twenty.</summary>
    public const int FileColumns = 200;

    /// <summary>
    /// Words of 64 bits that an import holds about a table's ids: 32 MiB, room for twenty million.
    /// </summary>
    public const int KnownIdWords = 4 << 20;

    /// <summary>Errors told about one row: what is wrong with every column of it.</summary>
    public const int ErrorsPerRow = 20;

    /// <summary>Characters of a refused row that are kept for its error file.</summary>
    public const int RawLength = 4000;

    /// <summary>Characters of a wrong value that are kept with its error.</summary>
    public const int ValueLength = 200;

    /// <summary>Characters of a file's name.</summary>
    public const int FileNameLength = 200;

    /// <summary>Imports of one tenant that wait or run: more is a client that forgets to wait.</summary>
    public const int OpenImports = 100;

    /// <summary>Rows written by an import from which on the planner is told: below it, it errs by little.</summary>
    public const int RowsToAnalyse = 20_000;

    /// <summary>SKUs of one item in one event of the shop: as many as a submission may have.</summary>
    public const int ShopItemSkus = 1000;
}
