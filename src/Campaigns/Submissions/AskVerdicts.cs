using Marquee.Campaigns.Gates;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.Submissions;

/// <summary>A merchant asks what the gates would say of plans, before submitting. Stores nothing.</summary>
internal static class AskVerdicts
{
    internal sealed record Body(IReadOnlyList<PlanBody> Items);

    public static void Map(RouteGroupBuilder api) => api
        .MapPost("/rounds/{round}/verdicts", HandleAsync).WithName(nameof(AskVerdicts))
        .WithSummary("What the gates would say of plans, before submitting; stores nothing").AllowMembers();

    private static async Task<Answer<VerdictsView>> HandleAsync(
        Id<Round> round, Body body, CallContext call, CampaignsDb db, PlanReading reading, RuleLoader loader,
        Judging judging,
        CancellationToken cancel)
    {
        if (VerdictsView.WrongCount(body.Items.Count) is { } wrong)
        {
            return wrong;
        }

        var judged = await JudgedPlans.JudgeAsync(round, body.Items, call, db, reading, loader, judging, cancel);
        return judged.IsSuccess
            ? new VerdictsView([.. judged.Value.Plans.Select(one => one.Judgement is { } judgement
                ? VerdictView.Of(one.Item, judgement, judged.Value.ForStaff)
                : VerdictView.Refused(one.Item, one.Error!))])
            : judged.Error;
    }
}
