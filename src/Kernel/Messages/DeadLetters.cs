using System.Text.Json;
using Marquee.Kernel.Tenancy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Marquee.Kernel.Messages;

/// <summary>Events that a subscription could not handle: to be seen, tried again, or set aside for good.</summary>
internal static class DeadLetters
{
    internal sealed record View(
        Guid EventId, string Subscription, string Event, int Version, DateTimeOffset OccurredAt, DateTimeOffset DiedAt,
        int Attempts, int Replays, bool IsWaiting, string Error);

    internal sealed record Detail(View Letter, JsonElement Payload);

    internal sealed record LetterBody(string Subscription, Guid EventId);

    internal sealed record ReplayBody(IReadOnlyList<LetterBody> Letters);

    internal sealed record DiscardBody(IReadOnlyList<LetterBody> Letters, string Reason);

    internal sealed record Outcome(int Letters);

    private readonly record struct Key(DateTimeOffset DiedAt, Guid EventId, string Subscription);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/dead-letters", ListAsync).WithName("ListDeadLetters").WithSummary(
            "Events that a subscription could not handle, those that died last first")
        .Allow(Readers).Rows(RowRule.Whole);
        api.MapGet("/dead-letters/{subscription}/{eventId}", ShowAsync).WithName("ShowDeadLetter").WithSummary(
            "A dead letter with what the event said").Allow(Readers).Rows(RowRule.Whole);
        api.MapPost("/dead-letters/replays", ReplayAsync).WithName("ReplayDeadLetters").WithSummary(
            "Try dead letters again; each is taken up by its subscription within a second").Allow(Role.Developer);
        api.MapPost("/dead-letters/discards", DiscardAsync).WithName("DiscardDeadLetters").WithSummary(
            "Give dead letters up for good, with the reason").Allow(Role.Developer);
    }

    private static Role[] Readers => [Role.Developer, Role.Operator, Role.Auditor];

    private static async Task<Answer<Page<View>>> ListAsync(
        string? subscription, string? @event, [AsParameters] PageQuery page, CallContext call, KernelDb db,
        CancellationToken cancel)
    {
        var start = page.Start<Key>(call, "dead-letters");
        if (!start.IsSuccess)
        {
            return start.Error;
        }

        var (at, id, name) = (start.Value.After?.DiedAt, start.Value.After?.EventId, start.Value.After?.Subscription);
        var rows = await db.ReadAsync(call, tx => tx.QueryAsync(
            $"""
            select {Columns} from kernel.dead_letter
            where tenant_id = {call.Tenant.Id}
              and ({subscription}::text is null or subscription = {subscription})
              and ({@event}::text is null or type = {@event})
              and ({at}::timestamptz is null or (died_at, event_id, subscription) < ({at}, {id}, {name}))
            order by died_at desc, event_id desc, subscription desc limit {start.Value.Limit + 1}
            """, ViewOf, cancel), cancel);
        return start.Value.Of(rows, row => new Key(row.DiedAt, row.EventId, row.Subscription));
    }

    private static async Task<Answer<Detail>> ShowAsync(
        string subscription, Guid eventId, CallContext call, KernelDb db, CancellationToken cancel) =>
        await db.ReadAsync(call, tx => tx.FindAsync(
            $"""
            select {Columns}, payload from kernel.dead_letter
            where tenant_id = {call.Tenant.Id} and subscription = {subscription} and event_id = {eventId}
            """,
            row => new Detail(ViewOf(row), row.Json<JsonElement>(10)), cancel), cancel) is { } found
            ? found
            : Missing(subscription, eventId);

    private static async Task<Answer<Outcome>> ReplayAsync(
        ReplayBody body, CallContext call, KernelDb db, CancellationToken cancel) =>
        Wrong(body.Letters) is { } wrong ? wrong : await db.MutateAsync<Outcome>(call, async tx =>
        {
            foreach (var letter in body.Letters)
            {
                var found = await tx.ExecuteAsync($"""
                    update kernel.dead_letter set replay_at = coalesce(replay_at, clock_timestamp())
                    where tenant_id = {call.Tenant.Id} and subscription = {letter.Subscription}
                      and event_id = {letter.EventId}
                    """, cancel);
                if (found == 0)
                {
                    return Missing(letter.Subscription, letter.EventId);
                }

                await tx.AuditAsync("kernel.dead_letter.replayed", SubjectOf(letter), null, cancel);
            }

            await tx.ExecuteAsync(ChannelSignal.NotifyOf(OutboxSignal.Name), cancel);
            return new Outcome(body.Letters.Count);
        }, cancel);

    private static async Task<Answer<Outcome>> DiscardAsync(
        DiscardBody body, CallContext call, KernelDb db, CancellationToken cancel)
    {
        if (body.Reason.Trim().Length is 0 or > KernelLimits.ReasonLength)
        {
            return new InvalidRequest(
                "reason", "is no reason", body.Reason, $"1 to {KernelLimits.ReasonLength} characters");
        }

        return Wrong(body.Letters) is { } wrong ? wrong : await db.MutateAsync<Outcome>(call, async tx =>
        {
            foreach (var letter in body.Letters)
            {
                // What was given up stays readable in the audit: nothing disappears without a trace.
                var gone = await tx.FindAsync(
                    $"""
                    delete from kernel.dead_letter
                    where tenant_id = {call.Tenant.Id} and subscription = {letter.Subscription}
                      and event_id = {letter.EventId}
                    returning {Columns}, payload
                    """,
                    row => new Detail(ViewOf(row), row.Json<JsonElement>(10)), cancel);
                if (gone is null)
                {
                    return Missing(letter.Subscription, letter.EventId);
                }

                await tx.AuditAsync(
                    "kernel.dead_letter.discarded", SubjectOf(letter),
                    new { reason = body.Reason.Trim(), gone.Letter.Event, gone.Letter.Error, gone.Payload }, cancel);
            }

            return new Outcome(body.Letters.Count);
        }, cancel);
    }

    private static InvalidRequest? Wrong(IReadOnlyList<LetterBody> letters) =>
        letters.Count is 0 or > KernelLimits.DeadLettersAtOnce
            ? new InvalidRequest(
                "letters", "must name dead letters", letters.Count, $"1 to {KernelLimits.DeadLettersAtOnce} of them")
            : null;

    private static Unknown Missing(string subscription, Guid eventId) =>
        new("dead letter", $"{subscription}/{eventId}");

    private static string SubjectOf(LetterBody letter) => $"dead-letter:{letter.Subscription}/{letter.EventId:D}";

    private static SqlText.Raw Columns { get; } = new(
        "event_id, subscription, type, version, occurred_at, died_at, attempts, replays, replay_at is not null, error");

    private static View ViewOf(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetInt32(3), row.Instant(4), row.Instant(5),
        row.GetInt32(6), row.GetInt32(7), row.GetBoolean(8), row.GetString(9));
}
