using System.Collections.Concurrent;
using Marquee.Kernel;

namespace Marquee.Pricing.Offers;

/// <summary>
/// The offers in force, per tenant, in memory. Readers get a whole set by reference; it is at most
/// <see cref="PricingLimits.SnapshotAge"/> behind the database, and never behind a change made by this host.
/// </summary>
internal sealed class OfferSnapshots(PricingDb db, TimeProvider time)
{
    private readonly ConcurrentDictionary<Guid, Entry> _byTenant = new();

    public async Task<OfferSet> GetAsync(CallContext call, CancellationToken cancel)
    {
        var asked = time.GetTimestamp();
        if (_byTenant.TryGetValue(call.Tenant.Id, out var entry)
            && entry.Set is { } kept && time.GetElapsedTime(entry.LookedAt, asked) < PricingLimits.SnapshotAge)
        {
            return kept;
        }

        return await FreshAsync(call, cancel);
    }

    /// <summary>The set as it is committed now, for what must not miss a change that was made before.</summary>
    public async Task<OfferSet> FreshAsync(CallContext call, CancellationToken cancel)
    {
        var asked = time.GetTimestamp();
        var entry = _byTenant.GetValueOrDefault(call.Tenant.Id);
        await using var tx = await db.BeginAsync(call, cancel);
        var head = await OfferStore.HeadAsync(tx, cancel);
        var set = entry?.Set?.Revision == head ? entry.Set : await OfferStore.LoadAsync(tx, head, cancel);
        Keep(call.Tenant.Id, set, asked);
        return set;
    }

    /// <summary>
    /// Keeps what was read, unless somebody who asked later was quicker, or it changed here meanwhile: the set of a
    /// slow reader is older than what others already saw.
    /// </summary>
    internal void Keep(Guid tenant, OfferSet? set, long asked) => _byTenant.AddOrUpdate(
        tenant, new Entry(set, asked), (_, kept) => kept.LookedAt > asked ? kept : new Entry(set, asked));

    /// <summary>The set of a revision, in force or not.</summary>
    public async Task<OfferSet> GetAsync(CallContext call, string revision, CancellationToken cancel) =>
        _byTenant.TryGetValue(call.Tenant.Id, out var entry) && entry.Set is { } kept && kept.Revision == revision
            ? kept
            : await db.ReadAsync(call, tx => OfferStore.LoadAsync(tx, revision, cancel), cancel);

    /// <summary>The next reader looks at the database; who asked before keeps nothing.</summary>
    public void Forget(Guid tenant) => Keep(tenant, null, time.GetTimestamp());

    private sealed record Entry(OfferSet? Set, long LookedAt);
}
