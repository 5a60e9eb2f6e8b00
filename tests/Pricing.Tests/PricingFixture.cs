using Marquee.Benefits;
using Marquee.Campaigns;
using Marquee.Catalog;
using Marquee.Kernel;
using Marquee.Ledger;
using Marquee.Pricing.Checkout;
using Marquee.Pricing.Feed;
using Marquee.Pricing.Offers;
using Marquee.Risk;
using Marquee.Testing;
using Marquee.Trade;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Marquee.Pricing.Tests;

/// <summary>A database with Ledger, Trade and Pricing.</summary>
public sealed class PricingFixture() : DatabaseFixture(new LedgerModule(), new TradeModule(), new PricingModule())
{
    internal async Task<Shop> NewShopAsync() => new(Database, await Database.NewTenantAsync());
}

/// <summary>One tenant of its own with a market around it; every contract can be made to fail.</summary>
internal sealed class Shop
{
    public const int Ann = 7;

    private readonly TestDatabase _database;
    private readonly TimeProvider _time;
    private readonly ServiceProvider _services;

    public Shop(TestDatabase database, Tenant tenant, TimeProvider? time = null)
    {
        _database = database;
        _time = time ?? database.Clock;
        Tenant = tenant;
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(database.Settings);
        services.AddSingleton(database.Source);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IdSource>(database.Ids);
        new LedgerModule().AddServices(services);
        new TradeModule().AddServices(services);
        new PricingModule().AddServices(services);
        using (var inner = services.BuildServiceProvider())
        {
            Ledger = inner.GetRequiredService<ILedger>();
            Trade = inner.GetRequiredService<ITrade>();
            services.AddSingleton(Faults.Wrap(Ledger));
            services.AddSingleton(Faults.Wrap(Trade));
        }

        services.AddSingleton<ICatalog>(Market);
        services.AddSingleton<ICampaigns>(Market);
        services.AddSingleton<RoundTree>();
        services.AddSingleton<ITakedowns>(Takedowns);
        services.AddSingleton<IPriceHistory>(Market);
        services.AddSingleton<IShopOffers>(Market);
        services.AddSingleton(Faults.Wrap<IStock>(Market));
        services.AddSingleton(Faults.Wrap<IBenefits>(Market));
        _services = services.BuildServiceProvider();
    }

    public Tenant Tenant { get; set; }

    public Market Market { get; } = new();

    public Faults Faults { get; } = new();

    public FakeTakedowns Takedowns { get; } = new();

    public ILedger Ledger { get; }

    public ITrade Trade { get; }

    public IPricing Pricing => _services.GetRequiredService<IPricing>();

    public OfferSnapshots Snapshots => _services.GetRequiredService<OfferSnapshots>();

    public PriceFeed Feed => _services.GetRequiredService<PriceFeed>();

    public PricingDb Db => _services.GetRequiredService<PricingDb>();

    public CallContext Call => new(
        Tenant, TestActor.Person(Role.Administrator), _time, _database.Ids);

    public OrderFollower Follower => (OrderFollower)_services.GetServices<ISubscription>().Single(
        s => s is OrderFollower);

    public CheckoutRecovery Recovery => ActivatorUtilities.CreateInstance<CheckoutRecovery>(
        _services, new NoTenants(), new SystemCalls(TimeProvider.System, _database.Ids),
        NullLogger<CheckoutRecovery>.Instance);

    /// <summary>A live round over these items; its activity stock is opened in the ledger as Campaigns would.</summary>
    public async Task<Id<Round>> GoLiveAsync(
        IReadOnlyList<(int Sku, long Price, int Stock, int? Limit)> skus,
        params (string Kind, MechanicSpec Spec)[] mechanics)
    {
        var id = _database.Ids.Next<Round>();
        var now = Call.Now;
        Market.CampaignItems[id] = [.. skus.Select(s => ItemOf(id, s.Sku, s.Price, s.Stock, s.Limit))];
        Market.Rounds[id] = RoundOf(id, PhaseState.Open, now.AddHours(-1), now.AddHours(6), mechanics);
        await Ledger.OpenAsync(
            Call, [.. skus.Select(s => new LedgerAccount(CampaignAccounts.Stock(id, s.Sku), s.Stock))], default);
        await TellAsync("campaigns.round_live", id);
        return id;
    }

    public async Task EndAsync(Id<Round> id)
    {
        var round = Market.Rounds[id];
        Market.Rounds[id] = RoundOf(id, PhaseState.Done, Call.Now.AddHours(-1), Call.Now,
            [.. round.Mechanics.Select(m => (m.Kind, m.Spec))]);
        await TellAsync("campaigns.round_ended", id);
    }

