using Marquee.Campaigns;
using Marquee.Kernel;
using Marquee.Rules;
using Marquee.Selection.Pools;
using Marquee.Testing;

namespace Marquee.Selection.Tests;

public sealed class SelectionDatabase() : DatabaseFixture(new SelectionModule());

public sealed class PoolTests(SelectionDatabase fixture) : IClassFixture<SelectionDatabase>
{
    [Fact]
    public async Task Members_are_those_the_rule_wants_ranked_by_the_declared_score()
    {
        var world = await World.NewAsync(fixture.Database);
        world.Item(1, discount: 5);
        world.Item(2, discount: 30);
        world.Item(3, discount: 20);
        await world.PoolAsync(atLeast: 10);
        Assert.Equal([2, 3], await world.MembersAsync());
    }

    [Fact]
    public async Task An_item_without_the_data_is_counted_as_unknown_and_is_no_member()
    {
        var world = await World.NewAsync(fixture.Database);
        world.Item(1, discount: null);
        world.Item(2, discount: 30);
        await world.PoolAsync(atLeast: 10);
        Assert.Equal([2], await world.MembersAsync());
        Assert.Equal((1, 1), await world.CountsAsync());
    }

    [Fact]
    public async Task A_pin_orders_and_does_not_admit_and_an_excluded_item_never_is_a_member()
    {
        var world = await World.NewAsync(fixture.Database);
        world.Item(1, discount: 5);
        world.Item(2, discount: 30);
        world.Item(3, discount: 20);
        world.Item(4, discount: 99);
        await world.PoolAsync(atLeast: 10, pins: ["item-1", "item-3"], excludes: ["item-4"]);
        Assert.Equal([3, 2], await world.MembersAsync());
    }

    [Fact]
    public async Task An_item_that_leaves_or_ends_leaves_the_pool()
    {
        var world = await World.NewAsync(fixture.Database);
        world.Item(1, discount: 30);
        world.Item(2, discount: 20);
        await world.PoolAsync(atLeast: 10);
        var from = world.Market.End + 1;
        world.Item(1, discount: 30, CampaignItemStatus.Left);
        world.Item(2, discount: 20, CampaignItemStatus.Ended);
        await world.RefreshAsync(from, world.Market.End);
        Assert.Empty(await world.MembersAsync());
    }

    [Fact]
    public async Task A_range_that_comes_twice_changes_nothing_the_second_time()
    {
        var world = await World.NewAsync(fixture.Database);
        await world.PoolAsync(atLeast: 10);
        world.Item(1, discount: 30);
        await world.RefreshAsync(1, 1);
        await world.RefreshAsync(1, 1);
        Assert.Equal([1], await world.MembersAsync());
        Assert.Equal(1, await fixture.Database.ScalarAsync<long>(
            "select count(*) from kernel.outbox where tenant_id = $1 and type = 'selection.pool_changed'",
                world.Call.Tenant.Id));
    }

    [Fact]
    public async Task Refreshing_by_ranges_gives_what_a_rebuild_gives()
    {
        var random = new Random(TestSeed.Next());
        for (var history = 0; history < 5; history++)
        {
            var world = await World.NewAsync(fixture.Database);
            await world.PoolAsync(atLeast: 10, pins: ["item-3"], excludes: ["item-5"]);
            for (var step = 0; step < 6; step++)
            {
                var from = world.Market.End + 1;
                for (var i = random.Next(1, 6); i > 0; i--)
                {
                    world.Item(random.Next(1, 12), random.Next(0, 4) == 0 ? null : random.Next(0, 20),
                        (CampaignItemStatus)random.Next(0, 4));
                }

                await world.RefreshAsync(from, world.Market.End);
                Assert.Equal(await world.RebuiltAsync(), await world.RowsAsync());
            }
        }
    }

