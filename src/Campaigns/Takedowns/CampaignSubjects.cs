using Marquee.Kernel;
using Marquee.Risk;

namespace Marquee.Campaigns.Takedowns;

/// <summary>Seasons, campaigns and rounds as things that can be taken down.</summary>
internal sealed class CampaignSubjects(CampaignsDb db) : ITakedownSubjects
{
    public string Name => "campaign";

    public async Task<TakedownSubject?> FindAsync(CallContext call, string subject, CancellationToken cancel)
    {
        if (!Guid.TryParseExact(subject, "D", out var id))
        {
            return null;
        }

        var name = await db.ReadAsync(call, tx => tx.ScalarAsync<string>(
            $"""
            select name from campaigns.season where tenant_id = {call.Tenant.Id} and id = {id}
            union all
            select name from campaigns.campaign where tenant_id = {call.Tenant.Id} and id = {id}
            union all
            select c.name || ' / ' || r.name from campaigns.round r
            join campaigns.campaign c on c.tenant_id = r.tenant_id and c.id = r.campaign_id
            where r.tenant_id = {call.Tenant.Id} and r.id = {id}
            """, cancel), cancel);
        return name is null ? null : new TakedownSubject(name, null, null);
    }
}
