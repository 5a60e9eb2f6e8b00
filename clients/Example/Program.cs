using System.Net;
using System.Threading.Channels;
using Marquee.Client;

string[] names = ["MARQUEE_URL", "MARQUEE_TENANT", "MARQUEE_KEY", "EXAMPLE_URL"];
var settings = names.Select(Environment.GetEnvironmentVariable).ToList();
if (settings.Any(string.IsNullOrEmpty))
{
    await Console.Error.WriteLineAsync($"Set {string.Join(", ", names)}");
    return 2;
}

using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(2));
using var marquee = new MarqueeClient(new MarqueeOptions(new Uri(settings[0]!), settings[1]!, settings[2]!));

// A webhook: told early, followed at one's own pace. The secret is shown once; a shop keeps it.
using var listener = new HttpListener { Prefixes = { settings[3]! } };
listener.Start();
var webhook = await marquee.HearAsync(
    "example", new Uri(settings[3]!), ["catalog.import_finished"], stop.Token);
var heard = Channel.CreateUnbounded<WebhookMessage>();
var ears = HearAsync(listener, webhook.Secret!, heard.Writer, stop.Token);

// A catalogue by file; a running shop would rather tell each change (TellAsync).
await ImportAsync("merchants", "merchant_id,name\nexample-seller,An example\n");
await ImportAsync(
    "items",
    "item_id,merchant_id,title,daily_price_minor,stock\n"
        + "example-lamp,example-seller,A lamp,1990,5\nexample-desk,example-seller,A desk,25000,2\n");

// What a cart costs, and why. Nothing is reserved.
var quote = await marquee.QuoteAsync(
    new CartToQuote([new CartToQuoteLine("example-lamp", 2), new CartToQuoteLine("example-desk", 1)]), stop.Token);
Console.WriteLine($"The cart costs {quote.Payable.Minor} {quote.Payable.Currency}.");
foreach (var step in quote.Steps)
{
    Console.WriteLine($"  {step.Name.En}: {step.Why.En}");
}

// What everybody is shown, from the beginning. The cursor is kept with the prices, for the next time.
string? cursor = null;
var shown = new Dictionary<string, ShownPrice>(StringComparer.Ordinal);
while (!shown.ContainsKey("example-lamp") || !shown.ContainsKey("example-desk"))
{
    var page = await marquee.PricesAsync(cursor, stop.Token);
    foreach (var price in page.Prices)
    {
        shown[price.Sku] = price;
    }

    cursor = page.Next;
    await Task.Delay(page.More ? TimeSpan.Zero : TimeSpan.FromMilliseconds(500), TimeProvider.System, stop.Token);
}

Console.WriteLine($"A lamp is shown for {shown["example-lamp"].Final?.Minor}; go on from {cursor}.");
listener.Stop();
await ears;
return 0;

async Task ImportAsync(string kind, string csv)
{
    var import = await marquee.ImportAsync(kind, $"{kind}.csv", csv, stop.Token);
    WebhookMessage told;
    do
    {
        told = await heard.Reader.ReadAsync(stop.Token);
    }
    while (told.Data.GetProperty("importId").GetGuid() != import.Id);
    Console.WriteLine(
        $"Heard of {kind}: {told.Data.GetProperty("status")}, {told.Data.GetProperty("created")} new, "
            + $"{told.Data.GetProperty("refused")} refused.");
}

// Takes what is signed, each event once; everything else is sent away.
static async Task HearAsync(
    HttpListener listener, string secret, ChannelWriter<WebhookMessage> heard, CancellationToken cancel)
{
    var seen = new HashSet<Guid>();
    while (listener.IsListening && !cancel.IsCancellationRequested)
    {
        HttpListenerContext context;
        try
        {
            context = await listener.GetContextAsync();
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            return;
        }

        using var body = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(body, cancel);
        var message = WebhookMessage.Read(
            secret, context.Request.Headers[WebhookMessage.SignatureHeader], body.ToArray(),
            TimeProvider.System.GetUtcNow());
        if (message is not null && seen.Add(message.EventId))
        {
            await heard.WriteAsync(message, cancel);
        }

        context.Response.StatusCode = message is null ? 401 : 204;
        context.Response.Close();
    }
}
