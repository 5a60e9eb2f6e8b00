using Marquee.Catalog.Imports.Files;
using Marquee.Catalog.Imports.Kinds;
using Marquee.Kernel;

namespace Marquee.Catalog.ShopEvents;

/// <summary>Takes over items that the shop told.</summary>
internal static class ItemEvents
{
    /// <summary>
    /// Decides and stores. Events of one item go one after the other as they came, of different items together. An
    /// event is taken over whole or not at all.
    /// </summary>
    public static async Task<IReadOnlyDictionary<string, ToldDecision>> ApplyAsync(
        Transaction tx, IReadOnlyList<ShopItemEvent> events, CancellationToken cancel)
    {
        var decisions = new Dictionary<string, ToldDecision>(StringComparer.Ordinal);
        foreach (var told in events)
        {
            if (Wrong(told, tx.Call.Tenant.Currency) is { } wrong)
            {
                decisions[told.Id] = ToldDecision.Refuse(wrong);
            }
        }

        var waves = events.Where(told => !decisions.ContainsKey(told.Id))
            .GroupBy(told => told.Entity, StringComparer.Ordinal)
            .SelectMany(same => same.Select((told, wave) => (told, wave)))
            .GroupBy(pair => pair.wave, pair => pair.told).OrderBy(wave => wave.Key);
        foreach (var wave in waves)
        {
            await ApplyWaveAsync(tx, [.. wave], decisions, cancel);
        }

        return decisions;
    }

    private static async Task ApplyWaveAsync(
        Transaction tx, IReadOnlyList<ShopItemEvent> events, Dictionary<string, ToldDecision> decisions,
        CancellationToken cancel)
    {
        var versions = await ItemVersions.LoadAsync(tx, events, cancel);
        var news = new List<ItemNews>();
        foreach (var told in events)
        {
            if (versions.Decide(told) is { } one)
            {
                news.Add(one);
            }
            else
            {
                decisions[told.Id] = ToldDecision.Superseded;
            }
        }

        // What one event has wrong must not cost the others: it is left out, and the rest looked at again.
        while (news.Count > 0)
        {
            // As a file of its own that is read in one go: nothing is carried over, nothing expected.
            var run = new ImportRun(Guid.Empty, 0, new Seen());
            var (decision, known) = await DecideAsync(tx, ShopItemRows.Of(news), run, cancel);
            if (decision.Result.Refused.Count == 0)
            {
                await ItemStore.StoreAsync(tx, decision, known, run, "shop", cancel);
                // The next wave makes them anew.
                await tx.ExecuteAsync(new SqlText("drop table pg_temp.item_in, pg_temp.sku_in"), cancel);
                await ItemVersions.StoreAsync(tx, news, cancel);
                news.ForEach(one => decisions[one.Told.Id] = ToldDecision.Applied);
                return;
            }

            foreach (var rows in decision.Result.Refused.GroupBy(row => row.Line))
            {
                decisions[news[(int)rows.Key - 1].Told.Id] = DecisionOf([.. rows.SelectMany(row => row.Faults)]);
            }

            news.RemoveAll(one => decisions.ContainsKey(one.Told.Id));
        }
    }

    private static async Task<(ItemDecision Decision, ItemKnown Known)> DecideAsync(
        Transaction tx, Chunk chunk, ImportRun run, CancellationToken cancel)
    {
        var rows = Enumerable.Range(0, chunk.Count).ToList();
        string[] ids = [.. rows.Select(row => chunk.Text(row, ItemColumns.SkuId))];
        var known = await ItemLookup.SkusAsync(tx, run.Items, ids, cancel);
        await ItemLookup.ReferencesAsync(tx, run.Items, chunk, rows, known, cancel);
        var decision = new ItemDecision(chunk, new RowParser(tx.Call, chunk), known, run.Seen);
        var scratch = new byte[16 * 1024];
        foreach (var row in rows)
        {
            decision.Take(
                row, ids[row], chunk.Digest(row, ItemColumns.OfItem, scratch),
                chunk.Digest(row, ItemColumns.OfSku, scratch));
        }

        decision.Result.Refused.AddRange(chunk.Unreadable);
        return (decision, known);
    }

    /// <summary>What is missing may come; everything else will not get better by waiting.</summary>
    private static ToldDecision DecisionOf(IReadOnlyList<Fault> faults)
    {
        var lasting = faults.FirstOrDefault(fault => WaitOf(fault) is null);
        return lasting is null
            ? ToldDecision.Wait(WaitOf(faults[0])!, faults[0].Value!)
            : ToldDecision.Refuse(new ShopItemRefused(lasting.Code, FaultTexts.Of(lasting).En));
    }

    private static string? WaitOf(Fault fault) => fault.Code switch
    {
        "catalog.unknown_merchant" => "merchant",
        "catalog.unknown_category" => "category",
        _ => null,
    };

    // What a row cannot say: prices in another currency, no SKU or too many, a main SKU that is not among them.
    private static InvalidRequest? Wrong(ShopItemEvent told, string currency)
    {
        var item = told.Item!;
        if (item.Skus.Count is 0 or > CatalogLimits.ShopItemSkus || item.Skus.Any(sku => sku is null))
        {
            return new InvalidRequest("item.skus", "has no SKU, too many, or a null among them", item.Skus.Count,
                $"1 to {CatalogLimits.ShopItemSkus} SKUs");
        }

        if (item.Skus.FirstOrDefault(sku => sku.Id.Length is 0 or > KernelLimits.ExternalIdLength
            || sku.Id.AsSpan().Trim().Length != sku.Id.Length || sku.Id.Any(char.IsControl)) is { } unnamed)
        {
            return new InvalidRequest("item.skus.id", "is no external id", unnamed.Id,
                $"1 to {KernelLimits.ExternalIdLength} characters without blanks around them");
        }

        if (item.Skus.Select(sku => sku.Id).Distinct().Count() != item.Skus.Count)
        {
            return new InvalidRequest("item.skus", "names a SKU twice");
        }

        if (item.MainSkuId is { } main && item.Skus.All(sku => sku.Id != main))
        {
            return new InvalidRequest("item.mainSkuId", "is none of the item's SKUs", main, "the id of one of them");
        }

        return item.Skus.SelectMany(sku => (Money?[])[sku.DailyPrice, sku.ReferencePrice])
            .FirstOrDefault(price => price is { } money && money.Currency != currency) is { } foreign
            ? new InvalidRequest("item.skus", "has a price in another currency", foreign.Currency, currency)
            : null;
    }
}
