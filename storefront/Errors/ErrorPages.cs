using Marquee.Kernel;
using Marquee.Storefront.Visits;
using Marquee.Venues;
using Microsoft.AspNetCore.Http;

namespace Marquee.Storefront.Errors;

/// <summary>Refusals as pages: what happened, what was kept, what to do next.</summary>
internal static class ErrorPages
{
    /// <summary>A refusal in words for shoppers.</summary>
    internal sealed record Words(Texts Title, Texts Advice, Texts Button, string Where);

    private static readonly Texts ToCart = new("回到购物车", "Back to your cart");
    private static readonly Texts ToShop = new("去首页", "Go to the shop");
    private static readonly Texts ToOrders = new("查看订单", "See your orders");
    private static readonly Texts ToWallet = new("查看卡券", "See your wallet");

    private static readonly Dictionary<string, Words> Known = new(StringComparer.Ordinal)
    {
        ["pricing.price_changed"] = new(
            new("价格刚刚变了", "The price has just changed"),
            new("没有下单，也没有扣款。请在购物车里确认新的价格。",
                "Nothing was ordered or charged. Please look at the new price in your cart."), ToCart, "cart"),
        ["pricing.out_of_stock"] = new(
            new("有商品库存不足", "Something is out of stock"),
            new("没有下单，也没有扣款。请减少数量或换一件。", "Nothing was ordered or charged. Take fewer pieces or something else."),
                ToCart, "cart"),
        ["pricing.cart_not_buyable"] = new(
            new("有商品暂时不能购买", "Something in the cart cannot be bought"),
            new("请先从购物车移除标记的商品。", "Please remove the marked lines first."), ToCart, "cart"),
        ["pricing.coupon_not_usable"] = new(
            new("有优惠券不能再使用", "A coupon can no longer be used"),
            new("没有下单，也没有扣款。购物车会按现在可用的券重新计算。",
                "Nothing was ordered or charged. The cart is priced again with what is usable now."), ToCart, "cart"),
        ["pricing.quote_expired"] = new(
            new("报价已过期", "The quote has expired"),
            new("为你保留的库存和优惠券已退回。请从购物车重新结算。",
                "What was held for you is given back. Please check out again from your cart."), ToCart, "cart"),
        ["pricing.checkout_undone"] = new(
            new("这次结算没有完成", "This checkout did not go through"),
            new("没有扣款，库存和优惠券都已退回。", "Nothing was charged; stock and coupons are given back."), ToCart, "cart"),
        ["pricing.checkout_busy"] = new(
            new("正在处理中", "Still working on it"),
            new("你的请求已收到，请稍等几秒再看订单。", "Your request has arrived. Give it a few seconds and look at your orders."),
                ToOrders, "orders"),
        ["benefits.taken_down"] = new(
            new("暂时不能领取", "Not available at the moment"),
            new("我们正在核查，请稍后再来。", "We are looking into it; please come back later."), ToShop, ""),
        ["benefits.closed"] = new(
            new("现在不能领取", "Not open right now"),
            new("活动尚未开始或已经结束。", "It has not begun, or it is over."), ToShop, ""),
        ["benefits.sold_out"] = new(
            new("已领完", "All gone"), new("这次手慢了，看看其他优惠吧。", "Somebody was faster. There is more to find."), ToShop, ""),
        ["benefits.limit_reached"] = new(
            new("已达到领取上限", "You have had your share"),
            new("每人的次数已用完，已领取的都在卡券里。", "Everything one person may have is in your wallet."), ToWallet, "wallet"),
        ["trade.order_not_open"] = new(
            new("订单状态已变化", "The order has moved on"), new("请查看订单现在的状态。", "Please look at the order as it is now."),
                ToOrders, "orders"),
        ["trade.payment_too_late"] = new(
            new("支付时间已过", "Too late to pay"),
            new("订单已取消，没有扣款。需要的话请重新下单。", "The order is cancelled and nothing was charged. You can order again."),
                ToCart, "cart"),
        ["trade.refund_too_many"] = new(
            new("退款件数超过可退数量", "More pieces than can be refunded"),
            new("请查看订单里还可以退几件。", "Please see on the order how many are left."), ToOrders, "orders"),
        ["storefront.foreign_form"] = new(
            new("这个请求不是从本站页面发出的", "This request did not come from our pages"),
            new("为了你的安全没有执行。请从页面上重新操作。", "For your safety it was not carried out. Please do it from the page itself."),
                ToShop, ""),
        ["storefront.no_demo_sign_in"] = new(
            new("请在商城登录", "Please sign in at the marketplace"),
            new("正式环境的登录由商城自己提供。", "On a live tenant the marketplace signs its shoppers in itself."), ToShop, ""),
        ["storefront.cart_full"] = new(
            new("购物车满了", "The cart is full"),
            new("请先结算或移除一些商品。", "Check out or remove something first."), ToCart, "cart"),
        ["request.unavailable"] = new(
            new("暂时无法处理", "Not available right now"),
            new("没有任何内容丢失，请稍后重试同一操作。", "Nothing is lost. Please try the same again in a moment."), ToShop, ""),
        ["request.unknown"] = new(
            new("没有找到", "Not found"),
            new("可能已下架，或地址有误。", "It may be gone, or the address is not right."), ToShop, ""),
    };

    private static readonly Words Other = new(
        new("没有成功", "That did not work"), new("没有扣款。请返回再试一次。", "Nothing was charged. Please go back and try again."),
            ToShop, "");

    /// <summary>The words for a stable code.</summary>
    internal static Words WordsOf(string code) => Known.GetValueOrDefault(code) ?? Other;

    /// <summary>The page of a refusal.</summary>
    public static IResult Of(Visit visit, Error error)
    {
        var words = WordsOf(error.Code);
        return visit.Page(visit.Locale.Of(words.Title), $"""
            <div class="wrap empty">
            <h1>{visit.Locale.Of(words.Title)}</h1>
            <p>{visit.Locale.Of(words.Advice)}</p>
            {Html.When(error is Pricing.PriceChanged, Difference(visit, error as Pricing.PriceChanged))}
            <p><a class="btn" href="{visit.Shop + words.Where}">{visit.Locale.Of(words.Button)}</a></p>
            <p class="small muted">{visit.T("代码 ", "Code ")}{error.Code}</p>
            </div>
            """, status: Problems.StatusOf(error.Kind));
    }

    private static Html Difference(Visit visit, Pricing.PriceChanged? changed) =>
        changed is null ? Html.Empty : Html.Of($"""
        <p>{visit.T("之前 ", "Before ")}{Locale.Amount(visit.Call.Tenant.Money(changed.ShownMinor))}{visit.T("，现在 ",
            ", now ")}<b>{Locale.Amount(visit.Call.Tenant.Money(changed.NowMinor))}</b></p>
        """);
}
