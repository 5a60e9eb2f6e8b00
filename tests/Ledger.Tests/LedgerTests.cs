using Marquee.Kernel;
using Marquee.Ledger.Engine;
using Marquee.Testing;

namespace Marquee.Ledger.Tests;

/// <summary>The ledger's promises, on PostgreSQL.</summary>
public sealed class LedgerTests(LedgerDatabase fixture) : IClassFixture<LedgerDatabase>
{
    private readonly PostgresLedger _ledger = fixture.Ledger();
    private static readonly SubjectLimit Daily = new("daily", 2, LimitWindow.Day);

    [Fact]
    public async Task Taking_twice_with_one_key_takes_once()
    {
        var call = await OpenAsync(10);
        var first = await OneAsync(call, LedgerRequest.Take("k", "a", 4));
        var again = await OneAsync(call, LedgerRequest.Take("k", "a", 4));

        Assert.True(first is { Granted: true, Units: 4, IsRepeat: false });
        Assert.Equal(first with { IsRepeat = true }, again);
        Assert.Equal(4, (await BalanceAsync(call)).Spent);
    }

    [Fact]
    public async Task A_refusal_is_the_first_answer_even_after_the_cap_was_raised()
    {
        var call = await OpenAsync(1);
        var refused = await OneAsync(call, LedgerRequest.Take("k", "a", 2));
        await _ledger.RaiseAsync(call, "raise", "a", 5, default);
        var again = await OneAsync(call, LedgerRequest.Take("k", "a", 2));
        var other = await OneAsync(call, LedgerRequest.Take("k2", "a", 2));

        Assert.Equal(LedgerRefusals.Cap, refused.RefusedBy);
        Assert.Equal("ledger.refused", refused.Error!.Code);
        Assert.Equal(refused with { IsRepeat = true }, again);
        Assert.True(other.Granted);
    }

    [Fact]
    public async Task A_key_used_for_another_request_is_refused_and_changes_nothing()
    {
        var call = await OpenAsync(10);
        await OneAsync(call, LedgerRequest.Take("k", "a", 4));
        var other = await OneAsync(call, LedgerRequest.Take("k", "a", 5));
        var twice = await _ledger.ApplyAsync(
            call, [LedgerRequest.Take("n", "a", 1), LedgerRequest.Take("n", "a", 1), LedgerRequest.Take("n", "a", 2)],
            default);

        Assert.Equal(LedgerRefusals.KeyReused, other.RefusedBy);
        Assert.Equal([null, null, LedgerRefusals.KeyReused], twice.Select(answer => answer.RefusedBy));
        Assert.Equal([false, true, false], twice.Select(answer => answer.IsRepeat));
        Assert.Equal(5, (await BalanceAsync(call)).Spent);
    }

    [Fact]
    public async Task A_batch_is_decided_in_order_and_one_refusal_does_not_hold_back_the_others()
    {
        var call = await OpenAsync(5);
        var answers = await _ledger.ApplyAsync(
            call,
            [
                LedgerRequest.Take("1", "a", 3), LedgerRequest.Take("2", "a", 3), LedgerRequest.Take("3", "a", 2),
                LedgerRequest.Take("4", "nowhere", 1),
            ],
            default);

        Assert.Equal(
            [null, LedgerRefusals.Cap, null, LedgerRefusals.UnknownAccount],
            answers.Select(answer => answer.RefusedBy));
        Assert.Equal([2, 0, 3, 0], answers.Select(answer => answer.Sequence));
        Assert.Equal(0, (await BalanceAsync(call)).Left);
    }

    [Fact]
    public async Task An_unknown_account_is_not_remembered()
    {
        var call = await fixture.CallAsync();
        Assert.Equal("ledger.unknown", (await OneAsync(call, LedgerRequest.Take("k", "late", 1))).Error!.Code);
        await _ledger.OpenAsync(call, [new LedgerAccount("late", 1)], default);
        Assert.True((await OneAsync(call, LedgerRequest.Take("k", "late", 1))).Granted);
    }

