namespace Marquee.Adapter;

/// <summary>
/// What the adapter needs of a shop. Whatever is written may be written again: prices and campaign items are told as
/// they are, not as changes.
/// </summary>
public interface IShop
{
    /// <summary>The journal from a place on (null: from the start); no entries at its end.</summary>
    Task<JournalPage> ReadJournalAsync(string? position, CancellationToken cancel);

    /// <summary>Gives prices to the shop's search.</summary>
    Task SetPricesAsync(IReadOnlyList<SearchPrice> prices, CancellationToken cancel);

    /// <summary>Gives campaign items to the shop.</summary>
    Task SetCampaignItemsAsync(IReadOnlyList<CampaignEntry> entries, CancellationToken cancel);

    /// <summary>Changes that people want to make and that nobody has answered yet.</summary>
    Task<IReadOnlyList<Wish>> ReadWishesAsync(CancellationToken cancel);

    /// <summary>Answers them.</summary>
    Task AnswerWishesAsync(IReadOnlyList<WishAnswer> answers, CancellationToken cancel);
}
