using Marquee.Campaigns;
using Marquee.Kernel;

namespace Marquee.Benefits.Shops;

/// <summary>A shop's own offer for its people.</summary>
/// <param name="Id">The id; of a coupon the benefit's too.</param>
/// <param name="Kind">coupon or threshold.</param>
/// <param name="Title">What shoppers read.</param>
/// <param name="Reads">What it says, in both languages.</param>
/// <param name="Spec">Its fields.</param>
/// <param name="From">The first instant.</param>
/// <param name="To">The first instant after it.</param>
/// <param name="Status">upcoming, live, paused, ended (early) or over.</param>
/// <param name="TakenDown">Whether the platform took it down.</param>
/// <param name="Revision">Rises with every change; a change names the one it was made from.</param>
/// <param name="Claimed">Coupons: how many were claimed.</param>
/// <param name="Used">Coupons: how many were used.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="CreatedBy">By whom.</param>
/// <param name="EndedAt">When it was ended early.</param>
internal sealed record ShopOfferView(
    Guid Id, ShopOfferKind Kind, string Title, Texts Reads, MechanicSpec Spec, DateTimeOffset From, DateTimeOffset To,
    string Status, bool TakenDown, int Revision, long? Claimed, long? Used, DateTimeOffset CreatedAt,
    string CreatedBy, DateTimeOffset? EndedAt)
{
    public static ShopOfferView Of(
        ShopOfferRow row, CallContext call, bool takenDown = false, (long Claimed, long Used)? use = null) => new(
        row.Id, row.Kind, row.Title, ShopOfferWords.Of(row.Kind, row.Spec, call.Tenant), row.Spec, row.From, row.To,
        row.StandsAt(call.Now), takenDown, row.Revision, use?.Claimed, use?.Used, row.CreatedAt, row.CreatedBy,
        row.EndedAt);
}
