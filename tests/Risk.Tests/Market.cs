using System.Reflection;
using Marquee.Catalog;
using Marquee.Kernel;
using Marquee.Risk.Board;
using Marquee.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Risk.Tests;

/// <summary>A database with the journal.</summary>
public sealed class RiskDatabase() : DatabaseFixture(new RiskModule());

/// <summary>Campaigns that exist, all of them; and a catalogue that is away, because nothing here asks it.</summary>
internal sealed class Market : ITakedownSubjects
{
    public string Name => "campaign";

    public Task<TakedownSubject?> FindAsync(CallContext call, string subject, CancellationToken cancel) =>
        Task.FromResult(subject == "nobody" ? null : new TakedownSubject("The campaign " + subject, null, null));

    public static NewTakedown Of(string subject, DateTimeOffset? until = null, bool reversible = true) =>
        new(TakedownKind.Campaign, subject, "a reason", null, until, reversible);

    public static TakedownBoard Board(TestDatabase database, TimeProvider? time = null) => new(
        new RiskDb(database.Source, database.Settings), new TakedownChanges([new Market()]), time ?? database.Clock);

    public static Task<TestHost> HostAsync(TestDatabase database) => TestHost.StartAsync(
        database, [new RiskModule()],
        services =>
        {
            services.AddSingleton(DispatchProxy.Create<ICatalog, Away>());
            services.AddSingleton<ITakedownSubjects, Market>();
            services.AddSingleton(new TakedownSurface("test.one", new Texts("一", "One")));
            services.AddSingleton(new TakedownSurface("test.two", new Texts("二", "Two")));
        });
}
