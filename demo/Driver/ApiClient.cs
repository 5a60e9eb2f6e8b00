using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Marquee.Demo.Driver;

/// <summary>A refusal of the API that the demo did not expect.</summary>
internal sealed class ApiRefusal(string request, int status, JsonNode? problem)
    : Exception($"{request} answered {status} {problem?["code"]}: {problem?["detail"]}{Fields(problem)}")
{
    public string? Code => (string?)problem?["code"];

    public JsonNode? Problem => problem;

    private static string Fields(JsonNode? problem) => problem?["fields"] is JsonArray fields && fields.Count > 0
        ? " " + fields.ToJsonString()
        : "";
}

/// <summary>
/// The public API as the demo calls it. Every mutation carries a key that depends only on the run and the step, so that
/// a demo that was killed anywhere, or whose host was, is simply run again. A host that is away is waited for.
/// </summary>
internal sealed class ApiClient(Uri host, string key, string tenant, string run) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
    {
        BaseAddress = host, Timeout = TimeSpan.FromMinutes(10),
    };

    private readonly DateTimeOffset _started = TimeProvider.System.GetUtcNow();
    private long _once;

    public string Tenant => tenant;

    public Uri Host => host;

    /// <summary>Requests sent, repeats included.</summary>
    public long Requests { get; private set; }

    /// <summary>Repeats because the host was away.</summary>
    public long Repeats { get; private set; }

    /// <summary>A mark for requests that are to be new each time, also in a run that goes on after a crash.</summary>
    public string Once() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{_started:yyyyMMddHHmmssfff}-{Interlocked.Increment(ref _once)}");

    public void Dispose() => _http.Dispose();

    public Task<JsonNode> GetAsync(string path, string? bearer = null) =>
        JsonAsync(HttpMethod.Get, path, null, null, bearer);

    public Task<JsonNode> PostAsync(string path, string step, object? body, string? bearer = null) =>
        JsonAsync(HttpMethod.Post, path, step, body, bearer);

    public Task<JsonNode> PutAsync(string path, string step, object? body, string? bearer = null) =>
        JsonAsync(HttpMethod.Put, path, step, body, bearer);

    /// <summary>Everything of a list, page by page.</summary>
    public async IAsyncEnumerable<JsonNode> AllAsync(string path, int limit = 1000)
    {
        string? cursor = null;
        do
        {
            var join = path.Contains('?', StringComparison.Ordinal) ? "&" : "?";
            var page = await GetAsync(
                $"{path}{join}limit={limit}{(cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor))}");
            foreach (var item in page["items"]!.AsArray())
            {
                yield return item!;
            }

            cursor = (string?)page["next"];
        }
        while (cursor is not null);
    }

    /// <summary>A page for shoppers, as text.</summary>
    public async Task<(HttpStatusCode Status, string Text)> PageAsync(string path, string? shopperToken = null)
    {
        using var response = await SendAsync(() =>
        {
            var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (shopperToken is not null)
            {
                request.Headers.Add("Cookie", "marquee_shopper=" + shopperToken);
            }

            return request;
        });
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Sends a stream made anew for every try.</summary>
    public async Task<JsonNode> UploadAsync(string path, string step, string mediaType, Func<Stream, Task> write)
    {
        using var response = await SendAsync(() =>
        {
            var request = Authorised(HttpMethod.Post, path, null);
            request.Headers.Add("Idempotency-Key", KeyOf(step));
            request.Content = new PushContent(write, mediaType);
            return request;
        });
        return await ReadAsync(response, path);
    }

    private string KeyOf(string step) => $"{run}/{step}";

    private async Task<JsonNode> JsonAsync(HttpMethod method, string path, string? step, object? body, string? bearer)
    {
        var text = body is null ? "{}" : JsonSerializer.Serialize(body, JsonSerializerOptions.Web);
        using var response = await SendAsync(() =>
        {
            var request = Authorised(method, path, bearer);
            if (step is not null)
            {
                request.Headers.Add("Idempotency-Key", KeyOf(step));
            }

            if (method != HttpMethod.Get)
            {
                request.Content = new StringContent(text, Encoding.UTF8, "application/json");
            }

            return request;
        });
        return await ReadAsync(response, $"{method} {path}");
    }

    private HttpRequestMessage Authorised(HttpMethod method, string path, string? bearer)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer ?? key);
        if (bearer is null && path.StartsWith("/serve", StringComparison.Ordinal))
        {
            request.Headers.Add("Marquee-Tenant", tenant);
        }

        return request;
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response, string what)
    {
        var text = await response.Content.ReadAsStringAsync();
        JsonNode? node = null;
        try
        {
            node = text.Length == 0 ? new JsonObject() : JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            // Not JSON: an intermediary or a page; the status tells.
        }

        return response.IsSuccessStatusCode
            ? node ?? new JsonObject()
            : throw new ApiRefusal(what, (int)response.StatusCode, node);
    }

    private async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> make)
    {
        var began = TimeProvider.System.GetTimestamp();
        var wait = TimeSpan.FromMilliseconds(100);
        while (true)
        {
            Requests++;
            try
            {
                using var request = make();
                var response = await _http.SendAsync(request);
                if (response.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests)
                    || TimeProvider.System.GetElapsedTime(began) > Patience)
                {
                    return response;
                }

                response.Dispose();
            }
            catch (Exception e) when (e is HttpRequestException or IOException
                && TimeProvider.System.GetElapsedTime(began) < Patience)
            {
                // The host is away; the same request with the same key again is safe.
            }

            Repeats++;
            await Task.Delay(wait);
            wait = TimeSpan.FromMilliseconds(Math.Min(wait.TotalMilliseconds * 2, 2000));
        }
    }

    private sealed class PushContent : HttpContent
    {
        private readonly Func<Stream, Task> _write;

        public PushContent(Func<Stream, Task> write, string mediaType)
        {
            _write = write;
            Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => _write(stream);

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
