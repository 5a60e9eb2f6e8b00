using Marquee.Kernel;
using Marquee.Pricing.Engine;

namespace Marquee.Pricing.Quotes;

/// <summary>
/// The coupons that a shopper's own open checkout holds. For a cart that is looked at again they count as usable: going
/// to checkout with it gives them back first.
/// </summary>
internal sealed class HeldCoupons(PricingDb db)
{
    public async Task<IReadOnlyList<CouponOffer>> OfAsync(CallContext call, int shopperNo, CancellationToken cancel)
    {
        var held = await db.ReadAsync(
            call,
            tx => tx.QueryAsync(
                $"""
                select input::text, quote::text from pricing.checkout
                where tenant_id = {call.Tenant.Id} and shopper_no = {shopperNo} and status = 'held'
                """,
                row => (Input: row.Json<QuoteInput>(0), Quote: row.Json<Quote>(1)), cancel),
            cancel);
        return
        [
            .. from one in held
               let used = one.Quote.Lines.SelectMany(line => line.Steps).Select(step => step.GrantId).ToHashSet()
               from coupon in one.Input.Coupons
               where used.Contains(coupon.GrantId)
               select coupon,
        ];
    }
}
