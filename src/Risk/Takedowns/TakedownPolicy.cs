using Marquee.Kernel;
using Marquee.Risk.Board;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Risk.Takedowns;

/// <summary>Whether putting back needs a second person. Changed by an administrator, and audited.</summary>
internal static class TakedownPolicy
{
    internal sealed record View(bool SecondPerson);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/takedown-policy", ShowAsync).WithName("ShowTakedownPolicy").WithSummary(
            "Whether putting back needs a second person").AllowStaff().Rows(RowRule.Common);
        api.MapPut("/takedown-policy", ChangeAsync).WithName("ChangeTakedownPolicy").WithSummary(
            "Says whether putting back needs a second person").Allow();
    }

    private static async Task<Answer<View>> ShowAsync(CallContext call, RiskDb db, CancellationToken cancel) =>
        await db.ReadAsync(call, async tx => new View(await TakedownChanges.NeedsSecondAsync(tx, cancel)), cancel);

    private static Task<Answer<View>> ChangeAsync(View body, CallContext call, RiskDb db, CancellationToken cancel) =>
        db.MutateAsync<View>(call, async tx =>
        {
            await tx.ExecuteAsync($"""
                insert into risk.policy (tenant_id, second_person) values ({call.Tenant.Id}, {body.SecondPerson})
                on conflict (tenant_id) do update set second_person = excluded.second_person
                """, cancel);
            await tx.AuditAsync("risk.policy.changed", "policy:takedowns", body, cancel);
            return body;
        }, cancel);
}
