using Marquee.Kernel;
using Marquee.Rules;
using Marquee.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Catalog.Tests;

public abstract class CatalogFieldTests(Database fixture) : FieldSourceCompliance
{
    protected abstract string Source { get; }

    protected abstract Entity Root { get; }

    protected override async ValueTask<Subject> StartAsync()
    {
        var market = await Market.WithMerchantsAsync(fixture);
        await market.DoneAsync(
            "items", Market.ItemHeader + "i1,s1,m1,p1,Title,home,,,200,100,5\ni2,s2,m2,,Lamp,,,,,,\n");
        var source = market.Host.Services.GetServices<IFieldSource>().Single(source => source.Name == Source);
        return new Subject(source, market.Call, new Dictionary<Entity, IReadOnlyList<int>> { [Root] = [1, 2] });
    }
}

public sealed class MerchantFieldTests(Database fixture) : CatalogFieldTests(fixture), IClassFixture<Database>
{
    protected override string Source => "catalog.merchant";

    protected override Entity Root => Entity.Merchant;
}

public sealed class ItemFieldTests(Database fixture) : CatalogFieldTests(fixture), IClassFixture<Database>
{
    protected override string Source => "catalog.item";

    protected override Entity Root => Entity.Item;
}

public sealed class SkuFieldTests(Database fixture) : CatalogFieldTests(fixture), IClassFixture<Database>
{
    protected override string Source => "catalog.sku";

    protected override Entity Root => Entity.Sku;

    [Fact]
    public async Task A_SKU_without_a_price_has_none_and_one_with_a_price_has_it()
    {
        var (source, call, _) = await StartAsync();
        var table = await source.LoadAsync(
            call, Entity.Sku, [1, 2], ["sku.daily_price", "sku.lowest_price_30d", "sku.stock"], CancellationToken.None);
        Assert.Equal((100, 100, 5), (table[0, 0].Number, table[0, 1].Number, table[0, 2].Number));
        Assert.All(Enumerable.Range(0, 3), column => Assert.False(table[1, column].HasValue));
    }
}
