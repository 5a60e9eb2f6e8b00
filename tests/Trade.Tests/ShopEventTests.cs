using FsCheck.Fluent;
using Marquee.Kernel;
using Marquee.Testing;
using static Marquee.Trade.Tests.Shop;

namespace Marquee.Trade.Tests;

public sealed class ShopEventTests(ShopFixture fixture) : IClassFixture<ShopFixture>
{
    [Fact]
    public void Any_order_of_arrival_with_repeats_ends_as_the_history_in_order()
    {
        var cases = Gen.Choose(0, int.MaxValue - 1).Two();
        Law.Holds(cases, pair => HoldsAsync(pair.Item1, pair.Item2).GetAwaiter().GetResult(), 5);
    }

    private async Task<bool> HoldsAsync(int seed, int arrival)
    {
        var history = ShopHistory.Of(seed, 60);
        var inOrder = await fixture.OpenAsync();
        await inOrder.MakeMerchantAsync();
        foreach (var told in history)
        {
            Assert.Equal("applied", await inOrder.OutcomesAsync(told));
        }

        var anyhow = await fixture.OpenAsync();
        var random = new Random(arrival);
        ShopEvent[] mixed = [.. history, .. history.Where(_ => random.Next(3) == 0)];
        random.Shuffle(mixed);
        var at = 0;
        // The merchant comes somewhere in between: what waits for it goes on when the next event comes.
        var merchantFrom = random.Next(mixed.Length);
        while (at < mixed.Length)
        {
            if (at >= merchantFrom && merchantFrom >= 0)
            {
                await anyhow.MakeMerchantAsync();
                merchantFrom = -1;
            }

            var batch = mixed.Skip(at).Take(random.Next(12) + 1).ToArray();
            var outcomes = await anyhow.TellAsync(batch);
            Assert.DoesNotContain(outcomes, answer => answer.Outcome == ToldOutcome.Refused);
            at += batch.Length;
        }

        if (merchantFrom >= 0)
        {
            await anyhow.MakeMerchantAsync();
        }

        // Everything once more, as a shop does that is not sure: nothing is new, and nothing waits any more.
        Assert.All(await anyhow.TellAsync([.. history]), answer => Assert.Equal(ToldOutcome.Repeated, answer.Outcome));
        var (items, orders) = await anyhow.CountsAsync();
        Assert.Equal((0, 0, 0, 0), (items.Parked, items.Refused, orders.Parked, orders.Refused));
        Assert.Equal(await inOrder.StateAsync(), await anyhow.StateAsync());
        return true;
    }

    [Fact]
    public async Task A_repeat_is_answered_as_before_and_another_content_under_its_id_is_refused()
    {
        var shop = await fixture.OpenAsync();
        await shop.MakeMerchantAsync();
        Assert.Equal("applied", await shop.OutcomesAsync(Item("1", "i", 1, "First", ("s", 100))));
        var repeat = Assert.Single(await shop.TellAsync(Item("1", "i", 1, "First", ("s", 100))));
        Assert.Equal((ToldOutcome.Repeated, ToldOutcome.Applied), (repeat.Outcome, repeat.Before));
        var other = Assert.Single(await shop.TellAsync(Item("1", "i", 1, "Second", ("s", 100))));
        Assert.Equal((ToldOutcome.Refused, "request.told_id_reused"), (other.Outcome, other.Code));
        Assert.Equal("First", (await shop.Catalog.FindItemsAsync(shop.Call, ["i"], default))["i"].Title);
    }

    [Fact]
    public async Task An_older_version_changes_nothing()
    {
        var shop = await fixture.OpenAsync();
        await shop.MakeMerchantAsync();
        Assert.Equal(
            "applied superseded",
            await shop.OutcomesAsync(Item("2", "i", 2, "New", ("s", 200))) + " "
                + await shop.OutcomesAsync(Item("1", "i", 1, "Old", ("s", 100))));
        Assert.Equal("applied superseded", await shop.OutcomesAsync(Stock("4", "s", 9, 5), Stock("3", "s", 8, 50)));
        var sku = (await shop.Catalog.FindSkusAsync(shop.Call, ["s"], default))["s"];
        Assert.Equal((200, 5), (sku.Prices.DailyMinor, sku.Stock));
    }

