using System.Net.Http.Json;
using System.Text.Json;

namespace Marquee.Adapter;

/// <summary>A shop that speaks plain HTTP and JSON. What it answers beyond what is known here is left alone.</summary>
public sealed class HttpShop(Uri address) : IShop, IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private readonly HttpClient _http = new() { BaseAddress = address };

    /// <inheritdoc/>
    public Task<JournalPage> ReadJournalAsync(string? position, CancellationToken cancel) => GetAsync<JournalPage>(
        position is null ? "journal" : $"journal?after={Uri.EscapeDataString(position)}", cancel);

    /// <inheritdoc/>
    public Task SetPricesAsync(IReadOnlyList<SearchPrice> prices, CancellationToken cancel) =>
        PutAsync("search/prices", prices, cancel);

    /// <inheritdoc/>
    public Task SetCampaignItemsAsync(IReadOnlyList<CampaignEntry> entries, CancellationToken cancel) =>
        PutAsync("campaigns", entries, cancel);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Wish>> ReadWishesAsync(CancellationToken cancel) =>
        GetAsync<IReadOnlyList<Wish>>("wishes", cancel);

    /// <inheritdoc/>
    public Task AnswerWishesAsync(IReadOnlyList<WishAnswer> answers, CancellationToken cancel) =>
        PutAsync("wishes", answers, cancel);

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<T> GetAsync<T>(string path, CancellationToken cancel) =>
        // Read as a whole first: an answer that breaks off is a shop that is away, not a text that is wrong.
        JsonSerializer.Deserialize<T>(
            await _http.GetStringAsync(new Uri(path, UriKind.Relative), cancel), Json)
            ?? throw new JsonException($"{path} answered null.");

    private async Task PutAsync<T>(string path, T body, CancellationToken cancel)
    {
        using var response = await _http.PutAsJsonAsync(new Uri(path, UriKind.Relative), body, Json, cancel);
        response.EnsureSuccessStatusCode();
    }
}
