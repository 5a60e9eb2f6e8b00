namespace Marquee.Jobs.Runs;

/// <summary>The numbers of a run's tasks. Stored in data.</summary>
internal static class TaskNo
{
    /// <summary>The task that plans.</summary>
    public const int Plan = -1;

    /// <summary>The task that finishes; every range has a lower number.</summary>
    public const int Finish = int.MaxValue;
}
