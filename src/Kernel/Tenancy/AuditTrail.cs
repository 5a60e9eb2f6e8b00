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

    /// <param name="Subject">The thing, as <c>kind:id</c>.</param>
    /// <param name="Actor">The id of who did it.</param>
    /// <param name="Action">An action, or what it begins with up to a dot: <c>kernel.principal</c>.</param>
    /// <param name="From">From this instant on.</param>
    /// <param name="Until">Before this instant.</param>
    internal sealed record Filter(
        string? Subject, string? Actor, string? Action, DateTimeOffset? From, DateTimeOffset? Until);

    public static void Map(RouteGroupBuilder api) => api
        .MapGet("/audit", ListAsync).WithName("ListAudit").WithSummary(
            "Who changed what, newest first; by person, action (or its beginning up to a dot), thing and time")
        .Allow(Role.Auditor, Role.Operator, Role.Risk, Role.Finance).Rows(RowRule.Filtered);

    private static async Task<Answer<Page<View>>> ListAsync(
        [AsParameters] Filter filter, [AsParameters] PageQuery page, CallContext call, KernelDb db,
        CancellationToken cancel)
    {
        if (Wrong(filter) is { } wrong)
        {
            return wrong;
        }

        var start = page.Start<Guid>(call, "audit");
        if (!start.IsSuccess)
        {
            return start.Error;
        }

        var rows = await db.ReadAsync(call, tx => tx.QueryAsync(
            $"""
            select id, at, actor_name, actor_id, action, subject, detail, shop from kernel.audit
            where tenant_id = {call.Tenant.Id}
              and ({filter.Subject}::text is null or subject = {filter.Subject})
              and ({filter.Actor}::text is null or actor_id = {filter.Actor})
              and ({filter.Action}::text is null or action = {filter.Action}
                or starts_with(action, {filter.Action} || '.'))
              and ({filter.From}::timestamptz is null or at >= {filter.From})
              and ({filter.Until}::timestamptz is null or at < {filter.Until})
              and {RowScope.Of(call.Actor, "coalesce(merchant, shop)", "category")}
              and ({start.Value.After}::uuid is null or id < {start.Value.After})
            order by id desc limit {start.Value.Limit + 1}
            """,
            row => new View(
                row.GetGuid(0), row.Instant(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5),
                row.IsDBNull(6) ? null : row.Json<JsonElement>(6), row.TextOrNull(7)), cancel), cancel);
        return start.Value.Of(rows, row => row.Id);
    }

    internal static InvalidRequest? Wrong(Filter filter) =>
        filter is { From: { } from, Until: { } until } && until <= from
        ? new InvalidRequest("until", "is not after 'from'", until, $"an instant after {from:u}")
        : null;
}
