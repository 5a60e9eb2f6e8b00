using Marquee.Benefits.Engine;
using Marquee.Benefits.Storage;
using Marquee.Campaigns;
using Marquee.Kernel;
using Microsoft.Extensions.Logging;

namespace Marquee.Benefits.Subscriptions;

/// <summary>
/// A round's mechanics become benefits: announced when warm-up opens, with the window of the live phase, so that the
/// hash of a lottery's seed is public before the first draw; opened when the round goes live; ended with it.
/// </summary>
internal sealed partial class RoundBenefits(
    BenefitsDb db, ICampaigns campaigns, Creation creation, BenefitAccounts accounts, Registry<IBenefitType> types,
    ILogger<RoundBenefits> log) : ISubscription
{
    // Stored with the cursor.
    public string Name => "benefits.rounds";

    public IReadOnlyList<string> EventNames =>
        ["campaigns.round_phase_changed", "campaigns.round_live", "campaigns.round_ended"];

    public async Task HandleAsync(Delivery delivery, CancellationToken cancel)
    {
        switch (delivery.EventName)
        {
            case "campaigns.round_live":
                var live = delivery.Read<RoundLive>();
                await ActivateAsync(delivery, live.RoundId, live.LiveFrom, live.LiveTo, cancel);
                break;
            case "campaigns.round_ended":
                await EndAsync(delivery, delivery.Read<RoundEnded>(), cancel);
                break;
            case "campaigns.round_phase_changed":
                var change = delivery.Read<RoundPhaseChanged>();
                if (change is { Phase: RoundPhase.WarmUp, To: PhaseState.Open })
                {
                    await ActivateAsync(delivery, change.RoundId, null, null, cancel);
                }

                break;
            default:
                throw new InvalidOperationException($"{delivery.EventName} was not asked for.");
        }
    }

    private async Task ActivateAsync(
        Delivery delivery, Id<Round> roundId, DateTimeOffset? from, DateTimeOffset? to, CancellationToken cancel)
    {
        var call = delivery.Call;
        if (await campaigns.GetRoundsAsync(call, [roundId], cancel) is not [var round])
        {
            return;
        }

        var window = round[RoundPhase.Live];
        if ((from ?? window.Opens) is not { } opens || (to ?? window.Closes) is not { } closes || opens >= closes)
        {
            return;
        }

        var plans = await PlansAsync(call, round, cancel);
        var made = new List<BenefitRow>();
        await using (var tx = await db.BeginAsync(call, cancel))
        {
            if (!await delivery.IsFirstAsync(tx, cancel))
            {
                return;
            }

            foreach (var (mechanic, plan) in plans)
            {
                made.Add(await creation.StoreAsync(tx, plan, roundId.Value, mechanic.Value, opens, closes, cancel));
            }

            if (made.Count > 0)
            {
                await tx.AddAsync(new BenefitsActivated(roundId.Value, [.. made.Select(row => row.Id.Value)]), cancel);
            }

            await tx.CommitAsync(cancel);
        }

        // Cut short here, the first claim opens them.
        foreach (var benefit in made)
        {
            await accounts.OpenAsync(call, benefit, cancel);
        }
    }

    private async Task<List<(Id<RoundMechanic> Mechanic, Creation.Plan Plan)>> PlansAsync(
        CallContext call, Round round, CancellationToken cancel)
    {
        var plans = new List<(Id<RoundMechanic>, Creation.Plan)>();
        foreach (var mechanic in round.Mechanics.Where(mechanic => types.TryGet(mechanic.Kind, out _)))
        {
            var plan = await creation.PlanAsync(call, mechanic.Kind, mechanic.Spec, cancel);
            if (plan.IsSuccess)
            {
                plans.Add((mechanic.Id, plan.Value));
            }
            else
            {
                // The others of the round must not wait for it.
                LogNotMade(log, mechanic.Id.Value, round.Id.Value, plan.Error.Message);
            }
        }

        return plans;
    }

    private async Task EndAsync(Delivery delivery, RoundEnded ended, CancellationToken cancel)
    {
        var call = delivery.Call;
        await using var tx = await db.BeginAsync(call, cancel);
        if (!await delivery.IsFirstAsync(tx, cancel))
        {
            return;
        }

        await tx.ExecuteAsync($"""
            update benefits.benefit set status = 'ended', to_at = greatest(least(to_at, {ended.At}),
                from_at + interval '1 microsecond')
            where tenant_id = {call.Tenant.Id} and round_id = {ended.RoundId} and status <> 'ended'
            """, cancel);
        await tx.CommitAsync(cancel);
    }

    [LoggerMessage(
        EventId = 6002, Level = LogLevel.Error,
        Message = "Mechanic {Mechanic} of round {Round} made no benefit: {Why}")]
    private static partial void LogNotMade(ILogger log, Guid mechanic, Guid round, string why);
}
