using System.Text;
using Marquee.Catalog.Imports;
using Marquee.Catalog.Reading;
using Marquee.Jobs;
using Marquee.Kernel;
using Marquee.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Catalog.Tests;

/// <summary>One per class: the workers of a host take up whatever is due in their database.</summary>
public sealed class Database() : DatabaseFixture(Modules)
{
    private TestHost? _host;

    internal static IModule[] Modules => [new JobsModule(), new CatalogModule()];

    /// <summary>The host that the tests of a class share; started with the first of them.</summary>
    internal async Task<TestHost> HostAsync() => _host ??= await TestHost.StartAsync(Database, Modules);

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        await base.DisposeAsync();
    }
}

/// <summary>A tenant with a host at work, and short ways to import and to look.</summary>
internal sealed class Market
{
    public const string ItemHeader =
        "item_id,sku_id,merchant_id,product_id,title,category,spec,is_main,"
        + "reference_price_minor,daily_price_minor,stock\n";

    private static readonly CancellationToken None = CancellationToken.None;

    private Market(TestDatabase database, TestHost host, CallContext call)
    {
        (Database, Host, Call) = (database, host, call);
    }

    public TestDatabase Database { get; }

    public TestHost Host { get; }

    public CallContext Call { get; }

    public ICatalog Catalog => Host.Services.GetRequiredService<ICatalog>();

    public IStock Stock => Host.Services.GetRequiredService<IStock>();

    public IPriceHistory Prices => Host.Services.GetRequiredService<IPriceHistory>();

    public CatalogDb Db => Host.Services.GetRequiredService<CatalogDb>();

    public static async Task<Market> OpenAsync(Database fixture)
    {
        var database = fixture.Database;
        var host = await fixture.HostAsync();
        // On the wall clock, as the host's jobs are.
        var call = new CallContext(
            await database.NewTenantAsync(), TestActor.Person(Role.Administrator), TimeProvider.System, database.Ids);
        return new Market(database, host, call);
    }

    /// <summary>With two merchants, m1 and m2, and the categories home and home/kitchen.</summary>
    public static async Task<Market> WithMerchantsAsync(Database fixture)
    {
        var market = await OpenAsync(fixture);
        await market.DoneAsync("merchants", "merchant_id,name,score_hundredths\nm1,First,485\nm2,Second,\n");
        await market.DoneAsync("categories", "category,name_zh,name_en\nhome,家居,Home\nhome/kitchen,厨房,Kitchen\n");
        return market;
    }

    public Task<ImportView> ImportAsync(string kind, string text, string format = "csv") =>
        ImportAsync(kind, Encoding.UTF8.GetBytes(text), format);

    public async Task<ImportView> ImportAsync(string kind, byte[] bytes, string format = "csv") =>
        await EndOfAsync((await ReceiveAsync(kind, bytes, format)).Id);

    /// <summary>Imports a file in which every row is taken.</summary>
    public async Task<ImportView> DoneAsync(string kind, string text, string format = "csv")
    {
        var view = await ImportAsync(kind, text, format);
        Assert.Equal((ImportStatus.Done, 0), (view.Status, view.Rows.Refused));
        return view;
    }

    public async Task<ImportView> ReceiveAsync(string kind, byte[] bytes, string format = "csv")
    {
        var blob = await Host.Services.GetRequiredService<IBlobStore>().PutAsync(
            new MemoryStream(bytes), long.MaxValue, None);
        var order = ReceiveImport.Decide([kind], kind, format, null).Value;
        return (await Db.MutateAsync(Call, tx => ReceiveImport.StoreAsync(tx, order, blob.Value, None), None)).Value;
    }

    public async Task<ImportView> EndOfAsync(Guid import)
    {
        using var tooLong = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            var view =
                (await Db.ReadAsync(Call, tx => ImportView.FindAsync(tx, import, tooLong.Token), tooLong.Token))!;
            if (view.FinishedAt is not null)
            {
                return view;
            }

            await Task.Delay(10, tooLong.Token);
        }
    }

    /// <summary>The errors of an import: line and code of each.</summary>
    public async Task<string> ErrorsAsync(Guid import) => await Database.ScalarAsync<string>(
        """
        select coalesce(string_agg(line || ' ' || code, ', ' order by line, no), '')
        from catalog.import_error where import_id = $1
        """,
        import) ?? "";

    public async Task<Sku> SkuAsync(string id) => (await Catalog.FindSkusAsync(Call, [id], None))[id];

    public async Task<Item> ItemAsync(string id) => (await Catalog.FindItemsAsync(Call, [id], None))[id];

    /// <summary>Everything the catalogue says, without ids and instants.</summary>
    public Task<string> StateAsync() => StateAsync(Database, Call);

    public static async Task<string> StateAsync(TestDatabase database, CallContext call)
    {
        // Right after a load the planner knows nothing of the tables and may join them row by row.
        await database.ExecuteAsync(
            "analyze catalog.item, catalog.sku, catalog.price_now, catalog.stock, catalog.price");
        return await database.ScalarAsync<string>(StateSql, call.Tenant.Id) ?? "";
    }

    private const string StateSql =
        """
        select string_agg(line, e'\n' order by line) from (
            select concat_ws('|', 'merchant', external_id, name, region, score_hundredths, standing, licences,
                breach_count, deposit_minor, version) as line
            from catalog.merchant where tenant_id = $1
            union all select concat_ws('|', 'category', code, name_zh, name_en) from catalog.category where tenant_id =
                $1
            union all select concat_ws('|', 'shopper', external_id, name, region, registered_at) from catalog.shopper
                where tenant_id = $1
            union all select concat_ws('|', 'item', i.external_id, m.external_id, p.external_id, i.title, i.category,
                i.listed, i.main_image, i.photo_count, i.weight_g, i.version)
            from catalog.item i join catalog.merchant m using (tenant_id, merchant_no)
            left join catalog.product p using (tenant_id, product_no) where i.tenant_id = $1
            union all select concat_ws('|', 'sku', s.external_id, i.external_id, s.spec, s.is_main, s.sold_30d,
                s.derived,
                'ref', n.reference_minor, 'daily', n.daily_minor, 'stock', k.on_hand, k.reserved, k.told)
            from catalog.sku s join catalog.item i using (tenant_id, item_no)
            left join catalog.price_now n using (tenant_id, sku_no) left join catalog.stock k using (tenant_id, sku_no)
            where s.tenant_id = $1
            union all select concat_ws('|', 'price', s.external_id, p.kind, p.scene, p.minor, p.source, p.derived)
            from catalog.price p join catalog.sku s using (tenant_id, sku_no) where p.tenant_id = $1) l
        """;
}
