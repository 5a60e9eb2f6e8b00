using System.Net;
using Marquee.Kernel;
using Marquee.Ledger;
using Marquee.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Campaigns.Tests;

/// <summary>The whole way of an item through a round, over HTTP, on a real database.</summary>
public sealed class LifeTests(Stage stage) : IClassFixture<Stage>
{
    [Fact]
    public async Task An_item_goes_from_plan_to_live_and_everybody_can_read_where_it_is()
    {
        var play = await Play.StartAsync(stage);
        var id = await play.LockedAsync(1);
        Assert.Equal("locked", await play.StatusAsync(id));
        var item = Assert.Single(
            await stage.Campaigns.CampaignItemsAsync(stage.Database.Call(play.Tenant), play.RoundId, 0, 10, default));
        Assert.Equal((CampaignItemStatus.Locked, 1, 1), (item.Status, item.Version, item.No));
        Assert.Equal(10_000, item.Skus[0].DailyPriceMinor);

        var account = CampaignAccounts.Stock(play.RoundId, 1);
        var balances = await stage.Services.GetRequiredService<ILedger>().BalancesAsync(
            stage.Database.Call(play.Tenant), [account], default);
        Assert.Equal(10, balances[account].Left);

        await play.OpenAsync("live");
        Assert.Equal("live", await play.StatusAsync(id));
        var live = Assert.Single(
            await stage.Campaigns.CampaignItemsOfSkusAsync(stage.Database.Call(play.Tenant), [1, 2], default));
        Assert.Equal((CampaignItemStatus.Live, item.Hash), (live.Status, live.Hash));
        Assert.Single(await stage.Campaigns.LiveRoundsAsync(stage.Database.Call(play.Tenant), default));

        await play.PostAsync($"/rounds/{play.Round}/phase", new { close = "live", reason = "over" });
        Assert.Equal("ended", await play.StatusAsync(id));
        Assert.Empty(await stage.Campaigns.CampaignItemsOfSkusAsync(stage.Database.Call(play.Tenant), [1], default));
    }
}
