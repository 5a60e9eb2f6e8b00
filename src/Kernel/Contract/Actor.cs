namespace Marquee.Kernel;

/// <summary>
/// What a person or a machine may be on a tenant (DESIGN: people). Stored by name: members are never renamed.
/// </summary>
public enum Role
{
    /// <summary>Runs the installation: tenants, principals, keys, and everything else.</summary>
    Administrator,
    /// <summary>Plans, publishes and runs seasons.</summary>
    Operator,
    /// <summary>小二: recruits, reviews and schedules within their categories.</summary>
    CategoryManager,
    /// <summary>Gives the first opinion on submissions.</summary>
    Reviewer,
    /// <summary>Gives the second, deciding opinion; never on what they reviewed themselves.</summary>
    Approver,
    /// <summary>Makes pages, templates and pictures.</summary>
    Designer,
    /// <summary>Watches abuse and loss; pauses and takes down.</summary>
    Risk,
    /// <summary>Reads money: funding, statements, refunds.</summary>
    Finance,
    /// <summary>Customer service: orders, wallets, refunds of a shopper.</summary>
    Service,
    /// <summary>Reads everything, changes nothing.</summary>
    Auditor,
    /// <summary>Integrates and extends.</summary>
    Developer,
    /// <summary>Owns a shop.</summary>
    MerchantOwner,
    /// <summary>Works for a shop within what its owner allowed.</summary>
    MerchantStaff,
    /// <summary>Acts for several shops.</summary>
    ServiceProvider,
    /// <summary>A machine of the marketplace: the shop's own back end.</summary>
    Machine,
}

/// <summary>
/// What somebody who works for a shop without owning it may do there. Stored by name: members are never renamed.
/// </summary>
public enum ShopRight
{
    /// <summary>Sees the shop's items, submissions and verdicts; everybody who works for a shop has it.</summary>
    See,
    /// <summary>Submits, changes and withdraws; makes the shop's own campaigns.</summary>
    Submit,
    /// <summary>Binds the shop: confirms, signs, asks to leave.</summary>
    Confirm,
    /// <summary>Reads what was sold, who funded it, and statements.</summary>
    Money,
}

/// <summary>What sort of caller an <see cref="Actor"/> is.</summary>
public enum ActorKind
{
    /// <summary>A principal, signed in by password: a person.</summary>
    Person,
    /// <summary>A machine key.</summary>
    Machine,
    /// <summary>A shopper, by signed token; acts for itself only.</summary>
    Shopper,
    /// <summary>The platform itself: schedules, event handlers, jobs.</summary>
    System,
    /// <summary>Nobody: public pages.</summary>
    Anonymous,
}

/// <summary>Who is calling, with which roles, and for which rows.</summary>
/// <param name="Kind">What sort of caller.</param>
/// <param name="Id">Principal, key or shopper id as text; stable, and written to the audit.</param>
/// <param name="Name">What people call the actor; of a service provider, with the shop it acts for.</param>
/// <param name="Roles">The roles on the tenant of the call.</param>
/// <param name="Categories">
/// The category codes of all bounds together (with all below); null means all. Of a row ask <see cref="Sees"/>.
/// </param>
/// <param name="Merchants">
/// The merchants (external ids) of all bounds together; null means all. Of a row ask <see cref="Sees"/>.
/// </param>
/// <param name="Shop">The one merchant this call is for, where the request names one.</param>
/// <param name="Held">
/// The bounds of the roles that let the call in; nothing when every role is bounded by the members before.
/// </param>
public sealed record Actor(
    ActorKind Kind,
    string Id,
    string Name,
    IReadOnlySet<Role> Roles,
    IReadOnlySet<string>? Categories = null,
    IReadOnlySet<string>? Merchants = null,
    string? Shop = null,
    IReadOnlyList<RowBound>? Held = null)
{
    /// <summary>The bounds, one for each role that lets the call in; never none.</summary>
    public IReadOnlyList<RowBound> Bounds => Held ?? (Roles.Count == 0
        ? [new RowBound(null, Categories, Merchants)]
        : [.. Roles.Select(role => new RowBound(role, Categories, Merchants))]);

    /// <summary>Whether there are rows of the tenant that the actor does not reach.</summary>
    public bool IsBounded => !Bounds.Any(bound => bound.IsNone);

    /// <summary>The platform itself.</summary>
    public static Actor System { get; } =
        new(ActorKind.System, "system", "Marquee", new HashSet<Role>());

    /// <summary>Nobody.</summary>
    public static Actor Anonymous { get; } =
        new(ActorKind.Anonymous, "anonymous", "anonymous", new HashSet<Role>());

    /// <summary>Whether the actor has one of the roles; an administrator and the system have all of them.</summary>
    public bool IsAny(params ReadOnlySpan<Role> roles)
    {
        if (Kind == ActorKind.System || Roles.Contains(Role.Administrator))
        {
            return true;
        }

        foreach (var role in roles)
        {
            if (Roles.Contains(role))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether a row of that merchant (external id) and category lies within one of the actor's bounds. Rows without a
    /// category are not seen by whoever is bounded by categories.
    /// </summary>
    public bool Sees(string? merchantId, string? category) => Bounds.Any(bound => bound.Covers(merchantId, category));

    /// <summary>
    /// Whether the actor has one of the roles for a row of that merchant and category: what another role of theirs
    /// reaches does not count.
    /// </summary>
    public bool IsAnyOn(string? merchantId, string? category, params ReadOnlySpan<Role> roles)
    {
        if (Kind == ActorKind.System)
        {
            return true;
        }

        foreach (var bound in Bounds)
        {
            if (bound.Role is { } role && (role == Role.Administrator || roles.Contains(role))
                && bound.Covers(merchantId, category))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the actor may act for that merchant (external id), whatever the category.</summary>
    public bool MayActFor(string merchantId) => Merchants is null || Merchants.Contains(merchantId);

    /// <summary>
    /// Whether the actor may see that category: its own code or one above it (codes are slash-separated paths).
    /// </summary>
    public bool MaySeeCategory(string? category) => Categories is null || (category is not null && Categories.Any(
        allowed => category == allowed || category.StartsWith(allowed + "/", StringComparison.Ordinal)));
}