    public async Task TellAsync(string name, Id<Round> round, Guid? eventId = null)
    {
        var subscription = _services.GetServices<ISubscription>().Single(s => s is RoundOffers);
        await subscription.HandleAsync(
            new Delivery(
                subscription.Name, Call.AsSystem(), eventId ?? _database.Ids.Next(), name, 1, Call.Now,
                MarqueeJson.Text(new { roundId = round, campaignId = round, at = Call.Now })),
            default);
    }

    /// <summary>A shop runs these thresholds of its own from now on, and Pricing hears of it.</summary>
    public async Task RunAsync(int merchant, params ShopOffer[] offers)
    {
        Market.ShopOffers[$"shop-{merchant}"] = offers;
        var subscription = _services.GetServices<ISubscription>().Single(s => s is ShopOffers);
        await subscription.HandleAsync(
            new Delivery(
                subscription.Name, Call.AsSystem(), _database.Ids.Next(), "benefits.shop_thresholds_changed", 1,
                Call.Now, MarqueeJson.Text(new ShopThresholdsChanged($"shop-{merchant}"))),
            default);
    }

    public ShopOffer Threshold(params (long From, long Off)[] steps) => new(
        _database.Ids.Next(), ShopOfferKind.Threshold, "own", Call.Now.AddHours(-1), Call.Now.AddHours(6),
        [.. steps.Select(step => new ThresholdStep(step.From, step.Off))], false, null, new Texts("自", "own"));

    public Task FollowAsync(string name, Guid quoteId) => Follower.HandleAsync(
        new Delivery(
            Follower.Name, Call.AsSystem(), _database.Ids.Next(), name, 1, Call.Now,
            MarqueeJson.Text(new { orderId = quoteId, quoteId })),
        default);

    /// <summary>As if the host had died: its leases run out.</summary>
    public Task DieAsync() => _database.ExecuteAsync(
        "update pricing.checkout set driver = gen_random_uuid(), driver_until = now() - interval '1 second' "
            + "where tenant_id = $1 and driver is not null",
        Tenant.Id);

    public Task<T?> ScalarAsync<T>(string sql) => _database.ScalarAsync<T>(sql, Tenant.Id);

    public void Advance(TimeSpan by) => Tenant = Tenant with { ClockOffset = Tenant.ClockOffset + by };

    public Id<Grant> GiveCoupon(long from, long off, int? merchant = null) =>
        Market.Give(Ann, from, off, merchant, _database.Ids, _database.Clock);

    public static MechanicSpec Spec(params (string Name, object Value)[] values) =>
        new(values.Select(v => KeyValuePair.Create(v.Name, v.Value)));

    public static Cart Cart(params (int Sku, int Quantity)[] lines) =>
        new([.. lines.Select(l => new CartLine(l.Sku, l.Quantity))], Ann);

    private CampaignItem ItemOf(Id<Round> round, int no, long price, int stock, int? limit)
    {
        var item = Market.Items[no];
        return new CampaignItem(
            _database.Ids.Next<CampaignItem>(), no, round, new Id<Campaign>(round.Value),
            _database.Ids.Next<Submission>(), no, item.Id,
            item.MerchantNo, $"shop-{item.MerchantNo}", item.Title, null, null,
            [new CampaignSku(no, $"sku-{no}", true, price, Market.Skus[no].Prices.DailyMinor, stock, limit)],
            _database.Ids.Next<Slot>(), 1, null, [], 3_000, CampaignItemStatus.Live, Call.Now, Call.Now, Call.Now, 1,
            "hash");
    }

    private Round RoundOf(
        Id<Round> id, PhaseState live, DateTimeOffset from, DateTimeOffset to,
        (string Kind, MechanicSpec Spec)[] mechanics) => new(
        id, new Id<Campaign>(id.Value), new Id<Season>(id.Value), "Round", "Campaign", "flash_sale",
        CampaignStatus.Published,
        RoundPhase.Live,
        [.. Enum.GetValues<RoundPhase>()
            .Select(p => new PhaseWindow(p, p == RoundPhase.Live ? live : PhaseState.Done, from, to))],
        [.. mechanics.Select(m => new RoundMechanic(_database.Ids.Next<RoundMechanic>(), m.Kind, m.Spec))], [], 1);

    private sealed class NoTenants : ITenants
    {
        public Task<Tenant?> FindAsync(string slug, CancellationToken cancel) => Task.FromResult<Tenant?>(null);

        public Task<Tenant?> FindAsync(Guid id, CancellationToken cancel) => Task.FromResult<Tenant?>(null);

        public Task<IReadOnlyList<Tenant>> AllAsync(CancellationToken cancel) => Task.FromResult<IReadOnlyList<Tenant>>(
            []);
    }
}
