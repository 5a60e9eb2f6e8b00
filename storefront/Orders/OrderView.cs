using Marquee.Kernel;
using Marquee.Storefront.Visits;
using Marquee.Trade;
using Marquee.Venues;

namespace Marquee.Storefront.Orders;

/// <summary>One order as its shopper sees it.</summary>
internal static class OrderView
{
    public static string StatusOf(Visit visit, Order order) => order.Status switch
    {
        OrderStatus.Placed => visit.T("待支付", "To be paid"),
        OrderStatus.Paid when order.RefundedPaid.Minor > 0 => visit.T("已支付，部分退款", "Paid, partly refunded"),
        OrderStatus.Paid => visit.T("已支付", "Paid"),
        OrderStatus.Cancelled => visit.T("已取消", "Cancelled"),
        OrderStatus.Refunded => visit.T("已全部退款", "Refunded"),
    };

    public static Html Main(
        Visit visit, Order order, IReadOnlyDictionary<string, string> shops, long? quotedMinor) => $"""
        <div class="wrap narrow section stack">
        {Html.When(order.Status == OrderStatus.Placed, $"""
            <ol class="steps"><li>{visit.T("1 购物车", "1 Cart")}</li><li>{visit.T("2 确认",
                "2 Confirm")}</li><li aria-current="step">{visit.T("3 支付", "3 Pay")}</li></ol>
            """)}
        <div class="spread"><h1 class="item">{visit.T("订单",
            "Order")} {order.Number}</h1><p class="state">{StatusOf(visit,
            order)}</p></div>
        {Html.When(order.Status == OrderStatus.Placed, Pay(visit, order))}
        {Html.Each(order.SubOrders, sub => Sub(visit, sub, shops.GetValueOrDefault(sub.MerchantId) ?? sub.MerchantId))}
        {Sums(visit, order, quotedMinor)}
        {Html.When(order.Status == OrderStatus.Paid, RefundForm(visit, order))}
        {Html.When(order.Refunds.Count > 0, Refunds(visit, order))}
        </div>
        """;

    private static Html Sub(Visit visit, SubOrder sub, string shop) => $"""
        <section class="panel" aria-label="{visit.T("店铺 ", "Shop ")}{shop}">
        <p class="small muted">{visit.T("店铺 ", "Shop ")}{shop}</p>
        <ul class="stack">{Html.Each(sub.Lines, line => $"""
            <li><p><a href="{ShopPieces.ItemAddress(visit.Call, line.ItemId)}">{line.Title}</a></p>
            <p class="spread small"><span class="muted">{Html.When(line.Spec.Length > 0,
                $"{line.Spec} · ")}{line.Quantity} × {Locale.Amount(line.UnitPrice)}{Html.When(
                    line.RefundedQuantity > 0, $" · {visit.T("已退 ", "refunded ")}{line.RefundedQuantity}")}</span>
            <b class="num">{Locale.Amount(line.Payable)}</b></p></li>
            """)}</ul>
        </section>
        """;

    private static Html Sums(Visit visit, Order order, long? quotedMinor) => $"""
        <section class="panel" aria-label="{visit.T("金额", "Amounts")}">
        <table class="fall"><tbody>
        <tr><th scope="row">{visit.T("商品合计", "Goods")}</th><td>{Locale.Amount(order.Gross)}</td></tr>
        <tr><th scope="row">{visit.T("优惠", "Discounts")}</th><td class="less">−{Locale.Amount(order.Discount)}</td></tr>
        </tbody><tfoot>
        <tr><th scope="row">{TotalName(visit, order)}</th><td class="total">{Locale.Amount(order.Payable)}</td></tr>
        </tfoot></table>
        {Html.When(order.RefundedPaid.Minor > 0, $"""
            <p class="spread"><span>{visit.T("已退回", "Paid back to you")}</span>
            <b class="num">{Locale.Amount(order.RefundedPaid)}</b></p>
            """)}
        {Html.When(quotedMinor is not null, AsQuoted(visit, quotedMinor == order.Payable.Minor))}
        </section>
        """;

    private static string TotalName(Visit visit, Order order) => order.Status == OrderStatus.Placed
        ? visit.T("应付", "To pay")
        : visit.T("订单金额", "Order total");

    private static Html AsQuoted(Visit visit, bool isSame)
    {
        if (isSame)
        {
            var same = visit.T("与报价一致：看到多少，就付多少。", "As quoted: the price you saw is the price you pay.");
            return $"""<p class="state good">✓ {same}</p>""";
        }

        var differs = visit.T("与报价不一致，请联系客服。", "This differs from the quote. Please call customer service.");
        return ShopPieces.Notice("bad", $"{differs}");
    }

    /// <summary>A number of pieces in words.</summary>
    public static string Pieces(Visit visit, int count) =>
        visit.T($"{count} 件", count == 1 ? "1 piece" : $"{count} pieces");

    private static Html Pay(Visit visit, Order order) => $"""
        <section class="panel" aria-label="{visit.T("支付", "Payment")}">
        {ShopPieces.Countdown(visit.Call, visit.Locale, visit.T("请在此之前支付", "Please pay within"), order.PayBy)}
        <form method="post" action="{$"{visit.Shop}orders/{order.Id}/payment"}">{ShopPieces.RequestKey(visit.Call)}
        <button class="btn wide">{visit.T("支付", "Pay")} {Locale.Amount(order.Payable)}</button></form>
        <form method="post" action="{$"{visit.Shop}orders/{order.Id}/cancellation"}">
        <button class="link">{visit.T("取消订单", "Cancel the order")}</button></form>
        </section>
        """;

    private static Html RefundForm(Visit visit, Order order) => $"""
        <section class="panel" aria-labelledby="refund">
        <h2 id="refund">{visit.T("申请退款", "Refund")}</h2>
        <form method="post" action="{$"{visit.Shop}orders/{order.Id}/refunds"}" class="stack">
        {ShopPieces.RequestKey(visit.Call)}
        {Html.Each(order.Lines.Where(line => line.Quantity > line.RefundedQuantity), line => $"""
            <div class="spread"><label for="line-{line.LineNo}">{line.Title}<br><span
            class="small muted">{visit.T("可退", "up to")} {line.Quantity - line.RefundedQuantity}</span></label>
            <input id="line-{line.LineNo}" name="line-{line.LineNo}" type="number" inputmode="numeric" min="0"
            max="{line.Quantity - line.RefundedQuantity}" value="0"></div>
            """)}
        <button class="btn second wide">{visit.T("退款", "Refund these")}</button>
        </form>
        <p class="small muted">{visit.T("按你实际支付的份额退回；用过的券在整单相关商品退完后退回。",
            "You get back the share you paid; a coupon comes back once every line it was used on is refunded.")}</p>
        </section>
        """;

    private static Html Refunds(Visit visit, Order order) => $"""
        <section class="panel" aria-labelledby="refunds">
        <h2 id="refunds">{visit.T("退款记录", "Refunds")}</h2>
        <ul class="stack">{Html.Each(order.Refunds, refund => $"""
            <li class="spread"><span>{visit.Locale.At(refund.At, visit.Call.Zone)} · {Pieces(visit,
                refund.Lines.Sum(line => line.Quantity))}</span><b class="num">{Locale.Amount(refund.Paid)}</b></li>
            """)}</ul>
        </section>
        """;
}
