using Marquee.Kernel;

namespace Marquee.Catalog.Items;

/// <summary>
/// What of the catalogue an actor may see: its merchants, its categories. What lies outside does not exist for it.
/// </summary>
internal static class Scope
{
    /// <summary>A condition over <c>i</c> (item) and <c>m</c> (its merchant).</summary>
    public static SqlText Of(Actor actor) => $"""
        ({actor.Merchants?.ToArray()}::text[] is null or m.external_id = any({actor.Merchants?.ToArray()}))
        and ({actor.Categories?.ToArray()}::text[] is null or exists (
            select from unnest({actor.Categories?.ToArray()}::text[]) as c (code)
            where i.category = c.code or starts_with(i.category, c.code || '/')))
        """;

    /// <summary>Whether the actor may see that item of that merchant (external id).</summary>
    public static bool Sees(Actor actor, string merchantId, string? category) =>
        actor.MayActFor(merchantId) && actor.MaySeeCategory(category);
}
