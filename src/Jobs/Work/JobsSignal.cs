using Marquee.Kernel;

namespace Marquee.Jobs.Work;

/// <summary>Wakes the workers: on some host there is work, or a task has ended.</summary>
internal sealed class JobsSignal(TimeProvider time) : ChannelSignal(Name, time)
{
    public const string Name = "marquee_jobs";
}
