using Marquee.Benefits.Draws;
using Marquee.Benefits.Engine;
using Marquee.Benefits.Storage;
using Marquee.Benefits.Types;
using Marquee.Kernel;
using Marquee.Testing;

namespace Marquee.Benefits.Tests;

public sealed class DrawTests : IAsyncLifetime
{
    private Market _market = null!;

    public async ValueTask InitializeAsync() => _market = await Market.OpenAsync();

    public async ValueTask DisposeAsync() => await _market.DisposeAsync();

    [Fact]
    public async Task Drawing_twice_with_one_key_draws_once()
    {
        var lottery = await _market.LotteryAsync();
        var first = await DrawAsync(1, lottery, "k");
        Assert.Equal(first.Value, (await DrawAsync(1, lottery, "k")).Value);
        Assert.Equal(1, (await _market.BalanceAsync(lottery, "tries")).Spent);
    }

    [Fact]
    public async Task Tries_of_a_day_end_and_begin_anew_at_the_tenants_midnight()
    {
        var lottery = await _market.CreateAsync(
            "lottery", ("title", "Wheel"), ("triesPerDay", 2L), ("triesInAll", 3L),
            ("prize1Title", "Car"), ("prize1OddsPpm", 1L), ("prize1Stock", 1L));
        // The window of the test market is an hour: make it a week.
        await _market.Database.ExecuteAsync("update benefits.benefit set to_at = to_at + interval '7 days'");
        Assert.True((await DrawAsync(1, lottery, "1")).IsSuccess);
        Assert.True((await DrawAsync(1, lottery, "2")).IsSuccess);
        Assert.Equal(new ClaimLimitReached(lottery, "tries_per_day", 2), (await DrawAsync(1, lottery, "3")).Error);
        var state = Assert.Single(await _market.Benefits.ForShopperAsync(_market.Call, 1, [lottery], default));
        Assert.Equal((ShopperBenefitState.Used, 0), (state.State, state.TriesLeft));
        // Midnight in Shanghai.
        _market.Database.Clock.MoveTo(FakeClock.Start.AddHours(4));
        Assert.True((await DrawAsync(1, lottery, "4")).IsSuccess);
        Assert.Equal(new ClaimLimitReached(lottery, "tries_in_all", 3), (await DrawAsync(1, lottery, "5")).Error);
    }

    [Fact]
    public async Task A_sold_out_prize_becomes_the_consolation_and_never_one_more()
    {
        var lottery = await _market.LotteryAsync(odds: 1_000_000, stock: 7, tries: 5);
        var draws = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => DrawAsync(1 + (i / 5), lottery, "k" + i)));
        Assert.All(draws, draw => Assert.True(draw.IsSuccess));
        Assert.Equal(
            7, draws.Count(draw => draw.Value is { Prize: "prize1", GrantId: not null, IsConsolation: false }));
        Assert.Equal(
            33, draws.Count(draw => draw.Value is { Prize: null, GrantId: null, IsConsolation: true, Title: "谢谢参与" }));
        Assert.Equal(Enumerable.Range(1, 40).Select(n => (long)n), draws.Select(draw => draw.Value.Sequence).Order());
        Assert.Equal(0, (await _market.BalanceAsync(lottery, "prize:prize1")).Left);
        var won = (await _market.Benefits.WalletAsync(_market.Call, 1, default)).Concat(
            (await Task.WhenAll(
                Enumerable.Range(2, 7).Select(s => _market.Benefits.WalletAsync(_market.Call, s, default)))).SelectMany(
                    w => w));
        Assert.Equal(7, won.Count());
    }

    [Fact]
    public async Task Every_draw_is_reproduced_from_the_seed_and_its_number()
    {
        var lottery = await _market.LotteryAsync(odds: 300_000, stock: 12, tries: 100);
        var draws = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => DrawAsync(i % 4, lottery, "k" + i)));
        var row = await _market.Get<BenefitsDb>().ReadAsync(
            _market.Call, tx => BenefitRow.FindAsync(tx, lottery, default), default);
        Assert.Null(ShowFairness.ViewOf(row!, _market.Call.Now).Seed);
        var published = ShowFairness.ViewOf(row!, row!.Benefit.To);
        var seed = Convert.FromHexString(published.Seed!);

        Assert.Equal(published.SeedHash, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(seed)));
        foreach (var draw in draws.Select(result => result.Value))
        {
            Assert.Equal(Ticket.Of(seed, draw.Sequence), draw.Ticket);
            var drawn = published.Prizes.FirstOrDefault(
                prize => draw.Ticket >= prize.From && draw.Ticket < prize.To)?.Code;
            Assert.Equal(drawn, await _market.Database.ScalarAsync<string>(
                "select drawn from benefits.entry where benefit_id = $1 and sequence = $2", lottery.Value,
                draw.Sequence));
            Assert.True(draw.Prize is null || draw.Prize == drawn);
        }

        // Nobody who drew a prize went without while there was one left.
        var winners = draws.Count(result => result.Value.Ticket < 300_000);
        Assert.Equal(Math.Min(winners, 12), draws.Count(result => result.Value.Prize is not null));
    }

    [Fact]
    public async Task A_draw_cut_short_after_its_prize_was_taken_comes_to_the_same_prize()
    {
        var lottery = await _market.LotteryAsync(odds: 1_000_000, stock: 2);
        var first = await DrawAsync(1, lottery, "k");
        // As if the host had fallen before the outcome was written.
        await _market.Database.ExecuteAsync("delete from benefits.grant_event");
        await _market.Database.ExecuteAsync("delete from benefits.wallet");
        await _market.Database.ExecuteAsync("""
            update benefits.entry set status = 'pending', sequence = null, ticket = null, drawn = null, code = null,
                title = null,
                grant_id = null, recorded_at = clock_timestamp() - interval '1 minute'
            """);
        await _market.SweepAsync();
        Assert.Equal(first.Value, (await DrawAsync(1, lottery, "k")).Value);
        Assert.Single(await _market.Benefits.WalletAsync(_market.Call, 1, default));
        Assert.Equal(1, (await _market.BalanceAsync(lottery, "prize:prize1")).Spent);
    }

    private Task<Result<DrawOutcome>> DrawAsync(int shopper, Id<Benefit> lottery, string key) =>
        _market.Benefits.DrawAsync(_market.Call, shopper, lottery, key, default);
}
