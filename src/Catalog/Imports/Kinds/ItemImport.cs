using System.Diagnostics;
using Marquee.Catalog.Imports.Files;
using Marquee.Kernel;

namespace Marquee.Catalog.Imports.Kinds;

/// <summary>Items with their SKUs, one SKU a row; prices and stock come with it.</summary>
internal sealed class ItemImport : IImportKind
{
    public string Name => "items";

    public BothTexts Label => new("商品与 SKU", "Items and SKUs");

    public IReadOnlyList<ImportColumn> Columns => ItemColumns.All;

    public async Task<ChunkResult> ApplyAsync(
        Transaction tx, ImportRun run, Chunk chunk, CancellationToken cancel)
    {
        var (skuIds, itemDigests, skuDigests) = Keys(chunk);
        await run.Items.CatchUpAsync(tx, cancel);
        var known = await ItemLookup.SkusAsync(tx, run.Items, skuIds, cancel);
        var news = new List<int>();
        for (var row = 0; row < chunk.Count; row++)
        {
            if (!known.Skus.TryGetValue(skuIds[row], out var sku)
                || sku.Digest != skuDigests[row] || sku.Item.Digest != itemDigests[row])
            {
                news.Add(row);
            }
        }

        var existing = skuIds.Where(known.Skus.ContainsKey).ToList();
        await run.Items.LearnAsync(
            tx, run, chunk, existing.Count, existing.Count > 0 ? known.Skus[existing[^1]].No : 0, cancel);
        if (news.Count > 0)
        {
            await ItemLookup.ReferencesAsync(tx, run.Items, chunk, news, known, cancel);
        }

        var decision = new ItemDecision(chunk, new RowParser(tx.Call, chunk), known, run.Seen);
        for (var row = 0; row < chunk.Count; row++)
        {
            decision.Take(row, skuIds[row], itemDigests[row], skuDigests[row]);
        }

        if (decision.Skus.Count + decision.Items.Count > 0)
        {
            await ItemStore.StoreAsync(tx, decision, known, run, "import", cancel);
        }

        var result = decision.Result;
        Debug.Assert(
            result.Created + result.Updated + result.Unchanged + result.Refused.Count == chunk.Count,
                "Every row has an outcome.");
        return result;
    }

    private static (string[] SkuIds, Guid[] ItemDigests, Guid[] SkuDigests) Keys(Chunk chunk)
    {
        var ids = new string[chunk.Count];
        var items = new Guid[chunk.Count];
        var skus = new Guid[chunk.Count];
        var scratch = new byte[16 * 1024];
        for (var row = 0; row < chunk.Count; row++)
        {
            var column = chunk.Field(row, ItemColumns.SkuId).Length > 0 ? ItemColumns.SkuId : ItemColumns.ItemId;
            // A zero byte is a fault that the parser names; it must only not reach the database.
            ids[row] = chunk.Text(row, column).Replace('\0', '\uFFFD');
            items[row] = chunk.Digest(row, ItemColumns.OfItem, scratch);
            skus[row] = chunk.Digest(row, ItemColumns.OfSku, scratch);
        }

        return (ids, items, skus);
    }
}
