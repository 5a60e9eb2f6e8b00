namespace Marquee.Venues;

/// <summary>Every bound of Venues, each with the reason for its number.</summary>
public static class VenuesLimits
{
    /// <summary>Blocks of a page: a long season page has about forty sections; more is several pages.</summary>
    public const int Blocks = 100;

    /// <summary>Characters of a document's JSON: a hundred blocks of about a kilobyte, with room.</summary>
    public const int DocumentLength = 256 * 1024;

    /// <summary>Characters of a page's address: it stands on posters.</summary>
    public const int SlugLength = 60;

    /// <summary>Characters of a title in one language: what a window's title bar shows.</summary>
    public const int TitleLength = 120;

    /// <summary>Items one grid shows: three screens on a phone; more is what a list page is for.</summary>
    public const int GridItems = 60;

    /// <summary>Benefits of one block: what a shopper takes in at a glance.</summary>
    public const int BlockBenefits = 12;

    /// <summary>
    /// Listed items of a shop that its page's grid is chosen from, best sold first: more would be read for every visit.
    /// </summary>
    public const int ShopItems = 200;

    /// <summary>Pages of a tenant in one list.</summary>
    public const int Pages = 500;
}