    [Fact]
    public async Task The_last_units_are_sold_when_they_are_enough()
    {
        // Three yuan are left, however they came together, and one yuan fits: the case that plain sub-buckets fail.
        var call = await OpenAsync(300);
        await _ledger.ApplyAsync(
            call, [.. Enumerable.Range(0, 10).Select(i => LedgerRequest.Take("t" + i, "a", 30))], default);
        await _ledger.ApplyAsync(
            call, [.. Enumerable.Range(0, 10).Select(i => LedgerRequest.GiveBack("b" + i, "a", "t" + i, 10))], default);
        Assert.Equal(100, (await BalanceAsync(call)).Left);
        Assert.True((await OneAsync(call, LedgerRequest.Take("one-yuan", "a", 100))).Granted);
        Assert.Equal(LedgerRefusals.Cap, (await OneAsync(call, LedgerRequest.Take("more", "a", 1))).RefusedBy);
    }

    [Fact]
    public async Task A_hold_is_confirmed_in_parts_and_the_rest_released()
    {
        var call = await OpenAsync(10);
        var until = call.Now.AddMinutes(5);
        var answers = await _ledger.ApplyAsync(
            call,
            [
                LedgerRequest.Reserve("r", "a", 6, until), LedgerRequest.Confirm("c", "a", "r", 4),
                LedgerRequest.Release("l", "a", "r"), LedgerRequest.Confirm("c2", "a", "r"),
                LedgerRequest.GiveBack("g", "a", "r", 5), LedgerRequest.GiveBack("g2", "a", "r", 1),
            ],
            default);

        Assert.Equal([6, 4, 2, 0, 0, 1], answers.Select(answer => answer.Units));
        Assert.Equal(LedgerRefusals.Grant, answers[3].RefusedBy);
        Assert.Equal(LedgerRefusals.Grant, answers[4].RefusedBy);
        var balance = await BalanceAsync(call);
        Assert.Equal((3, 0, 7), (balance.Spent, balance.Reserved, balance.Left));
    }

    [Fact]
    public async Task A_hold_ends_at_its_instant_and_what_it_held_is_sold_to_the_next()
    {
        await using var own = await TestDatabase.CreateAsync(new LedgerModule());
        var ledger = new PostgresLedger(new Storage.LedgerDb(own.Source, own.Settings));
        var call = own.Call(await own.NewTenantAsync());
        await ledger.OpenAsync(call, [new LedgerAccount("a", 1)], default);
        await ledger.ApplyAsync(call, [LedgerRequest.Reserve("r", "a", 1, call.Now.AddMinutes(1))], default);

        own.Clock.Advance(TimeSpan.FromMinutes(1) - TimeSpan.FromTicks(10));
        Assert.Equal(
            LedgerRefusals.Cap,
            (await ledger.ApplyAsync(call, [LedgerRequest.Take("t1", "a", 1)], default))[0].RefusedBy);
        own.Clock.Advance(TimeSpan.FromTicks(10));
        var answers = await ledger.ApplyAsync(
            call, [LedgerRequest.Take("t2", "a", 1), LedgerRequest.Confirm("c", "a", "r")], default);

        Assert.True(answers[0].Granted);
        Assert.Equal(LedgerRefusals.Expired, answers[1].RefusedBy);
        Assert.True((await ledger.AuditAsync(call, "", default)).Holds);
    }

    [Fact]
    public async Task The_sweep_ends_holds_on_accounts_that_nobody_touches()
    {
        await using var own = await TestDatabase.CreateAsync(new LedgerModule());
        var ledger = new PostgresLedger(new Storage.LedgerDb(own.Source, own.Settings));
        var call = own.Call(await own.NewTenantAsync());
        await ledger.OpenAsync(call, [new LedgerAccount("a", 3), new LedgerAccount("b", 3)], default);
        await ledger.ApplyAsync(
            call,
            [LedgerRequest.Reserve("r", "a", 1, call.Now.AddMinutes(1)),
                LedgerRequest.Reserve("s", "b", 1, call.Now.AddMinutes(2))],
            default);
        own.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(1, await ledger.ExpireAsync(call, default));
        Assert.Equal(0, await ledger.ExpireAsync(call, default));
        var balances = await ledger.BalancesAsync(call, ["a", "b", "c"], default);
        Assert.Equal((0, 1, 2), (balances["a"].Reserved, balances["b"].Reserved, balances.Count));
    }

