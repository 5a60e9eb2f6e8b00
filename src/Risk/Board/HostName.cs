namespace Marquee.Risk.Board;

/// <summary>What this host is called in acknowledgements: a new name with every start, so that what a fallen host
/// said is not taken for what its successor does.</summary>
internal sealed class HostName(TimeProvider time)
{
    private static int _started;

    /// <summary>Machine, process, start and, where one process runs several hosts, which of them.</summary>
    public string Value { get; } = string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{Short(Environment.MachineName)}-{Environment.ProcessId}-{time.GetUtcNow().ToUnixTimeSeconds():x}-"
            + $"{Interlocked.Increment(ref _started)}");

    private static string Short(string machine) => machine[..Math.Min(40, machine.Length)];
}
