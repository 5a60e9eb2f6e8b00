namespace Marquee.Storefront;

/// <summary>Every bound of the reference shop, each with the reason for its number.</summary>
internal static class StorefrontLimits
{
    /// <summary>Lines of a cart: they travel in a cookie, which browsers cut at 4 kB.</summary>
    public const int CartLines = 40;

    /// <summary>Characters of the cart's cookie, with room for its attributes.</summary>
    public const int CartCookieLength = 3_600;

    /// <summary>Pieces of one line: a household's, not a dealer's.</summary>
    public const int LineQuantity = 99;

    /// <summary>Items of one screen of the shop.</summary>
    public const int HomeItems = 24;

    /// <summary>Live rounds shown on the first page.</summary>
    public const int HomeRounds = 3;

    /// <summary>Characters of a demo shopper's name.</summary>
    public const int ShopperLength = 64;

    /// <summary>Orders on one page.</summary>
    public const int Orders = 30;

    /// <summary>Fields of a form: a refund of a full cart names every line.</summary>
    public const int FormFields = 200;
}
