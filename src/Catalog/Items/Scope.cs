using Marquee.Kernel;

namespace Marquee.Catalog.Items;

/// <summary>
/// What of the catalogue an actor may see: its merchants, its categories. What lies outside does not exist for it.
/// </summary>
internal static class Scope
{
    /// <summary>A condition over <c>i</c> (item) and <c>m</c> (its merchant).</summary>
    public static SqlText Of(Actor actor) => RowScope.Of(actor, "m.external_id", "i.category");

    /// <summary>Whether the actor may see that item of that merchant (external id).</summary>
    public static bool Sees(Actor actor, string merchantId, string? category) =>
        actor.Sees(merchantId, category);
}
