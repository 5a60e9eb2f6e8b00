using System.Net;
using Marquee.Kernel.Tenancy;

namespace Marquee.Kernel.Tests;

/// <summary>What an auditor asks of the audit: one person, one kind of action, one time.</summary>
public sealed class AuditTrailTests(Gatehouse house) : IClassFixture<Gatehouse>
{
    [Fact]
    public async Task An_auditor_narrows_the_audit_to_a_person_an_action_and_a_time()
    {
        var tenant = await house.Database.NewTenantAsync();
        var api = $"/api/v1/t/{tenant.Slug}";
        using var ada = await OrderedByAsync(tenant, "audited.ada");
        house.Database.Clock.Advance(TimeSpan.FromHours(1));
        var between = house.Database.Clock.GetUtcNow();
        using var ben = await OrderedByAsync(tenant, "audited.ben");
        await house.PersonAsync(tenant, "the.auditor", Role.Auditor);
        using var auditor = await house.SignInAsync("the.auditor");

        async Task<List<string?>> ActorsAsync(string filter) =>
        [
            .. (await auditor.SendAsync(HttpMethod.Get, $"{api}/audit?{filter}")).GetProperty("items")
                .EnumerateArray().Select(row => row.GetProperty("actor").GetString()),
        ];

        Assert.Equal(["audited.ben", "audited.ada"], await ActorsAsync("action=test.ordered"));
        Assert.Equal(["audited.ben", "audited.ada"], await ActorsAsync("action=test"));
        Assert.Empty(await ActorsAsync("action=tes"));
        Assert.Equal(["audited.ada"], await ActorsAsync($"action=test&until={between:yyyy-MM-ddTHH:mm:ssZ}"));
        Assert.Equal(["audited.ben"], await ActorsAsync($"action=test&from={between:yyyy-MM-ddTHH:mm:ssZ}"));
        var ofBen = (await auditor.SendAsync(HttpMethod.Get, $"{api}/audit?subject=order:1")).GetProperty("items")[0];
        var id = ofBen.GetProperty("actorId").GetString();
        Assert.Equal(["audited.ben"], await ActorsAsync($"actor={id}&action=test"));
        await ada.SendAsync(HttpMethod.Get, $"{api}/audit", expected: HttpStatusCode.Forbidden);
    }

    [Fact]
    public void A_time_that_ends_before_it_begins_is_refused_by_field()
    {
        var noon = new DateTimeOffset(2026, 6, 10, 12, 0, 0, TimeSpan.Zero);

        var wrong = AuditTrail.Wrong(new AuditTrail.Filter(null, null, null, noon, noon));

        Assert.Equal("until", Assert.Single(wrong!.Wrong).Path);
        Assert.Null(AuditTrail.Wrong(new AuditTrail.Filter(null, null, null, noon, noon.AddSeconds(1))));
        Assert.Null(AuditTrail.Wrong(new AuditTrail.Filter(null, null, null, null, noon)));
    }

    private async Task<Browser> OrderedByAsync(Tenant tenant, string name)
    {
        await house.PersonAsync(tenant, name, Role.MerchantOwner, "m1");
        var browser = await house.SignInAsync(name);
        await browser.SendAsync(HttpMethod.Post, $"/api/v1/t/{tenant.Slug}/shops/m1/orders", new { });
        return browser;
    }
}
