namespace Marquee.Kernel;

/// <summary>
/// The tenants of this installation. Answers may be a second old, but never older than a change made by this host.
/// </summary>
public interface ITenants
{
    /// <summary>The tenant of that slug.</summary>
    Task<Tenant?> FindAsync(string slug, CancellationToken cancel);

    /// <summary>The tenant of that id.</summary>
    Task<Tenant?> FindAsync(Guid id, CancellationToken cancel);

    /// <summary>All tenants, by slug.</summary>
    Task<IReadOnlyList<Tenant>> AllAsync(CancellationToken cancel);
}

/// <summary>Makes calls in the platform's own name, for schedules and jobs that no request started.</summary>
/// <param name="time">The wall clock.</param>
/// <param name="ids">The id source.</param>
public sealed class SystemCalls(TimeProvider time, IdSource ids)
{
    /// <summary>A call as the system on that tenant.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="key">An idempotency key, where the work has a natural one.</param>
    public CallContext For(Tenant tenant, string? key = null) => new(tenant, Actor.System, time, ids, key);
}
