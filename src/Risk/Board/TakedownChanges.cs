using System.Diagnostics;
using Marquee.Kernel;

namespace Marquee.Risk.Board;

/// <summary>What taking down and putting back write, whoever asks for it.</summary>
internal sealed class TakedownChanges(IEnumerable<ITakedownSubjects> subjects)
{
    // Heard by every host (TakedownWatch); the payload is the tenant.
    public const string Channel = "marquee_risk";

    private readonly Dictionary<string, ITakedownSubjects> _subjects =
        subjects.ToDictionary(one => one.Name, StringComparer.Ordinal);

    /// <summary>The thing that is meant, or what is wrong with the request. Asks the owner, outside of any
    /// transaction.</summary>
    public async Task<Result<TakedownSubject>> SubjectAsync(
        CallContext call, NewTakedown what, CancellationToken cancel)
    {
        if (Wrong(what, call.Now) is { } wrong)
        {
            return wrong;
        }

        var kind = EnumText.Of(what.Kind);
        var found = _subjects.TryGetValue(kind, out var owner)
            ? await owner.FindAsync(call, what.Subject, cancel) : null;
        return found is null || !Reaches(call.Actor, found.MerchantId, found.Category)
            ? new Unknown(kind, what.Subject)
            : found;
    }

    // What names no merchant or no category, as a round or a merchant, is asked for what it names only.
    private static bool Reaches(Actor actor, string? merchant, string? category) =>
        actor.Bounds.Any(bound => new RowBound(
            bound.Role, category is null ? null : bound.Categories, merchant is null ? null : bound.Merchants)
            .Covers(merchant, category));

    /// <summary>Takes a thing down: one row, one revision, one signal.</summary>
    public static async Task<Result<Takedown>> TakeAsync(
        Transaction tx, NewTakedown what, TakedownSubject subject, CancellationToken cancel)
    {
        var call = tx.Call;
        var revision = await TakedownRows.NextRevisionAsync(tx, cancel);
        await EndOverdueAsync(tx, what, revision, cancel);
        var inForce = await TakedownRows.WhereAsync(
            tx, $"t.returned_at is null and t.kind = {what.Kind} and t.subject = {what.Subject}", cancel);
        if (inForce is [var down])
        {
            return new AlreadyDown(down.Id, $"The {EnumText.Of(down.Kind)} '{down.Subject}'", down.TakenAt);
        }

        var count = await tx.ScalarAsync<long>(
            $"select count(*) from risk.takedown where tenant_id = {call.Tenant.Id} and returned_at is null", cancel);
        if (count >= RiskLimits.InForce)
        {
            return new TooManyDown((int)count);
        }

        var id = call.Ids.Next<Takedown>();
        var taken = new Takedown(
            id, what.Kind, what.Subject, subject.Title, subject.MerchantId, subject.Category, what.Reason, what.Told,
            what.Reversible, call.Now, what.Until, call.Actor.Id, call.Actor.Name, revision, null);
        await tx.ExecuteAsync($"""
            insert into risk.takedown (tenant_id, takedown_id, kind, subject, title, merchant_id, category, reason,
                told, reversible, taken_at, until_at, taken_by_id, taken_by, revision)
            values ({call.Tenant.Id}, {id}, {taken.Kind}, {taken.Subject}, {taken.Title}, {taken.MerchantId},
                {taken.Category}, {taken.Reason}, {taken.Told}, {taken.Reversible}, {taken.TakenAt}, {taken.Until},
                {taken.TakenById}, {taken.TakenBy}, {revision})
            """, cancel);
        await tx.AuditAsync(
            "risk.taken_down", SubjectOf(taken), new RowOf(taken.MerchantId, taken.Category),
            new { takedown = id, what.Reason, what.Until, what.Reversible }, cancel);
        await tx.AddAsync(new TakenDown(id.Value, taken.Kind, taken.Subject, revision), cancel);
        await SignalAsync(tx, cancel);
        return taken;
    }

