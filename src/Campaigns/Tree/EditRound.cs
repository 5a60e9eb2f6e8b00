using Marquee.Campaigns.Items;
using Marquee.Campaigns.Rounds;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.Tree;

/// <summary>
/// An operator changes a round that stands: schedule, slots, quotas, mechanics, exit policy, as far as the round's
/// phases still allow (<see cref="RoundChanges"/>).
/// </summary>
internal static class EditRound
{
    internal sealed record SlotBody(
        string Name, int Capacity, Id<Slot>? Id = null, IReadOnlyList<CategoryQuota>? Quotas = null);

    internal sealed record MechanicBody(string Kind, MechanicSpec Spec, Id<RoundMechanic>? Id = null);

    /// <summary>The whole of the settings as they shall be.</summary>
    /// <param name="Revision">The revision the change was made on.</param>
    /// <param name="Name">The name.</param>
    /// <param name="Phases">The windows; a phase that was passed over may be left out.</param>
    /// <param name="Slots">The slots in their order; one without an id is new.</param>
    /// <param name="Mechanics">The mechanics in their order; one without an id is new.</param>
    /// <param name="ExitPolicy">The exit policy; as it is when left out.</param>
    internal sealed record Body(
        int Revision, string Name, IReadOnlyList<RoundForm.PhaseBody> Phases, IReadOnlyList<SlotBody> Slots,
        IReadOnlyList<MechanicBody> Mechanics, ExitPolicy? ExitPolicy = null);

    public static void Map(RouteGroupBuilder api) => api
        .MapPut("/rounds/{round}", HandleAsync).WithName(nameof(EditRound))
        .WithSummary("Change a round's schedule, slots and mechanics, as far as its phases still allow")
        .Allow(Role.Operator).Frozen(ChangeArea.Rounds);

    private static async Task<Answer<RoundPage>> HandleAsync(
        Id<Round> round, Body body, CallContext call, CampaignsDb db, Registry<IMechanic> mechanics,
        CancellationToken cancel)
    {
        var checkedMechanics = RoundForm.CheckMechanics(
            [.. body.Mechanics.Select(one => new RoundForm.MechanicBody(one.Kind, one.Spec))], mechanics);
        var shape = new RoundForm(
            body.Name, body.Phases,
            [.. body.Slots.Select(slot => new RoundForm.SlotBody(slot.Name, slot.Capacity, slot.Quotas))],
            ExitPolicy: body.ExitPolicy);
        if (!checkedMechanics.IsSuccess)
        {
            return checkedMechanics.Error;
        }

        body = body with
        {
            Mechanics = [.. body.Mechanics.Zip(
                checkedMechanics.Value, (sent, read) => sent with { Spec = read.Spec })],
        };
        return await db.MutateAsync<RoundPage>(call, async tx =>
        {
            if (await LoadAsync(tx, round, cancel) is not { } was)
            {
                return new Unknown("round", round.ToString());
            }

            if ((Wrong(was.Round.Windows, shape) ?? WrongIds(was, body)
                ?? await RoundForm.OutsideAsync(tx, was.Round.CampaignId, body.Phases, cancel)) is { } refusal)
            {
                return refusal;
            }

            if (was.Round.Revision != body.Revision)
            {
                return new RevisionPassed(body.Revision, was.Round.Revision);
            }

            var decision = RoundEdit.Decide(was, body, call.Now);
            if (!decision.IsSuccess)
            {
                return decision.Error;
            }

            var now = was.Round with { Windows = decision.Value };
            await StoreAsync(tx, was, now, body, cancel);
            if (await Holds.MoveAsync(tx, was.Round, now, cancel) is { } held)
            {
                return held;
            }

            await tx.AuditAsync("campaigns.round.changed", $"round:{round}", body, cancel);
            await HistoryRows.AddAsync(tx, round, "round_changed", null, cancel);
            await RoundTransitions.StepAsync(tx, now, null, cancel);
            return (await RoundPage.ReadAsync(tx, round, cancel))!;
        }, cancel);
    }

