namespace Marquee.Selection;

/// <summary>Every bound of Selection, each with the reason for its number.</summary>
public static class SelectionLimits
{
    /// <summary>Pools of one round: every change of an item is decided by each of them.</summary>
    public const int PoolsPerRound = 200;

    /// <summary>Pools of a tenant in one list.</summary>
    public const int Pools = 500;

    /// <summary>Characters of a pool's name.</summary>
    public const int NameLength = 100;

    /// <summary>Characters of a rule's text.</summary>
    public const int RuleLength = 20_000;

    /// <summary>Items pinned or excluded by hand: more is a rule.</summary>
    public const int ByHand = 200;

    /// <summary>Campaign items decided and stored at a time: what Campaigns' feed gives, well below a second.</summary>
    public const int Batch = 1_000;

    /// <summary>Members of one page.</summary>
    public const int Members = 1_000;
}
