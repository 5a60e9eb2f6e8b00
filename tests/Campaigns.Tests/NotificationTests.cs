using Marquee.Campaigns.Notifications;
using Marquee.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Campaigns.Tests;

/// <summary>Who hears of what happens to rounds and submissions.</summary>
public sealed class NotificationTests(Stage stage) : IClassFixture<Stage>
{
    [Fact]
    public async Task Each_shop_hears_how_its_own_submissions_stand_and_an_approver_what_waits()
    {
        var play = await Play.StartAsync(stage);
        var ids = (await play.SubmitAsync(Play.Operator, Play.Plan(1), Play.Plan(2), Play.Plan(3)))
            .Select(one => one.GetProperty("submission").GetString()!).ToArray();
        await play.ApproveAsync(ids[0]);
        await play.PostAsync(
            "/submissions/decisions", new { decision = "approve", submissions = new[] { ids[1] } }, Play.Reviewer);

        var told = await TellAsync<DecisionNotification>(play, new SubmissionsDecided(play.RoundId, 1, 1, 0));
        var shop = Assert.Single(told, one => one.To.Shop is not null);
        Assert.StartsWith("Approved: 1. Rejected: 0. Still in review:", shop.Text.En, StringComparison.Ordinal);
        var approver = Assert.Single(told, one => one.To.Shop is null);
        Assert.Equal([Role.Approver], approver.To.Roles);
        Assert.Equal("inbox", approver.Link);
    }

    [Fact]
    public async Task Every_shop_hears_that_it_may_enroll_and_nobody_that_a_phase_closed()
    {
        var play = await Play.StartAsync(stage);
        var opened = new RoundPhaseChanged(
            play.RoundId, RoundPhase.Enroll, PhaseState.Waiting, PhaseState.Open, play.Now);
        Assert.True(Assert.Single(await TellAsync<PhaseNotification>(play, opened)).To.IsEveryShop);
        Assert.Empty(await TellAsync<PhaseNotification>(
            play, opened with { From = PhaseState.Open, To = PhaseState.Done }));
    }

    [Fact]
    public async Task Only_shops_with_a_slot_are_asked_to_confirm()
    {
        var play = await Play.StartAsync(stage);
        var confirm = new RoundPhaseChanged(
            play.RoundId, RoundPhase.Confirm, PhaseState.Waiting, PhaseState.Open, play.Now);
        Assert.Empty(await TellAsync<PhaseNotification>(play, confirm));
        await play.ScheduledAsync(1);
        var asked = Assert.Single(await TellAsync<PhaseNotification>(play, confirm));
        Assert.Equal(ShopRight.Submit, asked.To.Needs);
        Assert.EndsWith("/submissions", asked.Link, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<Notification>> TellAsync<TKind>(Play play, object @event)
        where TKind : INotificationKind
    {
        var call = stage.Database.Call(play.Tenant);
        var kind = stage.Services.GetServices<INotificationKind>().OfType<TKind>().Single();
        return await kind.OfAsync(
            new Delivery(
                "test", call, call.Ids.Next(), kind.EventNames[0], 1, call.Now, MarqueeJson.Text(@event)), default);
    }
}
