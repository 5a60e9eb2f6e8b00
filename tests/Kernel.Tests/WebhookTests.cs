using System.Net;
using System.Text;
using System.Text.Json;
using Marquee.Kernel.Webhooks;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Kernel.Tests;

public sealed class WebhookTests(Gatehouse gate) : IClassFixture<Gatehouse>
{
    [Fact]
    public async Task An_event_arrives_signed_and_only_what_was_asked_for()
    {
        await using var receiver = await Receiver.StartAsync();
        var (call, dora) = await MarketAsync();
        await HappenAsync(call, new WebhookPaused(call.Ids.Next(), "before", "it was made"));
        var hook = await HookAsync(dora, call, receiver.Address);
        await HappenAsync(call, new WebhookPaused(call.Ids.Next(), "after", "it was made"));
        await HappenAsync(call, new DeadLetterAdded("nobody", call.Ids.Next(), "asked.for"));
        await TurnsAsync(() => receiver.Heard.IsEmpty);

        var (signature, body) = Assert.Single(receiver.Heard);
        Assert.Equal("after", JsonDocument.Parse(body).RootElement.GetProperty("data").GetProperty("name").GetString());
        var secret = Convert.FromBase64String(hook.GetProperty("secret").GetString()!["whsec_".Length..]);
        var at = DateTimeOffset.FromUnixTimeSeconds(long.Parse(
            signature.Split(',')[0][2..], System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(WebhookSignature.Of(secret, at, Encoding.UTF8.GetBytes(body)), signature);
        var journal = await JournalAsync(dora, call, hook);
        Assert.Equal("delivered", Assert.Single(journal).GetProperty("state").GetString());
    }

    [Fact]
    public async Task What_fails_waits_and_a_webhook_that_fails_on_and_on_is_paused_and_somebody_told()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = HttpStatusCode.InternalServerError;
        var (call, dora) = await MarketAsync();
        var hook = await HookAsync(dora, call, receiver.Address);
        await gate.Database.ExecuteAsync(
            "update kernel.webhook set failures = $2, failing_at = now() - interval '2 hours' where tenant_id = $1",
            call.Tenant.Id, KernelLimits.WebhookFailures - 1);
        await HappenAsync(call, new WebhookPaused(call.Ids.Next(), "x", "y"));
        await TurnsAsync(() => receiver.Heard.IsEmpty);

        var delivery = Assert.Single(await JournalAsync(dora, call, hook));
        Assert.Equal("waiting", delivery.GetProperty("state").GetString());
        Assert.Equal(500, delivery.GetProperty("status").GetInt32());
        var shown = Assert.Single(await HooksAsync(dora, call));
        Assert.Equal("It answered 500.", shown.GetProperty("pauseReason").GetString());
        Assert.Equal(2, await gate.Database.ScalarAsync<long>(
            "select count(*) from kernel.outbox where tenant_id = $1 and type = 'kernel.webhook_paused'",
            call.Tenant.Id));
    }

    [Fact]
    public async Task A_burst_of_failures_is_no_reason_to_pause()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = HttpStatusCode.InternalServerError;
        var (call, dora) = await MarketAsync();
        await HookAsync(dora, call, receiver.Address);
        await gate.Database.ExecuteAsync(
            "update kernel.webhook set failures = $2, failing_at = now() where tenant_id = $1", call.Tenant.Id,
            KernelLimits.WebhookFailures);
        await HappenAsync(call, new WebhookPaused(call.Ids.Next(), "x", "y"));
        await TurnsAsync(() => receiver.Heard.IsEmpty);
        var shown = Assert.Single(await HooksAsync(dora, call));
        Assert.Equal(JsonValueKind.Null, shown.GetProperty("pausedAt").ValueKind);
    }

