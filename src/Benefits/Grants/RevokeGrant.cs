using Marquee.Benefits.Engine;
using Marquee.Benefits.Storage;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Benefits.Grants;

/// <summary>A person takes a grant away; its budget goes back.</summary>
internal static class RevokeGrant
{
    internal sealed record Body(string Reason);

    internal sealed record View(Id<Grant> Id, GrantStatus Status);

    public static void Map(RouteGroupBuilder api) => api.MapPost("/grants/{id}/revocation", HandleAsync)
        .WithName(nameof(RevokeGrant)).WithSummary("Takes a grant away that was not used; its budget goes back.")
        .Allow(Role.Operator, Role.Risk, Role.Service);

    private static async Task<Answer<View>> HandleAsync(
        CallContext call, Id<Grant> id, Body body, BenefitsDb db, CancellationToken cancel)
    {
        if (body.Reason.Length is 0 or > BenefitsLimits.ReasonLength)
        {
            return new InvalidRequest(
                "reason", "is needed", body.Reason, $"1 to {BenefitsLimits.ReasonLength} characters");
        }

        return await db.MutateAsync<View>(call, async tx =>
        {
            if (await GrantRow.LockAsync(tx, [id], cancel) is not [var grant])
            {
                return new Unknown("grant", id.ToString());
            }

            var status = grant.StatusAt(call.Now);
            if (status is not (GrantStatus.Granted or GrantStatus.GivenBack))
            {
                return new GrantNotRevocable(id, status);
            }

            // The ledger gets it back by the sweep, under a key that follows from the grant.
            await tx.ExecuteAsync($"""
                update benefits.wallet set status = 'revoked', hold_key = null, hold_until = null
                where tenant_id = {call.Tenant.Id} and grant_id = {id}
                """, cancel);
            await GrantLife.RecordAsync(tx, [id], GrantStatus.Revoked, null, body.Reason, cancel);
            await tx.AuditAsync("benefits.grant.revoked", $"grant:{id}", new { body.Reason }, cancel);
            return new View(id, GrantStatus.Revoked);
        }, cancel);
    }
}
