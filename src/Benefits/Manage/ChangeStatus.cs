using Marquee.Benefits.Storage;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Benefits.Manage;

/// <summary>
/// A person pauses, resumes or ends a benefit. Effective for every claim and draw that begins after the answer.
/// </summary>
internal static class ChangeStatus
{
    internal sealed record Body(BenefitStatus Status, string? Reason = null);

    internal sealed record View(Id<Benefit> Id, BenefitStatus Status);

    public static void Map(RouteGroupBuilder api) => api.MapPut("/benefits/{id}/status", HandleAsync)
        .WithName("ChangeBenefitStatus").WithSummary("Pauses, resumes or ends a benefit; what was granted stays good.")
        .Allow(Role.Operator, Role.Risk);

    private static async Task<Answer<View>> HandleAsync(
        CallContext call, Id<Benefit> id, Body body, BenefitsDb db, CancellationToken cancel)
    {
        if (body.Reason is { Length: > BenefitsLimits.ReasonLength })
        {
            return new InvalidRequest(
                "reason", "is too long", body.Reason, $"up to {BenefitsLimits.ReasonLength} characters");
        }

        return await db.MutateAsync<View>(call, async tx =>
        {
            var status = await tx.ScalarAsync<string>(
                $"""
                select status from benefits.benefit where tenant_id = {call.Tenant.Id} and benefit_id = {id} for update
                """,
                cancel);
            if (status is null)
            {
                return new Unknown("benefit", id.ToString());
            }

            if (Decide(id, EnumText.Parse<BenefitStatus>(status), body.Status) is { } refusal)
            {
                return refusal;
            }

            await tx.ExecuteAsync($"""
                update benefits.benefit set status = {body.Status} where tenant_id = {call.Tenant.Id}
                    and benefit_id = {id}
                """, cancel);
            await tx.AuditAsync(
                "benefits.benefit." + EnumText.Of(body.Status), $"benefit:{id}", new { from = status, body.Reason },
                cancel);
            return new View(id, body.Status);
        }, cancel);
    }

    internal static Error? Decide(Id<Benefit> id, BenefitStatus from, BenefitStatus to) =>
        from == BenefitStatus.Ended && to != BenefitStatus.Ended ? new BenefitOver(id) : null;
}
