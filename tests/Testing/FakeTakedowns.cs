using System.Collections.Immutable;
using Marquee.Kernel;
using Marquee.Risk;

namespace Marquee.Testing;

/// <summary>The list of take-downs in the hands of a test; nothing is down until it says so. Thread-safe.</summary>
public sealed class FakeTakedowns : ITakedowns
{
    private TakedownList _list = TakedownList.Empty;

    /// <summary>Whether nobody can say what is down.</summary>
    public bool IsAway { get; set; }

    /// <summary>What is down.</summary>
    public TakedownList List => _list;

    /// <summary>Takes something down, as of the next question.</summary>
    public void Down(TakedownKind kind, string subject, DateTimeOffset? until = null) =>
        ImmutableInterlocked.Update(ref _list, list => new TakedownList(
            list.Revision + 1, [.. list.All.Where(one => (one.Kind, one.Subject) != (kind, subject)), new Takedown(
                new Id<Takedown>(new Guid((int)list.Revision + 1, 0, 0, new byte[8])), kind, subject, subject, null,
                null, "a test", null, true, DateTimeOffset.UnixEpoch, until, "test", "test",
                list.Revision + 1, null)]));

    /// <summary>Puts everything back.</summary>
    public void AllBack() =>
        ImmutableInterlocked.Update(ref _list, list => new TakedownList(list.Revision + 1, []));

    /// <inheritdoc/>
    public ValueTask<TakedownList> ListAsync(CallContext call, CancellationToken cancel) => IsAway
        ? throw new TimeoutException("The list of take-downs is away.")
        : ValueTask.FromResult(_list);

    /// <inheritdoc/>
    public ValueTask<TakedownList> CertainAsync(CallContext call, CancellationToken cancel) => ListAsync(call, cancel);

    /// <inheritdoc/>
    public Task<Result<Takedown>> TakeAsync(CallContext call, NewTakedown what, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(what);
        Down(what.Kind, what.Subject, what.Until);
        return Task.FromResult(Result<Takedown>.Of(
            _list.All.Single(one => one.Kind == what.Kind && one.Subject == what.Subject)));
    }

    /// <inheritdoc/>
    public Task<Result<TakedownSubject>> LookAsync(CallContext call, NewTakedown what, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(what);
        return Task.FromResult<Result<TakedownSubject>>(new TakedownSubject(what.Subject, null, null));
    }

    /// <inheritdoc/>
    public Task<Result<Takedown>> PutBackAsync(
        CallContext call, Id<Takedown> id, string reason, CancellationToken cancel)
    {
        var down = _list.All.Single(one => one.Id == id);
        ImmutableInterlocked.Update(ref _list, list => new TakedownList(
            list.Revision + 1, [.. list.All.Where(one => one.Id != id)]));
        return Task.FromResult<Result<Takedown>>(down);
    }
}
