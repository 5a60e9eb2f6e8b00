using FsCheck;
using FsCheck.Fluent;
using Marquee.Catalog.Stocks;
using Marquee.Kernel;
using Marquee.Testing;

namespace Marquee.Catalog.Tests;

public sealed class StockTests(Database fixture) : IClassFixture<Database>
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Repeating_a_reservation_takes_nothing_more()
    {
        var market = await WithStockAsync(10, 10);
        for (var i = 0; i < 3; i++)
        {
            Assert.True((await market.Stock.ReserveAsync(market.Call, "k", [new(2, 3), new(1, 2)], None)).IsSuccess);
        }

        Assert.Equal("8 7", await FreeAsync(market));
        Assert.IsType<StockKeyReused>((await market.Stock.ReserveAsync(market.Call, "k", [new(1, 2)], None)).Error);
    }

    [Fact]
    public async Task A_reservation_that_lacks_one_line_takes_no_line_and_says_which()
    {
        var market = await WithStockAsync(10, 1);
        var refused =
            (await market.Stock.ReserveAsync(market.Call, "k", [new(1, 5), new(2, 2), new(99, 1)], None)).Error;
        Assert.Equal(
            [new ShortLine(2, "i2", 2, 1), new ShortLine(99, null, 1, 0)], Assert.IsType<StockShort>(refused).Lines);
        Assert.Equal("10 1", await FreeAsync(market));
        Assert.True((await market.Stock.ReserveAsync(market.Call, "k", [new(1, 5)], None)).IsSuccess);
    }

    [Fact]
    public async Task What_is_confirmed_left_and_what_is_released_is_back()
    {
        var market = await WithStockAsync(10, 10);
        await market.Stock.ReserveAsync(market.Call, "a", [new(1, 4)], None);
        await market.Stock.ReserveAsync(market.Call, "b", [new(1, 5)], None);
        for (var i = 0; i < 2; i++)
        {
            Assert.True((await market.Stock.ConfirmAsync(market.Call, "a", None)).IsSuccess);
            Assert.True((await market.Stock.ReleaseAsync(market.Call, "b", None)).IsSuccess);
        }

        Assert.Equal(new StockLevel(1, 6, 0), (await market.Stock.LevelsAsync(market.Call, [1], None))[1]);
        Assert.IsType<StockConfirmed>((await market.Stock.ReleaseAsync(market.Call, "a", None)).Error);
        Assert.IsType<StockReleased>((await market.Stock.ConfirmAsync(market.Call, "b", None)).Error);
        Assert.IsType<StockReleased>((await market.Stock.ReserveAsync(market.Call, "b", [new(1, 5)], None)).Error);
        Assert.IsType<Unknown>((await market.Stock.ConfirmAsync(market.Call, "never", None)).Error);
    }

    [Fact]
    public async Task A_release_that_overtakes_its_reservation_wins()
    {
        var market = await WithStockAsync(10, 10);
        Assert.True((await market.Stock.ReleaseAsync(market.Call, "k", None)).IsSuccess);
        Assert.IsType<StockReleased>((await market.Stock.ReserveAsync(market.Call, "k", [new(1, 1)], None)).Error);
        Assert.Equal("10 10", await FreeAsync(market));
    }

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("k", 1, 0)]
    [InlineData("k", 1, -4)]
    [InlineData("k", 2, 1)]
    public async Task A_request_that_makes_no_sense_is_refused(string key, int times, long units)
    {
        var market = await WithStockAsync(10);
        var lines = Enumerable.Repeat(new StockLine(1, units), times).ToList();
        Assert.IsType<InvalidRequest>((await market.Stock.ReserveAsync(market.Call, key, lines, None)).Error);
        Assert.Equal("10", await FreeAsync(market));
    }

    [Fact]
    public async Task Any_sequence_of_requests_ends_as_a_plain_count_says()
    {
        var market = await WithStockAsync(6, 9, 4);
        var step = from op in Gen.Choose(0, 3)
                   from key in Gen.Choose(0, 4)
                   from sku in Gen.Choose(1, 3)
                   from units in Gen.Choose(1, 4)
                   from wide in Gen.Elements(false, true)
                   select (op, key: "k" + key, lines: Lines(sku, units, wide));
        var tenant = 0;
        foreach (var steps in Gen.Sample(step.ListOf(30), 12))
        {
            var call = tenant++ == 0 ? market.Call : await NewTenantAsync(market);
            var oracle = new Oracle([6, 9, 4]);
            foreach (var (op, key, lines) in steps)
            {
                var answer = op switch
                {
                    0 or 1 => await market.Stock.ReserveAsync(call, key, lines, None),
                    2 => await market.Stock.ConfirmAsync(call, key, None),
                    _ => await market.Stock.ReleaseAsync(call, key, None),
                };
                Assert.Equal(oracle.Ask(op, key, lines), answer.Error?.Code ?? "");
                var levels = await market.Stock.LevelsAsync(call, [1, 2, 3], None);
                Assert.Equal(oracle.Levels, [.. levels.OrderBy(level => level.Key).Select(level => level.Value)]);
            }
        }
    }

    [Fact]
    public async Task Many_at_once_never_take_more_than_there_is_and_strand_nothing()
    {
        var market = await WithStockAsync(40, 60);
        var workers = Enumerable.Range(0, 12).Select(async worker =>
        {
            var random = TestSeed.RandomFor("stock worker " + worker);
            var taken = 0L;
            for (var i = 0; i < 25; i++)
            {
                // Both orders of the two SKUs, and keys that two workers share.
                var key = random.Next(4) == 0 ? $"shared {i}" : $"{worker} {i}";
                List<StockLine> lines = random.Next(2) == 0 ? [new(1, 1), new(2, 2)] : [new(2, 2), new(1, 1)];
                if (!(await market.Stock.ReserveAsync(market.Call, key, lines, None)).IsSuccess)
                {
                    continue;
                }

                _ = random.Next(3) == 0
                    ? await market.Stock.ConfirmAsync(market.Call, key, None)
                    : await market.Stock.ReleaseAsync(market.Call, key, None);
                taken++;
            }

            return taken;
        });
        await Task.WhenAll(workers);
        var left = await market.Stock.LevelsAsync(market.Call, [1, 2], None);
        var confirmed = await market.Database.ScalarAsync<long>(
            "select count(*) from catalog.stock_request where tenant_id = $1 and status = 'confirmed'",
                market.Call.Tenant.Id);
        Assert.Equal(0, await market.Database.ScalarAsync<long>(
            "select count(*) from catalog.stock_request where tenant_id = $1 and status = 'reserved'",
                market.Call.Tenant.Id));
        Assert.Equal((40 - confirmed, 0), (left[1].OnHand, left[1].Reserved));
        Assert.Equal((60 - (2 * confirmed), 0), (left[2].OnHand, left[2].Reserved));
        Assert.True(confirmed > 0, "Nothing was ever taken.");
    }

    [Fact]
    public async Task The_last_units_are_taken_exactly_once()
    {
        var market = await WithStockAsync(5);
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(
            i => market.Stock.ReserveAsync(market.Call, $"k{i}", [new(1, 1)], None)));
        Assert.Equal(5, answers.Count(answer => answer.IsSuccess));
        Assert.All(answers.Where(answer => !answer.IsSuccess), answer => Assert.IsType<StockShort>(answer.Error));
    }

    private async Task<Market> WithStockAsync(params int[] units)
    {
        var market = await Market.WithMerchantsAsync(fixture);
        await FillAsync(market, units);
        return market;
    }

    private static Task FillAsync(Market market, params int[] units) => market.DoneAsync(
        "items", "item_id,merchant_id,title,stock\n" + string.Concat(units.Select((n, i) => $"i{i + 1},m1,T,{n}\n")));

    /// <summary>A further tenant with the stock of the first: reservations of one never touch the other.</summary>
    private static async Task<CallContext> NewTenantAsync(Market market)
    {
        var call = market.Database.Call(await market.Database.NewTenantAsync());
        await market.Database.ExecuteAsync("""
            insert into catalog.sku (tenant_id, sku_no, external_id, item_no, is_main, updated_at)
            select $1, sku_no, external_id, item_no, is_main, updated_at from catalog.sku where tenant_id = $2
            """, call.Tenant.Id, market.Call.Tenant.Id);
        await market.Database.ExecuteAsync(
            "insert into catalog.stock (tenant_id, sku_no, on_hand) values ($1, 1, 6), ($1, 2, 9), ($1, 3, 4)",
            call.Tenant.Id);
        return call;
    }

    private static List<StockLine> Lines(int sku, int units, bool wide) =>
        wide ? [new(sku, units), new((sku % 3) + 1, 1)] : [new(sku, units)];

    private static async Task<string> FreeAsync(Market market) => await market.Database.ScalarAsync<string>(
        "select string_agg((on_hand - reserved)::text, ' ' order by sku_no) from catalog.stock where tenant_id = $1",
        market.Call.Tenant.Id) ?? "";

    /// <summary>The same rules, written as plainly as they can be.</summary>
    private sealed class Oracle(long[] onHand)
    {
        private readonly Dictionary<string, (string Status, List<StockLine> Lines)> _requests = [];
        private readonly long[] _reserved = new long[onHand.Length];

        public List<StockLevel> Levels => [.. onHand.Select((units, i) => new StockLevel(i + 1, units, _reserved[i]))];

        public string Ask(int op, string key, List<StockLine> lines)
        {
            var known = _requests.TryGetValue(key, out var request);
            if (op <= 1)
            {
                return Reserve(key, lines, known ? request : null);
            }

            if (!known)
            {
                if (op == 3)
                {
                    _requests[key] = ("released", []);
                }

                return op == 3 ? "" : "request.unknown";
            }

            var end = op == 2 ? "confirmed" : "released";
            if (request.Status != "reserved")
            {
                return request.Status == end ? "" : "catalog.stock_" + request.Status;
            }

            foreach (var line in request.Lines)
            {
                _reserved[line.SkuNo - 1] -= line.Units;
                onHand[line.SkuNo - 1] -= op == 2 ? line.Units : 0;
            }

            _requests[key] = (end, request.Lines);
            return "";
        }

        private string Reserve(string key, List<StockLine> lines, (string Status, List<StockLine> Lines)? known)
        {
            if (known is { } request)
            {
                return request.Status == "released" ? "catalog.stock_released"
                    : request.Lines.ToHashSet().SetEquals(lines) ? "" : "catalog.stock_key_reused";
            }

            if (lines.Any(line => onHand[line.SkuNo - 1] - _reserved[line.SkuNo - 1] < line.Units))
            {
                return "catalog.stock_short";
            }

            lines.ForEach(line => _reserved[line.SkuNo - 1] += line.Units);
            _requests[key] = ("reserved", lines);
            return "";
        }
    }
}
