using Marquee.Benefits.Engine;
using Marquee.Benefits.Storage;
using Marquee.Campaigns;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Benefits.Manage;

/// <summary>An operator makes a benefit that stands alone, or beside a round's mechanics.</summary>
internal static class CreateBenefit
{
    internal sealed record Body(
        string Type, DateTimeOffset From, DateTimeOffset To, MechanicSpec Spec, Guid? RoundId = null);

    internal sealed record View(Id<Benefit> Id);

    public static void Map(RouteGroupBuilder api) => api.MapPost("/benefits", HandleAsync)
        .WithName(nameof(CreateBenefit)).WithSummary("Makes a coupon, a lottery or another benefit.")
        .Allow(Role.Operator, Role.Machine).Frozen(ChangeArea.Benefits);

    private static async Task<Answer<View>> HandleAsync(
        CallContext call, Body body, BenefitsDb db, Creation creation, BenefitAccounts accounts,
        CancellationToken cancel)
    {
        if (Wrong(body, call.Now) is { } wrong)
        {
            return wrong;
        }

        var plan = await creation.PlanAsync(call, body.Type, body.Spec, cancel);
        if (!plan.IsSuccess)
        {
            return plan.Error;
        }

        var answer = await db.MutateAsync<View>(call, async tx =>
        {
            var made = await creation.StoreAsync(tx, plan.Value, body.RoundId, null, body.From, body.To, cancel);
            await tx.AddAsync(new BenefitsActivated(body.RoundId, [made.Id.Value]), cancel);
            await tx.AuditAsync("benefits.benefit.created", $"benefit:{made.Id}", new { body.Type, body.Spec }, cancel);
            return new View(made.Id);
        }, cancel);
        if (answer.Error is null)
        {
            // Also on a repeat: the first request may have been cut short here.
            var row = await db.ReadAsync(call, tx => BenefitRow.FindAsync(tx, answer.Value.Id, cancel), cancel);
            await accounts.OpenAsync(call, row!, cancel);
        }

        return answer;
    }

    /// <summary>The round that a new benefit is for.</summary>
    internal sealed class Changed : IChangedRounds
    {
        public string Name => "benefits";

        public Task<IReadOnlyCollection<Guid>> RoundsOfAsync(
            CallContext call, IReadOnlyDictionary<string, object?> route, IReadOnlyList<object?> arguments,
            CancellationToken cancel) => Task.FromResult<IReadOnlyCollection<Guid>>(
            [.. arguments.OfType<Body>().Select(body => body.RoundId).OfType<Guid>()]);
    }

    internal static InvalidRequest? Wrong(Body body, DateTimeOffset now)
    {
        if (body.From >= body.To)
        {
            return new InvalidRequest(
                "to", "is not after from", body.To.ToString("u"), $"an instant after {body.From:u}");
        }

        if (body.To <= now)
        {
            return new InvalidRequest(
                "to", "is over already on the tenant's clock", body.To.ToString("u"), $"an instant after {now:u}");
        }

        if (body.To - body.From > TimeSpan.FromDays(BenefitsLimits.WindowDays))
        {
            return new InvalidRequest(
                "to", "leaves the benefit open too long", body.To.ToString("u"),
                $"at most {BenefitsLimits.WindowDays} days after from");
        }

        return body.From - now > TimeSpan.FromDays(BenefitsLimits.AheadDays)
            ? new InvalidRequest(
                "from", "lies too far ahead", body.From.ToString("u"),
                $"at most {BenefitsLimits.AheadDays} days after {now:u}")
            : null;
    }
}
