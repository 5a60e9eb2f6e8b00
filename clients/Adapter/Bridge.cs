using Marquee.Client;

namespace Marquee.Adapter;

/// <summary>
/// Hands everything over, both ways, a page at a time. A place moves after its page was taken: whatever falls in
/// between is repeated, and repeats are harmless on both sides.
/// </summary>
/// <param name="marquee">Marquee.</param>
/// <param name="shop">The shop.</param>
/// <param name="currency">What the shop's cents are of.</param>
/// <param name="file">Where the places are kept.</param>
public sealed class Bridge(MarqueeClient marquee, IShop shop, string currency, string file)
{
    private readonly Translation _translation = new(currency);

    /// <summary>Hands over the next page of everything; whether there was anything.</summary>
    public async Task<bool> StepAsync(CancellationToken cancel)
    {
        var moved = await TellAsync(cancel);
        moved |= await PricesAsync(cancel);
        moved |= await CampaignItemsAsync(cancel);
        return await WishesAsync(cancel) || moved;
    }

    private async Task<bool> TellAsync(CancellationToken cancel)
    {
        var places = await Places.ReadAsync(file, cancel);
        var page = await shop.ReadJournalAsync(places.Journal, cancel);
        if (page.Entries.Count == 0)
        {
            return false;
        }

        var outcomes = await marquee.TellAsync(page.Entries.Select(_translation.EventOf), cancel);
        if (outcomes.Any(outcome => !outcome.IsKept))
        {
            throw new InvalidDataException(
                "Too much waits in Marquee already for what did not come yet (GET /shop-events?outcome=parked shows "
                    + "it); the journal is told again from the same place.");
        }

        await (places with { Journal = page.Position }).WriteAsync(file, cancel);
        return true;
    }

    private async Task<bool> PricesAsync(CancellationToken cancel)
    {
        var places = await Places.ReadAsync(file, cancel);
        PricePage page;
        try
        {
            page = await marquee.PricesAsync(places.Prices, cancel);
        }
        catch (MarqueeRefusedException e) when (e.Code == "request.cursor_invalid" && places.Prices is not null)
        {
            // The feed was made anew, as after a restore: all prices once more.
            await (places with { Prices = null }).WriteAsync(file, cancel);
            return true;
        }

        if (page.Prices.Count > 0)
        {
            await shop.SetPricesAsync([.. page.Prices.Select(Translation.PriceOf)], cancel);
        }

        if (page.Next != places.Prices)
        {
            await (places with { Prices = page.Next }).WriteAsync(file, cancel);
        }

        return page.Prices.Count > 0;
    }

    private async Task<bool> CampaignItemsAsync(CancellationToken cancel)
    {
        var places = await Places.ReadAsync(file, cancel);
        var page = new List<CampaignItemChange>();
        await foreach (var change in marquee.CampaignItemsAsync(places.CampaignItems, cancel))
        {
            page.Add(change);
            if (page.Count == MarqueeClient.Batch)
            {
                break;
            }
        }

        if (page.Count == 0)
        {
            return false;
        }

        await shop.SetCampaignItemsAsync([.. page.Select(change => Translation.EntryOf(change.Item))], cancel);
        await (places with { CampaignItems = page[^1].Seq }).WriteAsync(file, cancel);
        return true;
    }

    private async Task<bool> WishesAsync(CancellationToken cancel)
    {
        var wishes = await shop.ReadWishesAsync(cancel);
        if (wishes.Count == 0)
        {
            return false;
        }

        var answers = await marquee.CheckChangesAsync(
            wishes.Select(wish => new ItemChange(wish.Product, wish.Change, wish.Variant, wish.Units)), cancel);
        await shop.AnswerWishesAsync(
            [.. wishes.Zip(answers, (wish, answer) => new WishAnswer(wish.Id, answer.Decision, answer.Until))], cancel);
        return true;
    }
}
