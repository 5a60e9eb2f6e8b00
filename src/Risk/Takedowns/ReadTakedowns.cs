using Marquee.Kernel;
using Marquee.Risk.Board;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Risk.Takedowns;

/// <summary>The journal, and one entry with who follows it since when. Merchants see what is theirs.</summary>
internal static class ReadTakedowns
{
    internal enum AckState
    {
        /// <summary>Follows it.</summary>
        Acknowledged,
        /// <summary>Is there and has not said so yet.</summary>
        Pending,
        /// <summary>Has not been heard of for a while.</summary>
        Gone,
    }

    /// <summary>One surface on one host.</summary>
    /// <param name="Surface">The surface.</param>
    /// <param name="Label">What people call it; its name when it is one from outside.</param>
    /// <param name="Host">The host.</param>
    /// <param name="State">Whether it follows.</param>
    /// <param name="At">Since when.</param>
    /// <param name="TookMs">How long after the change.</param>
    internal sealed record AckView(
        string Surface, Texts Label, string Host, AckState State, DateTimeOffset? At, long? TookMs);

    /// <summary>A change with everybody who follows it.</summary>
    /// <param name="Revision">The revision of the list.</param>
    /// <param name="RecordedAt">When it was written, by the database's clock.</param>
    /// <param name="SlowestMs">How long the slowest took; null while somebody has not said so.</param>
    /// <param name="Surfaces">Every surface on every host.</param>
    internal sealed record FollowedView(
        long Revision, DateTimeOffset RecordedAt, long? SlowestMs, IReadOnlyList<AckView> Surfaces);

    internal sealed record DetailView(TakedownView Takedown, FollowedView? Down, FollowedView? Back);

    internal sealed record Filter(string? State, string? Kind, string? Subject, string? Merchant);

