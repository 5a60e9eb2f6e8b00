using Marquee.Catalog.Imports.Files;
using Marquee.Kernel;

namespace Marquee.Catalog.Imports.Kinds;

/// <summary>
/// What the next chunk of an item file will probably name, from what the chunks before did: rows that do not exist yet,
/// or the rows that follow the last ones by number, when a file comes again in its old order. Wrong expectations cost
/// a look-up and change no outcome.
/// </summary>
internal sealed class ItemExpectations
{
    private int _nextSku;
    private bool _isInOrder = true;

    public KnownIds Skus { get; } = new("catalog.sku", "sku_no", "external_id", "sku");

    public KnownIds Items { get; } = new("catalog.item", "item_no", "external_id", "item");

    public KnownIds Products { get; } = new("catalog.product", "product_no", "external_id", "product");

    /// <summary>The SKU number from which on the chunk's SKUs probably follow; 0 when nothing is expected.</summary>
    public int NextSku => _isInOrder ? _nextSku : 0;

    /// <summary>Takes in what others made since the chunk before.</summary>
    public async Task CatchUpAsync(Transaction tx, CancellationToken cancel)
    {
        if (!Skus.IsOpen)
        {
            return;
        }

        var next = await NextNumbersAsync(tx, cancel);
        foreach (var known in (KnownIds[])[Skus, Items, Products])
        {
            await known.CatchUpAsync(tx, next.GetValueOrDefault(known.Numbers, 1), cancel);
        }
    }

    /// <summary>What the look-up by number found of a chunk.</summary>
    public void Met(int expected, int rows) => _isInOrder = expected * 2 >= rows;

    /// <summary>Learns from a chunk how the rest of the file is best looked up.</summary>
    /// <param name="tx">The chunk's transaction, before it makes numbers.</param>
    /// <param name="run">The import.</param>
    /// <param name="chunk">The chunk.</param>
    /// <param name="existing">How many of its SKUs exist.</param>
    /// <param name="lastSku">The number of the last of them; 0 for none.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task LearnAsync(
        Transaction tx, ImportRun run, Chunk chunk, int existing, int lastSku, CancellationToken cancel)
    {
        _nextSku = existing * 2 >= chunk.Count ? lastSku + 1 : 0;
        if (Skus.IsOpen || chunk.Count == 0 || existing * 2 >= chunk.Count)
        {
            return;
        }

        // Reading every id that exists must be worth the rows that are still to come.
        var next = await NextNumbersAsync(tx, cancel);
        var rows = (run.Bytes - chunk.FromByte) * chunk.Count / Math.Max(1, chunk.NextByte - chunk.FromByte);
        if (rows < CatalogLimits.ChunkRows || rows < next.GetValueOrDefault(Skus.Numbers, 1) / 8)
        {
            return;
        }

        foreach (var known in (KnownIds[])[Skus, Items, Products])
        {
            var made = next.GetValueOrDefault(known.Numbers, 1);
            known.Open(made + rows);
            await known.CatchUpAsync(tx, made, cancel);
        }
    }

    private static async Task<Dictionary<string, int>> NextNumbersAsync(Transaction tx, CancellationToken cancel) =>
        (await tx.QueryAsync(
            $"select kind, next_no from catalog.id_block where tenant_id = {tx.Call.Tenant.Id}",
            row => (Kind: row.GetString(0), Next: row.GetInt32(1)), cancel))
        .ToDictionary(row => row.Kind, row => row.Next, StringComparer.Ordinal);
}
