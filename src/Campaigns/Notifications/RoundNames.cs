using Marquee.Kernel;

namespace Marquee.Campaigns.Notifications;

/// <summary>What people call a round, with its campaign.</summary>
internal static class RoundNames
{
    /// <summary>The name; null when the round is gone.</summary>
    public static async Task<string?> FindAsync(Transaction tx, Id<Round> round, CancellationToken cancel) =>
        await tx.ScalarAsync<string>(
            $"""
            select c.name || ' · ' || r.name from campaigns.round r
            join campaigns.campaign c on c.tenant_id = r.tenant_id and c.id = r.campaign_id
            where r.tenant_id = {tx.Call.Tenant.Id} and r.id = {round}
            """, cancel);
}
