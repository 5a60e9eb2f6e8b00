using Marquee.Kernel;

namespace Marquee.Risk;

/// <summary>Something was taken down.</summary>
/// <param name="TakedownId">The entry.</param>
/// <param name="Kind">What sort of thing.</param>
/// <param name="Subject">Which one.</param>
/// <param name="Revision">The revision of the list from which on it is down.</param>
[Event("risk.taken_down", 1)]
public sealed record TakenDown(Guid TakedownId, TakedownKind Kind, string Subject, long Revision);

/// <summary>Something was put back.</summary>
/// <param name="TakedownId">The entry.</param>
/// <param name="Kind">What sort of thing.</param>
/// <param name="Subject">Which one.</param>
/// <param name="Revision">The revision of the list from which on it is back.</param>
[Event("risk.put_back", 1)]
public sealed record PutBack(Guid TakedownId, TakedownKind Kind, string Subject, long Revision);
