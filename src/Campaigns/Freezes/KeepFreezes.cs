using Marquee.Campaigns.Tree;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.Freezes;

/// <summary>
/// An operator says when changes stop, for the whole market, a season or a round. One that is in force is ended early
/// by another person than made it; one to come, by anybody who may make one.
/// </summary>
internal static class KeepFreezes
{
    internal sealed record Body(
        string Name, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<ChangeArea>? Areas = null,
        Id<Season>? Season = null, Id<Round>? Round = null);

    internal sealed record View(
        Id<Freeze> Id, string Name, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<ChangeArea> Areas,
        Guid? Season, Guid? Round, string? NodeName, bool InForce, string MadeBy, DateTimeOffset? EndedAt,
        string? EndedBy, IReadOnlyList<PassView> Passes);

    internal sealed record PassView(
        Id<PassView> Id, string Reason, int Minutes, string AskedBy, DateTimeOffset AskedAt, string? GivenBy,
        DateTimeOffset? Until, bool MayGive);

    internal sealed record Ended(Id<Freeze> Id, DateTimeOffset EndedAt);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/freezes", MakeAsync).WithName("MakeFreeze")
            .WithSummary("Stops changes in a window, for the market, a season or a round").Allow(Role.Operator);
        api.MapGet("/freezes", ListAsync).WithName("ListFreezes")
            .WithSummary("The windows in which changes stop, those in force first; at most 100")
            .AllowStaff().Rows(RowRule.Common);
        api.MapPost("/freezes/{freeze}/end", EndAsync).WithName("EndFreeze")
            .WithSummary("Ends a freeze before its time; one in force needs another person than made it")
            .Allow(Role.Operator, Role.Risk);
    }

    internal static Error? Wrong(Body body, DateTimeOffset now)
    {
        if (NodeName.Wrong(body.Name, body.From, body.To) is { } wrong)
        {
            return wrong;
        }

        return body switch
        {
            _ when body.To <= now => new InvalidRequest("to", "is over already", body.To, $"an instant after {now:O}"),
            _ when body.To - body.From > Limits.FreezeLength => new InvalidRequest(
                "to", "makes the freeze too long", body.To, $"up to {Limits.FreezeLength.TotalDays} days after from"),
            { Areas.Count: 0 } => new InvalidRequest("areas", "are none", null, "one or more, or nothing for all"),
            { Season: not null, Round: not null } => new InvalidRequest(
                "round", "and season exclude each other", body.Round, "one of them, or none for the whole market"),
            _ => null,
        };
    }

    private static async Task<Answer<View>> MakeAsync(
        Body body, CallContext call, CampaignsDb db, CancellationToken cancel)
    {
        if (Wrong(body, call.Now) is { } wrong)
        {
            return wrong;
        }

        return await db.MutateAsync<View>(call, async tx =>
        {
            var (kind, node) = body.Season is { } season ? ("season", season.Value)
                : body.Round is { } round ? ("round", round.Value) : ((string?)null, (Guid?)null);
            if (node is not null && !await ExistsAsync(tx, kind!, node.Value, cancel))
            {
                return new Unknown(kind!, node.Value.ToString());
            }

            var standing = await tx.ScalarAsync<int>(
                $"""
                select count(*)::int from campaigns.freeze where tenant_id = {call.Tenant.Id} and ended_at is null
                    and to_at > {call.Now}
                """, cancel);
            if (standing >= Limits.Freezes)
            {
                return new InvalidRequest("freezes", "are as many as can be", standing, $"up to {Limits.Freezes}");
            }

            var id = call.Ids.Next<Freeze>();
            var areas = (body.Areas ?? Enum.GetValues<ChangeArea>()).Distinct().Order().ToArray();
            await tx.ExecuteAsync($"""
                insert into campaigns.freeze (tenant_id, id, name, node_kind, node_id, areas, from_at, to_at,
                    made_by_id, made_by, made_at)
                values ({call.Tenant.Id}, {id}, {body.Name.Trim()}, {kind}, {node},
                    {areas.Select(area => EnumText.Of(area)).ToArray()}, {body.From}, {body.To}, {call.Actor.Id},
                    {call.Actor.Name}, {call.Now})
                """, cancel);
            await tx.AuditAsync("campaigns.freeze.made", $"freeze:{id}", body, cancel);
            return (await ViewsAsync(tx, cancel)).First(view => view.Id == id);
        }, cancel);
    }

    private static async Task<Answer<IReadOnlyList<View>>> ListAsync(
        CallContext call, CampaignsDb db, CancellationToken cancel) =>
        Answer<IReadOnlyList<View>>.Of(await db.ReadAsync(call, tx => ViewsAsync(tx, cancel), cancel));

    private static async Task<Answer<Ended>> EndAsync(
        Id<Freeze> freeze, CallContext call, CampaignsDb db, CancellationToken cancel) =>
        await db.MutateAsync<Ended>(call, async tx =>
        {
            var state = await tx.FindAsync(
                $"""
                select made_by_id, from_at, least(to_at, coalesce(ended_at, to_at)) from campaigns.freeze
                where tenant_id = {call.Tenant.Id} and id = {freeze} for update
                """, row => new State(row.GetString(0), row.Instant(1), row.Instant(2)), cancel);
            if (state is null)
            {
                return new Unknown("freeze", freeze.ToString());
            }

            if (Decide(state, call.Actor.Id, call.Now) is { } refusal)
            {
                return refusal;
            }

            await tx.ExecuteAsync($"""
                update campaigns.freeze set ended_at = {call.Now}, ended_by_id = {call.Actor.Id},
                    ended_by = {call.Actor.Name}
                where tenant_id = {call.Tenant.Id} and id = {freeze}
                """, cancel);
            await tx.AuditAsync("campaigns.freeze.ended", $"freeze:{freeze}", null, cancel);
            return new Ended(freeze, call.Now);
        }, cancel);

    internal sealed record State(string MadeById, DateTimeOffset From, DateTimeOffset To);

    internal static Error? Decide(State state, string actor, DateTimeOffset now) => state switch
    {
        _ when now >= state.To => new InvalidRequest(
            "freeze", "is over already", state.To, "a freeze that still holds"),
        _ when now >= state.From && actor == state.MadeById => new SamePerson(
            "made this freeze, which is in force", "end it"),
        _ => null,
    };

    private static async Task<bool> ExistsAsync(Transaction tx, string kind, Guid id, CancellationToken cancel) =>
        await tx.ScalarAsync<bool>(
            $"""
            select exists (select from campaigns.season where tenant_id = {tx.Call.Tenant.Id} and id = {id}
                    and {kind} = 'season')
                or exists (select from campaigns.round where tenant_id = {tx.Call.Tenant.Id} and id = {id}
                    and {kind} = 'round')
            """, cancel);

    private static async Task<IReadOnlyList<View>> ViewsAsync(Transaction tx, CancellationToken cancel)
    {
        var call = tx.Call;
        var passes = (await tx.QueryAsync(
            $"""
            select p.freeze_id, p.id, p.reason, p.minutes, p.asked_by, p.asked_at, p.given_by, p.until_at, p.asked_by_id
            from campaigns.freeze_pass p join campaigns.freeze f on f.tenant_id = p.tenant_id and f.id = p.freeze_id
            where p.tenant_id = {call.Tenant.Id} and f.to_at > {call.Now.AddDays(-30)}
            order by p.asked_at desc limit {Limits.BatchRows}
            """,
            row => (Freeze: row.Id<Freeze>(0), Pass: new PassView(
                row.Id<PassView>(1), row.GetString(2), row.GetInt32(3), row.GetString(4), row.Instant(5),
                row.TextOrNull(6), row.InstantOrNull(7),
                row.IsDBNull(6) && row.GetString(8) != call.Actor.Id && call.Actor.IsAny([.. FreezeGate.MayOverride]))),
            cancel)).ToLookup(row => row.Freeze, row => row.Pass);
        return await tx.QueryAsync(
            $"""
            select f.id, f.name, f.from_at, f.to_at, f.areas, f.node_kind, f.node_id, coalesce(s.name, r.name),
                f.ended_at is null and f.from_at <= {call.Now} and f.to_at > {call.Now} as standing, f.made_by,
                f.ended_at, f.ended_by
            from campaigns.freeze f
            left join campaigns.season s on s.tenant_id = f.tenant_id and s.id = f.node_id
            left join campaigns.round r on r.tenant_id = f.tenant_id and r.id = f.node_id
            where f.tenant_id = {call.Tenant.Id} order by standing desc, f.from_at desc limit {Limits.Freezes}
            """,
            row => new View(
                row.Id<Freeze>(0), row.GetString(1), row.Instant(2), row.Instant(3),
                [.. row.List<string>(4).Select(EnumText.Parse<ChangeArea>)],
                row.TextOrNull(5) == "season" ? row.GetGuid(6) : null,
                row.TextOrNull(5) == "round" ? row.GetGuid(6) : null, row.TextOrNull(7), row.GetBoolean(8),
                row.GetString(9), row.InstantOrNull(10), row.TextOrNull(11), [.. passes[row.Id<Freeze>(0)]]), cancel);
    }
}
