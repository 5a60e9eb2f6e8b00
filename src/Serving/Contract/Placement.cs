namespace Marquee.Serving;

/// <summary>资源位: a named place in the shop that draws its items from a pool or from a round.</summary>
/// <param name="Name">Its name in pages and addresses: 1 to 80 of a–z, 0–9, dot, hyphen and underscore.</param>
/// <param name="PoolId">The pool it draws from; null when it draws from a round.</param>
/// <param name="RoundId">The round it draws from; null when it draws from a pool.</param>
/// <param name="Limit">How many items it shows at most.</param>
/// <param name="Revision">Grows by one with every change.</param>
/// <param name="UpdatedAt">When it was last changed.</param>
public sealed record Placement(string Name, Guid? PoolId, Guid? RoundId, int Limit, int Revision,
    DateTimeOffset UpdatedAt);
