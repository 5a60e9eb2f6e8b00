using System.Collections.Concurrent;
using Marquee.Kernel;
using Marquee.Ledger.Engine;
using Marquee.Testing;

namespace Marquee.Ledger.Tests;

/// <summary>Waiting requests share batches; nobody waits for ever, and nobody suffers from another's fault.</summary>
public sealed class GroupCommitTests
{
    private static readonly FakeClock Clock = new();
    private readonly ConcurrentQueue<int> _batches = new();

    [Fact]
    public async Task Everybody_gets_their_own_answers_whoever_led()
    {
        var group = new GroupCommit(AnswerAsync);
        var call = CallOf();
        var random = TestSeed.RandomFor(nameof(Everybody_gets_their_own_answers_whoever_led));
        var all = Enumerable.Range(0, 500).Select(i => Enumerable.Range(0, random.Next(1, 5))
            .Select(n => LedgerRequest.Take($"{i}-{n}", "a", 1)).ToList()).ToList();
        var answers = await Task.WhenAll(
            all.Select(requests => Task.Run(() => group.ApplyAsync(call, requests, default))));
        for (var i = 0; i < all.Count; i++)
        {
            Assert.Equal(all[i].Select(request => request.Key), answers[i].Select(answer => answer.Key));
        }

        Assert.Equal(all.Sum(requests => requests.Count), _batches.Sum());
        Assert.True(_batches.Count < all.Count, "Nothing was put together.");
    }

    [Fact]
    public async Task A_batch_never_holds_more_than_the_limit()
    {
        var group = new GroupCommit(AnswerAsync);
        var call = CallOf();
        var all = Enumerable.Range(0, 12).Select(i => Enumerable.Range(0, 1000)
            .Select(n => LedgerRequest.Take($"{i}-{n}", "a", 1)).ToList()).ToList();
        await Task.WhenAll(all.Select(requests => group.ApplyAsync(call, requests, default)));
        Assert.All(_batches, size => Assert.InRange(size, 1000, LedgerLimits.BatchRequests));
    }

    [Fact]
    public async Task A_fault_in_a_batch_reaches_only_whose_it_is()
    {
        var group = new GroupCommit((call, requests, cancel) => requests.Any(request => request.Key == "bad")
            ? FailAsync()
            : AnswerAsync(call, requests, cancel));
        var call = CallOf();
        var keys = Enumerable.Range(0, 50).Select(i => i == 25 ? "bad" : $"k{i}").ToList();
        var tasks = keys.Select(key => group.ApplyAsync(call, [LedgerRequest.Take(key, "a", 1)], default)).ToList();
        await Task.WhenAll(tasks).ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.All(tasks.Where((_, i) => i != 25), task => Assert.True(task.IsCompletedSuccessfully));
        await Assert.ThrowsAsync<TimeoutException>(() => tasks[25]);
        // The line is free again.
        Assert.Single(await group.ApplyAsync(call, [LedgerRequest.Take("after", "a", 1)], default));
    }

    [Fact]
    public async Task A_clock_that_was_moved_starts_a_line_of_its_own()
    {
        var seen = new ConcurrentQueue<DateTimeOffset>();
        var group = new GroupCommit((call, requests, cancel) =>
        {
            seen.Enqueue(call.Now);
            return AnswerAsync(call, requests, cancel);
        });
        var before = CallOf();
        var after = CallOf(TimeSpan.FromDays(1));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            group.ApplyAsync(i % 2 == 0 ? before : after, [LedgerRequest.Take("k" + i, "a", 1)], default)));
        Assert.Equal([before.Now, after.Now], seen.Distinct().Order());
    }

    private async Task<IReadOnlyList<LedgerAnswer>> AnswerAsync(
        CallContext call, IReadOnlyList<LedgerRequest> requests, CancellationToken cancel)
    {
        _batches.Enqueue(requests.Count);
        await Task.Delay(5, cancel);
        return [.. requests.Select(request => new LedgerAnswer(request.Key, true, 1, 1, null, false))];
    }

    private static async Task<IReadOnlyList<LedgerAnswer>> FailAsync()
    {
        await Task.Delay(1);
        throw new TimeoutException("the batch with the bad key");
    }

    private static CallContext CallOf(TimeSpan offset = default) => new(
        new Tenant(Guid.Empty, "t", "T", TenantKind.Rehearsal, "CNY", "Asia/Shanghai", offset), Actor.System, Clock,
        new SeededIds(1, Clock));
}
