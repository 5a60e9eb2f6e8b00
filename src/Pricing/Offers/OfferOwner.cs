using System.Diagnostics;
using Marquee.Kernel;

namespace Marquee.Pricing.Offers;

/// <summary>Whose offers they are, replaced together: a round's, or a shop's own. Exactly one of the two.</summary>
internal sealed record OfferOwner
{
    private OfferOwner(Guid? round, int? shop)
    {
        Debug.Assert((round is null) != (shop is null), "An offer is a round's or a shop's.");
        (Round, Shop) = (round, shop);
    }

    public Guid? Round { get; }

    /// <summary>The shop, as Catalog numbers merchants.</summary>
    public int? Shop { get; }

    /// <summary>The condition on rows of <c>pricing.offer</c>.</summary>
    public SqlText Rows
    {
        get
        {
            if (Round is { } round)
            {
                return $"round_id = {round}";
            }

            return $"merchant_no = {Shop}";
        }
    }

    public static OfferOwner OfRound(Guid round) => new(round, null);

    public static OfferOwner OfShop(int merchantNo) => new(null, merchantNo);

    /// <summary>As a row has it.</summary>
    public static OfferOwner Of(Guid? round, int? shop) => new(round, shop);
}
