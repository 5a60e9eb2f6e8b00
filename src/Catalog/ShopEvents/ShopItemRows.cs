using System.Text;
using Marquee.Catalog.Imports.Files;
using Marquee.Catalog.Imports.Kinds;
using Marquee.Kernel;

namespace Marquee.Catalog.ShopEvents;

/// <summary>
/// Items told by events, as rows of an item file: what a file may say and what an event may say is one thing, checked
/// and stored by the same code.
/// </summary>
internal static class ShopItemRows
{
    private static readonly string[] Names = [.. ItemColumns.All.Select(column => column.Name)];

    /// <summary>One row per SKU of each; a row's line is the place of its event among them, from 1.</summary>
    public static Chunk Of(IReadOnlyList<ItemNews> news)
    {
        var chunk = new Chunk(Names);
        chunk.Begin(0);
        var format = new JsonFormat(Names);
        for (var i = 0; i < news.Count; i++)
        {
            foreach (var sku in news[i].Skus)
            {
                var row = Encoding.UTF8.GetBytes(MarqueeJson.Text(Row(news[i], sku)));
                format.Take(row, true, i + 1, chunk, out _);
            }
        }

        chunk.End(0, news.Count + 1, true);
        return chunk;
    }

    private static Dictionary<string, object?> Row(ItemNews news, ShopSku sku)
    {
        var item = news.Fields;
        var values = new object?[Names.Length];
        values[ItemColumns.ItemId] = news.Told.Entity;
        values[ItemColumns.SkuId] = sku.Id;
        values[ItemColumns.MerchantId] = item.MerchantId;
        values[ItemColumns.ProductId] = item.ProductId;
        values[ItemColumns.Title] = item.Title;
        values[ItemColumns.Category] = item.Category;
        values[ItemColumns.Listed] = item.Listed ?? true;
        values[ItemColumns.Photos] = item.PhotoCount;
        values[ItemColumns.Weight] = item.WeightGrams;
        values[ItemColumns.Image] = item.ImageSha256;
        values[ItemColumns.Spec] = sku.Spec;
        values[ItemColumns.IsMain] = sku.Id == news.MainSkuId;
        values[ItemColumns.Reference] = sku.ReferencePrice?.Minor;
        values[ItemColumns.Daily] = sku.DailyPrice?.Minor;
        values[ItemColumns.Sold] = sku.SoldIn30Days;
        return values.Select((value, i) => (Names[i], value)).Where(pair => pair.value is not null)
            .ToDictionary(pair => pair.Item1, pair => pair.value);
    }
}
