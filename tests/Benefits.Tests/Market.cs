using Marquee.Benefits.Engine;
using Marquee.Benefits.Storage;
using Marquee.Benefits.Subscriptions;
using Marquee.Campaigns;
using Marquee.Catalog;
using Marquee.Kernel;
using Marquee.Ledger;
using Marquee.Risk;
using Marquee.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Marquee.Benefits.Tests;

/// <summary>
/// One tenant on a database of its own, with the real Ledger and Benefits wired as the host wires them.
/// </summary>
internal sealed class Market : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private Market(TestDatabase database, Tenant tenant, ServiceProvider services)
    {
        Database = database;
        Tenant = tenant;
        _services = services;
    }

    public TestDatabase Database { get; }

    public Tenant Tenant { get; }

    public CallContext Call => Database.Call(Tenant);

    public IBenefits Benefits => Get<IBenefits>();

    public ILedger Ledger => Get<ILedger>();

    public FakeTakedowns Takedowns => (FakeTakedowns)Get<ITakedowns>();

    public FakeCampaigns Campaigns => (FakeCampaigns)Get<ICampaigns>();

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public static async Task<Market> OpenAsync(int seed = 1)
    {
        var database = await TestDatabase.CreateAsync(new LedgerModule(), new BenefitsModule());
        var services = new ServiceCollection();
        services.AddSingleton(database.Settings);
        services.AddSingleton(database.Source);
        services.AddSingleton<TimeProvider>(database.Clock);
        services.AddSingleton(database.Ids);
        services.AddSingleton<ICatalog, FakeCatalog>();
        services.AddSingleton<ICampaigns, FakeCampaigns>();
        services.AddSingleton<RoundTree>();
        services.AddSingleton<ITakedowns, FakeTakedowns>();
        services.AddLogging();
        new LedgerModule().AddServices(services);
        new BenefitsModule().AddServices(services);
        var random = new Random(seed);
        services.AddSingleton(new SeedSource(() =>
        {
            var bytes = new byte[32];
            random.NextBytes(bytes);
            return bytes;
        }));
        return new Market(database, await database.NewTenantAsync(), services.BuildServiceProvider());
    }

    /// <summary>A benefit open from now on for an hour.</summary>
    public async Task<Id<Benefit>> CreateAsync(string type, params (string Name, object Value)[] spec)
    {
        var creation = Get<Creation>();
        var plan = await creation.PlanAsync(Call, type, SpecOf(spec), default);
        Assert.True(plan.IsSuccess, plan.Error?.Message);
        var db = Get<BenefitsDb>();
        await using var tx = await db.BeginAsync(Call, default);
        var row = await creation.StoreAsync(tx, plan.Value, null, null, Call.Now, Call.Now.AddHours(1), default);
        await tx.CommitAsync(default);
        return row.Id;
    }

    public Task<Id<Benefit>> CouponAsync(long budget = 10_000, int perShopper = 1) => CreateAsync(
        "coupon", ("title", "100 - 20"), ("thresholdMinor", 10_000L), ("offMinor", 2_000L), ("budgetMinor", budget),
        ("perShopper", (long)perShopper));

    public Task<Id<Benefit>> LotteryAsync(int odds = 500_000, long stock = 10, int tries = 3) => CreateAsync(
        "lottery", ("title", "Wheel"), ("triesPerDay", (long)tries), ("prize1Title", "5 off"),
        ("prize1OddsPpm", (long)odds),
        ("prize1Stock", stock), ("prize1OffMinor", 500L));

    public async Task SweepAsync() => await Sweeper().SweepAsync(Call, default);

    public Sweep Sweeper() => new(
        Get<BenefitsDb>(), Get<Entries>(), Ledger, null!, new SystemCalls(Database.Clock, Database.Ids), Database.Clock,
        NullLogger<Sweep>.Instance);

    public Task DeliverAsync(string name, object payload, Guid? eventId = null)
    {
        var subscription = _services.GetServices<ISubscription>().Single(s => s.EventNames.Contains(name));
        return subscription.HandleAsync(
            new Delivery(
                subscription.Name, Database.Call(Tenant, Actor.System), eventId ?? Database.Ids.Next(), name, 1,
                Call.Now,
                MarqueeJson.Text(payload)),
            default);
    }

    public async Task<LedgerBalance> BalanceAsync(Id<Benefit> benefit, string part)
    {
        var name = BenefitAccounts.NameOf(benefit, part);
        return (await Ledger.BalancesAsync(Call, [name], default))[name];
    }

    public static MechanicSpec SpecOf(params (string Name, object Value)[] spec) =>
        new(spec.Select(pair => new KeyValuePair<string, object>(pair.Name, pair.Value)));

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Database.DisposeAsync();
    }
}
