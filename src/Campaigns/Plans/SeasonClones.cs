using Marquee.Kernel;

namespace Marquee.Campaigns.Plans;

/// <summary>What a clone of a season came from.</summary>
internal sealed class SeasonClones(CampaignsDb db) : ISeasonClones
{
    public async Task<IReadOnlyDictionary<Id<Round>, Id<Round>>> RoundsAsync(
        CallContext call, Id<Season> clone, CancellationToken cancel) =>
        (await db.ReadAsync(call, tx => tx.QueryAsync(
            $"""
            select r.cloned_from, r.id from campaigns.round r
            join campaigns.campaign c on c.tenant_id = r.tenant_id and c.id = r.campaign_id
            where r.tenant_id = {call.Tenant.Id} and c.season_id = {clone} and r.cloned_from is not null
            order by r.id limit {Limits.RoundsPerPlan}
            """, row => (From: row.Id<Round>(0), To: row.Id<Round>(1)), cancel), cancel))
        .ToDictionary(row => row.From, row => row.To);
}