    [Fact]
    public async Task A_daily_limit_begins_anew_at_the_tenants_midnight()
    {
        await using var own = await TestDatabase.CreateAsync(new LedgerModule());
        var ledger = new PostgresLedger(new Storage.LedgerDb(own.Source, own.Settings));
        var call = own.Call(await own.NewTenantAsync(zone: "Asia/Shanghai"));
        await ledger.OpenAsync(call, [new LedgerAccount("a", 100)], default);
        async Task<string?> Take(string key, string subject) =>
            (await ledger.ApplyAsync(call, [LedgerRequest.Take(key, "a", 1, subject, [Daily])], default))[0].RefusedBy;

        Assert.Null(await Take("1", "shopper:1"));
        Assert.Null(await Take("2", "shopper:1"));
        Assert.Equal("subject:daily", await Take("3", "shopper:1"));
        Assert.Null(await Take("4", "shopper:2"));
        // 12:00 UTC is 20:00 in Shanghai; midnight there is 16:00 UTC.
        own.Clock.Advance(TimeSpan.FromHours(4) - TimeSpan.FromTicks(10));
        Assert.Equal("subject:daily", await Take("5", "shopper:1"));
        own.Clock.Advance(TimeSpan.FromTicks(10));
        Assert.Null(await Take("6", "shopper:1"));
    }

    [Fact]
    public async Task What_is_given_back_may_be_taken_again_by_the_same_subject()
    {
        var call = await OpenAsync(100);
        var answers = await _ledger.ApplyAsync(
            call,
            [
                LedgerRequest.Take("1", "a", 2, "s", [Daily]), LedgerRequest.Take("2", "a", 1, "s", [Daily]),
                LedgerRequest.GiveBack("3", "a", "1", 1), LedgerRequest.Take("4", "a", 1, "s", [Daily]),
                LedgerRequest.Take("5", "a", 1, "s", [Daily]),
            ],
            default);
        Assert.Equal([null, "subject:daily", null, null, "subject:daily"], answers.Select(answer => answer.RefusedBy));
    }

    [Fact]
    public async Task A_week_begins_on_monday()
    {
        // 2026-06-10 is a Wednesday.
        var at = new LedgerMoment(FakeClock.Start, new DateOnly(2026, 6, 10));
        Assert.Equal(new DateOnly(2026, 6, 8), at.StartOf(LimitWindow.Week));
        Assert.Equal(
            new DateOnly(2026, 6, 8), (at with { Today = new DateOnly(2026, 6, 14) }).StartOf(LimitWindow.Week));
        Assert.Equal(
            new DateOnly(2026, 6, 15), (at with { Today = new DateOnly(2026, 6, 15) }).StartOf(LimitWindow.Week));
        await Task.CompletedTask;
    }

    [Fact]
    public async Task A_frozen_account_gives_nothing_but_lets_holds_be_finished()
    {
        var call = await OpenAsync(10);
        await OneAsync(call, LedgerRequest.Reserve("r", "a", 2, call.Now.AddHours(1)));
        Assert.True((await _ledger.FreezeAsync(call, ["a"], true, default)).IsSuccess);
        var answers = await _ledger.ApplyAsync(
            call,
            [LedgerRequest.Take("t", "a", 1), LedgerRequest.Confirm("c", "a", "r"),
                LedgerRequest.GiveBack("g", "a", "r")],
            default);
        Assert.Equal([LedgerRefusals.Frozen, null, null], answers.Select(answer => answer.RefusedBy));
        Assert.Equal("ledger.unknown", (await _ledger.FreezeAsync(call, ["a", "zz"], false, default)).Error!.Code);
        Assert.True((await _ledger.FreezeAsync(call, ["a"], false, default)).IsSuccess);
        Assert.True((await OneAsync(call, LedgerRequest.Take("t2", "a", 10))).Granted);
    }

    [Fact]
    public async Task Raising_twice_with_one_key_raises_once()
    {
        var call = await OpenAsync(1);
        await _ledger.RaiseAsync(call, "more", "a", 2, default);
        var again = await _ledger.RaiseAsync(call, "more", "a", 2, default);
        Assert.Equal(3, again.Value.Cap);
        Assert.Equal("ledger.key_reused", (await _ledger.RaiseAsync(call, "more", "a", 3, default)).Error!.Code);
        Assert.True((await _ledger.AuditAsync(call, "", default)).Holds);
    }

