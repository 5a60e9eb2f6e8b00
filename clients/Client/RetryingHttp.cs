using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Marquee.Client;

/// <summary>
/// Requests that are sent again while Marquee is away or asks to wait: the same body under the same key each time, so
/// that a request whose answer was lost is answered as it was.
/// </summary>
internal sealed class RetryingHttp : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private readonly HttpClient _http;
    private readonly MarqueeOptions _options;

    public RetryingHttp(MarqueeOptions options, HttpMessageHandler? handler)
    {
        _options = options;
        _http = new HttpClient(handler ?? new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = options.Host,
        };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", options.Key);
        _http.DefaultRequestHeaders.Add("Marquee-Tenant", options.Tenant);
    }

    public Task<T> GetAsync<T>(string path, CancellationToken cancel) =>
        SendAsync<T>(() => new HttpRequestMessage(HttpMethod.Get, path), cancel);

    public Task<T> PostAsync<T>(string path, object body, CancellationToken cancel) =>
        PostTextAsync<T>(path, JsonSerializer.Serialize(body, ClientJson.Options), "application/json", cancel);

    public Task<T> PostTextAsync<T>(string path, string text, string mediaType, CancellationToken cancel)
    {
        var key = Guid.CreateVersion7(_options.Time.GetUtcNow()).ToString();
        return SendAsync<T>(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Post, path)
                {
                    Content = new StringContent(text, Encoding.UTF8, mediaType),
                };
                request.Headers.Add("Idempotency-Key", key);
                return request;
            },
            cancel);
    }

    public void Dispose() => _http.Dispose();

    private async Task<T> SendAsync<T>(Func<HttpRequestMessage> make, CancellationToken cancel)
    {
        for (var sent = 1; ; sent++)
        {
            TimeSpan? asked = null;
            try
            {
                using var request = make();
                using var response = await _http.SendAsync(request, cancel);
                var text = await response.Content.ReadAsStringAsync(cancel);
                if (response.IsSuccessStatusCode)
                {
                    return JsonSerializer.Deserialize<T>(text, ClientJson.Options)
                        ?? throw new JsonException($"{request.RequestUri} answered null.");
                }

                if (!IsPassing(response.StatusCode) || sent > _options.Retries)
                {
                    throw ClientJson.RefusalOf(response.StatusCode, text);
                }

                asked = response.Headers.RetryAfter?.Delta;
            }
            catch (Exception e) when (IsFault(e, cancel) && sent <= _options.Retries)
            {
                // Marquee is away: the same request with the same key again is safe.
            }

            var wait = asked ?? _options.FirstWait * Math.Pow(2, sent - 1);
            await Task.Delay(wait < LongestWait ? wait : LongestWait, _options.Time, cancel);
        }
    }

    // A request that took too long ends as cancelled too; only the caller's own wish ends the tries.
    private static bool IsFault(Exception e, CancellationToken cancel) =>
        e is HttpRequestException or IOException
        || (e is TaskCanceledException && !cancel.IsCancellationRequested);

    private static bool IsPassing(HttpStatusCode status) => status is
        HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable
        or HttpStatusCode.GatewayTimeout;
}
