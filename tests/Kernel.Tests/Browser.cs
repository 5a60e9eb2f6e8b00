using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Marquee.Kernel.Http;

namespace Marquee.Kernel.Tests;

/// <summary>Keeps cookies and sends keys, as the console does.</summary>
internal sealed class Browser(Uri host, Func<string> newKey) : IDisposable
{
    private readonly HttpClient _http = new(new HttpClientHandler { UseCookies = false }) { BaseAddress = host };

    // By hand: the cookie ends by the test's clock, which is not the machine's.
    private string? _cookie;

    public async Task<JsonElement> SendAsync(
        HttpMethod method, string path, object? body = null, string? shop = null,
        HttpStatusCode expected = HttpStatusCode.OK, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (method != HttpMethod.Get)
        {
            request.Headers.Add("Idempotency-Key", key ?? newKey());
        }

        if (shop is not null)
        {
            request.Headers.Add(ShopCall.Header, shop);
        }

        if (_cookie is not null)
        {
            request.Headers.Add("Cookie", _cookie);
            request.Headers.Add("Sec-Fetch-Site", "same-origin");
        }

        request.Content = body is null ? null : JsonContent.Create(body, options: MarqueeJson.Options);
        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        _cookie = response.Headers.TryGetValues("Set-Cookie", out var set) ? set.First().Split(';')[0] : _cookie;
        Assert.True(response.StatusCode == expected, $"{method} {path} answered {(int)response.StatusCode}: {text}");
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }

    public void Dispose() => _http.Dispose();
}