    [Fact]
    public async Task What_comes_before_what_it_needs_waits_for_it()
    {
        var shop = await fixture.OpenAsync();
        await shop.MakeMerchantAsync();
        var waits = await shop.TellAsync(
            Refund("4", "r", "o", (1, 1)), Paid("3", "o", 300), Order("2", "o", ("s", 3, 100)),
            Stock("5", "s", 1, 7));
        Assert.Equal(
            ["order:o", "order:o", "sku:s", "sku:s"], waits.Select(answer => answer.WaitsFor));

        await shop.TellAsync(Item("1", "i", 1, "Title", ("s", 100)));
        Assert.Contains("order|o|ann|paid|300|100|", await shop.StateAsync(), StringComparison.Ordinal);
        Assert.Contains("stock|7|7", await shop.StateAsync(), StringComparison.Ordinal);
        var (_, orders) = await shop.CountsAsync();
        Assert.Equal((3, 0), (orders.Applied, orders.Parked));
    }

    [Fact]
    public async Task What_it_needs_may_also_come_by_import()
    {
        var shop = await fixture.OpenAsync();
        Assert.Equal("parked", await shop.OutcomesAsync(Item("1", "i", 1, "Title", ("s", 100))));
        await shop.MakeMerchantAsync();
        // As an import says when it ends; the subscription hears it and needs no event of the shop.
        await shop.Database.ExecuteAsync(
            """
            insert into kernel.outbox (tenant_id, event_id, type, version, payload, occurred_at)
            values ($1, $2, 'catalog.items_changed', 1, '{"fromSeq":1,"toSeq":1}', now())
            """,
            shop.Call.Tenant.Id, shop.Database.Ids.Next());
        using var tooLong = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while ((await shop.CountsAsync()).Items.Parked > 0)
        {
            await Task.Delay(20, tooLong.Token);
        }

        Assert.Contains("item|i|m1|Title", await shop.StateAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_waits_too_long_is_refused_with_what_it_waited_for()
    {
        var shop = await fixture.OpenAsync();
        Assert.Equal("parked", await shop.OutcomesAsync(Paid("1", "never", 100)));
        var later = new CallContext(
            shop.Call.Tenant with { ClockOffset = KernelLimits.ToldParkedFor + TimeSpan.FromHours(1) },
            TestActor.Machine(), TimeProvider.System, shop.Database.Ids);
        await shop.TryAsync(later, Paid("2", "other", 100));
        var again = Assert.Single(await shop.TellAsync(Paid("1", "never", 100)));
        Assert.Equal((ToldOutcome.Refused, "request.told_waited_too_long"), (again.Before, again.Code));
        Assert.Contains("order:never", again.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_one_event_has_wrong_does_not_cost_the_others()
    {
        var shop = await fixture.OpenAsync();
        await shop.MakeMerchantAsync();
        var answers = await shop.TellAsync(
            Item("1", "i1", 1, new string('x', 501), ("a", 1)), Item("2", "i2", 1, "Title", ("b", 1)),
            Item("3", "i3", 1, "Title", ("c", 0)), Order("4", "o", ("b", 2, 100)), Paid("5", "o", 199),
            Stock("6", "b", 1, -1));
        Assert.Equal(
            "refused applied refused applied refused refused",
            string.Join(' ', answers.Select(answer => EnumText.Of(answer.Outcome))));
        Assert.Equal(
            ["catalog.too_long", "catalog.out_of_range", "trade.amounts_differ", "request.invalid"],
            answers.Where(answer => answer.Code is not null).Select(answer => answer.Code));
        Assert.All(
            answers.Where(answer => answer.Outcome == ToldOutcome.Refused), answer => Assert.NotNull(answer.Reason));
    }

    [Fact]
    public async Task An_order_is_told_once_and_is_paid_or_cancelled()
    {
        var shop = await fixture.OpenAsync();
        await shop.MakeMerchantAsync();
        await shop.TellAsync(Item("1", "i", 1, "Title", ("s", 100)), Order("2", "o", ("s", 3, 100)));
        Assert.Equal(
            "superseded refused applied refused",
            await shop.OutcomesAsync(
                Order("3", "o", ("s", 3, 100)), Order("4", "o", ("s", 4, 100)), Paid("5", "o", 300),
                Cancelled("6", "o", 3)));
    }

    [Fact]
    public async Task A_shops_order_is_the_shops_to_pay_cancel_and_refund()
    {
        var shop = await fixture.OpenAsync();
        await shop.MakeMerchantAsync();
        await shop.TellAsync(Item("1", "i", 1, "Title", ("s", 100)), Order("2", "o", ("s", 3, 100)));
        var order = Assert.Single(await shop.Trade.OfShopperAsync(shop.Call, "ann", null, 10, default));
        Assert.Equal("o", order.ShopOrderId);
        Assert.IsType<OrderIsTheShops>((await shop.Trade.PayAsync(shop.Call, "k", order.Id, "demo", default)).Error);
        Assert.IsType<OrderIsTheShops>(
            (await shop.Trade.CancelAsync(shop.Call, order.Id, CancelReason.Shopper, default)).Error);
        await shop.TellAsync(Paid("3", "o", 300));
        Assert.IsType<OrderIsTheShops>(
            (await shop.Trade.RefundAsync(shop.Call, "k", order.Id, [new(1, 1)], default)).Error);
    }

    [Fact]
    public async Task An_unpaid_order_of_the_shop_does_not_expire_here()
    {
        var shop = await fixture.OpenAsync();
        await shop.MakeMerchantAsync();
        await shop.TellAsync(Item("1", "i", 1, "Title", ("s", 100)), Order("2", "o", ("s", 1, 100)));
        var late = new CallContext(
            shop.Call.Tenant with { ClockOffset = TimeSpan.FromDays(3000) }, Actor.System, TimeProvider.System,
            shop.Database.Ids);
        Assert.Equal(0, await new Expiry.UnpaidSweeper(
            new TradeDb(shop.Database.Source, shop.Database.Settings), null!, null!, TimeProvider.System,
            Microsoft.Extensions.Logging.Abstractions.NullLogger<Expiry.UnpaidSweeper>.Instance)
            .SweepAsync(late, default));
        Assert.Equal("applied", await shop.OutcomesAsync(Paid("3", "o", 100)));
    }

    [Fact]
    public async Task Envelopes_that_cannot_be_answered_are_refused_with_their_fields()
    {
        var shop = await fixture.OpenAsync();
        var refused = (await shop.TryAsync(
            Stock("", "s", 1, 1), Stock("2", "s", 0, 1), Stock("3", "s", 1, 1) with { Type = "stock.vanished" },
            Stock("4", "s", 1, 1) with { Payment = new ShopPayment(new Money(1, "CNY")) })).Error;
        Assert.Equal(
            ["events[0].id", "events[1].version", "events[2].type", "events[3].stock"],
            refused!.Fields.Select(field => field.Path));
        Assert.IsType<InvalidRequest>((await shop.TryAsync()).Error);
        Assert.IsType<InvalidRequest>((await shop.TryAsync(
            [.. Enumerable.Range(0, 501).Select(n => Stock($"{n}", "s", 1, 1))])).Error);
    }

    [Fact]
    public async Task A_key_of_some_merchants_only_may_not_speak_for_the_shop()
    {
        var shop = await fixture.OpenAsync();
        var some = new CallContext(
            shop.Call.Tenant, TestActor.Machine() with { Merchants = new HashSet<string> { "m1" } },
            TimeProvider.System, shop.Database.Ids);
        Assert.IsType<NotAllowed>((await shop.TryAsync(some, Stock("1", "s", 1, 1))).Error);
    }
}
