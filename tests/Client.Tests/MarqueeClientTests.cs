using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Marquee.Client.Tests;

public sealed class MarqueeClientTests
{
    private static readonly DateTimeOffset At = new(2020, 11, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_request_is_sent_again_with_the_same_body_and_key_while_marquee_is_away()
    {
        using var host = new Script(
            _ => throw new HttpRequestException("no host"),
            _ => Answer(HttpStatusCode.ServiceUnavailable, "{}"),
            _ => Answer(HttpStatusCode.OK, """{"events":[{"id":"1","outcome":"applied","newMember":1}]}"""));
        using var client = Client(host);
        var outcome = Assert.Single(await client.TellAsync([ShopEvent.StockChanged("1", At, "s", 1, 7)]));
        Assert.Equal(("1", "applied", true), (outcome.Id, outcome.Outcome, outcome.IsKept));
        Assert.Equal(3, host.Requests.Count);
        Assert.Single(host.Requests.Select(request => (request.Key, request.Body)).Distinct());
        Assert.NotEmpty(host.Requests[0].Key!);
    }

    [Fact]
    public async Task A_new_request_has_a_new_key_and_at_most_500_events()
    {
        using var host = new Script(request => Answer(HttpStatusCode.OK, Applied(request)));
        using var client = Client(host);
        var outcomes = await client.TellAsync(
            Enumerable.Range(0, 1001).Select(n => ShopEvent.StockChanged($"{n}", At, "s", n + 1, n)));
        Assert.Equal(Enumerable.Range(0, 1001).Select(n => $"{n}"), outcomes.Select(outcome => outcome.Id));
        Assert.Equal(3, host.Requests.Select(request => request.Key).Distinct().Count());
    }

    [Fact]
    public async Task A_refusal_is_final_and_says_why()
    {
        using var host = new Script(_ => Answer(
            HttpStatusCode.BadRequest,
            """
            {"code":"request.invalid","detail":"version: is out of range",
             "fields":[{"path":"events[0].version","message":"is out of range","value":"0","accepted":"1 or more"}]}
            """));
        using var client = Client(host);
        var refusal = await Assert.ThrowsAsync<MarqueeRefusedException>(
            () => client.TellAsync([ShopEvent.OrderCancelled("1", At, "o", 0)]));
        Assert.Equal((HttpStatusCode.BadRequest, "request.invalid"), (refusal.Status, refusal.Code));
        Assert.Equal("events[0].version", Assert.Single(refusal.Fields).Path);
        Assert.Single(host.Requests);
    }

    [Fact]
    public async Task A_quote_says_what_it_costs_and_why_and_leaves_alone_what_it_does_not_know()
    {
        using var host = new Script(_ => Answer(
            HttpStatusCode.OK,
            """
            {"revision":"r","at":"2020-11-01T00:00:00Z","gross":{"minor":300,"currency":"CNY"},
             "discount":{"minor":100,"currency":"CNY"},"payable":{"minor":200,"currency":"CNY"},"later":1,
             "lines":[{"sku":"s","item":"i","merchant":"m","quantity":3,"unitPrice":{"minor":100,"currency":"CNY"},
               "gross":{"minor":300,"currency":"CNY"},"payable":{"minor":200,"currency":"CNY"},"roundId":null,
               "steps":[{"offerId":"o","kind":"shop_threshold","off":{"minor":100,"currency":"CNY"},
                 "funders":[{"funder":{"kind":"merchant","id":"m"},"amount":{"minor":100,"currency":"CNY"}}]}]}],
             "steps":[{"offerId":"o","kind":"shop_threshold","name":{"zh-CN":"满减","en":"off"},"merchant":"m",
               "off":{"minor":100,"currency":"CNY"},"left":{"minor":200,"currency":"CNY"},
               "why":{"zh-CN":"满","en":"reached"}}],
             "notApplied":[],"funders":[],"problems":[]}
            """));
        using var client = Client(host);
        var quote = await client.QuoteAsync(new CartToQuote([new CartToQuoteLine("s", 3)], "ann"));
        Assert.Equal(new Money(200, "CNY"), quote.Payable);
        Assert.Equal(("满减", "reached"), (quote.Steps[0].Name.Zh, quote.Steps[0].Why.En));
        Assert.Equal(new Funder("merchant", "m"), quote.Lines[0].Steps[0].Funders[0].Funder);
        Assert.Equal("""{"lines":[{"sku":"s","quantity":3}],"shopper":"ann"}""", host.Requests[0].Body);
    }

    [Fact]
    public void A_webhook_is_taken_only_under_its_secret_over_its_body_and_in_time()
    {
        var secret = "whsec_" + Convert.ToBase64String("a secret of the test"u8);
        var body = Encoding.UTF8.GetBytes(
            """
            {"delivery":"d","sequence":7,"tenant":"t","eventId":"0199a8f0-0000-7000-8000-000000000001",
             "event":"catalog.import_finished","version":1,"occurredAt":"2020-11-01T00:00:00Z","data":{"kind":"items"}}
            """);
        var time = At.ToUnixTimeSeconds();
        var code = Convert.ToHexStringLower(System.Security.Cryptography.HMACSHA256.HashData(
            "a secret of the test"u8, [.. Encoding.ASCII.GetBytes($"{time}."), .. body]));
        var signature = $"t={time},v1={code}";
        var message = WebhookMessage.Read(secret, signature, body, At.AddMinutes(4))!;
        Assert.Equal(
            (7L, "catalog.import_finished", "items"),
            (message.Sequence, message.Event, message.Data.GetProperty("kind").GetString()));
        Assert.Null(WebhookMessage.Read(secret, signature, body, At.AddMinutes(6)));
        Assert.Null(WebhookMessage.Read(secret, signature, [.. body, (byte)' '], At));
        Assert.Null(WebhookMessage.Read("whsec_" + Convert.ToBase64String("another"u8), signature, body, At));
        foreach (var wrong in new[] { null, "", "t=1", $"v1={code}", $"t={time + 1},v1={code}", "t=x,v1=y" })
        {
            Assert.Null(WebhookMessage.Read(secret, wrong, body, At));
        }
    }

    [Fact]
    public async Task A_host_that_stays_away_ends_the_tries()
    {
        using var host = new Script(_ => Answer(HttpStatusCode.BadGateway, "<html>"));
        using var client = Client(host, retries: 3);
        var refusal = await Assert.ThrowsAsync<MarqueeRefusedException>(
            () => client.CheckChangesAsync([new("i", "title")]));
        Assert.Equal((HttpStatusCode.BadGateway, null), (refusal.Status, refusal.Code));
        Assert.Equal(4, host.Requests.Count);
    }

    [Fact]
    public async Task Pages_are_followed_to_the_end()
    {
        using var host = new Script(
            _ => Answer(HttpStatusCode.OK, $$"""{"items":[{{Kept("1")}},{{Kept("2")}}],"next":"a+b"}"""),
            _ => Answer(HttpStatusCode.OK, $$"""{"items":[{{Kept("3")}}],"next":null}"""));
        using var client = Client(host);
        var ids = new List<string>();
        await foreach (var kept in client.ToldAsync("orders", "parked"))
        {
            ids.Add(kept.Id + kept.WaitsFor);
        }

        Assert.Equal(["1order:o", "2order:o", "3order:o"], ids);
        Assert.EndsWith("&cursor=a%2Bb", host.Requests[1].Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_prices_has_the_cursor_to_go_on_with()
    {
        using var host = new Script(_ => Answer(
            HttpStatusCode.OK,
            """
            {"prices":[{"sku":"s","item":"i","merchant":"m","final":{"minor":800,"currency":"CNY"},"reference":null,
              "daily":{"minor":1000,"currency":"CNY"},"callout":{"zh":"x","en":"y"},"roundId":null,"until":null,
              "unknown":null,"changedAt":"2020-11-01T00:00:00Z"}],"next":"b+","more":false,"asOf":null}
            """));
        using var client = Client(host);
        var page = await client.PricesAsync("a+");
        Assert.Equal(("b+", false, null), (page.Next, page.More, page.AsOf));
        Assert.Equal(new Money(800, "CNY"), Assert.Single(page.Prices).Final);
        Assert.EndsWith("/prices/feed?limit=500&cursor=a%2B", host.Requests[0].Path, StringComparison.Ordinal);
    }

    private static string Kept(string id) =>
        $$"""
        {"id":"{{id}}","type":"order.paid","entity":"o","version":2,"at":"2020-11-01T00:00:00Z",
         "receivedAt":"2020-11-01T00:00:00Z","outcome":"parked","code":null,"reason":null,"waitsFor":"order:o"}
        """;

    private static string Applied(Sent request)
    {
        var events = JsonNode.Parse(request.Body)!["events"]!.AsArray();
        Assert.InRange(events.Count, 1, 500);
        return new JsonObject
        {
            ["events"] = new JsonArray([.. events.Select(one => (JsonNode)new JsonObject
            {
                ["id"] = (string?)one!["id"],
                ["outcome"] = "applied",
            })]),
        }.ToJsonString();
    }

    private static MarqueeClient Client(Script host, int retries = 8) => new(
        new MarqueeOptions(new Uri("http://marquee.test"), "shop", "key")
        {
            Retries = retries, FirstWait = TimeSpan.FromMilliseconds(1),
        },
        host);

    private static HttpResponseMessage Answer(HttpStatusCode status, string json) =>
        new(status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };

    private sealed record Sent(string Path, string? Key, string Body);

    /// <summary>Answers by a script; its last line answers everything after it.</summary>
    private sealed class Script(params Func<Sent, HttpResponseMessage>[] answers) : HttpMessageHandler
    {
        public List<Sent> Requests { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var sent = new Sent(
                request.RequestUri!.PathAndQuery,
                request.Headers.TryGetValues("Idempotency-Key", out var keys) ? keys.Single() : null,
                request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken));
            Requests.Add(sent);
            return answers[Math.Min(Requests.Count, answers.Length) - 1](sent);
        }
    }
}
