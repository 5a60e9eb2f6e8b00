using Marquee.Campaigns.Boards;
using Marquee.Kernel;
using Marquee.Ledger;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Campaigns.Tests;

/// <summary>Where the activity stock of a round stands.</summary>
public sealed class StockBoardTests(Stage stage) : IClassFixture<Stage>
{
    [Fact]
    public void What_goes_fastest_comes_first_and_what_is_nearly_gone_is_counted()
    {
        var view = StockBoard.Of(
            Sample.Start, 4, 4, [Sku("a", 100, 0), Sku("b", 10, 10), Sku("c", 10, 9), Sku("d", 9, 1)]);
        Assert.Equal(["b", "c", "d"], view.Top.Select(sku => sku.Sku));
        Assert.Equal((129, 20, 1, 1), (view.Stock, view.Taken, view.SoldOut, view.Low));

        static StockBoard.SkuView Sku(string id, long stock, long taken) =>
            new("i", "Thing", id, "m", stock, taken, stock - taken, false);
    }

    [Fact]
    public async Task What_was_sold_of_a_locked_item_is_seen_at_once()
    {
        var play = await Play.StartAsync(stage);
        await play.LockAsync(1, 2);
        var ledger = stage.Services.GetRequiredService<ILedger>();
        await ledger.ApplyAsync(
            stage.Database.Call(play.Tenant),
            [LedgerRequest.Take("sold", CampaignAccounts.Stock(play.RoundId, 1), 4)], default);
        var view = await play.GetAsync($"/rounds/{play.Round}/stock");
        Assert.Equal(
            (2, 20, 4),
            (view.GetProperty("skus").GetInt32(), view.GetProperty("stock").GetInt32(),
                view.GetProperty("taken").GetInt32()));
        Assert.Equal("s1", view.GetProperty("top")[0].GetProperty("sku").GetString());
    }
}
