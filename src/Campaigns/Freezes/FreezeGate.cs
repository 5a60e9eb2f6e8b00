using Marquee.Campaigns.Rounds;
using Marquee.Kernel;

namespace Marquee.Campaigns.Freezes;

/// <summary>A window in which changes stop, as far as the decision needs it.</summary>
internal sealed record Freeze(
    Id<Freeze> Id, string Name, string? NodeKind, Guid? NodeId, IReadOnlyList<ChangeArea> Areas, DateTimeOffset To);

/// <summary>
/// Decides whether a freeze stops a change. One question to the database, and nothing more, while nothing is frozen.
/// </summary>
internal sealed class FreezeGate(CampaignsDb db, IEnumerable<IChangedRounds> changed)
{
    /// <summary>Who may let somebody through, the administrator besides.</summary>
    public static IReadOnlyList<Role> MayOverride { get; } = [Role.Operator, Role.Risk];

    private readonly Dictionary<string, IChangedRounds> _changed =
        changed.ToDictionary(one => one.Name, StringComparer.Ordinal);

    public async Task<Error?> RefusalAsync(
        CallContext call, ChangeArea area, IReadOnlyDictionary<string, object?> route,
        IReadOnlyList<object?> arguments, CancellationToken cancel)
    {
        var standing = await db.ReadAsync(call, tx => FreezeRows.InForceAsync(tx, area, cancel), cancel);
        if (standing.Count == 0)
        {
            return null;
        }

        var rounds = standing.Any(one => one.NodeId is not null)
            && _changed.TryGetValue(EnumText.Of(area), out var owner)
            ? await owner.RoundsOfAsync(call, route, arguments, cancel) : [];
        return await db.ReadAsync(call, async tx =>
        {
            var nodes = await NodesAsync(tx, route, rounds, cancel);
            var stopping = standing.Where(one => one.NodeId is not { } node || nodes.Contains(node)).ToList();
            // What a key has done stays done: its repeat is answered from memory and changes nothing.
            if (stopping.Count == 0 || await tx.IsRepeatAsync(cancel))
            {
                return null;
            }

            // Each freeze has its own reasons, so a pass through one is none through another that also stops this.
            var passed = await FreezeRows.PassedAsync(tx, cancel);
            if (stopping.FirstOrDefault(one => !passed.Contains(one.Id)) is { } stops)
            {
                return (Error)new ChangesFrozen(stops.Id.Value, stops.Name, area, stops.To);
            }

            await tx.AuditAsync(
                "campaigns.freeze.passed", $"freeze:{stopping[0].Id}",
                new
                {
                    area,
                    freezes = stopping.Select(one => one.Id),
                    address = route.ToDictionary(one => one.Key, one => one.Value?.ToString()),
                },
                cancel);
            return null;
        }, cancel);
    }

    /// <summary>Every node that the change touches or lies below, and every one above those.</summary>
    private static async Task<HashSet<Guid>> NodesAsync(
        Transaction tx, IReadOnlyDictionary<string, object?> route, IReadOnlyCollection<Guid> rounds,
        CancellationToken cancel)
    {
        var named = route.Values.Select(value => Guid.TryParse(value?.ToString(), out var id) ? id : default)
            .Where(id => id != default).Concat(rounds).Distinct().ToArray();
        var above = await tx.QueryAsync(
            $"""
            select r.id, c.id, c.season_id from campaigns.campaign c
            left join campaigns.round r on r.tenant_id = c.tenant_id and r.campaign_id = c.id
                and (r.id = any({named}) or c.id = any({named}) or c.season_id = any({named}))
            where c.tenant_id = {tx.Call.Tenant.Id}
                and (r.id is not null or c.id = any({named}) or c.season_id = any({named}))
            """,
            row => (Guid?[])[row.IsDBNull(0) ? null : row.GetGuid(0), row.GetGuid(1), row.GetGuid(2)], cancel);
        return [.. named, .. above.SelectMany(ids => ids).OfType<Guid>()];
    }
}
