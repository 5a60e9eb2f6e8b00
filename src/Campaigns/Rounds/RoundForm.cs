using System.Globalization;
using Marquee.Campaigns.Mechanics;
using Marquee.Campaigns.Tree;
using Marquee.Kernel;

namespace Marquee.Campaigns.Rounds;

/// <summary>The settings of a round as they are sent, and what is wrong with them whatever the round.</summary>
internal sealed record RoundForm(
    string Name, IReadOnlyList<RoundForm.PhaseBody> Phases, IReadOnlyList<RoundForm.SlotBody> Slots,
    IReadOnlyList<RoundForm.MechanicBody>? Mechanics = null, ExitPolicy? ExitPolicy = null)
{
    internal sealed record PhaseBody(RoundPhase Phase, DateTimeOffset Opens, DateTimeOffset Closes);

    internal sealed record SlotBody(string Name, int Capacity, IReadOnlyList<CategoryQuota>? Quotas = null);

    internal sealed record MechanicBody(string Kind, MechanicSpec Spec);

    /// <summary>What is wrong with phases and slots, all at once.</summary>
    /// <param name="body">What was sent.</param>
    /// <param name="passed">Phases that the round has had, or was led past; they need not be sent.</param>
    public static Error? Wrong(RoundForm body, IReadOnlyCollection<RoundPhase>? passed = null)
    {
        if (NodeName.Wrong(body.Name) is { } name)
        {
            return name;
        }

        List<FieldError> wrong = [.. WrongPhases(body.Phases, passed ?? []), .. WrongSlots(body.Slots)];
        if (body.ExitPolicy is { FreeHoursBeforeLive: < 0 or > 24 * 365 } policy)
        {
            wrong.Add(new FieldError("exitPolicy.freeHoursBeforeLive", "is out of range",
                policy.FreeHoursBeforeLive.ToString(CultureInfo.InvariantCulture), "0 to 8760"));
        }

        return wrong.Count > 0 ? new InvalidRequest([.. wrong.Take(100)]) : null;
    }

    private static IEnumerable<FieldError> WrongPhases(
        IReadOnlyList<PhaseBody> phases, IReadOnlyCollection<RoundPhase> passed)
    {
        foreach (var needed in (RoundPhase[])[RoundPhase.Enroll, RoundPhase.Live])
        {
            if (phases.All(phase => phase.Phase != needed) && !passed.Contains(needed))
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

            if (phase.Closes - phase.Opens > TimeSpan.FromDays(Limits.PhaseDays))
            {
                yield return new FieldError(
                    $"{path}.closes", "makes the phase too long", $"{phase.Closes:O}",
                    $"at most {Limits.PhaseDays} days after opens");
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
                    slot.Capacity.ToString(CultureInfo.InvariantCulture),
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

    /// <summary>The mechanics with their defaults filled in, or what is wrong with them.</summary>
    public static Result<IReadOnlyList<MechanicBody>> CheckMechanics(
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

    /// <summary>
    /// The refusal of phases that lie outside of their season. The campaign's row is locked, so that two at once do
    /// not pass a limit together, and the season's is kept, so that it does not become shorter meanwhile.
    /// </summary>
    public static async Task<Error?> OutsideAsync(
        Transaction tx, Id<Campaign> campaign, IReadOnlyList<PhaseBody> phases, CancellationToken cancel)
    {
        var season = (await tx.QueryAsync(
            $"""
            select s.opens, s.closes from campaigns.campaign c
            join campaigns.season s on s.tenant_id = c.tenant_id and s.id = c.season_id
            where c.tenant_id = {tx.Call.Tenant.Id} and c.id = {campaign} for update of c for share of s
            """, row => (Opens: row.Instant(0), Closes: row.Instant(1)), cancel)).FirstOrDefault();
        if (season == default)
        {
            return new Unknown("campaign", campaign.ToString());
        }

        var outside = phases.FirstOrDefault(phase => phase.Opens < season.Opens || phase.Closes > season.Closes);
        return outside is null ? null : new InvalidRequest(
            "phases", $"{EnumText.Of(outside.Phase)} lies outside of the season",
            $"{outside.Opens:O}/{outside.Closes:O}", $"{season.Opens:O} to {season.Closes:O}");
    }
}
