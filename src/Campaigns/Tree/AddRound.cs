using Marquee.Campaigns.Mechanics;
using Marquee.Campaigns.Rounds;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.Tree;

/// <summary>A round is made in a campaign, with its phases, slots and mechanics at once.</summary>
internal static class AddRound
{
    internal sealed record PhaseBody(RoundPhase Phase, DateTimeOffset Opens, DateTimeOffset Closes);

    internal sealed record SlotBody(string Name, int Capacity, IReadOnlyList<CategoryQuota>? Quotas = null);

    internal sealed record MechanicBody(string Kind, MechanicSpec Spec);

    internal sealed record Body(
        string Name, IReadOnlyList<PhaseBody> Phases, IReadOnlyList<SlotBody> Slots,
        IReadOnlyList<MechanicBody>? Mechanics = null,
        ExitPolicy? ExitPolicy = null);

    public static void Map(RouteGroupBuilder api) => api
        .MapPost("/campaigns/{campaign}/rounds", HandleAsync).WithName(nameof(AddRound))
        .WithSummary("Make a round with phases, slots and mechanics").Allow(Role.Operator);

    private static async Task<Answer<Round>> HandleAsync(
        Id<Campaign> campaign, Body body, CallContext call, CampaignsDb db, Registry<IMechanic> mechanics,
        CancellationToken cancel)
    {
        if (Wrong(body) is { } wrong)
        {
            return wrong;
        }

        var checkedMechanics = CheckMechanics(body.Mechanics ?? [], mechanics);
        if (!checkedMechanics.IsSuccess)
        {
            return checkedMechanics.Error;
        }

        return await db.MutateAsync<Round>(call, async tx =>
        {
            if (await RefusalAsync(tx, campaign, body, cancel) is { } refusal)
            {
                return refusal;
            }

            var id = call.Ids.Next<Round>();
            await StoreAsync(tx, id, campaign, body, checkedMechanics.Value, cancel);
            await tx.AuditAsync(
                "campaigns.round.created", $"round:{id}", new { campaign, body.Name, body.Phases }, cancel);
            await RoundTransitions.StepAsync(tx, (await RoundRows.FindAsync(tx, id, cancel))!, cancel);
            return (await RoundRows.ViewsAsync(tx, [id], cancel))[0];
        }, cancel);
    }

    /// <summary>What is wrong with phases and slots, all at once.</summary>
    internal static Error? Wrong(Body body)
    {
        if (NodeName.Wrong(body.Name) is { } name)
        {
            return name;
        }

        List<FieldError> wrong = [.. WrongPhases(body.Phases), .. WrongSlots(body.Slots)];
        if (body.ExitPolicy is { FreeHoursBeforeLive: < 0 or > 24 * 365 } policy)
        {
            wrong.Add(new FieldError("exitPolicy.freeHoursBeforeLive", "is out of range",
                policy.FreeHoursBeforeLive.ToString(System.Globalization.CultureInfo.InvariantCulture), "0 to 8760"));
        }

        return wrong.Count > 0 ? new InvalidRequest([.. wrong.Take(100)]) : null;
    }

    private static IEnumerable<FieldError> WrongPhases(IReadOnlyList<PhaseBody> phases)
    {
        foreach (var needed in (RoundPhase[])[RoundPhase.Enroll, RoundPhase.Live])
        {
            if (phases.All(phase => phase.Phase != needed))
            {
                yield return new FieldError(
                    "phases", $"{EnumText.Of(needed)} is missing", null, "every round has enroll and live");
            }
        }

        var live = phases.FirstOrDefault(phase => phase.Phase == RoundPhase.Live);
        for (var i = 0; i < phases.Count; i++)
        {
            var (phase, path) = (phases[i], $"phases[{i}]");
            if (phase.Opens >= phase.Closes)
            {
                yield return new FieldError(
                    $"{path}.closes", "lies not after opens", $"{phase.Closes:O}", $"an instant after {phase.Opens:O}");
            }

            if (i > 0 && phase.Phase <= phases[i - 1].Phase)
            {
                yield return new FieldError($"{path}.phase", "is out of order or there twice", EnumText.Of(phase.Phase),
                    string.Join(", ", PhaseTable.InOrder.Select(one => EnumText.Of(one))));
            }

            if (i > 0 && phase.Opens < phases[i - 1].Opens)
            {
                yield return new FieldError(
                    $"{path}.opens", "lies before the opening of the phase before it", $"{phase.Opens:O}",
                    $"an instant from {phases[i - 1].Opens:O} on");
            }

            // Phases of work may overlap; but shoppers see one thing at a time.
            if (live is not null && phase.Phase < RoundPhase.Live && phase.Closes > live.Opens)
            {
                yield return new FieldError($"{path}.closes", "lies after the opening of live", $"{phase.Closes:O}",
                    $"an instant up to {live.Opens:O}");
            }

            if (live is not null && phase.Phase == RoundPhase.Settle && phase.Opens < live.Closes)
            {
                yield return new FieldError($"{path}.opens", "lies before the end of live", $"{phase.Opens:O}",
                    $"an instant from {live.Closes:O} on");
            }
        }
    }

