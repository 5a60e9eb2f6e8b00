using Marquee.Benefits;
using Marquee.Campaigns;
using Marquee.Kernel;
using Marquee.Serving;

namespace Marquee.Venues;

/// <summary>What a block is rendered from, beside its props: everything its fields name, read in one go for the whole
/// page.</summary>
public sealed class BlockView
{
    /// <summary>The call: whose page, who looks, what time it is.</summary>
    public required CallContext Call { get; init; }

    /// <summary>The language.</summary>
    public required Locale Locale { get; init; }

    /// <summary>The block's id: the anchor on the page.</summary>
    public required string BlockId { get; init; }

    /// <summary>Whether it is the first block: its picture is loaded first, its heading is the page's.</summary>
    public required bool IsFirst { get; init; }

    /// <summary>Where forms lead back to: the page's own path.</summary>
    public required string PagePath { get; init; }

    /// <summary>The placements that the page's fields name.</summary>
    public required IReadOnlyDictionary<string, PlacementView> Placements { get; init; }

    /// <summary>The benefits that the page's fields name, as the shopper sees them.</summary>
    public required IReadOnlyDictionary<Guid, ShopperBenefit> Benefits { get; init; }

    /// <summary>The rounds that the page's fields name.</summary>
    public required IReadOnlyDictionary<Guid, Round> Rounds { get; init; }

    /// <summary>Of a shop's page: the thresholds that the shop runs now or next; empty on other pages.</summary>
    public IReadOnlyList<ShopOffer> Thresholds { get; init; } = [];

    /// <summary>Where the shop's pages are.</summary>
    public string Shop => $"/t/{Call.Tenant.Slug}/shop/";
}
