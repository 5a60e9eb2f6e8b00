using Marquee.Benefits;
using Marquee.Catalog;
using Marquee.Kernel;
using Marquee.Storefront.Visits;
using Marquee.Venues;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Storefront.Wallets;

/// <summary>What a shopper has: coupons and prizes, each with its state.</summary>
internal static class WalletPage
{
    public static void Map(RouteGroupBuilder shop) => shop.MapGet("/wallet", ShowAsync).AllowAnyone();

    private static async Task<IResult> ShowAsync(
        Visit visit, Guid? won, ICatalog catalog, IBenefits benefits, CancellationToken cancel)
    {
        if (await visit.ShopperNoAsync(catalog, cancel) is not { } shopper)
        {
            return visit.SignInFirst(visit.Shop + "wallet");
        }

        var grants = await benefits.WalletAsync(visit.Call, shopper, cancel);
        var prize = grants.FirstOrDefault(grant => grant.Id.Value == won);
        var down = await benefits.DownAsync(
            visit.Call, [.. grants.Select(grant => grant.BenefitId).Distinct()], cancel);
        return visit.Page(visit.T("卡券", "Wallet"), Main(visit, grants, prize, down), here: "wallet");
    }

    private static Html Main(
        Visit visit, IReadOnlyList<Grant> grants, Grant? prize, IReadOnlySet<Id<Benefit>> down)
    {
        var usable = grants.Where(grant => IsUsable(grant, visit.Call.Now) && !down.Contains(grant.BenefitId))
            .ToList();
        var rest = grants.Except(usable).ToList();
        return $"""
            <div class="wrap section stack">
            <h1>{visit.T("卡券", "Wallet")}</h1>
            {Html.When(prize is not null, ShopPieces.Notice("good",
                $"{visit.T("恭喜，你抽中了：", "You have won: ")}<b>{prize?.Title}</b>"))}
            {Html.When(grants.Count == 0, $"""
                <div class="empty"><p class="muted">{visit.T("还没有卡券。去会场领券、抽奖。",
                    "Nothing here yet. Claim coupons and draw in the venues.")}</p><p><a class="btn"
                    href="{visit.Shop}">{visit.T("去逛逛", "Go to the shop")}</a></p></div>
                """)}
            {Html.When(usable.Count > 0, Part(visit, visit.T("可使用", "Ready to use"), usable, down))}
            {Html.When(rest.Count > 0, Part(visit, visit.T("其他", "The rest"), rest, down))}
            </div>
            """;
    }

    private static Html Part(
        Visit visit, string title, List<Grant> grants, IReadOnlySet<Id<Benefit>> down) => $"""
        <section aria-label="{title}"><h2>{title}</h2>
        <ul class="tickets">{Html.Each(grants, grant =>
            BenefitPieces.GrantTicket(
                visit.Call, visit.Locale, grant,
                down.Contains(grant.BenefitId) ? "gone" : ClassOf(grant, visit.Call.Now),
                StateOf(visit, grant, down.Contains(grant.BenefitId))))}</ul>
        </section>
        """;

    internal static bool IsUsable(Grant grant, DateTimeOffset now) =>
        grant.Status is GrantStatus.Granted or GrantStatus.GivenBack && now < grant.UsableTo;

    private static string ClassOf(Grant grant, DateTimeOffset now) =>
        IsUsable(grant, now) ? "claimed" : grant.Status == GrantStatus.Used ? "used" : "gone";

    private static Html StateOf(Visit visit, Grant grant, bool isDown)
    {
        if (isDown && grant.Status != GrantStatus.Used)
        {
            return $"""<p class="state off">{visit.T("暂不可用", "Not usable at the moment")}</p>""";
        }

        if (IsUsable(grant, visit.Call.Now))
        {
            return grant.UsableFrom > visit.Call.Now
                ? Html.Of($"""<p class="state off">{visit.Locale.At(grant.UsableFrom, visit.Call.Zone)} {visit.T("起可用",
                    "usable from")}</p>""")
                : Html.Of($"""<p class="state good">✓ {(grant.Status == GrantStatus.GivenBack
                    ? visit.T("已退回，可使用", "Given back, ready") : visit.T("可使用", "Ready"))}</p>""");
        }

        var text = grant.Status switch
        {
            GrantStatus.Reserved => visit.T("结算中", "In a checkout"),
            GrantStatus.Used => visit.T("已使用", "Used"),
            GrantStatus.Granted or GrantStatus.GivenBack or GrantStatus.Expired => visit.T("已过期", "Expired"),
            GrantStatus.Revoked => visit.T("已收回", "Taken back"),
        };
        return $"""<p class="state off">{text}</p>""";
    }
}
