using System.Collections.Concurrent;
using Marquee.Kernel;
using Marquee.Ledger.Engine;
using Marquee.Testing;
using Npgsql;

namespace Marquee.Ledger.Tests;

/// <summary>Many clients at once, on the real thing, against an oracle that replays what was acknowledged.</summary>
public sealed class LedgerStormTests(LedgerDatabase fixture) : IClassFixture<LedgerDatabase>
{
    private const int Clients = 64;
    private readonly PostgresLedger _ledger = fixture.Ledger();

    [Fact]
    public async Task Sixty_four_clients_never_oversell_and_the_last_unit_is_sold()
    {
        var call = await OpenAsync();
        var acknowledged = await StormAsync(
            call, rounds: LongRun.IsOn ? 500 : 12, nameof(Sixty_four_clients_never_oversell_and_the_last_unit_is_sold));
        await CheckAsync(call, acknowledged);
    }

    [Fact]
    public async Task Connections_killed_in_the_middle_lose_no_acknowledged_grant_and_double_none()
    {
        var call = await OpenAsync();
        using var stop = new CancellationTokenSource();
        var killer = KillAsync(stop.Token);
        var acknowledged = await StormAsync(
            call, rounds: LongRun.IsOn ? 300 : 8,
            nameof(Connections_killed_in_the_middle_lose_no_acknowledged_grant_and_double_none));
        await stop.CancelAsync();
        Assert.True(await killer > 0, "No connection was killed: the test would prove nothing.");
        await CheckAsync(call, acknowledged);
    }

    private static readonly string[] Accounts = ["hot", "warm", "money", "tiny"];

    private async Task<CallContext> OpenAsync()
    {
        var call = await fixture.CallAsync();
        await _ledger.OpenAsync(
            call,
            [new("hot", 900), new("warm", 5000), new("money", 100_000, LedgerUnit.Money), new("tiny", 1)], default);
        return call;
    }

    private async Task<IReadOnlyList<(LedgerRequest Request, LedgerAnswer Answer)>> StormAsync(
        CallContext call, int rounds, string name)
    {
        var seeds = TestSeed.RandomFor(name);
        var all = new ConcurrentBag<(LedgerRequest, LedgerAnswer)>();
        var clients = Enumerable.Range(0, Clients).Select(i => (Client: i, Random: new Random(seeds.Next()))).ToList();
        await Parallel.ForEachAsync(
            clients, new ParallelOptions { MaxDegreeOfParallelism = Clients }, async (client, _) =>
        {
            var grants = new List<LedgerRequest>();
            for (var round = 0; round < rounds; round++)
            {
                var requests = Enumerable.Range(0, client.Random.Next(1, 6))
                    .Select(
                        n => Any(client.Random, $"{client.Client}-{round}-{n}", client.Client, grants, call)).ToList();
                var answers = await UntilAnsweredAsync(call, requests, client.Random);
                for (var n = 0; n < answers.Count; n++)
                {
                    all.Add((requests[n], answers[n]));
                    if (answers[n].Granted && requests[n].Op is LedgerOp.Take or LedgerOp.Reserve)
                    {
                        grants.Add(requests[n]);
                    }
                }
            }
        });
        return [.. all];
    }

    private static LedgerRequest Any(
        Random random, string key, int client, List<LedgerRequest> grants, CallContext call)
    {
        var account = Accounts[random.Next(Accounts.Length)];
        var grant = grants.Count > 0 ? grants[random.Next(grants.Count)] : null;
        SubjectLimit[]? limits = random.Next(3) == 0 ? [new("daily", 40, LimitWindow.Day)] : null;
        var subject = limits is null ? null : $"shopper:{client % 16}";
        return (random.Next(8), grant) switch
        {
            (5, { }) => LedgerRequest.Confirm(key, grant.Account, grant.Key, random.Next(3)),
            (6, { }) => LedgerRequest.Release(key, grant.Account, grant.Key, random.Next(3)),
            (7, { }) => LedgerRequest.GiveBack(key, grant.Account, grant.Key, random.Next(3)),
            ( < 3, _) => LedgerRequest.Take(key, account, random.Next(1, 6), subject, limits),
            _ => LedgerRequest.Reserve(key, account, random.Next(1, 6), call.Now.AddHours(1), subject, limits),
        };
    }

    // What a client does whose connection dies: the same again, under the same keys, until there is an answer.
    private async Task<IReadOnlyList<LedgerAnswer>> UntilAnsweredAsync(
        CallContext call, List<LedgerRequest> requests, Random random)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var answers = await _ledger.ApplyAsync(call, requests, default);
                if (random.Next(10) == 0)
                {
                    // An answer lost on its way: asked again, it is the same.
                    var again = await _ledger.ApplyAsync(call, requests, default);
                    Assert.Equal(
                        answers.Select(a => a with { IsRepeat = false }),
                        again.Select(a => a with { IsRepeat = false }));
                }

