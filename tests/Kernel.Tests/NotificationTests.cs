using System.Text.Json;
using Marquee.Kernel.Mail;
using Marquee.Kernel.Notifications;
using Marquee.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Kernel.Tests;

public sealed class NotificationTests(Gatehouse gate) : IClassFixture<Gatehouse>
{
    private int _events;

    [Fact]
    public async Task A_shop_is_told_once_of_many_events_and_others_hear_nothing()
    {
        var (call, feed) = await MarketAsync();
        await gate.PersonAsync(call.Tenant, Name("anna"), Role.MerchantOwner, "s1");
        await gate.PersonAsync(call.Tenant, Name("bert"), Role.MerchantOwner, "s2");
        var anna = await gate.SignInAsync(Name("anna"));
        var bert = await gate.SignInAsync(Name("bert"));
        var first = await TellAsync(feed, call, "s1");
        await feed.HandleAsync(first, default);
        await TellAsync(feed, call, "s1");

        var told = Assert.Single(await ListAsync(anna, call));
        Assert.Equal("Something of s1", told.GetProperty("title").GetProperty("en").GetString());
        Assert.Equal(2, told.GetProperty("times").GetInt32());
        Assert.Empty(await ListAsync(bert, call));
    }

    [Fact]
    public async Task What_was_read_is_unread_again_when_it_is_said_again()
    {
        var (call, feed) = await MarketAsync();
        await gate.PersonAsync(call.Tenant, Name("olga"), Role.Operator);
        var olga = await gate.SignInAsync(Name("olga"));
        await TellAsync(feed, call, "s1");
        Assert.Equal(1, await UnreadAsync(olga, call));

        var id = Assert.Single(await ListAsync(olga, call)).GetProperty("id").GetGuid();
        await olga.SendAsync(HttpMethod.Post, Path(call, "/read"), new { notifications = new[] { id } });
        Assert.Equal(0, await UnreadAsync(olga, call));
        await TellAsync(feed, call, "s1");
        Assert.Equal(1, await UnreadAsync(olga, call));
        await olga.SendAsync(HttpMethod.Post, Path(call, "/read"), new { all = true });
        Assert.Equal(0, await UnreadAsync(olga, call));
    }

    [Fact]
    public async Task What_somebody_has_muted_is_not_shown()
    {
        var (call, feed) = await MarketAsync();
        await gate.PersonAsync(call.Tenant, Name("emil"), Role.Operator);
        var emil = await gate.SignInAsync(Name("emil"));
        await TellAsync(feed, call, "s1");
        await emil.SendAsync(HttpMethod.Put, Path(call, "/preferences"), new
        {
            address = (string?)null,
            language = "en",
            kinds = new[] { new { kind = "probe.happened", inApp = false, mail = false } },
        });

        Assert.Empty(await ListAsync(emil, call));
        Assert.Equal(0, await UnreadAsync(emil, call));
    }

    [Fact]
    public async Task Everything_new_comes_in_one_mail_and_a_refused_one_comes_later()
    {
        await using var sink = new SmtpSink();
        var (call, feed) = await MarketAsync();
        await gate.PersonAsync(call.Tenant, Name("mara"), Role.MerchantOwner, "s1", "s2");
        var mara = await gate.SignInAsync(Name("mara"));
        await mara.SendAsync(HttpMethod.Put, Path(call, "/preferences"), new
        {
            address = "mara@example.com",
            language = "en",
            kinds = Array.Empty<object>(),
        });
        await TellAsync(feed, call, "s1,s2");
        // It rests before it is mailed; the test does not.
        await gate.Database.ExecuteAsync(
            "update kernel.notification set changed_at = changed_at - interval '1 hour' where tenant_id = $1",
            call.Tenant.Id);
        await gate.Database.ExecuteAsync(
            "update kernel.notification_reader set mailed_until = mailed_until - interval '1 day' where tenant_id = $1",
            call.Tenant.Id);
        await using var services = MailServices(sink);
        var post = services.GetRequiredService<MailPost>();

        sink.Refuse(1);
        Assert.Equal(0, await post.TurnAsync(default));
        Assert.Contains("try again later", await ErrorAsync(mara, call), StringComparison.Ordinal);
        await gate.Database.ExecuteAsync(
            "update kernel.notification_reader set retry_at = null where tenant_id = $1", call.Tenant.Id);
        Assert.Equal(1, await post.TurnAsync(default));
        Assert.Equal(0, await post.TurnAsync(default));

        var mail = Assert.Single(sink.Mails);
        Assert.Contains("mara@example.com", mail, StringComparison.Ordinal);
        Assert.Contains("and 1 more", mail, StringComparison.Ordinal);
        Assert.Null(await ErrorAsync(mara, call));
    }

