using Marquee.Kernel;

namespace Marquee.Campaigns.Rounds;

/// <summary>A mechanic with the id it gets.</summary>
internal sealed record NewMechanic(Guid Id, string Kind, MechanicSpec Spec);

/// <summary>Writes a round that was checked, with everything below it.</summary>
internal static class RoundWriting
{
    public static async Task AddAsync(
        Transaction tx, Id<Round> id, Id<Campaign> campaign, RoundForm form, IReadOnlyList<NewMechanic> mechanics,
        Guid? clonedFrom, CancellationToken cancel)
    {
        var tenant = tx.Call.Tenant.Id;
        var statements = new List<SqlText>
        {
            Text($"""
                insert into campaigns.round (tenant_id, id, campaign_id, name, exit_policy, created_at, cloned_from)
                values ({tenant}, {id}, {campaign}, {form.Name.Trim()},
                    {new SqlText.Json(form.ExitPolicy ?? ExitPolicy.Standard)}, {tx.Call.Now}, {clonedFrom})
                """),
        };
        statements.AddRange(form.Phases.Select(phase => Text($"""
            insert into campaigns.phase
                (tenant_id, round_id, phase, scheduled_opens, scheduled_closes, opens, closes, noticed)
            values ({tenant}, {id}, {phase.Phase}, {phase.Opens}, {phase.Closes}, {phase.Opens}, {phase.Closes},
                    {PhaseState.Waiting})
            """)));
        statements.AddRange(mechanics.Select((mechanic, index) => Text($"""
            insert into campaigns.mechanic (tenant_id, id, round_id, position, kind, spec)
            values ({tenant}, {mechanic.Id}, {id}, {index + 1}, {mechanic.Kind}, {new SqlText.Json(mechanic.Spec)})
            """)));
        for (var i = 0; i < form.Slots.Count; i++)
        {
            var (slot, slotId) = (form.Slots[i], tx.Call.Ids.Next());
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