                return answers;
            }
            catch (NpgsqlException e) when (attempt < 100 && e is not PostgresException { SqlState: "23514" })
            {
                await Task.Delay(random.Next(5, 20));
            }
        }
    }

    private async Task<int> KillAsync(CancellationToken stop)
    {
        var killed = 0;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                killed += await fixture.Database.ScalarAsync<bool>("""
                    select pg_terminate_backend(pid) from pg_stat_activity
                    where datname = current_database() and pid <> pg_backend_pid()
                        and state <> 'idle' order by random() limit 1
                    """)
                    ? 1
                    : 0;
                await Task.Delay(15, stop);
            }
            catch (OperationCanceledException)
            {
                break;
            }
            catch (NpgsqlException)
            {
                // It may meet itself.
            }
        }

        return killed;
    }

    private async Task CheckAsync(
        CallContext call, IReadOnlyList<(LedgerRequest Request, LedgerAnswer Answer)> acknowledged)
    {
        await CheckAgainstOracleAsync(call, acknowledged);
        // Whatever is left can still be sold, unit by unit, and then not one more.
        foreach (var (name, balance) in await _ledger.BalancesAsync(call, Accounts, default))
        {
            if (balance.Left > 1)
            {
                Assert.True((await OneAsync(call, LedgerRequest.Take("most-" + name, name, balance.Left - 1))).Granted);
            }

            if (balance.Left > 0)
            {
                Assert.True((await OneAsync(call, LedgerRequest.Take("last-" + name, name, 1))).Granted);
            }

            Assert.Equal(
                LedgerRefusals.Cap, (await OneAsync(call, LedgerRequest.Take("over-" + name, name, 1))).RefusedBy);
        }

        var audit = await _ledger.AuditAsync(call, "", default);
        Assert.True(audit.Holds, audit.FirstBroken);
        Assert.Equal(0, audit.Left);
    }

    // Replays what was acknowledged, in the order of each account's journal.
    private async Task CheckAgainstOracleAsync(
        CallContext call, IReadOnlyList<(LedgerRequest Request, LedgerAnswer Answer)> acknowledged)
    {
        var balances = await _ledger.BalancesAsync(call, Accounts, default);
        var limits = new Dictionary<(string, string), long>();
        foreach (var account in acknowledged.Where(pair => pair.Answer.Granted).GroupBy(pair => pair.Request.Account))
        {
            long spent = 0, reserved = 0;
            var sequences = account.Select(pair => pair.Answer.Sequence).ToList();
            Assert.Equal(sequences.Count, sequences.Distinct().Count());
            foreach (var (request, answer) in account.OrderBy(pair => pair.Answer.Sequence))
            {
                var (spentBy, reservedBy) = request.Op switch
                {
                    LedgerOp.Take => (answer.Units, 0L),
                    LedgerOp.Reserve => (0L, answer.Units),
                    LedgerOp.Confirm => (answer.Units, -answer.Units),
                    LedgerOp.Release => (0L, -answer.Units),
                    LedgerOp.GiveBack => (-answer.Units, 0L),
                };
                spent += spentBy;
                reserved += reservedBy;
                Assert.True(spent >= 0 && reserved >= 0 && spent + reserved <= balances[account.Key].Cap);
            }

            // Every record of the journal is one that a client was told of: none was made twice, none was lost.
            Assert.Equal((spent, reserved), (balances[account.Key].Spent, balances[account.Key].Reserved));
            Assert.Equal(balances[account.Key].Sequence, sequences.Count + 1);
        }

        foreach (
            var (request, answer) in acknowledged.Where(pair => pair.Answer.Granted && pair.Request.Limits is not null))
        {
            var key = (request.Account, request.Subject!);
            limits[key] = limits.GetValueOrDefault(key) + answer.Units;
        }

        foreach (var ((account, subject), granted) in limits)
        {
            var counted = await fixture.Database.ScalarAsync<long>(
                """
                select coalesce(sum(units), 0)::bigint from ledger.subject_use
                where tenant_id = $1 and account = $2 and subject = $3
                """,
                call.Tenant.Id, account, subject);
            Assert.True(counted <= 40 && counted <= granted);
        }

        var kept = await fixture.Database.ScalarAsync<long>(
            "select count(*) from ledger.granted where tenant_id = $1", call.Tenant.Id);
        Assert.Equal(
            acknowledged.Count(p => p.Answer.Granted && p.Request.Op is LedgerOp.Take or LedgerOp.Reserve), kept);
    }

    private async Task<LedgerAnswer> OneAsync(CallContext call, LedgerRequest request) =>
        (await _ledger.ApplyAsync(call, [request], default))[0];
}
