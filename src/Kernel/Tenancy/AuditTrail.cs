using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Kernel.Tenancy;

/// <summary>Who changed what, newest first.</summary>
internal static class AuditTrail
{
    internal sealed record View(
        Guid Id, DateTimeOffset At, string Actor, string ActorId, string Action, string Subject, JsonElement? Detail,
        string? Shop);

    public static void Map(RouteGroupBuilder api) => api
        .MapGet("/audit", ListAsync).WithName("ListAudit").WithSummary(
            "Who changed what, newest first; subject narrows it to one thing")
        .Allow(Role.Auditor, Role.Operator, Role.Risk, Role.Finance);

    private static async Task<Answer<Page<View>>> ListAsync(
        string? subject, [AsParameters] PageQuery page, CallContext call, KernelDb db, CancellationToken cancel)
    {
        var start = page.Start<Guid>(call, "audit");
        if (!start.IsSuccess)
        {
            return start.Error;
        }

        var rows = await db.ReadAsync(call, tx => tx.QueryAsync(
            $"""
            select id, at, actor_name, actor_id, action, subject, detail, shop from kernel.audit
            where tenant_id = {call.Tenant.Id} and ({subject}::text is null or subject = {subject})
              and ({start.Value.After}::uuid is null or id < {start.Value.After})
            order by id desc limit {start.Value.Limit + 1}
            """,
            row => new View(
                row.GetGuid(0), row.Instant(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5),
                row.IsDBNull(6) ? null : row.Json<JsonElement>(6), row.TextOrNull(7)), cancel), cancel);
        return start.Value.Of(rows, row => row.Id);
    }
}