    private static IEnumerable<FieldError> WrongSlots(IReadOnlyList<SlotBody> slots)
    {
        if (slots.Count is 0 or > Limits.SlotsPerRound)
        {
            yield return new FieldError("slots", "there are too few or too many", null, $"1 to {Limits.SlotsPerRound}");
        }

        for (var i = 0; i < slots.Count; i++)
        {
            var (slot, path) = (slots[i], $"slots[{i}]");
            if (NodeName.Wrong(slot.Name, $"{path}.name") is { } name)
            {
                yield return name.Fields[0];
            }
            else if (slots.Take(i).Any(other => other.Name.Trim() == slot.Name.Trim()))
            {
                yield return new FieldError($"{path}.name", "is there twice", slot.Name, "a name of its own");
            }

            if (slot.Capacity is < 1 or > Limits.SlotCapacity)
            {
                yield return new FieldError($"{path}.capacity", "is out of range",
                    slot.Capacity.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    $"1 to {Limits.SlotCapacity}");
            }

            var quotas = slot.Quotas ?? [];
            if (quotas.Count > Limits.QuotasPerSlot
                || quotas.DistinctBy(quota => quota.Category).Count() != quotas.Count
                || quotas.Any(
                    quota => quota.AtMost < 0 || quota.Category.Length is 0 or > KernelLimits.ExternalIdLength))
            {
                yield return new FieldError(
                    $"{path}.quotas", "are too many, repeat a category or have a number below zero", null,
                    $"up to {Limits.QuotasPerSlot} categories, each once, with a number from 0 on");
            }
        }
    }

    private static Result<IReadOnlyList<MechanicBody>> CheckMechanics(
        IReadOnlyList<MechanicBody> sent, Registry<IMechanic> mechanics)
    {
        if (sent.Count > Limits.MechanicsPerRound)
        {
            return new InvalidRequest("mechanics", "are too many", sent.Count, $"up to {Limits.MechanicsPerRound}");
        }

        var accepted = new List<MechanicBody>();
        for (var i = 0; i < sent.Count; i++)
        {
            if (!mechanics.TryGet(sent[i].Kind, out var kind))
            {
                return new InvalidRequest($"mechanics[{i}].kind", "is no mechanic", sent[i].Kind,
                    string.Join(", ", mechanics.All.Select(mechanic => mechanic.Name)));
            }

            var spec = MechanicCheck.Check(kind, sent[i].Spec, $"mechanics[{i}].spec");
            if (!spec.IsSuccess)
            {
                return spec.Error;
            }

            accepted.Add(new MechanicBody(kind.Name, spec.Value));
        }

        return accepted;
    }

    private static async Task<Error?> RefusalAsync(
        Transaction tx, Id<Campaign> campaign, Body body, CancellationToken cancel)
    {
        // The campaign's row is locked, so that two at once do not pass the limit together.
        var season = (await tx.QueryAsync(
            $"""
            select s.opens, s.closes from campaigns.campaign c
            join campaigns.season s on s.tenant_id = c.tenant_id and s.id = c.season_id
            where c.tenant_id = {tx.Call.Tenant.Id} and c.id = {campaign} for update of c
            """, row => (Opens: row.Instant(0), Closes: row.Instant(1)), cancel)).FirstOrDefault();
        if (season == default)
        {
            return new Unknown("campaign", campaign.ToString());
        }

        var outside = body.Phases.FirstOrDefault(phase => phase.Opens < season.Opens || phase.Closes > season.Closes);
        if (outside is not null)
        {
            return new InvalidRequest(
                "phases", $"{EnumText.Of(outside.Phase)} lies outside of the season",
                $"{outside.Opens:O}/{outside.Closes:O}",
                $"{season.Opens:O} to {season.Closes:O}");
        }

        var count = await tx.ScalarAsync<int>($"""
            select count(*)::int from campaigns.round where tenant_id = {tx.Call.Tenant.Id} and campaign_id = {campaign}
            """, cancel);
        return count < Limits.RoundsPerCampaign
            ? null
            : new InvalidRequest(
                "campaign", "has as many rounds as it can", count, $"{Limits.RoundsPerCampaign} rounds");
    }

    private static async Task StoreAsync(
        Transaction tx, Id<Round> id, Id<Campaign> campaign, Body body, IReadOnlyList<MechanicBody> mechanics,
        CancellationToken cancel)
    {
        var tenant = tx.Call.Tenant.Id;
        var statements = new List<SqlText>
        {
            Text($"""
                insert into campaigns.round (tenant_id, id, campaign_id, name, exit_policy, created_at)
                values ({tenant}, {id}, {campaign}, {body.Name.Trim()},
                    {new SqlText.Json(body.ExitPolicy ?? ExitPolicy.Standard)},
                        {tx.Call.Now})
                """),
        };
        statements.AddRange(body.Phases.Select(phase => Text($"""
            insert into campaigns.phase
                (tenant_id, round_id, phase, scheduled_opens, scheduled_closes, opens, closes, noticed)
            values ({tenant}, {id}, {phase.Phase}, {phase.Opens}, {phase.Closes}, {phase.Opens}, {phase.Closes},
                    {PhaseState.Waiting})
            """)));
        statements.AddRange(mechanics.Select((mechanic, index) => Text($"""
            insert into campaigns.mechanic (tenant_id, id, round_id, position, kind, spec)
            values ({tenant}, {tx.Call.Ids.Next()}, {id}, {index + 1}, {mechanic.Kind},
                {new SqlText.Json(mechanic.Spec)})
            """)));
        for (var i = 0; i < body.Slots.Count; i++)
        {
            var (slot, slotId) = (body.Slots[i], tx.Call.Ids.Next());
            statements.Add(Text($"""
                insert into campaigns.slot (tenant_id, id, round_id, name, position, capacity)
                values ({tenant}, {slotId}, {id}, {slot.Name.Trim()}, {i + 1}, {slot.Capacity})
                """));
            statements.AddRange((slot.Quotas ?? []).Select(quota => Text($"""
                insert into campaigns.slot_quota (tenant_id, slot_id, category, at_most)
                values ({tenant}, {slotId}, {quota.Category}, {quota.AtMost})
                """)));
        }

        await tx.ExecuteAllAsync(statements, cancel);
    }

    private static SqlText Text(SqlText text) => text;
}
