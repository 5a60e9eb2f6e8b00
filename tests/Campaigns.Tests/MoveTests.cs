using FsCheck.Fluent;
using Marquee.Campaigns.Submissions;
using Marquee.Kernel;
using Marquee.Testing;

namespace Marquee.Campaigns.Tests;

/// <summary>The one table of what can happen to a submission.</summary>
public sealed class MoveTests
{
    private static readonly RoundPhase[] Every = Enum.GetValues<RoundPhase>();

    [Fact]
    public void What_is_offered_is_possible_and_what_is_possible_for_people_is_offered() => Law.Holds(
        from status in Gen.Elements(Enum.GetValues<SubmissionStatus>())
        from move in Gen.Elements(Enum.GetValues<SubmissionMove>())
        from open in Gen.SubListOf(Every)
        select (status, move, open: open.ToArray()),
        at =>
        {
            var next = SubmissionMoves.Next("x", at.status, at.move, at.open);
            var offered = SubmissionMoves.Allowed(at.status, at.open).Contains(at.move);
            var bySystem = SubmissionMoves.Table.Any(
                line => line.From == at.status && line.Move == at.move && line.By == Mover.System);
            Assert.Equal(next.IsSuccess && !bySystem, offered);
        }, cases: 2_000);

    [Fact]
    public void A_refused_move_says_where_it_stands_and_what_is_possible_now()
    {
        var error = Assert.IsType<MoveRefused>(
            SubmissionMoves.Next("s1", SubmissionStatus.InReview, SubmissionMove.Confirm, [RoundPhase.Review]).Error);
        Assert.Equal("in_review", error.Status);
        Assert.Equal(["approve", "reject", "withdraw", "remove"], error.AllowedNow);
    }

    [Fact]
    public void From_one_status_a_move_leads_to_one_place()
    {
        var twice = SubmissionMoves.Table.GroupBy(line => (line.From, line.Move)).Where(group => group.Count() > 1);
        Assert.Empty(twice);
    }

    [Fact]
    public void Whoever_has_left_or_was_removed_stays_out()
    {
        foreach (var gone in (SubmissionStatus[])[SubmissionStatus.Exited, SubmissionStatus.Removed])
        {
            Assert.Empty(SubmissionMoves.Allowed(gone, Every));
        }
    }

    [Fact]
    public void Every_status_that_is_stored_can_be_reached_from_nothing()
    {
        var reached = new HashSet<SubmissionStatus>();
        var open = new Queue<SubmissionStatus?>([null]);
        while (open.TryDequeue(out var from))
        {
            foreach (var line in SubmissionMoves.Table.Where(line => line.From == from && reached.Add(line.To)))
            {
                open.Enqueue(line.To);
            }
        }

        var derived = (SubmissionStatus[])[SubmissionStatus.Live, SubmissionStatus.Ended];
        Assert.Equal(Enum.GetValues<SubmissionStatus>().Except(derived).Order(), reached.Order());
    }

    [Fact]
    public void Two_approvals_come_from_two_people_whatever_their_roles()
    {
        var was = Sample.Submission(SubmissionStatus.FirstApproved) with { FirstReviewerId = Play.Approver.Id };
        Assert.IsType<SameReviewer>(
            DecideSubmissions.Decide(was, DecideSubmissions.Verb.Approve, Play.Approver, [RoundPhase.Review]).Error);
        Assert.Equal(
            SubmissionStatus.Approved,
            DecideSubmissions.Decide(was, DecideSubmissions.Verb.Approve, Play.Operator, [RoundPhase.Review]).Value.To);
    }

    [Fact]
    public void A_reviewer_alone_cannot_put_anything_on_the_shortlist()
    {
        var was = Sample.Submission(SubmissionStatus.FirstApproved) with { FirstReviewerId = "somebody" };
        Assert.IsType<NotAllowed>(
            DecideSubmissions.Decide(was, DecideSubmissions.Verb.Approve, Play.Reviewer, [RoundPhase.Review]).Error);
    }

    [Fact]
    public void Withdrawing_at_the_instant_the_last_phase_of_work_closes_is_refused() =>
        Assert.IsType<MoveRefused>(WithdrawSubmission.Decide(Sample.Submission(SubmissionStatus.Scheduled), []).Error);

    [Fact]
    public void The_page_of_the_module_draws_the_table()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "src/Campaigns/README.md"));
        var drawn = page.Split('\n').Where(
            line => line.StartsWith("| ", StringComparison.Ordinal) && line.Contains("`→`", StringComparison.Ordinal))
            .Select(line => line.Trim()).ToArray();
        Assert.Equal(SubmissionMoves.Table.Select(Drawn), drawn);
    }

    private static string Drawn(MoveLine line)
    {
        var from = line.From is { } status ? EnumText.Of(status) : "(new)";
        var phases = line.Phases.Count == 0
            ? "any time"
            : string.Join(", ", line.Phases.Select(one => EnumText.Of(one)));
        return $"| {from} | {EnumText.Of(line.Move)} `→` {EnumText.Of(line.To)} | {EnumText.Of(line.By)} | {phases} |";
    }
}
