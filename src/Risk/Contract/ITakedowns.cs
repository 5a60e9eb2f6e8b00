using Marquee.Kernel;

namespace Marquee.Risk;

/// <summary>
/// What is down, for every surface to ask before it shows, promises or sells. The list is in memory; a signal of the
/// database brings a change to every host at once, and a host that heard nothing looks again within
/// <see cref="RiskLimits.Fresh"/>. Thread-safe.
/// </summary>
public interface ITakedowns
{
    /// <summary>
    /// The list, for what is shown. While the database is away it is the last known one, at most
    /// <see cref="RiskLimits.Kept"/> old; then this throws, and what was to be shown counts as away.
    /// </summary>
    ValueTask<TakedownList> ListAsync(CallContext call, CancellationToken cancel);

    /// <summary>
    /// The list, for what costs money: never older than <see cref="RiskLimits.Fresh"/>. Throws when the database is
    /// away: better nothing sold than something that was taken down.
    /// </summary>
    ValueTask<TakedownList> CertainAsync(CallContext call, CancellationToken cancel);

    /// <summary>
    /// Takes something down, in a transaction of its own; from the return on this host follows it, the others within
    /// the second. What is down already is refused with <see cref="AlreadyDown"/>, which names the entry.
    /// </summary>
    Task<Result<Takedown>> TakeAsync(CallContext call, NewTakedown what, CancellationToken cancel);

    /// <summary>
    /// What the caller could take down, by the name people call it; nothing is changed. Errors are those of
    /// <see cref="TakeAsync"/>, except that being down already is none.
    /// </summary>
    Task<Result<TakedownSubject>> LookAsync(CallContext call, NewTakedown what, CancellationToken cancel);

    /// <summary>
    /// Puts something back in the caller's name, in a transaction of its own, by the same policy as a person's request:
    /// normally by somebody else than took it down.
    /// </summary>
    Task<Result<Takedown>> PutBackAsync(CallContext call, Id<Takedown> id, string reason, CancellationToken cancel);
}

/// <summary>
/// A surface: a part of the product that shows, promises or sells, and asks <see cref="ITakedowns"/> for every answer.
/// Each host acknowledges every revision for each surface that is registered.
/// </summary>
/// <param name="Name">Its stable name: <c>module.what</c>.</param>
/// <param name="Label">What people call it.</param>
public sealed record TakedownSurface(string Name, Texts Label) : INamed;

/// <summary>
/// Knows the things of one kind that can be taken down. Registered by whoever owns them; the name is the kind's.
/// </summary>
public interface ITakedownSubjects : INamed
{
    /// <summary>The thing of that id; null when there is none, or when the text is no id.</summary>
    Task<TakedownSubject?> FindAsync(CallContext call, string subject, CancellationToken cancel);
}

/// <summary>A thing that can be taken down.</summary>
/// <param name="Title">What people call it.</param>
/// <param name="MerchantId">Whose it is; null for what is the platform's.</param>
/// <param name="Category">Its category, where it has one.</param>
public sealed record TakedownSubject(string Title, string? MerchantId, string? Category);
