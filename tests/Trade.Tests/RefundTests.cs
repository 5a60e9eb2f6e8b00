using FsCheck.Fluent;
using Marquee.Kernel;
using Marquee.Testing;
using static Marquee.Trade.Tests.TradeFixture;

namespace Marquee.Trade.Tests;

public sealed class RefundTests(TradeFixture fixture) : IClassFixture<TradeFixture>
{
    private static readonly Guid Round = new(7, 0, 0, new byte[8]);
    private readonly TestDatabase _database = fixture.Database;

    [Fact]
    public async Task A_partial_refund_gives_each_share_back_in_proportion_and_the_last_piece_takes_the_rest()
    {
        var call = _database.Call(await _database.NewTenantAsync());
        var order = await fixture.PaidAsync(call, fixture.Order(
            "ann", Line(1, 1_000, 3, 1, Round, Share("p", Funder.Platform, 100),
                Share("p", Funder.Merchant("shop-1"), 1))));

        var first = (await fixture.Trade.RefundAsync(call, "r1", order.Id, [new(1, 1)], default)).Value;
        Assert.Equal((966, 33), (first.Paid.Minor, first.Discount.Minor));
        var rest = (await fixture.Trade.RefundAsync(call, "r2", order.Id, [new(1, 2)], default)).Value;
        Assert.Equal((2_899 - 966, 68), (rest.Paid.Minor, rest.Discount.Minor));
        var after = (await fixture.Trade.GetAsync(call, [order.Id], default))[0];
        Assert.Equal((OrderStatus.Refunded, after.Payable), (after.Status, after.RefundedPaid));
    }

    [Fact]
    public async Task A_repeat_refunds_once_and_too_many_pieces_are_refused()
    {
        var call = _database.Call(await _database.NewTenantAsync());
        var order = await fixture.PaidAsync(call, fixture.Order("ann", Line(1, 1_000, 3)));
        var first = (await fixture.Trade.RefundAsync(call, "r", order.Id, [new(1, 2)], default)).Value;
        var again = (await fixture.Trade.RefundAsync(call, "r", order.Id, [new(1, 2)], default)).Value;
        Assert.Equal(first.Id, again.Id);
        Assert.IsType<RequestKeyReused>((await fixture.Trade.RefundAsync(call, "r", order.Id, [new(1, 1)], default))
            .Error);
        Assert.IsType<RefundTooMany>((await fixture.Trade.RefundAsync(call, "s", order.Id, [new(1, 2)], default))
            .Error);
        Assert.Equal(2_000, (await fixture.Trade.GetAsync(call, [order.Id], default))[0].RefundedPaid.Minor);
    }

