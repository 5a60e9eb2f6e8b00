namespace Marquee.Ledger.Shards;

/// <summary>A line of a limit set: at most so many units for one subject in one window.</summary>
/// <param name="Name">The limit's name, as a number.</param>
/// <param name="Window">The window.</param>
/// <param name="Max">The units; the bound itself is allowed.</param>
internal readonly record struct LimitLine(uint Name, LimitWindow Window, long Max);