    // What was opened and closed by hand need not lie as a schedule must: only what is changed is looked at.
    private static InvalidRequest? Wrong(IReadOnlyList<Window> was, RoundForm sent)
    {
        var passed = was.Where(window => window.Opens == window.Closes).Select(window => window.Phase).ToArray();
        var stored = sent.Phases.Select(phase => was.FirstOrDefault(window => window.Phase == phase.Phase)).ToArray();
        var keptOpens = sent.Phases.Select((phase, i) => stored[i]?.Opens == phase.Opens).ToArray();
        var keptCloses = sent.Phases.Select((phase, i) => stored[i]?.Closes == phase.Closes).ToArray();
        var live = Enumerable.Range(0, stored.Length).FirstOrDefault(i => sent.Phases[i].Phase == RoundPhase.Live, -1);
        var keptLive = live < 0 || (keptOpens[live] && keptCloses[live]);
        var settled = Enumerable.Range(0, stored.Length).Where(_ => keptLive).SelectMany(i => (string[])[
            keptOpens[i] && (i == 0 || keptOpens[i - 1]) ? $"phases[{i}].opens" : "",
            keptOpens[i] && keptCloses[i] ? $"phases[{i}].closes" : ""]).ToHashSet(StringComparer.Ordinal);
        var wrong = RoundForm.Wrong(sent, passed)?.Fields.Where(field => !settled.Contains(field.Path)).ToArray() ?? [];
        return wrong.Length == 0 ? null : new InvalidRequest(wrong);
    }

    private static InvalidRequest? WrongIds(RoundSettings was, Body body)
    {
        var slots = body.Slots.Select(slot => slot.Id).OfType<Id<Slot>>().ToList();
        var mechanics = body.Mechanics.Select(one => one.Id).OfType<Id<RoundMechanic>>().ToList();
        return slots.Distinct().Count() != slots.Count || slots.Any(id => was.Slots.All(slot => slot.Id != id))
            ? new InvalidRequest(
                "slots", "an id is no slot of this round, or is there twice", null, "ids of this round's slots, once")
            : mechanics.Distinct().Count() != mechanics.Count
                || mechanics.Any(id => was.Mechanics.All(one => one.Id != id))
                ? new InvalidRequest("mechanics", "an id is no mechanic of this round, or is there twice", null,
                    "ids of this round's mechanics, once")
                : null;
    }

    // The round is locked first, so nothing moves into or out of a slot by assignment meanwhile; then the slots, which
    // everything that frees a place locks.
    private static async Task<RoundSettings?> LoadAsync(Transaction tx, Id<Round> id, CancellationToken cancel)
    {
        if (await RoundRows.LockAsync(tx, id, cancel) is not { } round)
        {
            return null;
        }

        var tenant = tx.Call.Tenant.Id;
        await tx.ExecuteAsync(
            $"select from campaigns.slot where tenant_id = {tenant} and round_id = {id} order by id for update",
            cancel);
        var view = (await RoundRows.ViewsAsync(tx, [id], cancel))[0];
        var placed = (await tx.QueryAsync(
            $"""
            select slot_id, coalesce(category, ''), count(*)::int from campaigns.submission
            where tenant_id = {tenant} and round_id = {id} and slot_id is not null group by 1, 2
            """,
            row => (Slot: row.Id<Slot>(0), Category: row.GetString(1), Count: row.GetInt32(2)), cancel))
            .ToLookup(row => row.Slot);
        return new RoundSettings(round, view.Slots, view.Mechanics, view.Slots.ToDictionary(
            slot => slot.Id,
            slot => (IReadOnlyDictionary<string, int>)placed[slot.Id].ToDictionary(
                row => row.Category, row => row.Count)));
    }

