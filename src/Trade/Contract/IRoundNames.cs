using Marquee.Kernel;

namespace Marquee.Trade;

/// <summary>
/// What rounds are called, told by a module that knows rounds: statements name them, and Trade knows their ids only.
/// </summary>
public interface IRoundNames
{
    /// <summary>The names of those rounds, as people read them; unknown ones are absent. At most 1,000.</summary>
    Task<IReadOnlyDictionary<Guid, string>> NamesAsync(
        CallContext call, IReadOnlyList<Guid> rounds, CancellationToken cancel);
}
