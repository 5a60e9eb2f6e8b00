using FsCheck.Fluent;
using Marquee.Campaigns.Items;
using Marquee.Campaigns.Rounds;
using Marquee.Campaigns.Submissions;
using Marquee.Campaigns.Tree;
using Marquee.Testing;

namespace Marquee.Campaigns.Tests;

/// <summary>Phases by schedule and by hand.</summary>
public sealed class PhaseTests
{
    private static readonly DateTimeOffset Start = Sample.Start;

    [Fact]
    public void A_phase_is_open_from_its_first_instant_until_just_before_the_next()
    {
        var window = new Window(RoundPhase.Enroll, Start, Start.AddDays(1), PhaseState.Waiting);
        Assert.Equal(PhaseState.Waiting, window.StateAt(Start.AddTicks(-1)));
        Assert.Equal(PhaseState.Open, window.StateAt(Start));
        Assert.Equal(PhaseState.Done, window.StateAt(Start.AddDays(1)));
    }

    [Fact]
    public void Going_live_by_hand_ends_everything_before_it_and_passes_over_what_never_opened()
    {
        var now = Start.AddDays(1.5);
        var after = PhaseTable.Open(Sample.Windows(), RoundPhase.Live, null, now);
        Assert.Equal(RoundPhase.Live, PhaseTable.Current(after, now));
        Assert.Equal(PhaseState.Done, PhaseTable.StateOf(after, RoundPhase.Enroll, now));
        Assert.Equal(PhaseState.Skipped, PhaseTable.StateOf(after, RoundPhase.Confirm, now));
        Assert.Equal(PhaseState.Waiting, PhaseTable.StateOf(after, RoundPhase.Settle, now));
    }

    [Fact]
    public void Reviewing_may_begin_while_merchants_still_enroll()
    {
        var after = PhaseTable.Open(Sample.Windows(), RoundPhase.Review, null, Start.AddDays(1.5));
        Assert.Equal(PhaseState.Open, PhaseTable.StateOf(after, RoundPhase.Enroll, Start.AddDays(1.5)));
    }

    [Fact]
    public void Once_live_nothing_before_can_be_opened_again()
    {
        var now = Start.AddDays(6.5);
        Assert.Equal(["open:settle", "close:live"], PhaseTable.AllowedNow(Sample.Windows(), now));
    }

    [Fact]
    public void A_closed_phase_opens_again_only_with_a_new_end()
    {
        var now = Start.AddDays(2.5);
        var again = MovePhase.Decide(Sample.Round(), new MovePhase.Body("late", RoundPhase.Enroll), now);
        Assert.NotNull(again.Error);
        var until = MovePhase.Decide(
            Sample.Round(), new MovePhase.Body("late", RoundPhase.Enroll, Until: now.AddHours(4)), now);
        Assert.Equal(PhaseState.Open, PhaseTable.StateOf(until.Value, RoundPhase.Enroll, now));
    }

    [Fact]
    public void A_refused_opening_says_what_can_be_done_now()
    {
        var refused = Assert.IsType<MoveRefused>(
            MovePhase.Decide(Sample.Round(), new MovePhase.Body("again", RoundPhase.Plan), Start.AddDays(6.5)).Error);
        Assert.Equal(["open:settle", "close:live"], refused.AllowedNow);
    }

    [Fact]
    public void Whatever_is_opened_and_closed_by_hand_nobody_works_on_what_is_sold_and_shoppers_see_one_thing() =>
        Law.Holds(
            from moves in Gen.ListOf(
                from phase in Gen.Elements(PhaseTable.InOrder)
                from open in Gen.Elements(true, false)
                from hours in Gen.Choose(1, 20)
                from until in Gen.Choose(1, 60)
                select (phase, open, hours, until))
            select moves,
            moves =>
            {
                var (round, now) = (Sample.Round(), Start);
                foreach (var (phase, open, hours, until) in moves)
                {
                    now = now.AddHours(hours);
                    var body = open
                        ? new MovePhase.Body("law", phase, Until: now.AddHours(until))
                        : new MovePhase.Body("law", Close: phase);
                    var moved = MovePhase.Decide(round, body, now);
                    round = moved.IsSuccess ? round with { Windows = moved.Value } : round;
                    SeenFrom(round.Windows, now);
                }
            });

    // The future as it stands after the move, not only its instant.
    private static void SeenFrom(IReadOnlyList<Window> windows, DateTimeOffset now)
    {
        Assert.All(windows, window => Assert.True(window.Opens <= window.Closes));
        for (var at = now; at < now.AddDays(15); at = at.AddHours(7))
        {
            var open = PhaseTable.InOrder
                .Where(phase => PhaseTable.StateOf(windows, phase, at) == PhaseState.Open).ToArray();
            var shown = open.Where(phase => phase >= RoundPhase.WarmUp).ToArray();
            Assert.True(shown.Length <= 1, $"Open together at {at:O}: {string.Join(", ", shown)}");
            Assert.True(
                !open.Any(phase => phase >= RoundPhase.Live) || open.Length == 1,
                $"Work goes on while it is sold at {at:O}: {string.Join(", ", open)}");
        }
    }

    [Fact]
    public void A_clock_that_jumps_over_a_phase_has_it_opened_and_closed_in_order()
    {
        var steps = RoundTransitions.Due(Sample.Windows(), Start.AddDays(30));
        Assert.Equal(16, steps.Count);
        Assert.Equal(steps.OrderBy(step => step.At).ToArray(), steps);
        Assert.True(steps.ToList().FindIndex(step => step is { Phase: RoundPhase.Live, To: PhaseState.Open })
            < steps.ToList().FindIndex(step => step is { Phase: RoundPhase.Live, To: PhaseState.Done }));
    }

    [Fact]
    public void What_was_noticed_is_not_noticed_again() => Assert.Empty(RoundTransitions.Due(
        [.. Sample.Windows().Select(window => window with { Noticed = window.StateAt(Start.AddDays(3.5)) })],
        Start.AddDays(3.5)));

    [Theory]
    [InlineData(false, 0, "exited", true, false)]
    [InlineData(false, 6, "locked", false, false)]
    [InlineData(true, 6, "exited", true, true)]
    public void Leaving_is_free_first_and_then_by_approval_and_on_record(
        bool asOperator, int afterDays, string status, bool left, bool breach)
    {
        var actor = asOperator ? Play.Operator : TestActor.Merchant("m1");
        var decision = LeaveRound.DecideExit(
            Sample.Submission(SubmissionStatus.Locked), Sample.Round(), actor, Start.AddDays(afterDays)).Value;
        Assert.Equal((status, left, breach), (Kernel.EnumText.Of(decision.To), decision.Left, decision.Breach));
    }

    [Fact]
    public void Where_the_policy_forbids_it_nobody_leaves_after_the_free_window() =>
        Assert.IsType<ExitClosed>(LeaveRound.DecideExit(
        Sample.Submission(SubmissionStatus.Locked), Sample.Round(new ExitPolicy(24, ExitAfterwards.Forbidden, true)),
        Play.Operator, Start.AddDays(5)).Error);
}
