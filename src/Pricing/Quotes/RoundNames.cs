using Marquee.Campaigns;
using Marquee.Kernel;
using Marquee.Trade;

namespace Marquee.Pricing.Quotes;

/// <summary>Tells Trade what rounds are called: this module stands above both.</summary>
internal sealed class RoundNames(ICampaigns campaigns) : IRoundNames
{
    public async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(
        CallContext call, IReadOnlyList<Guid> rounds, CancellationToken cancel)
    {
        var names = new Dictionary<Guid, string>();
        foreach (var page in rounds.Chunk(1_000))
        {
            var ids = page.Select(id => new Id<Round>(id)).ToList();
            foreach (var round in await campaigns.GetRoundsAsync(call, ids, cancel))
            {
                names[round.Id.Value] = $"{round.CampaignName} · {round.Name}";
            }
        }

        return names;
    }
}