    private static async Task StoreAsync(
        Transaction tx, RoundSettings was, RoundState now, Body body, CancellationToken cancel)
    {
        var (tenant, id) = (tx.Call.Tenant.Id, now.Id);
        List<SqlText> statements =
        [
            Text($"""
                update campaigns.round set name = {body.Name.Trim()}, revision = revision + 1,
                    exit_policy = {new SqlText.Json(body.ExitPolicy ?? was.Round.ExitPolicy)}
                where tenant_id = {tenant} and id = {id}
                """),
            Text($"""
                delete from campaigns.phase where tenant_id = {tenant} and round_id = {id}
                    and phase <> all({now.Windows.Select(window => EnumText.Of(window.Phase)).ToArray()})
                """),
            .. now.Windows.Where(window => !was.Round.Windows.Contains(window)).Select(window => Text($"""
                insert into campaigns.phase
                    (tenant_id, round_id, phase, scheduled_opens, scheduled_closes, opens, closes, noticed)
                values ({tenant}, {id}, {window.Phase}, {window.Opens}, {window.Closes}, {window.Opens},
                    {window.Closes}, {window.Noticed})
                on conflict (tenant_id, round_id, phase) do update set
                    scheduled_opens = excluded.scheduled_opens, scheduled_closes = excluded.scheduled_closes,
                    opens = excluded.opens, closes = excluded.closes
                """)),
            .. SlotStatements(tx, was, body, id),
            Text($"delete from campaigns.mechanic where tenant_id = {tenant} and round_id = {id}"),
            .. body.Mechanics.Select((one, index) => Text($"""
                insert into campaigns.mechanic (tenant_id, id, round_id, position, kind, spec)
                values ({tenant}, {one.Id?.Value ?? tx.Call.Ids.Next()}, {id}, {index + 1}, {one.Kind},
                    {new SqlText.Json(one.Spec)})
                """)),
        ];
        await tx.ExecuteAllAsync(statements, cancel);
    }

    private static IEnumerable<SqlText> SlotStatements(Transaction tx, RoundSettings was, Body body, Id<Round> round)
    {
        var tenant = tx.Call.Tenant.Id;
        var kept = body.Slots.Select(slot => slot.Id).OfType<Id<Slot>>().ToArray();
        yield return $"""
            delete from campaigns.slot_quota where tenant_id = {tenant}
                and slot_id = any({was.Slots.Select(slot => slot.Id.Value).ToArray()})
            """;
        yield return $"""
            delete from campaigns.slot where tenant_id = {tenant} and round_id = {round} and id <> all({kept})
            """;
        // Out of the way first: two slots may swap their names or places.
        yield return $"""
            update campaigns.slot set name = id::text, position = position + {Limits.SlotsPerRound}
            where tenant_id = {tenant} and round_id = {round}
            """;
        for (var i = 0; i < body.Slots.Count; i++)
        {
            var slot = body.Slots[i];
            var id = slot.Id?.Value ?? tx.Call.Ids.Next();
            yield return slot.Id is null
                ? Text($"""
                    insert into campaigns.slot (tenant_id, id, round_id, name, position, capacity)
                    values ({tenant}, {id}, {round}, {slot.Name.Trim()}, {i + 1}, {slot.Capacity})
                    """)
                : Text($"""
                    update campaigns.slot set name = {slot.Name.Trim()}, position = {i + 1}, capacity = {slot.Capacity}
                    where tenant_id = {tenant} and id = {id}
                    """);
            foreach (var quota in slot.Quotas ?? [])
            {
                var filled = slot.Id is { } known ? RoundEdit.CountIn(was.Placed[known], quota.Category) : 0;
                yield return $"""
                    insert into campaigns.slot_quota (tenant_id, slot_id, category, at_most, filled)
                    values ({tenant}, {id}, {quota.Category}, {quota.AtMost}, {filled})
                    """;
            }
        }
    }

    private static SqlText Text(SqlText text) => text;
}
