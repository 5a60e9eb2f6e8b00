using Marquee.Benefits;
using Marquee.Kernel;

namespace Marquee.Venues;

/// <summary>Benefits as shoppers see them: coupons as tickets in four clear states, lotteries with their
/// draw.</summary>
public static class BenefitPieces
{
    /// <summary>A coupon as a ticket: claimable, claimed, used or gone.</summary>
    /// <param name="call">The call.</param>
    /// <param name="locale">The language.</param>
    /// <param name="benefit">The coupon as the shopper sees it.</param>
    /// <param name="back">The path that the claim leads back to.</param>
    public static Html Ticket(CallContext call, Locale locale, ShopperBenefit benefit, string back)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(locale);
        ArgumentNullException.ThrowIfNull(benefit);
        var state = benefit.State switch
        {
            ShopperBenefitState.Claimed => "claimed",
            ShopperBenefitState.Used => "used",
            ShopperBenefitState.Gone => "gone",
            ShopperBenefitState.Claimable or ShopperBenefitState.Upcoming => "open",
        };
        return $"""
            <li class="ticket {state}" id="benefit-{benefit.Benefit.Id.Value}">
            {Worth(call, locale, Number(benefit.Benefit, "offMinor"), Number(benefit.Benefit, "thresholdMinor"))}
            <div class="terms">
            <div><h3>{benefit.Benefit.Name}</h3><p class="small muted">{locale.Of("领取截止 ",
                "Claim by ")}{locale.At(benefit.Benefit.To, call.Zone)}</p></div>
            {Action(call, locale, benefit, back)}
            </div>
            </li>
            """;
    }

    /// <summary>A coupon in a wallet or cart.</summary>
    public static Html GrantTicket(CallContext call, Locale locale, Grant grant, string state, Html action)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(locale);
        ArgumentNullException.ThrowIfNull(grant);
        return $"""
            <li class="ticket {state}" id="grant-{grant.Id.Value}">
            {(grant.Coupon is { } coupon ? Worth(call, locale, coupon.OffMinor, coupon.ThresholdMinor)
                : Html.Of($"""<div class="worth"><b>{locale.Of("奖品", "Prize")}</b></div>"""))}
            <div class="terms">
            <div><h3>{grant.Title}</h3><p class="small muted">{locale.Of("有效期至 ",
                "Valid until ")}{locale.At(grant.UsableTo, call.Zone)}</p></div>
            {action}
            </div>
            </li>
            """;
    }

    /// <summary>A lottery: its prizes, how many draws are left, and the draw.</summary>
    public static Html Lottery(CallContext call, Locale locale, ShopperBenefit lottery, string back)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(locale);
        ArgumentNullException.ThrowIfNull(lottery);
        var prizes = PrizesOf(locale, lottery.Benefit);
        return $"""
            <div class="lottery" id="benefit-{lottery.Benefit.Id.Value}">
            <div class="stack">
            <h3>{lottery.Benefit.Name}</h3>
            {Html.When(prizes.Count > 0, $"<ul class=\"prizes\" aria-label=\"{locale.Of("奖品",
                "Prizes")}\">{Html.Each(prizes, prize => $"<li>{prize}</li>")}</ul>")}
            <p class="muted small">{TriesLine(call, locale, lottery)}</p>
            </div>
            {Draw(call, locale, lottery, back)}
            </div>
            """;
    }

    private static Html Worth(CallContext call, Locale locale, long? offMinor, long? thresholdMinor)
    {
        var worth = offMinor is { } off ? Locale.Short(call.Tenant.Money(off)) : locale.Of("优惠", "Offer");
        var threshold = thresholdMinor is > 0 ? Locale.Short(call.Tenant.Money(thresholdMinor.Value)) : null;
        var terms = threshold is null ? locale.Of("无门槛", "no minimum")
            : locale.Of($"满 {threshold} 可用", $"from {threshold}");
        return $"""<div class="worth"><b>{worth}</b><span class="small">{terms}</span></div>""";
    }

    private static Html Action(CallContext call, Locale locale, ShopperBenefit benefit, string back) =>
        benefit.State switch
        {
            ShopperBenefitState.Claimable when call.Actor.Kind == ActorKind.Shopper => $"""
            <form method="post" action="{$"/t/{call.Tenant.Slug}/shop/benefits/{benefit.Benefit.Id}/claims"}">
            {ShopPieces.RequestKey(call)}<input type="hidden" name="back" value="{back}">
            <button class="btn">{locale.Of("立即领取",
                    "Claim")}<span class="sr"> {benefit.Benefit.Name}</span></button></form>
            """,
            ShopperBenefitState.Claimable => $"""
            <a class="btn" href="{SignIn(call, back)}">{locale.Of("登录领取", "Sign in to claim")}</a>
            """,
            ShopperBenefitState.Claimed => $"""
            <p class="state good">✓ {locale.Of("已领取", "Claimed")}</p>
            """,
            ShopperBenefitState.Used => $"""
            <p class="state off">{locale.Of("已使用", "Used")}</p>
            """,
            ShopperBenefitState.Gone => $"""
            <p class="state off">{locale.Of("已领完", "All gone")}</p>
            """,
            ShopperBenefitState.Upcoming => $"""
            <p class="state off">{locale.At(benefit.Benefit.From, call.Zone)} {locale.Of("开抢", "opens")}</p>
            """,
        };

    private static Html Draw(CallContext call, Locale locale, ShopperBenefit lottery, string back) =>
        lottery.State switch
        {
            ShopperBenefitState.Claimable when call.Actor.Kind == ActorKind.Shopper => $"""
            <form method="post" action="{$"/t/{call.Tenant.Slug}/shop/lotteries/{lottery.Benefit.Id}/draws"}">
            {ShopPieces.RequestKey(call)}<input type="hidden" name="back" value="{back}">
            <button class="btn light wide">{locale.Of("抽一次", "Draw once")}</button></form>
            """,
            ShopperBenefitState.Claimable => $"""
            <a class="btn light" href="{SignIn(call, back)}">{locale.Of("登录抽奖", "Sign in to draw")}</a>
            """,
            ShopperBenefitState.Upcoming => $"""
            <p class="state">{locale.At(lottery.Benefit.From, call.Zone)} {locale.Of("开抽", "opens")}</p>
            """,
            ShopperBenefitState.Claimed or ShopperBenefitState.Used => $"""
            <p class="state">{locale.Of("抽奖次数已用完", "No draws left for you today")}</p>
            """,
            ShopperBenefitState.Gone => $"""
            <p class="state">{locale.Of("抽奖已结束", "This draw is over")}</p>
            """,
        };

    private static string TriesLine(CallContext call, Locale locale, ShopperBenefit lottery) =>
        lottery.TriesLeft is { } tries
        ? locale.Of($"今日还可抽 {tries} 次", tries == 1 ? "1 draw left today" : $"{tries} draws left today")
        : locale.Of($"截止 {locale.At(lottery.Benefit.To, call.Zone)}",
            $"Until {locale.At(lottery.Benefit.To, call.Zone)}");

    private static string SignIn(CallContext call, string back) =>
        $"/t/{call.Tenant.Slug}/shop/sign-in?next={Uri.EscapeDataString(back)}";

    private static long? Number(Benefit benefit, string name) => benefit.Spec[name] as long?;

    // Published odds are part of the offer: they stand beside every prize.
    private static List<string> PrizesOf(Locale locale, Benefit lottery) =>
    [
        .. lottery.Spec.Names
            .Where(name => name.StartsWith("prize", StringComparison.Ordinal)
                && name.EndsWith("Title", StringComparison.Ordinal))
            .Select(name => (Title: lottery.Spec[name] as string ?? "", Odds: Number(lottery, name[..^5] + "OddsPpm")))
            .Select(prize => prize.Odds is { } ppm
                ? $"{prize.Title} · {locale.Of("概率 ", "odds ")}{Locale.PartsPerMillion(ppm)}" : prize.Title),
    ];
}
