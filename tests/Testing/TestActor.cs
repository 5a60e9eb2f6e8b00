using Marquee.Kernel;

namespace Marquee.Testing;

/// <summary>Callers for tests.</summary>
public static class TestActor
{
    /// <summary>A person with these roles, who sees every category and merchant.</summary>
    public static Actor Person(params Role[] roles) => Named("alice", roles);

    /// <summary>Another person: four eyes need two.</summary>
    public static Actor Named(string name, params Role[] roles) =>
        new(ActorKind.Person, "person-" + name, name, roles.ToHashSet());

    /// <summary>The owner of these shops (external ids).</summary>
    public static Actor Merchant(params string[] merchants) => new(
        ActorKind.Person, "person-" + merchants[0], merchants[0], new HashSet<Role> { Role.MerchantOwner },
        Merchants: merchants.ToHashSet());

    /// <summary>A category manager who sees these categories (codes).</summary>
    public static Actor CategoryManager(params string[] categories) => new(
        ActorKind.Person, "person-manager", "manager", new HashSet<Role> { Role.CategoryManager },
        Categories: categories.ToHashSet());

    /// <summary>A shopper, by external id.</summary>
    public static Actor Shopper(string id) => new(ActorKind.Shopper, id, id, new HashSet<Role>());

    /// <summary>The marketplace's own back end, by key.</summary>
    public static Actor Machine() => new(ActorKind.Machine, "key-1", "shop", new HashSet<Role> { Role.Machine });
}
