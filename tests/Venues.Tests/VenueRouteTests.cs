using System.Net;
using Marquee.Kernel;
using Marquee.Testing;

namespace Marquee.Venues.Tests;

public sealed class VenueRouteTests(Door door) : IClassFixture<Door>
{
    private static readonly PageDocument Document = DocumentCheckTests.Page(
        DocumentCheckTests.Block("top", "banner", """{"title":{"zh-CN":"双十一","en":"<b>Double</b> 11"}}"""),
        DocumentCheckTests.Block("deals", "item_grid", """{"placement":"main"}"""),
        DocumentCheckTests.Block("tickets", "coupon", """{"benefits":["0199a8f0-0000-7000-8000-000000000002"]}"""));

    [Fact]
    public async Task A_page_is_seen_once_it_is_published_and_only_on_its_tenant()
    {
        var (tenant, other) = (await door.Database.NewTenantAsync(), await door.Database.NewTenantAsync());
        await door.SendAsync(tenant, HttpMethod.Post, "/venues", new { slug = "double-11", document = Document });
        Assert.Equal(HttpStatusCode.NotFound, (await door.PageAsync(tenant, "double-11")).Status);
        await PublishAsync(tenant, 1);
        Assert.Equal(HttpStatusCode.OK, (await door.PageAsync(tenant, "double-11")).Status);
        var (status, html, _) = await door.PageAsync(other, "double-11");
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("<h1>There is no such page</h1>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_written_is_escaped_and_what_is_away_costs_its_block_only()
    {
        var tenant = await PublishedAsync();
        var (status, html, _) = await door.PageAsync(tenant, "double-11");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("<h1>&lt;b&gt;Double&lt;/b&gt; 11</h1>", html, StringComparison.Ordinal);
        Assert.Contains("Brass &lt;lamp&gt;", html, StringComparison.Ordinal);
        Assert.Contains("/shop/items/lamp%2F1", html, StringComparison.Ordinal);
        Assert.Contains("900.50", html, StringComparison.Ordinal);
        Assert.Contains("299.50 off", html, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"tickets\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_speaks_the_language_that_is_asked_for()
    {
        var tenant = await PublishedAsync();
        var (_, zh, _) = await door.PageAsync(tenant, "double-11", language: "zh");
        Assert.Contains("<html lang=\"zh-CN\"", zh, StringComparison.Ordinal);
        Assert.Contains("<h1>双十一</h1>", zh, StringComparison.Ordinal);
        Assert.Contains("省 ¥299.50", zh, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_s_page_may_be_kept_for_a_moment_and_a_shopper_s_never()
    {
        var tenant = await PublishedAsync();
        Assert.Equal("public, no-cache", (await door.PageAsync(tenant, "double-11")).Cache);
        Assert.Equal(
            "no-store, private", (await door.PageAsync(tenant, "double-11", TestActor.Shopper("guest"))).Cache);
    }

    [Fact]
    public async Task An_earlier_revision_rolls_the_page_back()
    {
        var tenant = await PublishedAsync();
        var changed = Document with
        {
            Blocks = [DocumentCheckTests.Block("top", "banner", """{"title":{"zh-CN":"新","en":"New sign"}}""")],
        };
        await door.SendAsync(
            tenant, HttpMethod.Put, "/venues/double-11/draft", new { document = changed, baseRevision = 1 });
        Assert.DoesNotContain("New sign", (await door.PageAsync(tenant, "double-11")).Html, StringComparison.Ordinal);
        await PublishAsync(tenant, 2);
        Assert.Contains("New sign", (await door.PageAsync(tenant, "double-11")).Html, StringComparison.Ordinal);
        await PublishAsync(tenant, 1);
        Assert.DoesNotContain("New sign", (await door.PageAsync(tenant, "double-11")).Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Saving_over_somebody_s_newer_revision_is_refused()
    {
        var tenant = await PublishedAsync();
        await door.SendAsync(
            tenant, HttpMethod.Put, "/venues/double-11/draft", new { document = Document, baseRevision = 1 });
        var refused = await door.SendAsync(
            tenant, HttpMethod.Put, "/venues/double-11/draft", new { document = Document, baseRevision = 1 },
            HttpStatusCode.Conflict);
        Assert.Equal("venues.newer_revision", refused.GetProperty("code").GetString());
        Assert.Equal(2, refused.GetProperty("head").GetInt32());
    }

    [Fact]
    public async Task A_wrong_document_is_refused_by_path_and_a_taken_address_by_name()
    {
        var tenant = await PublishedAsync();
        var wrong = Document with { Blocks = [DocumentCheckTests.Block("top", "banner", "{}")] };
        var refused = await door.SendAsync(
            tenant, HttpMethod.Post, "/venues", new { slug = "other", document = wrong }, HttpStatusCode.BadRequest);
        Assert.Equal(
            "document.blocks[0].props.title", refused.GetProperty("fields")[0].GetProperty("path").GetString());
        var taken = await door.SendAsync(
            tenant, HttpMethod.Post, "/venues", new { slug = "double-11", document = Document },
                HttpStatusCode.Conflict);
        Assert.Equal("venues.slug_taken", taken.GetProperty("code").GetString());
    }

    private async Task<Tenant> PublishedAsync()
    {
        var tenant = await door.Database.NewTenantAsync();
        await door.SendAsync(tenant, HttpMethod.Post, "/venues", new { slug = "double-11", document = Document });
        await PublishAsync(tenant, 1);
        return tenant;
    }

    private Task PublishAsync(Tenant tenant, int revision) =>
        door.SendAsync(tenant, HttpMethod.Post, "/venues/double-11/publication", new { revision });
}