    /// <summary>Puts a thing back.</summary>
    public static async Task<Result<Takedown>> ReturnAsync(
        Transaction tx, Id<Takedown> id, string reason, CancellationToken cancel)
    {
        var call = tx.Call;
        if (await TakedownRows.FindAsync(tx, id, locked: true, cancel) is not { } down
            || !Reaches(call.Actor, down.MerchantId, down.Category))
        {
            return new Unknown("take-down", id.ToString());
        }

        if (Refusal(down, call.Actor, await NeedsSecondAsync(tx, cancel), call.Now) is { } refusal)
        {
            return refusal;
        }

        var revision = await TakedownRows.NextRevisionAsync(tx, cancel);
        Debug.Assert(revision > down.Revision, "Revisions grow.");
        var back = new TakedownReturn(call.Now, call.Actor.Id, call.Actor.Name, reason, revision);
        await tx.ExecuteAsync($"""
            update risk.takedown set returned_at = {back.At}, returned_by_id = {back.ById}, returned_by = {back.By},
                return_reason = {back.Reason}, return_revision = {revision}, return_recorded_at = clock_timestamp()
            where tenant_id = {call.Tenant.Id} and takedown_id = {id}
            """, cancel);
        await tx.AuditAsync(
            "risk.put_back", SubjectOf(down), new RowOf(down.MerchantId, down.Category),
            new { takedown = id, reason }, cancel);
        await tx.AddAsync(new PutBack(id.Value, down.Kind, down.Subject, revision), cancel);
        await SignalAsync(tx, cancel);
        return down with { Return = back };
    }

    /// <summary>Why something may not be put back; null when it may.</summary>
    internal static Error? Refusal(Takedown down, Actor by, bool secondPerson, DateTimeOffset now) => down switch
    {
        { Return: { } back } => new AlreadyBack(down.Id, back.At),
        _ when !down.HoldsAt(now) => new AlreadyBack(down.Id, down.Until!.Value),
        { Reversible: false } => new Irreversible(down.Id),
        _ when secondPerson && down.TakenById == by.Id => new SecondPersonNeeded(down.Id, down.TakenBy),
        _ => null,
    };

    /// <summary>Whether putting back needs another person; it does unless the tenant says otherwise.</summary>
    public static async Task<bool> NeedsSecondAsync(Transaction tx, CancellationToken cancel) =>
        await tx.ScalarAsync<bool?>(
            $"select second_person from risk.policy where tenant_id = {tx.Call.Tenant.Id}", cancel) ?? true;

    internal static InvalidRequest? Wrong(NewTakedown what, DateTimeOffset now)
    {
        var wrong = new List<FieldError>();
        if (what.Subject.Length is 0 or > RiskLimits.SubjectLength)
        {
            wrong.Add(new FieldError(
                "subject", "is no id", what.Subject, $"1 to {RiskLimits.SubjectLength} characters"));
        }

        if (string.IsNullOrWhiteSpace(what.Reason) || what.Reason.Length > RiskLimits.ReasonLength)
        {
            wrong.Add(new FieldError(
                "reason", "is needed: the journal says why", what.Reason,
                $"1 to {RiskLimits.ReasonLength} characters"));
        }

        if (what.Told is { } told && (string.IsNullOrWhiteSpace(told) || told.Length > RiskLimits.ReasonLength))
        {
            wrong.Add(new FieldError(
                "told", "is no sentence", told,
                $"1 to {RiskLimits.ReasonLength} characters, or nothing for the general sentence"));
        }

        if (what.Until is { } until && until <= now)
        {
            wrong.Add(new FieldError(
                "until", "is over already", until.ToString("O"), $"an instant after {now:O}, or nothing for no end"));
        }

        if (what is { Until: not null, Reversible: false })
        {
            wrong.Add(new FieldError(
                "until", "contradicts reversible: what is taken down for good does not come back by itself",
                what.Until.Value.ToString("O"), "nothing, or reversible true"));
        }

        return wrong.Count == 0 ? null : new InvalidRequest(wrong);
    }

    // One that ended by itself has its end written when its thing is taken down anew: the index wants one at a time.
    private static Task<int> EndOverdueAsync(
        Transaction tx, NewTakedown what, long revision, CancellationToken cancel) => tx.ExecuteAsync(
        $"""
        update risk.takedown set returned_at = until_at, returned_by_id = 'system', returned_by = 'Marquee',
            return_reason = 'until', return_revision = {revision}, return_recorded_at = clock_timestamp()
        where tenant_id = {tx.Call.Tenant.Id} and kind = {what.Kind} and subject = {what.Subject}
            and returned_at is null and until_at <= {tx.Call.Now}
        """, cancel);

    private static Task<int> SignalAsync(Transaction tx, CancellationToken cancel) => tx.ExecuteAsync(
        $"select pg_notify({Channel}, {tx.Call.Tenant.Id.ToString("D")})", cancel);

    private static string SubjectOf(Takedown taken) => $"{EnumText.Of(taken.Kind)}:{taken.Subject}";
}
