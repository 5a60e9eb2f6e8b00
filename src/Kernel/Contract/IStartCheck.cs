namespace Marquee.Kernel;

/// <summary>
/// What must hold of the modules together before the host takes its first request, because no module can see it alone.
/// </summary>
public interface IStartCheck
{
    /// <summary>What does not hold, as sentences; nothing when all is well.</summary>
    IEnumerable<string> Wrong();
}
