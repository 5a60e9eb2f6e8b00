using System.Collections.Concurrent;
using Marquee.Kernel;
using Marquee.Risk;

namespace Marquee.Campaigns;

/// <summary>
/// Which rounds are down because they, their campaign or their season were taken down. Where a round hangs never
/// changes, so it is asked once and kept. Thread-safe.
/// </summary>
/// <param name="campaigns">Who knows the tree.</param>
public sealed class RoundTree(ICampaigns campaigns)
{
    // About 100 bytes each; cleared as a whole when a host has seen more rounds than a market runs in years.
    private const int Kept = 100_000;
    private readonly ConcurrentDictionary<(Guid Tenant, Guid Round), (Guid Campaign, Guid Season)> _nodes = new();

    /// <summary>Of these rounds (at most 1,000) those that are down, and why.</summary>
    public async ValueTask<IReadOnlyDictionary<Guid, Takedown>> DownAsync(
        CallContext call, TakedownList list, IEnumerable<Guid> rounds, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(list);
        if (!list.HasCampaigns)
        {
            return new Dictionary<Guid, Takedown>();
        }

        var asked = rounds.ToHashSet();
        var missing = asked.Where(round => !_nodes.ContainsKey((call.Tenant.Id, round))).ToList();
        if (missing.Count > 0)
        {
            await LearnAsync(call, missing, cancel);
        }

        var down = new Dictionary<Guid, Takedown>();
        foreach (var round in asked)
        {
            var above = _nodes.GetValueOrDefault((call.Tenant.Id, round));
            if (list.OfNodes(call.Now, round, above.Campaign, above.Season) is { } taken)
            {
                down[round] = taken;
            }
        }

        return down;
    }

    private async Task LearnAsync(CallContext call, List<Guid> missing, CancellationToken cancel)
    {
        if (_nodes.Count + missing.Count > Kept)
        {
            _nodes.Clear();
        }

        foreach (var round in await campaigns.GetRoundsAsync(
            call, [.. missing.Select(id => new Id<Round>(id))], cancel))
        {
            _nodes[(call.Tenant.Id, round.Id.Value)] = (round.CampaignId.Value, round.SeasonId.Value);
        }
    }
}
