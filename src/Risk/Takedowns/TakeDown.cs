using Marquee.Kernel;
using Marquee.Risk.Board;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Risk.Takedowns;

/// <summary>A person takes something down: off on every surface within a second of the answer.</summary>
internal static class TakeDown
{
    internal sealed record Body(
        TakedownKind Kind, string Subject, string Reason, string? Told = null, DateTimeOffset? Until = null,
        bool Reversible = true);

    public static void Map(RouteGroupBuilder api) => api.MapPost("/takedowns", HandleAsync)
        .WithName(nameof(TakeDown)).WithSummary(
            "Takes an item, merchant, benefit, price or campaign down on every surface, within a second")
        .Allow(Role.Risk, Role.Operator, Role.Machine);

    private static async Task<Answer<TakedownView>> HandleAsync(
        Body body, CallContext call, RiskDb db, TakedownChanges changes, TakedownBoard board, CancellationToken cancel)
    {
        var what = new NewTakedown(
            body.Kind, body.Subject, body.Reason, body.Told, body.Until, body.Reversible);
        var subject = await changes.SubjectAsync(call, what, cancel);
        if (!subject.IsSuccess)
        {
            return subject.Error;
        }

        var answer = await db.MutateAsync<TakedownView>(call, async tx =>
        {
            var taken = await TakedownChanges.TakeAsync(tx, what, subject.Value, cancel);
            var second = await TakedownChanges.NeedsSecondAsync(tx, cancel);
            return taken.Map(one => TakedownView.Of(one, call, second));
        }, cancel);
        if (answer.Error is null)
        {
            await board.LookAsync(call, cancel);
        }

        return answer;
    }
}
