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
            && time.GetElapsedTime(entry.LookedAt, asked) < PricingLimits.SnapshotAge)
        {
            return entry.Set;
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
        var set = entry?.Set.Revision == head ? entry.Set : await OfferStore.LoadAsync(tx, head, cancel);
        _byTenant[call.Tenant.Id] = new Entry(set, asked);
        return set;
    }

    /// <summary>The set of a revision, in force or not.</summary>
    public async Task<OfferSet> GetAsync(CallContext call, string revision, CancellationToken cancel) =>
        _byTenant.TryGetValue(call.Tenant.Id, out var entry) && entry.Set.Revision == revision
            ? entry.Set
            : await db.ReadAsync(call, tx => OfferStore.LoadAsync(tx, revision, cancel), cancel);

    /// <summary>The next reader looks at the database.</summary>
    public void Forget(Guid tenant) => _byTenant.TryRemove(tenant, out _);

    private sealed record Entry(OfferSet Set, long LookedAt);
}
