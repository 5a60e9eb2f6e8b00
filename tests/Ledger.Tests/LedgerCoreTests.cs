using FsCheck;
using FsCheck.Fluent;
using Marquee.Ledger.Engine;
using Marquee.Testing;

namespace Marquee.Ledger.Tests;

/// <summary>Laws of the core, over random requests: no database.</summary>
public sealed class LedgerCoreTests
{
    private sealed record Step(int Op, int Units, int Which, int Subject, int Minutes);

    private static readonly Gen<(int Cap, Step[] Steps)> Histories =
        from cap in Gen.Choose(0, 60)
        from steps in (from op in Gen.Choose(0, 6)
                       from units in Gen.Choose(0, 9)
                       from which in Gen.Choose(0, 30)
                       from subject in Gen.Choose(0, 2)
                       from minutes in Gen.Choose(0, 20)
                       select new Step(op, units, which, subject, minutes)).ArrayOf()
        select (cap, steps);

    [Fact]
    public void Never_over_and_never_stranded() => Law.Holds(Histories, history =>
    {
        var (state, at) = Start(history.Cap);
        foreach (var (step, i) in history.Steps.Select((step, i) => (step, i)))
        {
            var account = state.Accounts["a"];
            at = at with { Now = at.Now.AddMinutes(step.Minutes) };
            LedgerCore.ExpireDue(state, at);
            var left = account.Left;
            var answer = LedgerCore.Apply(state, RequestOf(step, i, at), at);
            Assert.InRange(account.Left, 0, account.Cap);
            if (answer.RefusedBy == LedgerRefusals.Cap)
            {
                // Refused by the cap means truly not enough, counting everything that is left in total.
                Assert.True(Math.Max(1, step.Units) > left);
            }
        }
    });

    [Fact]
    public void Accounts_are_the_sums_of_their_grants_and_of_their_journal() => Law.Holds(Histories, history =>
    {
        var (state, at) = Start(history.Cap);
        foreach (var (step, i) in history.Steps.Select((step, i) => (step, i)))
        {
            at = at with { Now = at.Now.AddMinutes(step.Minutes) };
            LedgerCore.Apply(state, RequestOf(step, i, at), at);
        }

        var account = state.Accounts["a"];
        Assert.Equal(account.Spent, state.Grants.Values.Sum(grant => grant.Spent));
        Assert.Equal(account.Reserved, state.Grants.Values.Sum(grant => grant.Reserved));
        Assert.Equal(account.Spent, state.Journal.Sum(record => record.SpentChange));
        Assert.Equal(account.Reserved, state.Journal.Sum(record => record.ReservedChange));
        Assert.Equal(
            Enumerable.Range(2, state.Journal.Count).Select(n => (long)n), state.Journal.Select(r => r.Sequence));
    });

    [Fact]
    public void A_subject_never_has_more_than_its_limit() => Law.Holds(Histories, history =>
    {
        var (state, at) = Start(1000);
        foreach (var (step, i) in history.Steps.Select((step, i) => (step, i)))
        {
            LedgerCore.Apply(state, RequestOf(step, i, at), at);
            foreach (var subject in state.Grants.Values.Where(g => g.Counted.Count > 0).GroupBy(g => g.Subject))
            {
                Assert.True(subject.Sum(grant => grant.Spent + grant.Reserved) <= 12);
            }
        }
    });

    [Fact]
    public void A_repeat_changes_nothing() => Law.Holds(Histories, history =>
    {
        var (state, at) = Start(history.Cap);
        foreach (var (step, i) in history.Steps.Select((step, i) => (step, i)))
        {
            var request = RequestOf(step, i, at);
            var first = LedgerCore.Apply(state, request, at);
            var before = state.Accounts["a"].Balance();
            if (first.RefusedBy != LedgerRefusals.UnknownGrant)
            {
                Assert.Equal(first with { IsRepeat = true }, LedgerCore.Apply(state, request, at));
            }

            Assert.Equal(before, state.Accounts["a"].Balance());
        }
    });

    [Fact]
    public void The_counters_of_a_grant_survive_their_text()
    {
        UseKey[] counted = [new("a", "s", "daily", new DateOnly(2026, 6, 10)), new("a", "s", "all", DateOnly.MinValue)];
        Assert.Equal(counted, CountedText.Read(CountedText.Of(counted), "a", "s"));
        Assert.Empty(CountedText.Read("", "a", null));
    }

    private static (LedgerState State, LedgerMoment At) Start(long cap)
    {
        var state = new LedgerState();
        state.Accounts.Add("a", new AccountState("a", LedgerUnit.Piece, cap, 0, 0, false, 1));
        return (state, new LedgerMoment(FakeClock.Start, new DateOnly(2026, 6, 10)));
    }

    private static LedgerRequest RequestOf(Step step, int i, LedgerMoment at)
    {
        var key = "k" + i;
        var grant = "k" + step.Which;
        var units = Math.Max(1, step.Units);
        SubjectLimit[] limits = [new("campaign", 12, LimitWindow.Campaign), new("daily", 12, LimitWindow.Day)];
        return step.Op switch
        {
            0 => LedgerRequest.Confirm(key, "a", grant, step.Units),
            1 => LedgerRequest.Release(key, "a", grant, step.Units),
            2 => LedgerRequest.GiveBack(key, "a", grant, step.Units),
            3 => LedgerRequest.Take(key, "a", units),
            4 => LedgerRequest.Take(key, "a", units, "s" + step.Subject, limits),
            _ => LedgerRequest.Reserve(key, "a", units, at.Now.AddMinutes(30), "s" + step.Subject, limits),
        };
    }
}
