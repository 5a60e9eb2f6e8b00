using System.Runtime.CompilerServices;

namespace Marquee.Client;

/// <summary>
/// Marquee as an existing shop uses it: tells what happens in the shop, asks before it changes items, follows what is
/// sold in campaigns. Whatever is sent may be sent again: events have ids, requests have keys. Thread-safe.
/// </summary>
public sealed class MarqueeClient : IDisposable
{
    /// <summary>Events and questions of one request.</summary>
    public const int Batch = 500;

    private readonly RetryingHttp _http;
    private readonly string _api;

    /// <summary>A client for one tenant.</summary>
    /// <param name="options">Where and who.</param>
    /// <param name="handler">How requests are sent, for those who need a proxy; disposed with the client.</param>
    public MarqueeClient(MarqueeOptions options, HttpMessageHandler? handler = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        _http = new RetryingHttp(options, handler);
        _api = $"api/v1/t/{Uri.EscapeDataString(options.Tenant)}";
    }

    /// <summary>Tells events, in the order given and in batches. Answers with the outcome of each, in order.</summary>
    public async Task<IReadOnlyList<EventOutcome>> TellAsync(
        IEnumerable<ShopEvent> events, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        var outcomes = new List<EventOutcome>();
        foreach (var batch in events.Chunk(Batch))
        {
            var answer = await _http.PostAsync<Outcomes>($"{_api}/shop-events", new { events = batch }, cancel);
            outcomes.AddRange(answer.Events);
        }

        return outcomes;
    }

    /// <summary>
    /// What Marquee was told, oldest first: about <c>items</c> or <c>orders</c>, with that outcome (<c>parked</c> and
    /// <c>refused</c> are what people want to see).
    /// </summary>
    public async IAsyncEnumerable<KeptEvent> ToldAsync(
        string about, string outcome, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var path = $"{_api}/shop-events?about={Uri.EscapeDataString(about)}&outcome={Uri.EscapeDataString(outcome)}";
        string? cursor = null;
        do
        {
            var page = await _http.GetAsync<Page>(
                $"{path}&limit={Batch}{(cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor))}", cancel);
            foreach (var row in page.Items)
            {
                yield return row;
            }

            cursor = page.Next;
        }
        while (cursor is not null);
    }

    /// <summary>
    /// The feed of campaign items behind a place in it (0: from the start), until its present end. Each comes as it is
    /// now; whoever has followed the feed to its end has seen the newest version of all.
    /// </summary>
    public async IAsyncEnumerable<CampaignItemChange> CampaignItemsAsync(
        long after, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        while (true)
        {
            var page = await _http.GetAsync<Feed>(
                $"{_api}/campaign-items/feed?after={after}&limit={Batch}", cancel);
            foreach (var row in page.Rows)
            {
                yield return row;
            }

            if (page.Rows.Count == 0)
            {
                yield break;
            }

            after = page.NextAfter;
        }
    }

    /// <summary>
    /// A page of the feed of shown prices behind a cursor (null: from the start), at most <see cref="Batch"/> prices.
    /// Keep <see cref="PricePage.Next"/> together with the prices: whoever goes on from there misses nothing.
    /// </summary>
    public Task<PricePage> PricesAsync(string? cursor, CancellationToken cancel = default) => _http.GetAsync<PricePage>(
        $"{_api}/prices/feed?limit={Batch}{(cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor))}",
        cancel);

    /// <summary>What a cart costs now and why, line by line; reserves nothing.</summary>
    public Task<CartQuote> QuoteAsync(CartToQuote cart, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(cart);
        return _http.PostAsync<CartQuote>("serve/v1/quotes", cart, cancel);
    }

    /// <summary>
    /// Hands a CSV file over: categories, merchants, items, prices or shoppers. It is imported behind the answer; the
    /// event <c>catalog.import_finished</c> tells when.
    /// </summary>
    public Task<Import> ImportAsync(string kind, string name, string csv, CancellationToken cancel = default) =>
        _http.PostTextAsync<Import>(
            $"{_api}/imports?kind={Uri.EscapeDataString(kind)}&name={Uri.EscapeDataString(name)}", csv, "text/csv",
            cancel);

    /// <summary>Lets an address of the shop hear of events from now on; the secret is told this once.</summary>
    public Task<Webhook> HearAsync(
        string name, Uri address, IReadOnlyList<string> events, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        return _http.PostAsync<Webhook>($"{_api}/webhooks", new { name, url = address.ToString(), events }, cancel);
    }

    /// <summary>Whether items may be changed, in the order asked.</summary>
    public async Task<IReadOnlyList<ItemChangeAnswer>> CheckChangesAsync(
        IEnumerable<ItemChange> changes, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var answers = new List<ItemChangeAnswer>();
        foreach (var batch in changes.Chunk(Batch))
        {
            var answer = await _http.PostAsync<Checked>($"{_api}/item-changes/check", new { changes = batch }, cancel);
            answers.AddRange(answer.Answers);
        }

        return answers;
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private sealed record Outcomes(IReadOnlyList<EventOutcome> Events);

    private sealed record Page(IReadOnlyList<KeptEvent> Items, string? Next = null);

    private sealed record Feed(IReadOnlyList<CampaignItemChange> Rows, long NextAfter);

    private sealed record Checked(IReadOnlyList<ItemChangeAnswer> Answers);
}
