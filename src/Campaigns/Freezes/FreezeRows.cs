using Marquee.Kernel;

namespace Marquee.Campaigns.Freezes;

/// <summary>How freezes and the passes through them stand in their tables.</summary>
internal static class FreezeRows
{
    /// <summary>The freezes of an area in force now, the one that ends last first.</summary>
    public static Task<List<Freeze>> InForceAsync(Transaction tx, ChangeArea area, CancellationToken cancel) =>
        tx.QueryAsync(
            $"""
            select id, name, node_kind, node_id, areas, to_at from campaigns.freeze
            where tenant_id = {tx.Call.Tenant.Id} and ended_at is null and from_at <= {tx.Call.Now}
                and to_at > {tx.Call.Now} and {EnumText.Of(area)} = any(areas)
            order by to_at desc limit {Limits.Freezes}
            """,
            row => new Freeze(
                row.Id<Freeze>(0), row.GetString(1), row.TextOrNull(2), row.IsDBNull(3) ? null : row.GetGuid(3),
                [.. row.List<string>(4).Select(EnumText.Parse<ChangeArea>)], row.Instant(5)),
            cancel);

    /// <summary>The freezes that the caller was let through, and still is.</summary>
    public static async Task<IReadOnlySet<Id<Freeze>>> PassedAsync(Transaction tx, CancellationToken cancel) =>
        (await tx.QueryAsync(
            $"""
            select distinct freeze_id from campaigns.freeze_pass where tenant_id = {tx.Call.Tenant.Id}
                and asked_by_id = {tx.Call.Actor.Id} and until_at > {tx.Call.Now} limit {Limits.BatchRows}
            """, row => row.Id<Freeze>(0), cancel)).ToHashSet();
}
