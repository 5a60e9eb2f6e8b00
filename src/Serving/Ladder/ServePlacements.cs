using System.Diagnostics.Metrics;
using Marquee.Kernel;
using Marquee.Pricing;
using Marquee.Risk;
using Marquee.Serving.Placements;
using Microsoft.Extensions.Logging;

namespace Marquee.Serving.Ladder;

/// <summary>The ladder: the live answer, else the last good one while it can still be true, else an honest
/// nothing.</summary>
internal sealed partial class ServePlacements(
    ServingDb db, Candidates candidates, Pricer pricer, IPricing pricing, LastGood lastGood, ITakedowns takedowns,
    ILogger<ServePlacements> log) : IServing
{
    private static readonly Meter Meter = new("Marquee.Serving");
    private static readonly Counter<long> Served =
        Meter.CreateCounter<long>("marquee.serving.placements", "{placement}",
            "Placements served, by rung of the ladder.");

    public async Task<IReadOnlyList<PlacementView>> PlacementsAsync(
        CallContext call, IReadOnlyList<PlacementAsk> asks, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(asks.Count, ServingLimits.Placements);
        if (asks.Count == 0)
        {
            return [];
        }

        Dictionary<string, Placement> placements;
        try
        {
            placements = await ReadAsync(call, asks, cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogAway(log, e, "placements");
            var down = (await DownAsync(call, cancel))?.Revision;
            return [.. asks.Select(ask => Told(LastGood.Decide(ask.Name,
                lastGood.Find(call.Tenant, ask.Name, LimitOf(ask)), null, down, call.Now)))];
        }

        var views = new List<PlacementView>(asks.Count);
        foreach (var ask in asks.Where(ask => placements.ContainsKey(ask.Name)))
        {
            views.Add(Told(await OneAsync(call, placements[ask.Name], ask, cancel)));
        }

        return views;
    }

    public async Task<IReadOnlyList<PlacementView>> RoundsAsync(
        CallContext call, IReadOnlyList<Guid> rounds, int limit, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rounds.Count, ServingLimits.Placements);
        var views = new List<PlacementView>(rounds.Count);
        foreach (var round in rounds)
        {
            var name = ServingNames.OfRound(round);
            var placement = new Placement(name, null, round, Math.Clamp(limit, 1, ServingLimits.Items), 1, call.Now);
            views.Add(Told(await OneAsync(call, placement, new PlacementAsk(name, placement.Limit), cancel)));
        }

        return views;
    }

    private async Task<PlacementView> OneAsync(CallContext call, Placement placement, PlacementAsk ask,
        CancellationToken cancel)
    {
        var limit = Math.Min(LimitOf(ask), placement.Limit);
        try
        {
            var down = await takedowns.ListAsync(call, cancel);
            var found = await candidates.FindAsync(call, placement, limit, down, cancel);
            var priced = await pricer.PriceAsync(call, found, cancel);
            var view = new PlacementView(placement.Name, PlacementState.Live, call.Now, 0, priced.ValidUntil,
                priced.Items);
            lastGood.Keep(call.Tenant, LimitOf(ask), view, priced.Revision, down.Revision);
            return view;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogAway(log, e, placement.Name);
            var revision = await RevisionAsync(call, cancel);
            return LastGood.Decide(
                placement.Name, lastGood.Find(call.Tenant, placement.Name, LimitOf(ask)), revision,
                (await DownAsync(call, cancel))?.Revision, call.Now);
        }
    }

    private async Task<TakedownList?> DownAsync(CallContext call, CancellationToken cancel)
    {
        try
        {
            return await takedowns.ListAsync(call, cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogAway(log, e, "the list of take-downs");
            return null;
        }
    }

    private async Task<string?> RevisionAsync(CallContext call, CancellationToken cancel)
    {
        try
        {
            return await pricing.RevisionAsync(call, cancel);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogAway(log, e, "the offer set revision");
            return null;
        }
    }

    private static int LimitOf(PlacementAsk ask) =>
        Math.Clamp(ask.Limit ?? ServingLimits.Items, 1, ServingLimits.Items);

    private static PlacementView Told(PlacementView view)
    {
        Served.Add(1, new KeyValuePair<string, object?>("state", EnumText.Of(view.State)));
        return view;
    }

    private async Task<Dictionary<string, Placement>> ReadAsync(
        CallContext call, IReadOnlyList<PlacementAsk> asks, CancellationToken cancel)
    {
        var names = asks.Select(ask => ask.Name).Distinct(StringComparer.Ordinal).ToArray();
        var rows = await db.ReadAsync(call, tx => tx.QueryAsync(
            $"""
            select {new SqlText.Raw(PlacementSql.Columns)} from serving.placement
            where tenant_id = {call.Tenant.Id} and name = any({names})
            """, PlacementSql.Of, cancel), cancel);
        return rows.ToDictionary(row => row.Name, StringComparer.Ordinal);
    }

    [LoggerMessage(EventId = 1801, Level = LogLevel.Warning,
        Message = "{What} cannot be read; the last good answer is given if it can still be true")]
    private static partial void LogAway(ILogger log, Exception e, string what);
}
