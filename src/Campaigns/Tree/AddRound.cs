using Marquee.Campaigns.Rounds;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.Tree;

/// <summary>A round is made in a campaign, with its phases, slots and mechanics at once.</summary>
internal static class AddRound
{
    public static void Map(RouteGroupBuilder api) => api
        .MapPost("/campaigns/{campaign}/rounds", HandleAsync).WithName(nameof(AddRound))
        .WithSummary("Make a round with phases, slots and mechanics").Allow(Role.Operator)
        .Frozen(ChangeArea.Rounds);

    private static async Task<Answer<Round>> HandleAsync(
        Id<Campaign> campaign, RoundForm body, CallContext call, CampaignsDb db, Registry<IMechanic> mechanics,
        CancellationToken cancel)
    {
        if (RoundForm.Wrong(body) is { } wrong)
        {
            return wrong;
        }

        var checkedMechanics = RoundForm.CheckMechanics(body.Mechanics ?? [], mechanics);
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
            await RoundWriting.AddAsync(
                tx, id, campaign, body,
                [.. checkedMechanics.Value.Select(one => new NewMechanic(call.Ids.Next(), one.Kind, one.Spec))], null,
                cancel);
            await tx.AuditAsync(
                "campaigns.round.created", $"round:{id}", new { campaign, body.Name, body.Phases }, cancel);
            await HistoryRows.AddAsync(tx, id, "round_created", null, cancel);
            await RoundTransitions.StepAsync(tx, (await RoundRows.FindAsync(tx, id, cancel))!, null, cancel);
            return (await RoundRows.ViewsAsync(tx, [id], cancel))[0];
        }, cancel);
    }

    private static async Task<Error?> RefusalAsync(
        Transaction tx, Id<Campaign> campaign, RoundForm body, CancellationToken cancel)
    {
        if (await RoundForm.OutsideAsync(tx, campaign, body.Phases, cancel) is { } outside)
        {
            return outside;
        }

        var count = await tx.ScalarAsync<int>($"""
            select count(*)::int from campaigns.round where tenant_id = {tx.Call.Tenant.Id} and campaign_id = {campaign}
            """, cancel);
        return count < Limits.RoundsPerCampaign
            ? null
            : new InvalidRequest(
                "campaign", "has as many rounds as it can", count, $"{Limits.RoundsPerCampaign} rounds");
    }
}
