namespace Marquee.Kernel;

/// <summary>
/// One channel of PostgreSQL's NOTIFY: whoever waits on it is woken by any host's announcement. An announcement may be
/// lost while the connection is; every waiter also looks for itself after a while. Derive a sealed class per channel
/// and register it with <see cref="KernelModule.AddChannelSignal{TSignal}"/>. Thread-safe.
/// </summary>
/// <param name="channel">The channel's name: lower case, digits and underscores.</param>
/// <param name="time">The clock of the waits.</param>
public abstract class ChannelSignal(string channel, TimeProvider time)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _version;

    /// <summary>The channel's name.</summary>
    public string Channel => channel;

    /// <summary>Rises with every wake.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>The statement that wakes the waiters of every host when its transaction commits.</summary>
    public static SqlText NotifyOf(string channel) => new("notify " + channel);

    /// <summary>Waits until something was signalled after that version, or for the longest time given.</summary>
    public async Task WaitAsync(long seen, TimeSpan longest, CancellationToken cancel)
    {
        Task next;
        lock (_gate)
        {
            if (_version != seen)
            {
                return;
            }

            next = _next.Task;
        }

        await next.WaitAsync(longest, time, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancel.ThrowIfCancellationRequested();
    }

    /// <summary>Wakes the waiters of this host.</summary>
    public void Wake()
    {
        TaskCompletionSource waiting;
        lock (_gate)
        {
            _version++;
            waiting = _next;
            _next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        waiting.TrySetResult();
    }
}