    [Fact]
    public async Task Another_tenant_sees_neither_pool_nor_members()
    {
        var world = await World.NewAsync(fixture.Database);
        world.Item(1, discount: 30);
        await world.PoolAsync(atLeast: 10);
        var other = fixture.Database.Call(await fixture.Database.NewTenantAsync());
        Assert.Empty(await world.Pools.MembersAsync(other, world.Pool.Id, 0, 10, default));
        Assert.Empty(await world.Pools.GetAsync(other, [world.Pool.Id], default));
    }

    private sealed class World
    {
        private readonly SelectionDb _db;
        private readonly MarketFields _fields = new();
        private readonly FieldCatalogs _catalogs;
        private readonly Chooser _chooser;

        private World(TestDatabase database, CallContext call)
        {
            Call = call;
            _db = new SelectionDb(database.Source, database.Settings);
            _catalogs = new FieldCatalogs(new Registry<IFieldSource>([_fields]));
            _chooser = new Chooser(new RuleEvaluation(_catalogs), _catalogs);
            Pools = new ReadPools(_db);
        }

        public CallContext Call { get; }

        public FeedMarket Market { get; } = new();

        public ReadPools Pools { get; }

        public PoolRow Pool { get; private set; } = null!;

        public static async Task<World> NewAsync(TestDatabase database) =>
            new(database, database.Call(await database.NewTenantAsync()));

        public void Item(int no, long? discount, CampaignItemStatus status = CampaignItemStatus.Live)
        {
            _fields.Values.Remove(no);
            if (discount is { } known)
            {
                _fields.Values[no] = known;
            }

            Market.Put(no, status, null);
        }

        public async Task PoolAsync(long atLeast, string[]? pins = null, string[]? excludes = null)
        {
            var rule = RulePublication.Publish(
                Rule.Of(Entity.CampaignItem, new Compare(MarketFields.Discount, CompareOp.Ge, atLeast)),
                    _catalogs.For(Call)).Value;
            Pool = new PoolRow(
                Call.Ids.Next<Pool>(), "Pool", FeedMarket.RoundId.Value, rule, MarketFields.Discount, pins ?? [],
                    excludes ?? [], 0, Call.Now);
            var chosen = (await new Rebuild(Market, _chooser).ChooseAsync(Call, Pool, default)).Value;
            var stored = await _db.MutateAsync(Call, tx =>
                CreatePool.StoreAsync(tx, Pool with { FeedSeq = chosen.FeedSeq }, chosen, default), default);
            Assert.Null(stored.Error);
        }

        public Task RefreshAsync(long from, long to) => new RefreshPools(_db, Market, _chooser).HandleAsync(
            new Delivery(
                "selection.refresh_pools", Call.AsSystem(), Call.Ids.Next(), "campaigns.items_changed", 1, Call.Now,
                MarqueeJson.Text(new CampaignItemsChanged(FeedMarket.RoundId, from, to))), default);

        public async Task<IReadOnlyList<int>> MembersAsync() =>
            [.. (await Pools.MembersAsync(Call, Pool.Id, 0, 100, default)).Select(member => member.CampaignItemNo)];

        public async Task<(int Members, int Unknown)> CountsAsync()
        {
            var pool = Assert.Single(await Pools.GetAsync(Call, [Pool.Id], default));
            return (pool.Members, pool.Unknown);
        }

        public async Task<IReadOnlyList<string>> RowsAsync() => await _db.ReadAsync(Call, tx => tx.QueryAsync(
            $"""
            select campaign_item_no || ' ' || outcome || ' ' || coalesce(score::text, '-') from selection.member
            where tenant_id = {Call.Tenant.Id} and pool_id = {Pool.Id} order by campaign_item_no
            """,
            row => row.GetString(0), default), default);

        public async Task<IReadOnlyList<string>> RebuiltAsync() =>
            [.. (await new Rebuild(Market, _chooser).ChooseAsync(Call, Pool, default)).Value.Choices
                .Where(choice => choice.Outcome != Outcome.Fail).OrderBy(choice => choice.CampaignItemNo)
                .Select(choice => $"{choice.CampaignItemNo} {EnumText.Of(choice.Outcome)} {choice.Score?.ToString(
                    System.Globalization.CultureInfo.InvariantCulture) ?? "-"}")];
    }
}
