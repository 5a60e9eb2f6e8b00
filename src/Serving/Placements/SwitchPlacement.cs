using Marquee.Campaigns;
using Marquee.Kernel;
using Marquee.Selection;

namespace Marquee.Serving.Placements;

/// <summary>A step of a contingency plan: a placement draws from another pool, and from what it drew before.</summary>
internal sealed class SwitchPlacement(ServingDb db, ISelection selection) : IContingencyAction
{
    private sealed record Source(Guid? PoolId, Guid? RoundId);

    public string Name => "serving.switch_placement";

    public Texts Label => new("资源位切换商品池", "Let a placement draw from another pool");

    public IReadOnlyList<ContingencySetting> Settings { get; } =
    [
        new("placement", new("资源位", "Placement"), new("资源位的名称", "The placement's name")),
        new("pool", new("商品池", "Pool"), new("预案期间使用的商品池 ID", "The id of the pool it draws from meanwhile")),
    ];

    public async Task<Result<string>> LookAsync(CallContext call, ContingencyStep step, CancellationToken cancel)
    {
        if (!Guid.TryParse(step.Settings["pool"], out var pool)
            || (await selection.GetAsync(call, [new Id<Pool>(pool)], cancel)).Count == 0)
        {
            return new Unknown("pool", step.Settings["pool"]);
        }

        return await StandingAsync(call, step, cancel) is { } standing
            ? MarqueeJson.Text(standing)
            : new Unknown("placement", step.Settings["placement"]);
    }

    public Task<Error?> TakeAsync(CallContext call, ContingencyStep step, string why, CancellationToken cancel) =>
        SetAsync(call, step, null, new Source(Guid.Parse(step.Settings["pool"]), null), why, cancel);

    public Task<Error?> PutBackAsync(
        CallContext call, ContingencyStep step, string before, string why, CancellationToken cancel) =>
        SetAsync(
            call, step, Guid.Parse(step.Settings["pool"]), MarqueeJson.Read<Source>(before), why, cancel);

    private async Task<Error?> SetAsync(
        CallContext call, ContingencyStep step, Guid? onlyFrom, Source to, string why, CancellationToken cancel)
    {
        var name = step.Settings["placement"];
        await using var tx = await db.BeginAsync(call, cancel);
        var changed = await tx.ExecuteAsync(
            $"""
            update serving.placement set pool_id = {to.PoolId}, round_id = {to.RoundId}, revision = revision + 1,
                updated_at = {call.Now}
            where tenant_id = {call.Tenant.Id} and name = {name}
                and ({onlyFrom}::uuid is null or pool_id = {onlyFrom})
                and (pool_id, round_id) is distinct from ({to.PoolId}::uuid, {to.RoundId}::uuid)
            """, cancel);
        if (changed == 1)
        {
            await tx.AuditAsync("serving.placement.changed", "placement:" + name, new { to, reason = why }, cancel);
            await tx.CommitAsync(cancel);
            return null;
        }

        return await StandingAsync(call, step, cancel) == to ? null : new ChangedSince("placement:" + name);
    }

    private Task<Source?> StandingAsync(CallContext call, ContingencyStep step, CancellationToken cancel) =>
        db.ReadAsync(call, tx => tx.FindAsync(
            $"""
            select pool_id, round_id from serving.placement
            where tenant_id = {call.Tenant.Id} and name = {step.Settings["placement"]}
            """,
            row => new Source(row.IsDBNull(0) ? null : row.GetGuid(0), row.IsDBNull(1) ? null : row.GetGuid(1)),
            cancel), cancel);
}
