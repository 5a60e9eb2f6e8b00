using Marquee.Kernel;

namespace Marquee.Campaigns.Rounds;

/// <summary>
/// One row that a hold of a campaign type writes: the pair of types that exclude each other, and the side it is on.
/// </summary>
internal sealed record HoldRow(string Class, string Side);

/// <summary>
/// The co-existence matrix of campaign types, and how it becomes rows under one exclusion constraint. Pure.
/// </summary>
internal static class CampaignTypes
{
    public const string FlashSale = "flash_sale";
    public const string SeasonMain = "season_main";
    public const string Channel = "channel";

    /// <summary>
    /// The built-in types. A main venue and a channel may show the same item; a flash sale wants it for itself.
    /// </summary>
    public static readonly CampaignType[] BuiltIn =
    [
        new(FlashSale, new Texts("限时抢购", "Flash sale"), [FlashSale, Channel]),
        new(SeasonMain, new Texts("大促主会场", "Season main venue"), [SeasonMain]),
        new(Channel, new Texts("频道", "Channel"), [Channel, FlashSale]),
    ];

    /// <summary>Whether items may not be in campaigns of both types at the same time; symmetric.</summary>
    public static bool Exclude(CampaignType left, CampaignType right) =>
        left.Excludes.Contains(right.Name) || right.Excludes.Contains(left.Name);

    /// <summary>
    /// The rows of a hold: one for every excluded pair that the type is in. Two holds of an item that overlap conflict
    /// exactly when they share a class on different sides.
    /// </summary>
    /// <param name="type">The campaign's type.</param>
    /// <param name="all">All types there are.</param>
    /// <param name="holder">What tells two holds of one type apart: the submission.</param>
    public static IReadOnlyList<HoldRow> RowsOf(CampaignType type, IReadOnlyList<CampaignType> all, string holder) =>
    [
        .. all.Where(other => Exclude(type, other)).OrderBy(other => other.Name, StringComparer.Ordinal).Select(other =>
            other.Name == type.Name
                ? new HoldRow(type.Name, holder)
                : new HoldRow(ClassOf(type.Name, other.Name), type.Name)),
    ];

    private static string ClassOf(string left, string right) =>
        string.CompareOrdinal(left, right) < 0 ? $"{left}|{right}" : $"{right}|{left}";
}