    private sealed record Ack(string Surface, string Host, bool IsThere, DateTimeOffset? At, double? TookMs);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/takedowns", ListAsync).WithName("ListTakedowns").WithSummary(
            "The journal of take-downs, newest first; state in_force or back narrows it, and kind, subject, merchant")
            .AllowMembers().Rows(RowRule.Filtered);
        api.MapGet("/takedowns/{id}", ShowAsync).WithName("ShowTakedown").WithSummary(
            "A take-down with the acknowledgement of every surface on every host, and the time each took")
            .AllowMembers().Rows(RowRule.Filtered);
    }

    private static async Task<Answer<Page<TakedownView>>> ListAsync(
        [AsParameters] Filter filter, [AsParameters] PageQuery page, CallContext call, RiskDb db,
        CancellationToken cancel)
    {
        var start = page.Start<Guid>(call, "takedowns");
        if (!start.IsSuccess)
        {
            return start.Error;
        }

        if (filter.State is not (null or "in_force" or "back"))
        {
            return new InvalidRequest("state", "is not known", filter.State, "in_force or back");
        }

        if (filter.Kind is not null && !EnumText.TryParse<TakedownKind>(filter.Kind, out _))
        {
            return new InvalidRequest(
                "kind", "is not known", filter.Kind,
                string.Join(", ", Enum.GetValues<TakedownKind>().Select(kind => EnumText.Of(kind))));
        }

        var wanted = filter.State is null ? (bool?)null : filter.State == "in_force";
        return await db.ReadAsync<Answer<Page<TakedownView>>>(call, async tx =>
        {
            var rows = await TakedownRows.WhereAsync(
                tx,
                $"""
                {TakedownView.Visible(call.Actor)}
                  and ({wanted}::boolean is null or {wanted} =
                    (t.returned_at is null and (t.until_at is null or t.until_at > {call.Now})))
                  and ({filter.Kind}::text is null or t.kind = {filter.Kind})
                  and ({filter.Subject}::text is null or t.subject = {filter.Subject})
                  and ({filter.Merchant}::text is null or t.merchant_id = {filter.Merchant})
                  and ({start.Value.After}::uuid is null or t.takedown_id < {start.Value.After})
                order by t.takedown_id desc limit {start.Value.Limit + 1}
                """, cancel);
            var second = await TakedownChanges.NeedsSecondAsync(tx, cancel);
            var found = start.Value.Of(rows, row => row.Id.Value);
            return new Page<TakedownView>(
                [.. found.Items.Select(row => TakedownView.Of(row, call, second))], found.Next);
        }, cancel);
    }

    private static Task<Answer<DetailView>> ShowAsync(
        Id<Takedown> id, CallContext call, RiskDb db, Acknowledgements acknowledgements, CancellationToken cancel) =>
        db.ReadAsync<Answer<DetailView>>(call, async tx =>
        {
            if (await TakedownRows.FindAsync(tx, id, locked: false, cancel) is not { } found
                || !TakedownView.IsVisible(found, call.Actor))
            {
                return new Unknown("take-down", id.ToString());
            }

            var view = TakedownView.Of(found, call, await TakedownChanges.NeedsSecondAsync(tx, cancel));
            // Hosts and their names are the platform's own business.
            return !call.Actor.IsAny([.. EndpointRules.Staff, Role.Machine])
                ? new DetailView(view, null, null)
                : new DetailView(
                    view, await FollowedAsync(tx, id, found.Revision, false, acknowledgements.Surfaces, cancel),
                    found.Return is { } back
                        ? await FollowedAsync(tx, id, back.Revision, true, acknowledgements.Surfaces, cancel)
                        : null);
        }, cancel);

    private static async Task<FollowedView> FollowedAsync(
        Transaction tx, Id<Takedown> id, long revision, bool back, IReadOnlyList<TakedownSurface> known,
        CancellationToken cancel)
    {
        var tenant = tx.Call.Tenant.Id;
        var recorded = await tx.ScalarAsync<DateTimeOffset>(
            $"""
            select case when {back} then return_recorded_at else recorded_at end from risk.takedown
            where tenant_id = {tenant} and takedown_id = {id}
            """, cancel);
        // Whoever follows a later revision follows this one: it may have seen both at once.
        var acks = await tx.QueryAsync(
            $"""
            select s.surface, h.host, h.seen_at > clock_timestamp() - {RiskLimits.Gone}, min(a.acknowledged_at),
                extract(epoch from min(a.acknowledged_at) - {recorded})::float8 * 1000
            from risk.host h
            join (select distinct surface, host from risk.acknowledgement where tenant_id = {tenant}) s
                on s.host = h.host
            left join risk.acknowledgement a on a.tenant_id = h.tenant_id and a.host = h.host
                and a.surface = s.surface and a.revision >= {revision}
            where h.tenant_id = {tenant} and (a.revision is not null or h.seen_at > {recorded})
            group by 1, 2, 3 order by 1, 2
            """,
            row => new Ack(
                row.GetString(0), row.GetString(1), row.GetBoolean(2), row.InstantOrNull(3),
                row.IsDBNull(4) ? null : row.GetDouble(4)), cancel);
        var labels = known.ToDictionary(one => one.Name, one => one.Label, StringComparer.Ordinal);
        return Decide(revision, recorded, acks.ConvertAll(ack => new AckView(
            ack.Surface, labels.GetValueOrDefault(ack.Surface) ?? new Texts(ack.Surface, ack.Surface), ack.Host,
            ack.At is not null ? AckState.Acknowledged : ack.IsThere ? AckState.Pending : AckState.Gone, ack.At,
            ack.TookMs is { } took ? Math.Max(0, (long)took) : null)));
    }

    internal static FollowedView Decide(long revision, DateTimeOffset recorded, IReadOnlyList<AckView> acks) => new(
        revision, recorded,
        acks.Count == 0 || acks.Any(ack => ack.State == AckState.Pending) ? null : acks.Max(ack => ack.TookMs), acks);
}
