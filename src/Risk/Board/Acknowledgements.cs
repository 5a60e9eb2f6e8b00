using Marquee.Kernel;

namespace Marquee.Risk.Board;

/// <summary>
/// Who follows which revision since when. Written by the hosts themselves, and by whoever follows the list from
/// outside. Moments are the database's own, for the take-down and for its acknowledgement: their difference is what a
/// person waited.
/// </summary>
internal sealed class Acknowledgements(RiskDb db, IEnumerable<TakedownSurface> surfaces, HostName host)
{
    /// <summary>The surfaces of this program, by name.</summary>
    public IReadOnlyList<TakedownSurface> Surfaces { get; } =
        [.. new Registry<TakedownSurface>(surfaces).All];

    /// <summary>Says for every surface of this host that it follows the revision.</summary>
    public Task WriteAsync(CallContext call, long revision, CancellationToken cancel) =>
        WriteAsync(call, host.Value, [.. Surfaces.Select(one => one.Name)], revision, cancel);

    /// <summary>Says for surfaces of a host that they follow the revision. Again changes nothing.</summary>
    public Task WriteAsync(
        CallContext call, string at, string[] names, long revision, CancellationToken cancel) =>
        db.ReadAsync(call, tx => tx.ExecuteAllAsync(
        [
            $"""
            insert into risk.host as h (tenant_id, host) values ({call.Tenant.Id}, {at})
            on conflict (tenant_id, host) do update set seen_at = clock_timestamp()
            """,
            $"""
            insert into risk.acknowledgement (tenant_id, surface, host, revision)
            select {call.Tenant.Id}, unnest({names}), {at}, {revision} on conflict do nothing
            """,
            $"""
            delete from risk.acknowledgement
            where tenant_id = {call.Tenant.Id} and host = {at} and revision <= {revision - RiskLimits.KeptRevisions}
            """,
            $"""
            with gone as (
                delete from risk.host
                where tenant_id = {call.Tenant.Id} and seen_at < clock_timestamp() - {RiskLimits.HostKept}
                returning host)
            delete from risk.acknowledgement a using gone
            where a.tenant_id = {call.Tenant.Id} and a.host = gone.host
            """,
        ], cancel), cancel);

    /// <summary>Says that this host is there.</summary>
    public Task BeatAsync(CallContext call, CancellationToken cancel) => db.ReadAsync(call, tx => tx.ExecuteAsync(
        $"""
        update risk.host set seen_at = clock_timestamp() where tenant_id = {call.Tenant.Id} and host = {host.Value}
        """, cancel), cancel);
}
