using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace Marquee.Kernel.Webhooks;

/// <summary>How a request to a receiver ended.</summary>
/// <param name="Status">The HTTP status; null when none came.</param>
/// <param name="Error">What went wrong, in a sentence; null when nothing did.</param>
/// <param name="TookMs">How long it took.</param>
internal sealed record WebhookAnswer(int? Status, string? Error, int TookMs);

/// <summary>
/// Calls receivers: the name is looked up here and the connection made to exactly the address that was checked, so that
/// a name cannot mean something public when it is checked and something private when it is called. No redirect is
/// followed, no proxy used, no trace told of, and of the answer only the status is read.
/// </summary>
internal sealed class WebhookClient : IDisposable
{
    private readonly bool _privateToo;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    public WebhookClient(MarqueeSettings settings, TimeProvider time)
    {
        _privateToo = settings.WebhooksReachPrivate;
        _time = time;
#pragma warning disable CA2000 // The client disposes its handler.
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            MaxResponseHeadersLength = 16,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            ConnectTimeout = KernelLimits.WebhookTimeout,
            ConnectCallback = ConnectAsync,
        })
#pragma warning restore CA2000
        { Timeout = KernelLimits.WebhookTimeout };
    }

    public async Task<WebhookAnswer> SendAsync(
        Uri url, byte[] secret, string @event, string delivery, byte[] body, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        int Took() => (int)Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Marquee", "1"));
        request.Headers.Add(WebhookSignature.Header, WebhookSignature.Of(secret, _time.GetUtcNow(), body));
        request.Headers.Add("Marquee-Event", @event);
        request.Headers.Add("Marquee-Delivery", delivery);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            var status = (int)response.StatusCode;
            return new WebhookAnswer(
                status, response.IsSuccessStatusCode ? null : $"It answered {status}.", Took());
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new WebhookAnswer(null, "It did not answer in time.", Took());
        }
        catch (HttpRequestException e)
        {
            return new WebhookAnswer(null, SentenceOf(e), Took());
        }
    }

    public void Dispose() => _http.Dispose();

    // No text of the runtime: it may tell of the network inside.
    private static string SentenceOf(HttpRequestException e) => e.InnerException is NotPublic
        ? "Its name leads to an address that is not on the public internet."
        : e.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => "Its name is not known.",
            HttpRequestError.SecureConnectionError => "Its certificate is not accepted.",
            HttpRequestError.ConnectionError => "It cannot be connected to.",
            _ => "It did not answer in HTTP.",
        };

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = IPAddress.TryParse(host, out var given)
            ? [given]
            : await Dns.GetHostAddressesAsync(host, cancel);
        // One private address among public ones is a trick or a mistake, and refused as a whole.
        if (!_privateToo && !addresses.All(WebhookAddress.IsPublic))
        {
            throw new NotPublic();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class NotPublic() : IOException("not on the public internet");
}
