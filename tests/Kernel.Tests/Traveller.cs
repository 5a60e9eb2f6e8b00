using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Marquee.Kernel.Tests;

/// <summary>A browser that goes to a provider and comes back, step by step, so that a test can stand between.</summary>
internal sealed class Traveller(Uri host) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false })
    {
        BaseAddress = host,
    };

    private readonly Dictionary<string, string> _cookies = [];

    /// <summary>The Set-Cookie headers of the last answer.</summary>
    public IReadOnlyList<string> Set { get; private set; } = [];

    /// <summary>Where the page is told to go.</summary>
    public async Task<Uri> BeginAsync(
        object? body = null, HttpStatusCode expected = HttpStatusCode.OK, string provider = "stub")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/sign-in/{provider}")
        {
            Content = JsonContent.Create(body ?? new { }),
        };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var response = await SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == expected, text);
        return expected == HttpStatusCode.OK
            ? new Uri(JsonDocument.Parse(text).RootElement.GetProperty("location").GetString()!)
            : host;
    }

    /// <summary>Where an address leads to.</summary>
    public async Task<Uri> FollowAsync(Uri address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        using var response = await SendAsync(request);
        Assert.True(
            response.StatusCode == HttpStatusCode.Redirect,
            $"{address} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
        return new Uri(host, response.Headers.Location!);
    }

    /// <summary>The whole way; where it ends on the console.</summary>
    public async Task<Uri> SignInAsync(object? body = null) =>
        await FollowAsync(await FollowAsync(await BeginAsync(body)));

    /// <summary>Who is signed in in this browser; null when nobody is.</summary>
    public async Task<string?> WhoAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/session");
        using var response = await SendAsync(request);
        return response.IsSuccessStatusCode
            ? (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("principal").GetProperty("name")
                .GetString()
            : null;
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        var isHere = !request.RequestUri!.IsAbsoluteUri || request.RequestUri.Authority == host.Authority;
        if (_cookies.Count > 0 && isHere)
        {
            request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(one => $"{one.Key}={one.Value}")));
        }

        var response = await _http.SendAsync(request);
        Set = response.Headers.TryGetValues("Set-Cookie", out var set) ? [.. set] : [];
        foreach (var cookie in Set)
        {
            var (name, value) = (cookie.Split('=', 2)[0], cookie.Split('=', 2)[1].Split(';')[0]);
            if (value.Length == 0)
            {
                _cookies.Remove(name);
            }
            else
            {
                _cookies[name] = value;
            }
        }

        return response;
    }
}
