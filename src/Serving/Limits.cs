namespace Marquee.Serving;

/// <summary>Every bound of Serving, each with the reason for its number.</summary>
public static class ServingLimits
{
    /// <summary>Placements of one call: what a long page shows.</summary>
    public const int Placements = 40;

    /// <summary>Items of one placement: some screens on a phone. More is what the feed is for.</summary>
    public const int Items = 200;

    /// <summary>Characters of a placement's name: it stands in page documents and addresses.</summary>
    public const int NameLength = 80;

    /// <summary>Placements of a tenant, in one list.</summary>
    public const int PerTenant = 500;

    /// <summary>Last good answers kept in memory: about 20 kB each, so 20 MB.</summary>
    public const int KeptAnswers = 1_000;

    /// <summary>
    /// How long a last good answer may be shown: longer than a database fails over, shorter than a person needs to
    /// change a price elsewhere and be believed.
    /// </summary>
    public static readonly TimeSpan KeptAge = TimeSpan.FromMinutes(2);

    /// <summary>Placements for which it is explained where an item is: a page that is read to its end.</summary>
    public const int Explained = 50;

    /// <summary>Campaign items of a round that are read to fill a placement over a round.</summary>
    public const int RoundItems = 1_000;
}
