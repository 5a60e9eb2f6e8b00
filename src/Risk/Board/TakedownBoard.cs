using System.Collections.Concurrent;
using Marquee.Kernel;

namespace Marquee.Risk.Board;

/// <summary>
/// The lists of this host, one per tenant, in memory. Readers get a whole list by reference; nobody waits for a read
/// that another has begun longer than that read takes.
/// </summary>
internal sealed class TakedownBoard(RiskDb db, TakedownChanges changes, TimeProvider time) : ITakedowns
{
    private readonly ConcurrentDictionary<Guid, Held> _byTenant = new();

    public ValueTask<TakedownList> ListAsync(CallContext call, CancellationToken cancel) =>
        FreshOrNull(call) is { } list ? new(list) : new(LookOrKeepAsync(call, cancel));

    public ValueTask<TakedownList> CertainAsync(CallContext call, CancellationToken cancel) =>
        FreshOrNull(call) is { } list ? new(list) : new(LookAsync(call, cancel));

    public async Task<Result<Takedown>> TakeAsync(CallContext call, NewTakedown what, CancellationToken cancel)
    {
        var subject = await changes.SubjectAsync(call, what, cancel);
        if (!subject.IsSuccess)
        {
            return subject.Error;
        }

        await using var tx = await db.BeginAsync(call, cancel);
        var taken = await TakedownChanges.TakeAsync(tx, what, subject.Value, cancel);
        if (taken.IsSuccess)
        {
            await tx.CommitAsync(cancel);
            await LookAsync(call, cancel);
        }

        return taken;
    }

    public Task<Result<TakedownSubject>> LookAsync(CallContext call, NewTakedown what, CancellationToken cancel) =>
        changes.SubjectAsync(call, what, cancel);

    public async Task<Result<Takedown>> PutBackAsync(
        CallContext call, Id<Takedown> id, string reason, CancellationToken cancel)
    {
        await using var tx = await db.BeginAsync(call, cancel);
        var back = await TakedownChanges.ReturnAsync(tx, id, reason, cancel);
        if (back.IsSuccess)
        {
            await tx.CommitAsync(cancel);
            await LookAsync(call, cancel);
        }

        return back;
    }

    /// <summary>The tenants that somebody asked for on this host.</summary>
    public IEnumerable<Guid> Tenants => _byTenant.Keys;

    /// <summary>Looks at the database now; from the return on this host follows what it saw.</summary>
    public async Task<TakedownList> LookAsync(CallContext call, CancellationToken cancel)
    {
        var asked = time.GetTimestamp();
        var held = _byTenant.GetValueOrDefault(call.Tenant.Id);
        await using var tx = await db.BeginAsync(call, cancel);
        var revision = await TakedownRows.HeadAsync(tx, cancel);
        var list = held is not null && held.List.Revision >= revision ? held.List
            : new TakedownList(revision, await TakedownRows.InForceAsync(tx, cancel));
        await tx.CommitAsync(cancel);
        return Keep(call.Tenant.Id, new Held(list, asked)).List;
    }

    // Two readers may come back in the other order: the newer revision stays, and the later look.
    private Held Keep(Guid tenant, Held seen) => _byTenant.AddOrUpdate(tenant, seen, (_, was) => new Held(
        was.List.Revision > seen.List.Revision ? was.List : seen.List,
        Math.Max(was.LookedAt, seen.LookedAt)));

    private TakedownList? FreshOrNull(CallContext call) =>
        _byTenant.TryGetValue(call.Tenant.Id, out var held) && time.GetElapsedTime(held.LookedAt) < RiskLimits.Fresh
            ? held.List : null;

    private async Task<TakedownList> LookOrKeepAsync(CallContext call, CancellationToken cancel)
    {
        try
        {
            return await LookAsync(call, cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException
            && _byTenant.TryGetValue(call.Tenant.Id, out var held)
            && time.GetElapsedTime(held.LookedAt) < RiskLimits.Kept)
        {
            // Nobody can take anything down while the database is away: the last list is still the list.
            return held.List;
        }
    }

    private sealed record Held(TakedownList List, long LookedAt);
}
