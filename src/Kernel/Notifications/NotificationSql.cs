using Marquee.Kernel.Identity;

namespace Marquee.Kernel.Notifications;

/// <summary>Who is told what, once for the inbox and for mail.</summary>
internal static class NotificationSql
{
    /// <summary>The grants of everybody on every tenant, as <c>g</c>.</summary>
    public static SqlText.Raw Grants { get; } = new("(" + ShopGrants.AllGrants + ") g");

    /// <summary>Whether the grant <c>g</c> makes its principal one of those whom <c>n</c> is for.</summary>
    public static SqlText.Raw Reaches { get; } = new("""
        (n.shop is null or (n.shop = any(g.merchants) and (g.rights is null or n.needs = any(g.rights))))
        and (n.principal_id is null or n.principal_id = g.principal_id)
        and (not n.every_shop or g.merchants is not null)
        and (n.roles is null or g.role = any(n.roles) or g.role = 'administrator')
        and (n.category is null or g.categories is null or exists (
            select from unnest(g.categories) c where n.category = c or starts_with(n.category, c || '/')))
        """);
}