    [Fact]
    public async Task Refunds_at_the_same_time_never_exceed_what_was_bought()
    {
        var call = _database.Call(await _database.NewTenantAsync());
        var order =
            await fixture.PaidAsync(call,
                fixture.Order("ann", Line(1, 333, 5, 1, null, Share("p", Funder.Platform, 17))));
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            fixture.Trade.RefundAsync(call, "r" + i, order.Id, [new(1, 1)], default)));
        Assert.Equal(5, all.Count(x => x.IsSuccess));
        Assert.Equal(order.Payable, (await fixture.Trade.GetAsync(call, [order.Id], default))[0].RefundedPaid);
    }

    [Fact]
    public async Task A_coupon_comes_back_exactly_once_when_its_last_line_is_gone()
    {
        var grant = new Guid(9, 0, 0, new byte[8]);
        var call = _database.Call(await _database.NewTenantAsync());
        var order = await fixture.PaidAsync(call, fixture.Order(
            "ann",
            Line(1, 1_000, 2, 1, null, Share("grant:9", Funder.Platform, 60, grant)),
            Line(2, 1_000, 1, 2, null, Share("grant:9", Funder.Platform, 30, grant)),
            Line(3, 1_000, 1, 2)));
        Assert.Empty(await BackAsync(call, order, new(1, 1), new(2, 1)));
        Assert.Equal([grant], await BackAsync(call, order, new RefundRequestLine(1, 1)));
        Assert.Empty(await BackAsync(call, order, new RefundRequestLine(3, 1)));
    }

    [Fact]
    public async Task An_unpaid_order_cannot_be_refunded_and_says_what_can_be_done()
    {
        var call = _database.Call(await _database.NewTenantAsync());
        var placed = (await fixture.Trade.PlaceAsync(call, "k", fixture.Order("ann", Line(1, 100, 1)), default)).Value;
        var refused =
            Assert.IsType<OrderNotOpen>((await fixture.Trade.RefundAsync(call, "r", placed.Id, [new(1, 1)], default))
                .Error);
        Assert.Equal(["pay", "cancel"], refused.AllowedNow);
    }

    [Fact]
    public async Task After_any_refunds_in_any_order_funders_and_payments_tie_to_the_minor_unit()
    {
        var random = new Random(TestSeed.Next());
        for (var run = 0; run < 8; run++)
        {
            var call = _database.Call(await _database.NewTenantAsync());
            var orders = new List<Order>();
            for (var i = 0; i < 3; i++)
            {
                orders.Add(await fixture.PaidAsync(call, fixture.Order("ann", [.. AnyLines(random)])));
            }

            for (var step = 0; step < 10; step++)
            {
                var order = (await fixture.Trade.GetAsync(call, [orders[random.Next(3)].Id], default))[0];
                var left = order.Lines.Where(l => l.Quantity > l.RefundedQuantity).ToList();
                if (left.Count == 0)
                {
                    continue;
                }

                var line = left[random.Next(left.Count)];
                var pieces = random.Next(1, line.Quantity - line.RefundedQuantity + 1);
                Assert.True(
                    (await fixture.Trade.RefundAsync(call, "r" + step, order.Id, [new(line.LineNo, pieces)], default))
                        .IsSuccess);
                await TiesAsync(call);
            }
        }
    }

    private async Task TiesAsync(CallContext call)
    {
        foreach (var round in (Guid?[])[null, Round])
        {
            var statement = await fixture.Trade.SettlementAsync(call, round, default);
            Assert.All(statement.Checks, check =>
                Assert.True(check.Holds, $"{check.Name}: {check.LeftMinor} ≠ {check.RightMinor}"));
            var t = statement.Totals;
            Assert.Equal(t.Gross, t.Paid + t.PlatformFunded + t.MerchantFunded + t.BrandFunded);
            Assert.Equal(statement.Funders.Sum(f => f.Funded.Minor), t.Gross.Minor - t.Paid.Minor);
            Assert.All(statement.Merchants, m => Assert.True(m.Totals.RefundedPaid <= m.Totals.Paid));
        }
    }

    private static IEnumerable<PlacedLine> AnyLines(Random random)
    {
        for (var no = 1; no <= random.Next(1, 4); no++)
        {
            var merchant = random.Next(1, 3);
            var quantity = random.Next(1, 7);
            var unit = random.Next(1, 500);
            var room = (long)unit * quantity;
            var shares = new List<PlacedDiscount>();
            foreach (
                var funder in (Funder[])[Funder.Platform, Funder.Merchant($"shop-{merchant}"), Funder.Brand("acme")])
            {
                var amount = random.NextInt64(0, room + 1);
                room -= amount;
                if (amount > 0)
                {
                    shares.Add(Share("offer-" + no, funder, amount));
                }
            }

            yield return Line(no, unit, quantity, merchant, random.Next(2) == 0 ? Round : null, [.. shares]);
        }
    }

    private async Task<IReadOnlyList<Guid>> BackAsync(CallContext call, Order order, params RefundRequestLine[] lines)
    {
        var key = string.Join("-", lines.Select(l => $"{l.LineNo}.{l.Quantity}"));
        var refund = (await fixture.Trade.RefundAsync(call, key, order.Id, lines, default)).Value;
        var payload = await _database.ScalarAsync<string>(
            "select payload::text from kernel.outbox where type = 'trade.refunded' and payload->>'refundId' = $1",
            refund.Id.ToString());
        return MarqueeJson.Read<OrderRefunded>(payload!).BenefitsBack;
    }
}
