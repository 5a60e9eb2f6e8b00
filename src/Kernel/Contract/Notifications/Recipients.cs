namespace Marquee.Kernel;

/// <summary>
/// Who is told: staff by role and category, the people of a shop or of every shop, or one person. Who belongs to it is
/// decided when it is read, by the grants of that moment.
/// </summary>
public sealed record Recipients
{
    private Recipients()
    {
    }

    /// <summary>The roles of staff; null for people of shops.</summary>
    public IReadOnlyList<Role>? Roles { get; private init; }

    /// <summary>The category that staff must be allowed to see; null for all.</summary>
    public string? Category { get; private init; }

    /// <summary>The shop's external id.</summary>
    public string? Shop { get; private init; }

    /// <summary>Whether the people of every shop are told.</summary>
    public bool IsEveryShop { get; private init; }

    /// <summary>The right that people of the shop need.</summary>
    public ShopRight Needs { get; private init; } = ShopRight.See;

    /// <summary>The one person.</summary>
    public Guid? Person { get; private init; }

    /// <summary>The people of every shop.</summary>
    public static Recipients EveryShop { get; } = new() { IsEveryShop = true };

    /// <summary>Staff with one of the roles; administrators always.</summary>
    public static Recipients Staff(params Role[] roles) => new() { Roles = roles };

    /// <summary>Staff with one of the roles who may see that category.</summary>
    public static Recipients StaffOf(string category, params Role[] roles) =>
        new() { Roles = roles, Category = category };

    /// <summary>The people of a shop who have that right.</summary>
    public static Recipients OfShop(string shop, ShopRight needs = ShopRight.See) =>
        new() { Shop = shop, Needs = needs };

    /// <summary>One person.</summary>
    public static Recipients One(Guid person) => new() { Person = person };
}