    [Fact]
    public async Task Opening_again_leaves_an_account_as_it_is()
    {
        var call = await OpenAsync(5);
        await OneAsync(call, LedgerRequest.Take("t", "a", 2));
        await _ledger.OpenAsync(
            call, [new LedgerAccount("a", 99), new LedgerAccount("b", 1), new LedgerAccount("b", 1)], default);
        var balances = await _ledger.BalancesAsync(call, ["a", "b"], default);
        Assert.Equal((5, 2, 1), (balances["a"].Cap, balances["a"].Spent, balances["b"].Cap));
        Assert.True((await _ledger.AuditAsync(call, "", default)).Holds);
    }

    [Fact]
    public async Task Another_tenant_sees_nothing_of_an_account_and_may_use_its_name()
    {
        var one = await OpenAsync(5);
        var other = await fixture.CallAsync();
        Assert.Empty(await _ledger.BalancesAsync(other, ["a"], default));
        Assert.Equal(LedgerRefusals.UnknownAccount, (await OneAsync(other, LedgerRequest.Take("k", "a", 1))).RefusedBy);
        await _ledger.OpenAsync(other, [new LedgerAccount("a", 1)], default);
        Assert.True((await OneAsync(other, LedgerRequest.Take("k", "a", 1))).Granted);
        Assert.Equal(5, (await BalanceAsync(one)).Left);
    }

    [Theory]
    [InlineData("update ledger.journal set spent_change = 2 where tenant_id = $1 and seq = 2", "a, record 2")]
    [InlineData("update ledger.journal set spent = 0 where tenant_id = $1 and seq = 3", "a, record 3")]
    [InlineData("delete from ledger.journal where tenant_id = $1 and seq = 2", "a, record 3")]
    [InlineData("update ledger.account set spent = spent - 1 where tenant_id = $1", "a, the account says")]
    [InlineData("delete from ledger.granted where tenant_id = $1 and key = 't2'", "a, the account says")]
    public async Task The_audit_names_the_first_record_that_was_tampered_with(string tampering, string found)
    {
        var call = await OpenAsync(5);
        await _ledger.ApplyAsync(
            call,
            [LedgerRequest.Take("t1", "a", 1), LedgerRequest.Take("t2", "a", 1), LedgerRequest.Take("t3", "a", 1)],
            default);
        var before = await _ledger.AuditAsync(call, "", default);
        Assert.Equal(new LedgerAudit(1, 4, 3, 0, 2, 5, null), before);

        await fixture.Database.ExecuteAsync(tampering, call.Tenant.Id);
        Assert.StartsWith(found, (await _ledger.AuditAsync(call, "a", default)).FirstBroken, StringComparison.Ordinal);
        Assert.True((await _ledger.AuditAsync(call, "b", default)).Holds);
    }

    [Fact]
    public async Task The_table_itself_refuses_to_be_oversold()
    {
        var call = await OpenAsync(5);
        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => fixture.Database.ExecuteAsync(
            "update ledger.account set spent = 4, reserved = 2 where tenant_id = $1", call.Tenant.Id));
        Assert.Equal(Npgsql.PostgresErrorCodes.CheckViolation, refused.SqlState);
    }

    [Fact]
    public async Task A_malformed_request_is_a_bug_and_throws()
    {
        var call = await OpenAsync(5);
        LedgerRequest[] malformed =
        [
            LedgerRequest.Take("", "a", 1), LedgerRequest.Take("k", "a", 0), LedgerRequest.Take("k", "a", -1),
            LedgerRequest.Take("k", "a", 1, null, [Daily]), LedgerRequest.Take("k", "a", 1, "s", [Daily, Daily]),
            new("k", LedgerOp.Reserve, "a", 1), new("k", LedgerOp.Confirm, "a", 1),
            LedgerRequest.Take("k", "a", LedgerLimits.MaxUnits + 1),
        ];
        foreach (var request in malformed)
        {
            await Assert.ThrowsAsync<ArgumentException>(() => _ledger.ApplyAsync(call, [request], default));
        }
    }

    private async Task<CallContext> OpenAsync(long cap)
    {
        var call = await fixture.CallAsync();
        await _ledger.OpenAsync(call, [new LedgerAccount("a", cap)], default);
        return call;
    }

    private async Task<LedgerAnswer> OneAsync(CallContext call, LedgerRequest request) =>
        (await _ledger.ApplyAsync(call, [request], default))[0];

    private async Task<LedgerBalance> BalanceAsync(CallContext call) =>
        (await _ledger.BalancesAsync(call, ["a"], default))["a"];
}
