namespace Marquee.Jobs;

/// <summary>Every bound of Jobs, each with the reason for its number.</summary>
public static class JobsLimits
{
    /// <summary>
    /// Ranges of one run: a million-row table in hundreds is ten thousand; more is a plan that cuts too fine.
    /// </summary>
    public const int RangesPerRun = 100_000;

    /// <summary>Characters of a run's arguments: they name data, they do not carry it.</summary>
    public const int ArgsLength = 16 * 1024;

    /// <summary>Characters of a run's key: as an idempotency key.</summary>
    public const int KeyLength = 200;

    /// <summary>Tries of a range before it is isolated. With the back-off below, about a minute.</summary>
    public const int Attempts = 5;

    /// <summary>The wait before the second try; doubles with every further one.</summary>
    public static readonly TimeSpan FirstBackOff = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long a lease holds without a sign of life: work of a host that died waits so long, and a pause of a virtual
    /// machine must fit in. A commit may take longer, since its row cannot be taken meanwhile.
    /// </summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How often a worker renews its leases and looks for cancellation: three chances within a lease.
    /// </summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How often a worker looks for work that nobody announced: retries that fall due and leases that ran out.
    /// </summary>
    public static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    /// <summary>Tasks one host works on at once: they wait for the database more than for the processor.</summary>
    public const int TasksAtOnce = 4;

    /// <summary>
    /// How long a stopping host waits for its tasks to leave; their leases run out by themselves if they do not.
    /// </summary>
    public static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(10);

    /// <summary>Characters of an error kept with a range.</summary>
    public const int ErrorLength = 2000;
}
