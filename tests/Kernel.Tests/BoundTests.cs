using Marquee.Kernel.Identity;
using Marquee.Testing;

namespace Marquee.Kernel.Tests;

/// <summary>
/// Several roles of one person, each with bounds of its own: what one reaches opens nothing to another.
/// </summary>
public sealed class BoundTests
{
    private static readonly Tenant Market = new(
        Guid.Parse("01900000-0000-7000-8000-000000000001"), "market", "Market", TenantKind.Rehearsal, "CNY",
        "Asia/Shanghai", TimeSpan.Zero);

    [Fact]
    public void A_row_must_lie_within_one_bound_as_a_whole()
    {
        var actor = On(
            new Authenticator.Grant(null, Role.CategoryManager, ["toys"], ["m1"]),
            new Authenticator.Grant(null, Role.Reviewer, ["books"], ["m2"]));
        Assert.True(actor.Sees("m1", "toys"));
        Assert.True(actor.Sees("m1", "toys/wood"));
        Assert.True(actor.Sees("m2", "books"));
        Assert.False(actor.Sees("m1", "books"));
        Assert.False(actor.Sees("m2", "toys"));
        Assert.False(actor.Sees("m1", "toysoldiers"));
        Assert.False(actor.Sees("m1", null));
        Assert.False(actor.Sees(null, "toys"));
    }

    [Fact]
    public void A_role_without_merchants_beside_one_without_categories_does_not_open_everything()
    {
        // Seen apart, nobody bounds categories and nobody bounds merchants.
        var actor = On(
            new Authenticator.Grant(null, Role.CategoryManager, ["toys"], null),
            new Authenticator.Grant(null, Role.MerchantOwner, null, ["m9"]));
        Assert.True(actor.IsBounded);
        Assert.True(actor.Sees("m1", "toys"));
        Assert.True(actor.Sees("m9", "books"));
        Assert.False(actor.Sees("m1", "books"));
    }

    [Fact]
    public void Only_roles_that_let_the_call_in_bound_it()
    {
        var caller = Caller(
            new Authenticator.Grant(null, Role.Auditor, null, null),
            new Authenticator.Grant(null, Role.CategoryManager, ["toys"], null));
        Assert.True(caller.On(Market, roles: [Role.CategoryManager])!.IsBounded);
        Assert.False(caller.On(Market, roles: [Role.Auditor, Role.CategoryManager])!.IsBounded);
        Assert.Null(caller.On(Market, roles: [Role.Finance]));
        Assert.Contains(Role.Auditor, caller.On(Market, roles: [Role.CategoryManager])!.Roles);
    }

    [Fact]
    public void A_role_counts_only_for_rows_within_its_own_bound()
    {
        var actor = On(
            new Authenticator.Grant(null, Role.Reviewer, ["toys"], null),
            new Authenticator.Grant(null, Role.MerchantOwner, null, ["m9"]));
        Assert.True(actor.IsAnyOn("m1", "toys", Role.Reviewer));
        Assert.True(actor.IsAnyOn("m9", "toys", Role.Reviewer));
        Assert.False(actor.IsAnyOn("m9", "books", Role.Reviewer));
        Assert.True(actor.IsAnyOn("m9", "books", Role.MerchantOwner));
    }

    [Fact]
    public void A_call_for_one_shop_keeps_to_it_and_to_the_categories()
    {
        var actor = Caller(new Authenticator.Grant(null, Role.Operator, ["toys"], ["m1", "m2"])).On(Market, "m1")!;
        Assert.True(actor.Sees("m1", "toys"));
        Assert.False(actor.Sees("m2", "toys"));
        Assert.False(actor.Sees("m1", "books"));
    }

    [Fact]
    public void Bounds_that_differ_in_one_member_are_one_condition()
    {
        var shops = Enumerable.Range(0, 300).Select(
            i => new RowBound(Role.ServiceProvider, null, new HashSet<string> { $"m{i}" })).ToList();
        Assert.Equal(300, Assert.Single(RowScope.Merged(shops)).Merchants!.Count);
        Assert.Equal(
            2, RowScope.Merged([.. shops, new RowBound(Role.Reviewer, new HashSet<string> { "toys" }, null)]).Count);
    }

    [Fact]
    public void Merging_bounds_changes_nothing_of_what_is_seen()
    {
        var random = TestSeed.RandomFor(nameof(Merging_bounds_changes_nothing_of_what_is_seen));
        string[] shops = ["m1", "m2", "m3"], categories = ["a", "a/b", "c", "c/d/e"];
        HashSet<string>? Some(string[] all) =>
            random.Next(3) == 0 ? null : [.. all.Where(_ => random.Next(2) == 0)];
        for (var round = 0; round < 500; round++)
        {
            var bounds = Enumerable.Range(0, random.Next(1, 6)).Select(
                _ => new RowBound(Role.Reviewer, Some(categories), Some(shops))).ToList();
            var merged = RowScope.Merged(bounds);
            foreach (var shop in shops.Append(null))
            {
                foreach (var category in categories.Append("a/b/x").Append("ab").Append(null))
                {
                    Assert.Equal(
                        bounds.Any(one => one.Covers(shop, category)), merged.Any(one => one.Covers(shop, category)));
                }
            }
        }
    }

    [Fact]
    public void An_actor_without_grants_is_bounded_by_what_it_says()
    {
        Assert.False(TestActor.Person(Role.Operator).IsBounded);
        Assert.True(TestActor.Merchant("m1").Sees("m1", "toys"));
        Assert.False(TestActor.Merchant("m1").Sees("m2", "toys"));
        Assert.False(TestActor.CategoryManager("toys").Sees("m1", "books"));
        Assert.True(Actor.System.Sees("m1", null));
    }

    private static Authenticator.Caller Caller(params Authenticator.Grant[] grants) =>
        new(ActorKind.Person, "p", "Pia", grants);

    private static Actor On(params Authenticator.Grant[] grants) => Caller(grants).On(Market)!;
}
