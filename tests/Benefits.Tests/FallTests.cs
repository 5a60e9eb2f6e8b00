using System.Collections.Concurrent;
using Marquee.Benefits.Engine;
using Marquee.Kernel;
using Marquee.Testing;
using Npgsql;

namespace Marquee.Benefits.Tests;

/// <summary>
/// Connections die in the middle of claims and draws: nothing acknowledged is lost, nothing is given twice.
/// </summary>
public sealed class FallTests : IAsyncLifetime
{
    private const int Shoppers = 24;
    private Market _market = null!;

    public async ValueTask InitializeAsync() => _market = await Market.OpenAsync();

    public async ValueTask DisposeAsync() => await _market.DisposeAsync();

    [Fact]
    public async Task Connections_killed_in_the_middle_strand_no_budget_and_lose_no_grant()
    {
        var coupon = await _market.CouponAsync(budget: 60_000, perShopper: 3);
        var lottery = await _market.LotteryAsync(odds: 400_000, stock: 15, tries: 3);
        using var stop = new CancellationTokenSource();
        var killer = KillAsync(stop.Token);
        var acknowledged = new ConcurrentDictionary<Id<Grant>, byte>();
        await Parallel.ForEachAsync(
            Enumerable.Range(1, Shoppers), new ParallelOptions { MaxDegreeOfParallelism = Shoppers },
            async (shopper, _) =>
            {
                for (var i = 0; i < (LongRun.IsOn ? 40 : 4); i++)
                {
                    // One in three gives up after its first try and never repeats: the sweep must finish what it began.
                    var patience = (shopper + i) % 3 == 0 ? 1 : 50;
                    var claim = await TryAsync(patience, () => _market.Benefits.ClaimAsync(
                        _market.Call, shopper, coupon, "c" + i, default));
                    var draw = await TryAsync(patience, () => _market.Benefits.DrawAsync(
                        _market.Call, shopper, lottery, "d" + i, default));
                    Id<Grant>?[] got =
                    [
                        claim is { IsSuccess: true } ? claim.Value.Value.Id : null,
                        draw is { IsSuccess: true } ? draw.Value.Value.GrantId : null,
                    ];
                    foreach (var grant in got.OfType<Id<Grant>>())
                    {
                        Assert.True(acknowledged.TryAdd(grant, 0), "A grant was given to two requests.");
                    }
                }
            });
        await stop.CancelAsync();
        Assert.True(await killer > 0, "No connection was killed: the test would prove nothing.");
        // A pooled connection may still have been killed: until nothing is pending any more.
        while ((await TryAsync(50, async () => Result<int>.Of(
            await _market.Get<Entries>().RecoverAsync(_market.Call, TimeSpan.Zero, default))))!.Value.Value > 0)
        {
        }

        await CheckAsync(coupon, lottery, [.. acknowledged.Keys]);
    }

    private async Task CheckAsync(Id<Benefit> coupon, Id<Benefit> lottery, HashSet<Id<Grant>> acknowledged)
    {
        var wallets = await Task.WhenAll(Enumerable.Range(1, Shoppers)
            .Select(shopper => _market.Benefits.WalletAsync(_market.Call, shopper, default)));
        var grants = wallets.SelectMany(wallet => wallet).ToList();
        Assert.Subset(grants.Select(grant => grant.Id).ToHashSet(), acknowledged);
        Assert.All(wallets, wallet => Assert.InRange(wallet.Count(grant => grant.BenefitId == coupon), 0, 3));
        // What the ledger spent is exactly what stands in wallets.
        var coupons = grants.Count(grant => grant.BenefitId == coupon);
        Assert.Equal(coupons * 2_000L, (await _market.BalanceAsync(coupon, "budget")).Spent);
        Assert.Equal(
            grants.Count(grant => grant.BenefitId == lottery),
            (await _market.BalanceAsync(lottery, "prize:prize1")).Spent);
        Assert.Equal(
            await _market.Database.ScalarAsync<long>(
                "select count(*) from benefits.entry where benefit_id = $1 and status = 'granted'", lottery.Value),
            (await _market.BalanceAsync(lottery, "tries")).Spent);
        var audit = await _market.Ledger.AuditAsync(_market.Call, "", default);
        Assert.True(audit.Holds, audit.FirstBroken);
        // Nobody was refused for want of budget while there was some.
        Assert.True(coupons == 30 || await _market.Database.ScalarAsync<long>(
            "select count(*) from benefits.entry where benefit_id = $1 and refused_by = 'cap'", coupon.Value) == 0);
    }

    private static async Task<Result<T>?> TryAsync<T>(int patience, Func<Task<Result<T>>> request)
    {
        for (var attempt = 0; attempt < patience; attempt++)
        {
            try
            {
                return await request();
            }
            catch (NpgsqlException e) when (e is not PostgresException { SqlState: "23514" or "23505" })
            {
                await Task.Delay(10);
            }
        }

        return null;
    }

    private async Task<int> KillAsync(CancellationToken stop)
    {
        var killed = 0;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                killed += await _market.Database.ScalarAsync<bool>("""
                    select pg_terminate_backend(pid) from pg_stat_activity
                    where datname = current_database() and pid <> pg_backend_pid() and state <> 'idle'
                    order by random() limit 1
                    """)
                    ? 1
                    : 0;
                await Task.Delay(10, stop);
            }
            catch (OperationCanceledException)
            {
                break;
            }
            catch (NpgsqlException)
            {
                // It may meet itself.
            }
        }

        return killed;
    }
}
