using Marquee.Kernel;
using Marquee.Risk.Board;
using Marquee.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Marquee.Risk.Tests;

/// <summary>The list on real hosts and a real database.</summary>
public sealed class BoardTests(RiskDatabase fixture) : IClassFixture<RiskDatabase>
{
    [Fact]
    public async Task Every_host_follows_a_take_down_and_every_surface_on_it_acknowledges()
    {
        var tenant = await fixture.Database.NewTenantAsync();
        await using var one = await Market.HostAsync(fixture.Database);
        await using var other = await Market.HostAsync(fixture.Database);
        var call = fixture.Database.Call(tenant);
        // The other host has looked before: what it holds must be replaced.
        Assert.Empty((await other.Services.GetRequiredService<ITakedowns>().ListAsync(call, default)).All);

        var taken = await one.Services.GetRequiredService<ITakedowns>().TakeAsync(call, Market.Of("c"), default);
        Assert.True(taken.IsSuccess, taken.Error?.Message);
        await EventuallyAsync(async () =>
            (await other.Services.GetRequiredService<ITakedowns>().ListAsync(call, default)).All.Count == 1);
        await EventuallyAsync(async () => await fixture.Database.ScalarAsync<long>(
            "select count(*) from risk.acknowledgement where tenant_id = $1 and revision = 1", tenant.Id) == 4);
    }

    [Fact]
    public async Task Of_many_at_once_one_takes_it_down_and_the_others_are_told_which()
    {
        var tenant = await fixture.Database.NewTenantAsync();
        var board = Market.Board(fixture.Database);
        var results = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ =>
            board.TakeAsync(fixture.Database.Call(tenant), Market.Of("c"), default)));
        var won = Assert.Single(results, result => result.IsSuccess).Value;
        Assert.All(results.Where(result => !result.IsSuccess), result =>
            Assert.Equal(won.Id, Assert.IsType<AlreadyDown>(result.Error).Takedown));
    }

    [Fact]
    public async Task What_does_not_exist_cannot_be_taken_down()
    {
        var call = fixture.Database.Call(await fixture.Database.NewTenantAsync());
        var board = Market.Board(fixture.Database);
        Assert.IsType<Unknown>((await board.TakeAsync(call, Market.Of("nobody"), default)).Error);
        Assert.Equal(0, (await board.ListAsync(call, default)).Revision);
    }

    [Fact]
    public async Task While_the_database_is_away_pages_keep_the_list_for_a_while_and_money_stops_at_once()
    {
        var call = fixture.Database.Call(await fixture.Database.NewTenantAsync());
        var clock = new FakeClock();
        var source = NpgsqlDataSource.Create(fixture.Database.Settings.Database);
        var board = new TakedownBoard(
            new RiskDb(source, fixture.Database.Settings), new TakedownChanges([new Market()]), clock);
        await board.TakeAsync(call, Market.Of("c"), default);
        await source.DisposeAsync();

        Assert.Single((await board.CertainAsync(call, default)).All);
        clock.Advance(RiskLimits.Fresh);
        Assert.Single((await board.ListAsync(call, default)).All);
        await Assert.ThrowsAnyAsync<Exception>(async () => await board.CertainAsync(call, default));
        clock.Advance(RiskLimits.Kept);
        await Assert.ThrowsAnyAsync<Exception>(async () => await board.ListAsync(call, default));
    }

    [Fact]
    public async Task What_ends_by_itself_is_back_at_that_instant_and_can_be_taken_down_again()
    {
        var tenant = await fixture.Database.NewTenantAsync();
        var call = fixture.Database.Call(tenant);
        var board = Market.Board(fixture.Database);
        var until = call.Now.AddHours(1);
        Assert.True((await board.TakeAsync(call, Market.Of("c", until), default)).IsSuccess);
        var list = await board.ListAsync(call, default);
        Assert.NotNull(list.Find(TakedownKind.Campaign, "c", until.AddTicks(-10)));
        Assert.Null(list.Find(TakedownKind.Campaign, "c", until));

        var later = fixture.Database.Call(tenant with { ClockOffset = TimeSpan.FromHours(2) });
        Assert.True((await board.TakeAsync(later, Market.Of("c"), default)).IsSuccess);
    }

    /// <summary>
    /// Whatever is taken down and put back in whatever order: the list is what a set would be, and its revision grows
    /// with every change and with nothing else.
    /// </summary>
    [Fact]
    public async Task The_list_is_the_set_of_what_is_down()
    {
        var random = TestSeed.RandomFor(nameof(The_list_is_the_set_of_what_is_down));
        var call = fixture.Database.Call(await fixture.Database.NewTenantAsync());
        var board = Market.Board(fixture.Database);
        var db = new RiskDb(fixture.Database.Source, fixture.Database.Settings);
        var other = fixture.Database.Call(call.Tenant, TestActor.Named("bob", Role.Risk));
        var model = new Dictionary<string, Id<Takedown>>();
        var revision = 0L;
        for (var step = 0; step < 60; step++)
        {
            var subject = $"c{random.Next(6)}";
            var isDown = model.TryGetValue(subject, out var id);
            if (random.Next(2) == 0)
            {
                var taken = await board.TakeAsync(call, Market.Of(subject), default);
                Assert.Equal(!isDown, taken.IsSuccess);
                if (taken.IsSuccess)
                {
                    model[subject] = taken.Value.Id;
                    revision++;
                }
            }
            else if (isDown)
            {
                await using var tx = await db.BeginAsync(other, default);
                Assert.True((await TakedownChanges.ReturnAsync(tx, id, "done", default)).IsSuccess);
                await tx.CommitAsync(default);
                model.Remove(subject);
                revision++;
            }

            var list = await board.LookAsync(call, default);
            Assert.Equal(revision, list.Revision);
            Assert.Equal(model.Keys.Order(), list.All.Select(one => one.Subject).Order());
        }
    }

    private static async Task EventuallyAsync(Func<Task<bool>> holds)
    {
        using var tooLong = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!await holds())
        {
            await Task.Delay(20, tooLong.Token);
        }
    }
}
