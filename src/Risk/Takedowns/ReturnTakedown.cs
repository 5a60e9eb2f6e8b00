using Marquee.Kernel;
using Marquee.Risk.Board;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Risk.Takedowns;

/// <summary>A person puts something back; where the policy says so, another one than took it down.</summary>
internal static class ReturnTakedown
{
    internal sealed record Body(string Reason);

    public static void Map(RouteGroupBuilder api) => api.MapPost("/takedowns/{id}/return", HandleAsync)
        .WithName(nameof(ReturnTakedown)).WithSummary(
            "Puts back what was taken down; a second person must, unless the policy says otherwise")
        .Allow(Role.Risk, Role.Operator);

    private static async Task<Answer<TakedownView>> HandleAsync(
        Id<Takedown> id, Body body, CallContext call, RiskDb db, TakedownBoard board, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(body.Reason) || body.Reason.Length > RiskLimits.ReasonLength)
        {
            return new InvalidRequest(
                "reason", "is needed: the journal says why", body.Reason, $"1 to {RiskLimits.ReasonLength} characters");
        }

        var answer = await db.MutateAsync<TakedownView>(call, async tx =>
        {
            var back = await TakedownChanges.ReturnAsync(tx, id, body.Reason, cancel);
            return back.Map(one => TakedownView.Of(one, call, secondPerson: true));
        }, cancel);
        if (answer.Error is null)
        {
            await board.LookAsync(call, cancel);
        }

        return answer;
    }
}
