using System.Text.RegularExpressions;
using Marquee.Campaigns;
using Marquee.Kernel;
using Marquee.Selection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Marquee.Serving.Placements;

/// <summary>Makes a placement, or lets it draw from another source: shoppers see it with their next request.</summary>
internal static partial class EditPlacement
{
    /// <summary>Where the items come from: exactly one of pool and round.</summary>
    internal sealed record Body(Guid? PoolId = null, Guid? RoundId = null, int? Limit = null);

    /// <summary>A new placement.</summary>
    internal sealed record NewPlacement(
        string Name, Guid? PoolId = null, Guid? RoundId = null, int? Limit = null);

    public static void Map(ModuleRoutes routes)
    {
        routes.Api.MapPost("/placements", CreateAsync).Allow(Role.Operator, Role.Designer, Role.Machine)
            .Frozen(ChangeArea.Placements)
            .WithName("CreatePlacement").WithSummary("Makes a placement over a pool or a round.");
        routes.Api.MapPut("/placements/{name}", ChangeAsync).Allow(Role.Operator, Role.Designer, Role.Machine)
            .Frozen(ChangeArea.Placements)
            .WithName("ChangePlacement").WithSummary("Lets a placement draw from another pool or round.");
        routes.Api.MapGet("/placements", ListAsync).AllowStaff().Rows(RowRule.Common)
            .WithName("ListPlacements").WithSummary("The placements by name; at most 500.");
    }

    private static async Task<Answer<Placement>> CreateAsync(
        CallContext call, NewPlacement body, ServingDb db, ICampaigns campaigns, ISelection selection,
            CancellationToken cancel)
    {
        var source = new Body(body.PoolId, body.RoundId, body.Limit);
        if (Decide(body.Name, source) is { } wrong)
        {
            return wrong;
        }

        if (await MissingAsync(call, source, campaigns, selection, cancel) is { } missing)
        {
            return missing;
        }

        var placement = new Placement(
            body.Name, body.PoolId, body.RoundId, body.Limit ?? ServingLimits.Items, 1, call.Now);
        return await db.MutateAsync(call, async tx =>
        {
            var made = await tx.ExecuteAsync($"""
                insert into serving.placement (tenant_id, name, pool_id, round_id, item_limit, revision, updated_at)
                values ({call.Tenant.Id}, {placement.Name}, {placement.PoolId}, {placement.RoundId}, {placement.Limit},
                1, {call.Now})
                on conflict do nothing
                """, cancel);
            if (made == 0)
            {
                return new PlacementNameTaken(body.Name);
            }

            await tx.AuditAsync("serving.placement.created", "placement:" + body.Name, source, cancel);
            return Result<Placement>.Of(placement);
        }, cancel);
    }

    private static async Task<Answer<Placement>> ChangeAsync(
        CallContext call, string name, Body body, ServingDb db, ICampaigns campaigns, ISelection selection,
            CancellationToken cancel)
    {
        if (Decide(name, body) is { } wrong)
        {
            return wrong;
        }

        if (await MissingAsync(call, body, campaigns, selection, cancel) is { } missing)
        {
            return missing;
        }

        return await db.MutateAsync(call, async tx =>
        {
            var changed = await tx.FindAsync($"""
                update serving.placement set pool_id = {body.PoolId}, round_id = {body.RoundId},
                       item_limit = {body.Limit ?? ServingLimits.Items}, revision = revision + 1, updated_at =
                       {call.Now}
                where tenant_id = {call.Tenant.Id} and name = {name}
                returning {new SqlText.Raw(PlacementSql.Columns)}
                """, PlacementSql.Of, cancel);
            if (changed is null)
            {
                return new Unknown("placement", name);
            }

            await tx.AuditAsync("serving.placement.changed", "placement:" + name, body, cancel);
            return Result<Placement>.Of(changed);
        }, cancel);
    }

    internal static InvalidRequest? Decide(string name, Body body)
    {
        if (!Name().IsMatch(name))
        {
            return new InvalidRequest("name", "is no placement name", name,
                "1 to 80 of a-z, 0-9, dot, hyphen and underscore");
        }

        if (body.PoolId is null == body.RoundId is null)
        {
            return new InvalidRequest("poolId", "needs exactly one of poolId and roundId", body.PoolId,
                "a pool or a round, not both");
        }

        return body.Limit is < 1 or > ServingLimits.Items
            ? new InvalidRequest("limit", "is out of range", body.Limit, $"1 to {ServingLimits.Items}")
            : null;
    }

    private static async Task<Error?> MissingAsync(
        CallContext call, Body body, ICampaigns campaigns, ISelection selection, CancellationToken cancel)
    {
        if (body.PoolId is { } pool)
        {
            return (await selection.GetAsync(call, [new Id<Pool>(pool)], cancel)).Count == 0
                ? new Unknown("pool", pool.ToString()) : null;
        }

        var round = body.RoundId!.Value;
        return (await campaigns.GetRoundsAsync(call, [new Id<Round>(round)], cancel)).Count == 0
            ? new Unknown("round", round.ToString()) : null;
    }

    private static async Task<Answer<IReadOnlyList<Placement>>> ListAsync(CallContext call, ServingDb db,
        CancellationToken cancel) =>
        Answer<IReadOnlyList<Placement>>.Of(await db.ReadAsync(call, tx => tx.QueryAsync(
            $"""
            select {new SqlText.Raw(PlacementSql.Columns)} from serving.placement
            where tenant_id = {call.Tenant.Id} order by name limit {ServingLimits.PerTenant}
            """, PlacementSql.Of, cancel), cancel));

    [GeneratedRegex("^[a-z0-9][a-z0-9._-]{0,79}$")]
    private static partial Regex Name();
}
