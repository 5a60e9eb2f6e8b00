using System.Diagnostics;
using Marquee.Catalog.Imports.Files;

namespace Marquee.Catalog.Imports.Kinds;

/// <summary>
/// Decides a chunk of an item file, row by row in the order of the file, against what is known. Pure: it reads the
/// chunk and changes only the states it was given.
/// </summary>
internal sealed class ItemDecision(Chunk chunk, RowParser parser, ItemKnown known, Seen seen)
{
    private readonly HashSet<string> _met = new(StringComparer.Ordinal);

    public ChunkResult Result { get; } = new();

    /// <summary>SKUs to be written.</summary>
    public List<SkuState> Skus { get; } = [];

    /// <summary>Items to be written.</summary>
    public List<ItemState> Items { get; } = [];

    public void Take(int row, string skuId, Guid itemDigest, Guid skuDigest)
    {
        parser.Begin(row);
        var sku = known.Skus.GetValueOrDefault(skuId);
        if (_met.Contains(skuId) || (sku is { IsNew: false } && seen.HasRow(sku.No)))
        {
            Refuse(row, new Fault("catalog.duplicate_row", "sku_id", Cut(skuId)));
            return;
        }

        if (sku is not null && sku.Digest == skuDigest && sku.Item.Digest == itemDigest)
        {
            TakeUnchanged(row, skuId, sku);
            return;
        }

        var parsed = ItemRow.Parse(parser, skuId);
        if (parser.Refused is { } refused)
        {
            Result.Refused.Add(refused);
            return;
        }

        if (Fault(parsed, sku, itemDigest) is { } fault)
        {
            Refuse(row, fault);
            return;
        }

        var item = TakeItem(parsed, itemDigest);
        TakeSku(parsed, sku, item, skuDigest);
        _met.Add(skuId);
        Result.CountDerived(parsed.Derived);
    }

    private void TakeUnchanged(int row, string skuId, SkuState sku)
    {
        var derived = parser.Derived(ItemColumns.Derived);
        if (parser.Refused is { } refused)
        {
            Result.Refused.Add(refused);
            return;
        }

        Debug.Assert(chunk.Count > row, "The row is of this chunk.");
        _met.Add(skuId);
        sku.Item.IsNamed = true;
        seen.AddRow(sku.No);
        seen.AddItem(sku.Item.No);
        Result.Unchanged++;
        Result.CountDerived(derived);
    }

    /// <summary>What speaks against a row that is well-formed in itself.</summary>
    private Fault? Fault(ItemRow row, SkuState? sku, Guid itemDigest)
    {
        if (sku is not null && sku.Item.Id != row.ItemId)
        {
            return new Fault("catalog.other_item", "item_id", row.SkuId, sku.Item.Id);
        }

        var item = known.Items.GetValueOrDefault(row.ItemId);
        if (item is not null && item.Digest != itemDigest && (item.IsNamed || (!item.IsNew && seen.HasItem(item.No))))
        {
            return new Fault("catalog.item_disagrees", "item_id", row.ItemId);
        }

        // Behind this line the row is one that was looked up: what is not known does not exist.
        if (!known.Merchants.TryGetValue(row.MerchantId, out var merchantNo))
        {
            return new Fault("catalog.unknown_merchant", "merchant_id", row.MerchantId);
        }

        if (row.Category is { } category && !known.Categories.Contains(category))
        {
            return new Fault("catalog.unknown_category", "category", category);
        }

        if (item is not null && item.MerchantNo != merchantNo)
        {
            return new Fault("catalog.other_merchant", "merchant_id", row.ItemId, item.MerchantId);
        }

        // The place is taken when this file has named the SKU that holds it.
        var isTaken = item is not null
            && (item.NewMain is not null || (
                item.MainSkuNo != 0 && item.MainSkuNo != sku?.No && seen.HasRow(item.MainSkuNo)));
        return row.IsMain && isTaken ? new Fault("catalog.second_main_sku", "is_main", row.ItemId) : null;
    }

    private ItemState TakeItem(ItemRow row, Guid digest)
    {
        if (!known.Items.TryGetValue(row.ItemId, out var item))
        {
            item = new ItemState
            {
                Id = row.ItemId,
                MerchantNo = known.Merchants[row.MerchantId],
                MerchantId = row.MerchantId,
                Digest = digest,
                Change = row,
            };
            known.Items.Add(row.ItemId, item);
            Items.Add(item);
        }
        else if (item.Digest != digest)
        {
            Debug.Assert(item.Change is null, "A second, different word on an item was refused.");
            item.Digest = digest;
            item.Change = row;
            Items.Add(item);
        }

        if (row.ProductId is { } product)
        {
            known.Products.TryAdd(product, 0);
        }

        item.IsNamed = true;
        if (!item.IsNew)
        {
            seen.AddItem(item.No);
        }

        return item;
    }

    private void TakeSku(ItemRow row, SkuState? sku, ItemState item, Guid digest)
    {
        if (sku is not null && sku.Digest == digest)
        {
            // Only the item's words are new: what was edited since about the SKU stays.
            seen.AddRow(sku.No);
            Result.Updated++;
            return;
        }

        if (sku is null)
        {
            sku = new SkuState { Item = item, IsNew = true };
            known.Skus.Add(row.SkuId, sku);
            Result.Created++;
        }
        else
        {
            seen.AddRow(sku.No);
            Result.Updated++;
        }

        sku.Change = row;
        sku.NewDigest = digest;
        sku.IsMain = row.IsMain;
        if (row.IsMain)
        {
            item.NewMain = sku;
        }
        else if (!sku.IsNew && item.MainSkuNo == sku.No)
        {
            item.MainSkuNo = 0;
        }

        Skus.Add(sku);
    }

    private void Refuse(int row, Fault fault) => Result.Refused.Add(chunk.Refuse(row, fault));

    private static string Cut(string text) => text[..Math.Min(text.Length, CatalogLimits.ValueLength)];
}
