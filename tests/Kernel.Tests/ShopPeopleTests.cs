using System.Net;
using System.Text.Json;

namespace Marquee.Kernel.Tests;

/// <summary>Owners, their people and service providers, through real sign-ins.</summary>
public sealed class ShopPeopleTests(Gatehouse house) : IClassFixture<Gatehouse>
{
    private static readonly HttpMethod Post = HttpMethod.Post;
    private static readonly HttpMethod Put = HttpMethod.Put;
    private static readonly HttpMethod Get = HttpMethod.Get;

    [Fact]
    public async Task Who_is_invited_works_for_the_shop_within_the_rights_given_and_nowhere_else()
    {
        var (tenant, owner) = await OwnerAsync("olive", "m1");
        var api = $"/api/v1/t/{tenant.Slug}";
        var invitation = await owner.SendAsync(
            Post, $"{api}/shops/m1/invitations", new { display = "Sam", rights = new[] { "submit" } });
        using var newcomer = house.Stranger();
        await newcomer.SendAsync(Post, "/api/v1/invitations/acceptance", new
        {
            token = invitation.GetProperty("token").GetString(),
            name = "sam",
            password = "a long password",
        });
        using var sam = await house.SignInAsync("sam", "a long password");

        var who = await sam.SendAsync(Get, $"{api}/who");
        Assert.Equal("m1", who.GetProperty("merchants")[0].GetString());
        Assert.Equal(1, who.GetProperty("merchants").GetArrayLength());
        await sam.SendAsync(Post, $"{api}/shops/m1/orders", new { });
        await sam.SendAsync(Get, $"{api}/money", expected: HttpStatusCode.Forbidden);
        await sam.SendAsync(Post, $"{api}/shops/m2/orders", new { }, expected: HttpStatusCode.NotFound);
        await sam.SendAsync(Get, $"{api}/shops/m1/people", expected: HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_right_that_is_taken_away_is_gone_and_so_is_a_person_withdrawn()
    {
        var (tenant, owner) = await OwnerAsync("otto", "m1");
        var api = $"/api/v1/t/{tenant.Slug}";
        var invitation = await owner.SendAsync(
            Post, $"{api}/shops/m1/invitations", new { display = "Tim", rights = new[] { "submit", "money" } });
        using var newcomer = house.Stranger();
        await newcomer.SendAsync(Post, "/api/v1/invitations/acceptance", new
        {
            token = invitation.GetProperty("token").GetString(),
            name = "tim",
            password = "a long password",
        });
        using var tim = await house.SignInAsync("tim", "a long password");
        await tim.SendAsync(Get, $"{api}/money");
        var person = await PersonAsync(owner, api, "tim");

        await owner.SendAsync(Put, $"{api}/shops/m1/people/{person}", new { rights = new[] { "see" } });
        await tim.SendAsync(Get, $"{api}/money", expected: HttpStatusCode.Forbidden);
        await tim.SendAsync(Get, $"{api}/who");
        await owner.SendAsync(HttpMethod.Delete, $"{api}/shops/m1/people/{person}");
        await tim.SendAsync(Get, $"{api}/who", expected: HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_invitation_serves_once_and_only_in_time()
    {
        var (tenant, owner) = await OwnerAsync("ora", "m1");
        var api = $"/api/v1/t/{tenant.Slug}";
        using var newcomer = house.Stranger();
        object Acceptance(JsonElement invitation, string name) => new
        {
            token = invitation.GetProperty("token").GetString(),
            name,
            password = "a long password",
        };
        var body = new { display = "Uma", rights = new[] { "see" } };
        var once = await owner.SendAsync(Post, $"{api}/shops/m1/invitations", body, key: "the-same");
        var again = await owner.SendAsync(Post, $"{api}/shops/m1/invitations", body, key: "the-same");
        Assert.Equal(once.GetProperty("id").GetString(), again.GetProperty("id").GetString());
        Assert.Equal(JsonValueKind.Null, again.GetProperty("token").ValueKind);

        const string accept = "/api/v1/invitations/acceptance";
        await newcomer.SendAsync(Post, accept, Acceptance(once, "uma"));
        await newcomer.SendAsync(Post, accept, Acceptance(once, "uma2"), expected: HttpStatusCode.NotFound);

        var late = await owner.SendAsync(Post, $"{api}/shops/m1/invitations", body);
        house.Database.Clock.Advance(KernelLimits.InvitationLength);
        await newcomer.SendAsync(Post, accept, Acceptance(late, "uma3"), expected: HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_service_provider_acts_for_the_shops_that_let_it_in_and_the_audit_says_for_which()
    {
        var (tenant, first) = await OwnerAsync("ofelia", "m1");
        using var second = await house.SignInAsync(
            await house.PersonAsync(tenant, "oscar", Role.MerchantOwner, "m2"));
        using var provider = await house.SignInAsync(await house.PersonAsync(tenant, "pia", Role.ServiceProvider));
        var api = $"/api/v1/t/{tenant.Slug}";
        await provider.SendAsync(Post, $"{api}/shops/m1/orders", new { }, expected: HttpStatusCode.NotFound);
        await first.SendAsync(Put, $"{api}/shops/m1/providers/pia", new { rights = new[] { "submit", "money" } });
        await second.SendAsync(Put, $"{api}/shops/m2/providers/pia", new { rights = new[] { "see" } });

        var done = await provider.SendAsync(Post, $"{api}/shops/m1/orders", new { });
        Assert.Equal("pia for shop m1", done.GetProperty("name").GetString());
        await provider.SendAsync(Post, $"{api}/orders", new { }, shop: "m1");
        // What one shop allows says nothing about another, and nothing is changed for nobody in particular.
        await provider.SendAsync(Post, $"{api}/shops/m2/orders", new { }, expected: HttpStatusCode.Forbidden);
        await provider.SendAsync(Post, $"{api}/orders", new { }, expected: HttpStatusCode.BadRequest);
        var money = await provider.SendAsync(Get, $"{api}/money");
        Assert.Equal(1, money.GetProperty("merchants").GetArrayLength());
        Assert.Equal("m1", money.GetProperty("merchants")[0].GetString());

        await house.PersonAsync(tenant, "ada", Role.Auditor);
        using var auditor = await house.SignInAsync("ada");
        var rows = (await auditor.SendAsync(Get, $"{api}/audit?subject=order:1")).GetProperty("items").EnumerateArray();
        Assert.All(rows, row =>
        {
            Assert.Equal("pia for shop m1", row.GetProperty("actor").GetString());
            Assert.Equal("m1", row.GetProperty("shop").GetString());
        });
    }

    [Fact]
    public async Task The_same_key_for_another_shop_is_another_request()
    {
        var (tenant, owner) = await OwnerAsync("opal", "m1", "m2");
        var api = $"/api/v1/t/{tenant.Slug}";
        await owner.SendAsync(Post, $"{api}/orders", new { }, shop: "m1", key: "one-key");
        await owner.SendAsync(
            Post, $"{api}/orders", new { }, shop: "m2", key: "one-key", expected: HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task An_owner_lets_in_only_service_providers_and_only_to_the_own_shop()
    {
        var (tenant, owner) = await OwnerAsync("odin", "m1");
        await house.PersonAsync(tenant, "rex", Role.Reviewer);
        await house.PersonAsync(tenant, "pam", Role.ServiceProvider);
        var api = $"/api/v1/t/{tenant.Slug}";
        var body = new { rights = new[] { "submit" } };
        await owner.SendAsync(Put, $"{api}/shops/m1/providers/rex", body, expected: HttpStatusCode.NotFound);
        await owner.SendAsync(Put, $"{api}/shops/m9/providers/pam", body, expected: HttpStatusCode.NotFound);
        await owner.SendAsync(
            Put, $"{api}/shops/m1/providers/pam", body, shop: "m9", expected: HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_session_says_for_which_shops_a_person_works_and_what_it_may_do_there()
    {
        var (tenant, owner) = await OwnerAsync("orin", "m1");
        using var provider = await house.SignInAsync(await house.PersonAsync(tenant, "pat", Role.ServiceProvider));
        await owner.SendAsync(
            Put, $"/api/v1/t/{tenant.Slug}/shops/m1/providers/pat", new { rights = new[] { "confirm" } });
        var shop = (await provider.SendAsync(Get, "/api/v1/session")).GetProperty("tenants")[0].GetProperty("shops")[0];
        Assert.Equal("m1", shop.GetProperty("shop").GetString());
        Assert.Equal("service_provider", shop.GetProperty("role").GetString());
        Assert.Equal(
            ["see", "confirm"], shop.GetProperty("rights").EnumerateArray().Select(right => right.GetString()!));
    }

    private async Task<(Tenant Tenant, Browser Owner)> OwnerAsync(string name, params string[] shops)
    {
        var tenant = await house.Database.NewTenantAsync();
        return (tenant, await house.SignInAsync(await house.PersonAsync(tenant, name, Role.MerchantOwner, shops)));
    }

    private static async Task<string> PersonAsync(Browser owner, string api, string name) =>
        (await owner.SendAsync(Get, $"{api}/shops/m1/people")).GetProperty("people").EnumerateArray()
            .Single(person => person.GetProperty("name").GetString() == name).GetProperty("id").GetString()!;
}
