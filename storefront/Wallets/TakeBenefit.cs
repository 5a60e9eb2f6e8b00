using Marquee.Benefits;
using Marquee.Catalog;
using Marquee.Kernel;
using Marquee.Storefront.Errors;
using Marquee.Storefront.Visits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Storefront.Wallets;

/// <summary>A shopper claims a coupon or draws a lottery from a page's form. Repeating the form gives the first
/// answer.</summary>
internal static class TakeBenefit
{
    public static void Map(RouteGroupBuilder shop)
    {
        shop.MapPost("/benefits/{benefitId}/claims", ClaimAsync).AllowAnyone();
        shop.MapPost("/lotteries/{lotteryId}/draws", DrawAsync).AllowAnyone();
    }

    private static async Task<IResult> ClaimAsync(
        Visit visit, Id<Benefit> benefitId, ICatalog catalog, IBenefits benefits, CancellationToken cancel)
    {
        var (shopper, key, back, answer) = await BeginAsync(visit, catalog, cancel);
        if (answer is not null)
        {
            return answer;
        }

        var claimed = await benefits.ClaimAsync(visit.Call, shopper, benefitId, key, cancel);
        return claimed.IsSuccess ? visit.SeeOther(back, "claimed") : ErrorPages.Of(visit, claimed.Error);
    }

    private static async Task<IResult> DrawAsync(
        Visit visit, Id<Benefit> lotteryId, ICatalog catalog, IBenefits benefits, CancellationToken cancel)
    {
        var (shopper, key, back, answer) = await BeginAsync(visit, catalog, cancel);
        if (answer is not null)
        {
            return answer;
        }

        var drawn = await benefits.DrawAsync(visit.Call, shopper, lotteryId, key, cancel);
        if (!drawn.IsSuccess)
        {
            return ErrorPages.Of(visit, drawn.Error);
        }

        return drawn.Value.GrantId is { } grant
            ? visit.SeeOther($"{visit.Shop}wallet?won={grant}")
            : visit.SeeOther(back, "no_prize");
    }

    private static async Task<(int Shopper, string Key, string Back, IResult? Answer)> BeginAsync(
        Visit visit, ICatalog catalog, CancellationToken cancel)
    {
        var form = await Form.ReadAsync(visit.Context, cancel);
        if (!form.IsSuccess || form.Value.RequestKey is not { } key)
        {
            return (0, "", "", ErrorPages.Of(visit, form.Error ?? new InvalidRequest("requestKey", "is missing")));
        }

        var back = visit.Back(form.Value["back"], visit.Shop + "wallet");
        return await visit.ShopperNoAsync(catalog, cancel) is { } shopper
            ? (shopper, key, back, null)
            : (0, key, back, visit.SignInFirst(back));
    }
}
