using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Marquee.Venues.Pages;

/// <summary>Where a shop's page is: an address that follows from the shop, so that nobody has to choose one.</summary>
internal static partial class ShopAddress
{
    public const string Prefix = "shop-";

    /// <summary>The placement that a shop's grids draw from: what the shop sells.</summary>
    public const string Placement = "shop";

    /// <summary>
    /// The page's name: the shop's id where an address can hold it, else a digest of it. The two never meet: a digest
    /// is told apart by its hyphens.
    /// </summary>
    public static string Of(string merchantId) => Plain().IsMatch(merchantId)
        ? Prefix + merchantId
        : Prefix + "-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(merchantId)))[..24];

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,54}$")]
    private static partial Regex Plain();
}