    [Fact]
    public async Task What_was_given_up_is_sent_again_when_somebody_says_so()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer = HttpStatusCode.BadGateway;
        var (call, dora) = await MarketAsync();
        var hook = await HookAsync(dora, call, receiver.Address);
        await HappenAsync(call, new WebhookPaused(call.Ids.Next(), "x", "y"));
        await QueuedAsync(dora, call, hook);
        await gate.Database.ExecuteAsync(
            "update kernel.webhook_delivery set attempts = $2 where tenant_id = $1", call.Tenant.Id,
            KernelLimits.WebhookAttempts - 1);
        await TurnsAsync(() => receiver.Heard.IsEmpty);
        Assert.Equal("dead", Assert.Single(await JournalAsync(dora, call, hook)).GetProperty("state").GetString());

        receiver.Answer = HttpStatusCode.OK;
        var id = hook.GetProperty("id").GetGuid();
        var again = await dora.SendAsync(HttpMethod.Post, Path(call, $"/{id}/replays"));
        Assert.Equal(1, again.GetProperty("deliveries").GetInt32());
        await TurnsAsync(() => receiver.Heard.Count < 2);
        var arrived = Assert.Single(await JournalAsync(dora, call, hook));
        Assert.Equal("delivered", arrived.GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_slow_receiver_holds_up_only_itself()
    {
        await using var slow = await Receiver.StartAsync();
        await using var quick = await Receiver.StartAsync();
        var release = new TaskCompletionSource();
        slow.Hold = release.Task;
        var (call, dora) = await MarketAsync();
        await HookAsync(dora, call, slow.Address);
        await HappenAsync(call, new WebhookPaused(call.Ids.Next(), "first", "y"));
        await TurnsAsync(() => slow.Heard.IsEmpty, waits: false);
        await HookAsync(dora, call, quick.Address);
        await HappenAsync(call, new WebhookPaused(call.Ids.Next(), "second", "y"));
        await TurnsAsync(() => quick.Heard.IsEmpty, waits: false);
        Assert.Single(quick.Heard);

        release.SetResult();
        await TurnsAsync(() => slow.Heard.Count < 2);
        Assert.Equal(2, slow.Heard.Count);
    }

    [Fact]
    public async Task Another_market_neither_sees_a_webhook_nor_hears_through_it()
    {
        await using var receiver = await Receiver.StartAsync();
        var (here, dora) = await MarketAsync();
        var (there, dirk) = await MarketAsync();
        var hook = await HookAsync(dora, here, receiver.Address);
        var id = hook.GetProperty("id").GetGuid();
        Assert.Empty(await HooksAsync(dirk, there));
        await dirk.SendAsync(HttpMethod.Get, Path(there, $"/{id}/deliveries"), expected: HttpStatusCode.NotFound);
        await dirk.SendAsync(HttpMethod.Delete, Path(there, $"/{id}"), expected: HttpStatusCode.NotFound);
        await dirk.SendAsync(HttpMethod.Post, Path(there, $"/{id}/replays"), expected: HttpStatusCode.NotFound);
        await HappenAsync(there, new WebhookPaused(there.Ids.Next(), "theirs", "y"));
        await HappenAsync(here, new WebhookPaused(here.Ids.Next(), "ours", "y"));
        await TurnsAsync(() => receiver.Heard.IsEmpty);
        Assert.Contains("ours", Assert.Single(receiver.Heard).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_tells_how_it_was_answered()
    {
        await using var receiver = await Receiver.StartAsync();
        var (call, dora) = await MarketAsync();
        var hook = await HookAsync(dora, call, receiver.Address);
        var answer = await dora.SendAsync(HttpMethod.Post, Path(call, $"/{hook.GetProperty("id").GetGuid()}/ping"));
        Assert.True(answer.GetProperty("arrived").GetBoolean());
        Assert.Contains("kernel.ping", Assert.Single(receiver.Heard).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_leads_inside_is_not_called_unless_a_setting_allows_it()
    {
        await using var receiver = await Receiver.StartAsync();
        using var client = new WebhookClient(gate.Database.Settings, TimeProvider.System);
        var inside = new Uri(receiver.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal));
        var answer = await client.SendAsync(inside, new byte[32], "x", "y", "{}"u8.ToArray(), default);
        Assert.Equal("Its name leads to an address that is not on the public internet.", answer.Error);
        Assert.Empty(receiver.Heard);
    }

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("::ffff:0:a00:1", false)]
    [InlineData("2002:a00:1::", false)]
    [InlineData("fe80::1%2", false)]
    [InlineData("8.8.8.8", true)]
    [InlineData("172.32.0.1", true)]
    [InlineData("2606:4700::1111", true)]
    public void Only_the_public_internet_is_public(string address, bool isPublic) =>
        Assert.Equal(isPublic, WebhookAddress.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://shop.example.com/hook", true)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("http://shop.example.com/hook", false)]
    [InlineData("https://user:secret@shop.example.com/", false)]
    [InlineData("https://[::1]/", false)]
    [InlineData("https://2130706433/", false)]
    [InlineData("https://localhost/", false)]
    public void An_address_says_where_it_leads(string url, bool isRight) =>
        Assert.Equal(isRight, WebhookAddress.Wrong(url, privateToo: false) is null);

    [Fact]
    public void Waits_grow_to_an_hour_and_no_further()
    {
        Assert.Equal(TimeSpan.FromSeconds(10), WebhookSender.BackOff(1));
        Assert.Equal(TimeSpan.FromSeconds(90), WebhookSender.BackOff(3));
        Assert.Equal(TimeSpan.FromHours(1), WebhookSender.BackOff(11));
    }

    private static string Path(CallContext call, string below = "") => $"/api/v1/t/{call.Tenant.Slug}/webhooks{below}";

    private async Task<(CallContext Call, Browser Dora)> MarketAsync()
    {
        var call = gate.Database.Call(await gate.Database.NewTenantAsync());
        var name = "dora-" + call.Tenant.Slug[^8..];
        await gate.PersonAsync(call.Tenant, name, Role.Developer);
        return (call, await gate.SignInAsync(name));
    }

    private static Task<JsonElement> HookAsync(Browser dora, CallContext call, string url) => dora.SendAsync(
        HttpMethod.Post, Path(call), new { name = "till", url, events = new[] { "kernel.webhook_paused" } });

    private static async Task<List<JsonElement>> HooksAsync(Browser dora, CallContext call) =>
        [.. (await dora.SendAsync(HttpMethod.Get, Path(call))).EnumerateArray()];

    private static async Task<List<JsonElement>> JournalAsync(Browser dora, CallContext call, JsonElement hook) =>
        [
            .. (await dora.SendAsync(HttpMethod.Get, Path(call, $"/{hook.GetProperty("id").GetGuid()}/deliveries")))
                .GetProperty("items").EnumerateArray(),
        ];

    private async Task HappenAsync(CallContext call, object @event)
    {
        var db = gate.Services.GetRequiredService<KernelDb>();
        await using (var tx = await db.BeginAsync(call, default))
        {
            await tx.AddAsync(@event, default);
            await tx.CommitAsync(default);
        }

        // What came before a webhook lies behind the feed; other transactions may hold the horizon for a moment.
        await gate.Services.GetRequiredService<WebhookFeed>().TurnAsync(default);
    }

    /// <summary>What happened waits to be sent, however long other transactions hold the horizon.</summary>
    private async Task QueuedAsync(Browser dora, CallContext call, JsonElement hook)
    {
        for (var i = 0; i < 600 && (await JournalAsync(dora, call, hook)).Count == 0; i++)
        {
            await gate.Services.GetRequiredService<WebhookFeed>().TurnAsync(default);
            await Task.Delay(100);
        }
    }

    private async Task TurnsAsync(Func<bool> goesOn, bool waits = true)
    {
        var sender = gate.Services.GetRequiredService<WebhookSender>();
        for (var i = 0; i < 600 && goesOn(); i++)
        {
            await sender.TurnAsync(default);
            await Task.Delay(100);
        }

        await (waits ? sender.EndAsync() : Task.CompletedTask);
    }
}
