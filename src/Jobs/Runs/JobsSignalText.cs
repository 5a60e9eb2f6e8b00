using Marquee.Kernel;

namespace Marquee.Jobs.Runs;

/// <summary>The signal that wakes the workers of every host when the transaction commits.</summary>
internal static class JobsSignalText
{
    public const string Channel = "marquee_jobs";

    public static SqlText Notify => new("notify " + Channel);
}
