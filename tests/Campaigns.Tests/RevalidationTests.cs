using Marquee.Campaigns.Revalidation;
using Marquee.Catalog;
using Marquee.Jobs;
using Marquee.Kernel;
using Marquee.Risk;
using Marquee.Rules;
using Marquee.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Campaigns.Tests;

/// <summary>A round is judged again in the background.</summary>
public sealed class RevalidationTests(Stage stage) : IClassFixture<Stage>
{
    [Fact]
    public async Task What_no_longer_passes_is_listed_and_only_what_is_under_review_is_refused()
    {
        for (var no = 90; no < 94; no++)
        {
            stage.Market.Add(no, 1);
        }

        var play = await Play.StartAsync(stage);
        var ids = (await play.SubmitAsync(Play.Operator, [.. Enumerable.Range(90, 4).Select(no => Play.Plan(no))]))
            .Select(one => one.GetProperty("submission").GetString()!).ToArray();
        await play.ApproveAsync(ids[2], ids[3]);
        // 90 and 92 become cheaper every day, so that the activity price is no longer at most nine tenths of it.
        foreach (var no in (int[])[90, 92])
        {
            stage.Market.Change(no, sku: sku => sku with { Prices = sku.Prices with { DailyMinor = 8_100 } });
        }

        var run = await RunAsync(play);
        Assert.Equal((JobRunStatus.Done, 4), (run.Status, run.Done));
        Assert.Equal(
            ["refused", "in_review", "approved", "approved"], await Task.WhenAll(ids.Select(play.StatusAsync)));
        var flips = (await play.GetAsync($"/rounds/{play.Round}/flips")).GetProperty(
            "items").EnumerateArray().ToArray();
        Assert.Equal(
            ["i90", "i92"], flips.Select(flip => flip.GetProperty("item").GetProperty("id").GetString()!).Order());
        Assert.All(flips, flip => Assert.NotEmpty(flip.GetProperty("reasons").EnumerateArray()));
    }

    [Theory]
    [InlineData(Outcome.Pass, Outcome.Fail, true)]
    [InlineData(Outcome.Unknown, Outcome.Fail, true)]
    [InlineData(Outcome.Fail, Outcome.Pass, true)]
    [InlineData(Outcome.Pass, Outcome.Unknown, false)]
    public void What_has_become_unknown_has_not_flipped(Outcome was, Outcome now, bool flipped) =>
        Assert.Equal(flipped, RevalidateRound.Flipped(was, now));

    [Fact]
    public void What_was_frozen_at_submission_is_not_asked_again_and_a_lock_is_checked_by_what_must_always_hold()
    {
        Assert.Equal(ClauseMoment.Lock, RevalidateRound.MomentOf(Sample.Submission(SubmissionStatus.Approved)));
        Assert.Equal(ClauseMoment.Continuous, RevalidateRound.MomentOf(Sample.Submission(SubmissionStatus.Locked)));
    }

    private async Task<JobRun> RunAsync(Play play)
    {
        await using var host = await TestHost.StartAsync(
            stage.Database, [new RulesModule(), new Ledger.LedgerModule(), new JobsModule(), new CampaignsModule()],
            services =>
            {
                services.AddSingleton<TimeProvider>(stage.Database.Clock);
                services.AddSingleton<ICatalog>(stage.Market);
                services.AddSingleton<IFieldSource>(stage.Market);
                services.AddSingleton<ITakedowns>(stage.Takedowns);
            });
        var call = stage.Database.Call(play.Tenant);
        var run = await host.Jobs.StartAsync(
            call, RevalidateRound.JobName, new RevalidateArgs(play.RoundId), "again", CancellationToken.None);
        return await host.EndOfAsync(call, run);
    }
}
