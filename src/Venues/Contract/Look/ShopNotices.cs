using Microsoft.AspNetCore.Http;

namespace Marquee.Venues;

/// <summary>
/// What the page before has done, said on the page that follows it: a closed list of sentences, named by <c>?said=</c>,
/// so that no address can put words into the shop's mouth.
/// </summary>
public static class ShopNotices
{
    /// <summary>The notice of a request; nothing when none is named or the name is unknown.</summary>
    public static Html Of(HttpContext context, Locale locale)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(locale);
        var sentence = context.Request.Query["said"].ToString() switch
        {
            "claimed" => ("good", locale.Of("领取成功，已放入卡券。", "Claimed: it is in your wallet.")),
            "no_prize" => ("info", locale.Of("这次没有中奖，谢谢参与。", "No prize this time. Thank you for playing.")),
            "in_cart" => ("good", locale.Of("已加入购物车。", "Added to your cart.")),
            "paid" => ("good", locale.Of("支付成功。", "Paid.")),
            "refunded" => ("good", locale.Of("退款已完成，金额原路退回。", "Refunded: the money goes back the way it came.")),
            "cancelled" => ("info", locale.Of("订单已取消，库存与优惠券已退回。", "Cancelled: stock and coupons are given back.")),
            "signed_in" => ("good", locale.Of("登录成功。", "Signed in.")),
            "signed_out" => ("info", locale.Of("已退出。", "Signed out.")),
            _ => ("", ""),
        };
        return sentence.Item1.Length == 0
            ? Html.Empty
            : Html.Of($"""<div class="wrap section">{ShopPieces.Notice(sentence.Item1, $"{sentence.Item2}")}</div>""");
    }
}
