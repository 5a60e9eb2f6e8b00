namespace Marquee.Planning;

/// <summary>Every bound of Planning, each with the reason for its number.</summary>
public static class PlanningLimits
{
    /// <summary>Candidates of one proposal: the shortlist of a large round; the fill takes about a second.</summary>
    public const int Candidates = 100_000;

    /// <summary>Rows that are read from or handed to Campaigns at a time: what its contract takes.</summary>
    public const int Batch = 1_000;

    /// <summary>Characters of a field's name.</summary>
    public const int FieldLength = 100;
}