    [Fact]
    public async Task What_was_read_is_not_written_as_well()
    {
        await using var sink = new SmtpSink();
        var (call, feed) = await MarketAsync();
        await gate.PersonAsync(call.Tenant, Name("nora"), Role.MerchantOwner, "s1");
        var nora = await gate.SignInAsync(Name("nora"));
        await nora.SendAsync(HttpMethod.Put, Path(call, "/preferences"), new
        {
            address = "nora@example.com",
            language = "zh",
            kinds = Array.Empty<object>(),
        });
        await TellAsync(feed, call, "s1");
        await nora.SendAsync(HttpMethod.Post, Path(call, "/read"), new { all = true });
        await gate.Database.ExecuteAsync(
            "update kernel.notification set changed_at = changed_at - interval '1 hour' where tenant_id = $1",
            call.Tenant.Id);
        await gate.Database.ExecuteAsync(
            "update kernel.notification_reader set mailed_until = mailed_until - interval '1 day' where tenant_id = $1",
            call.Tenant.Id);
        await using var services = MailServices(sink);
        Assert.Equal(0, await services.GetRequiredService<MailPost>().TurnAsync(default));
        Assert.Empty(sink.Mails);
    }

    [Fact]
    public async Task A_service_provider_marks_what_it_has_read_without_naming_a_shop()
    {
        var (call, feed) = await MarketAsync();
        await gate.PersonAsync(call.Tenant, Name("paul"), Role.ServiceProvider, "s1", "s2");
        var paul = await gate.SignInAsync(Name("paul"));
        await TellAsync(feed, call, "s1,s2,s3");
        Assert.Equal(2, await UnreadAsync(paul, call));
        await paul.SendAsync(HttpMethod.Post, Path(call, "/read"), new { all = true });
        Assert.Equal(0, await UnreadAsync(paul, call));
    }

    [Theory]
    [InlineData(null, null, 0)]
    [InlineData("smtp://mail.example.com", "Marquee <a@example.com>", 0)]
    [InlineData("http://mail.example.com", "a@example.com", 1)]
    [InlineData("smtp://mail.example.com", null, 1)]
    [InlineData(null, "a@example.com", 1)]
    [InlineData("smtp://user@mail.example.com", "nobody", 2)]
    public void Mail_settings_are_checked_before_anything_starts(string? server, string? from, int wrongs)
    {
        var wrong = new List<string>();
        MailSettings.Read(name => name == "MARQUEE_SMTP" ? server : from, wrong);
        Assert.Equal(wrongs, wrong.Count);
    }

    private static string Path(CallContext call, string below = "") =>
        $"/api/v1/t/{call.Tenant.Slug}/notifications{below}";

    // Names are unique on the whole installation, and tests share one.
    private readonly string _mark = Guid.NewGuid().ToString("N")[..6];

    private string Name(string name) => $"{name}-{_mark}";

    private async Task<(CallContext Call, NotificationFeed Feed)> MarketAsync()
    {
        var call = gate.Database.Call(await gate.Database.NewTenantAsync());
        return (call, new NotificationFeed(
            new Registry<INotificationKind>([new ProbeNotification()]),
            new KernelDb(gate.Database.Source)));
    }

    private async Task<Delivery> TellAsync(NotificationFeed feed, CallContext call, string shops)
    {
        _events++;
        var delivery = new Delivery(
            feed.Name, call, call.Ids.Next(), "probe.happened", 1, call.Now, MarqueeJson.Text(new Happened(shops)));
        await feed.HandleAsync(delivery, default);
        return delivery;
    }

    private static async Task<List<JsonElement>> ListAsync(Browser browser, CallContext call) =>
        [.. (await browser.SendAsync(HttpMethod.Get, Path(call))).GetProperty("items").EnumerateArray()];

    private static async Task<int> UnreadAsync(Browser browser, CallContext call) =>
        (await browser.SendAsync(HttpMethod.Get, Path(call, "/unread"))).GetProperty("count").GetInt32();

    private static async Task<string?> ErrorAsync(Browser browser, CallContext call) =>
        (await browser.SendAsync(HttpMethod.Get, Path(call, "/preferences"))).GetProperty("mailError").GetString();

    private ServiceProvider MailServices(SmtpSink sink)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<INotificationKind, ProbeNotification>();
        services.AddKernel(gate.Database.Settings with { Smtp = sink.Address, MailFrom = "Marquee <m@example.com>" });
        return services.BuildServiceProvider();
    }
}
