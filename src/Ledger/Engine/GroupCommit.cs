using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Marquee.Kernel;

namespace Marquee.Ledger.Engine;

/// <summary>
/// Puts requests that wait at the same time into one batch, so that a hot account's lock and the disk's flush are paid
/// once for all of them; a lone request waits for nobody. Whoever comes first leads one batch, its own requests in it,
/// and hands the lead to the next who waits. Thread-safe.
/// </summary>
/// <param name="apply">Applies one batch: its answers in order, all durable.</param>
internal sealed class GroupCommit(
    Func<CallContext, IReadOnlyList<LedgerRequest>, CancellationToken, Task<IReadOnlyList<LedgerAnswer>>> apply)
{
    private static readonly Meter Meter = new("Marquee.Ledger");

    private static readonly Histogram<int> Batches = Meter.CreateHistogram<int>(
        "marquee.ledger.batch", "{request}", "Requests that one flush made durable");

    private static readonly Counter<long> Outcomes = Meter.CreateCounter<long>(
        "marquee.ledger.requests", "{request}", "Requests answered, by granted or by the limit that refused");

    // One batch is flushed while the next is decided; more would only make them smaller.
    private const int AtOnce = 2;

    // By the tenant with its clock: a request after the clock was moved is not decided at the instant before.
    private readonly ConcurrentDictionary<Tenant, Line> _lines = new();

    public async Task<IReadOnlyList<LedgerAnswer>> ApplyAsync(
        CallContext call, IReadOnlyList<LedgerRequest> requests, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var line = _lines.GetOrAdd(call.Tenant, static _ => new Line());
        var mine = new Waiting(requests);
        // From here on the batch belongs to all in it: one caller who leaves does not stop it.
        if (line.Join(mine, AtOnce) || await mine.Turn.Task == Turn.Lead)
        {
            await LeadAsync(call, line, mine);
        }

        // What failed with others in one batch is tried alone: nobody suffers from another's requests.
        return mine.Answers ?? await apply(call, requests, cancel);
    }

    private async Task LeadAsync(CallContext call, Line line, Waiting leader)
    {
        var batch = line.Take(leader, LedgerLimits.BatchRequests);
        try
        {
            var answers = await apply(call, [.. batch.SelectMany(waiting => waiting.Requests)], CancellationToken.None);
            Count(answers);
            var from = 0;
            foreach (var waiting in batch)
            {
                waiting.Answers = [.. answers.Skip(from).Take(waiting.Requests.Count)];
                from += waiting.Requests.Count;
            }
        }
        catch when (batch.Count > 1)
        {
            // Each tries alone and meets its own fault.
        }
        finally
        {
            line.HandOver();
            // The leader is the first of its batch and waits for nobody.
            foreach (var waiting in batch.Skip(1))
            {
                waiting.Turn.SetResult(Turn.Done);
            }
        }
    }

    private static void Count(IReadOnlyList<LedgerAnswer> answers)
    {
        Batches.Record(answers.Count);
        foreach (var (outcome, count) in answers.CountBy(answer => answer.RefusedBy ?? "granted"))
        {
            Outcomes.Add(count, new KeyValuePair<string, object?>("outcome", outcome));
        }
    }

    private enum Turn
    {
        Lead,
        Done,
    }

    private sealed class Waiting(IReadOnlyList<LedgerRequest> requests)
    {
        public IReadOnlyList<LedgerRequest> Requests { get; } = requests;

        public IReadOnlyList<LedgerAnswer>? Answers { get; set; }

        public TaskCompletionSource<Turn> Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Who waits for one tenant's ledger.</summary>
    private sealed class Line
    {
        private readonly Lock _lock = new();
        private readonly Queue<Waiting> _waiting = new();
        private int _leading;

        /// <summary>Joins the line; true when the caller must lead at once.</summary>
        public bool Join(Waiting waiting, int atOnce)
        {
            lock (_lock)
            {
                if (_leading == atOnce)
                {
                    _waiting.Enqueue(waiting);
                    return false;
                }

                _leading++;
                return true;
            }
        }

        /// <summary>The batch of a leader: itself and those behind it that fit.</summary>
        public List<Waiting> Take(Waiting leader, int most)
        {
            lock (_lock)
            {
                var batch = new List<Waiting> { leader };
                var count = leader.Requests.Count;
                while (_waiting.TryPeek(out var next) && count + next.Requests.Count <= most)
                {
                    batch.Add(_waiting.Dequeue());
                    count += next.Requests.Count;
                }

                return batch;
            }
        }

        /// <summary>Calls the next leader, or lets the place go.</summary>
        public void HandOver()
        {
            lock (_lock)
            {
                if (_waiting.TryDequeue(out var next))
                {
                    next.Turn.SetResult(Turn.Lead);
                }
                else
                {
                    _leading--;
                }
            }
        }
    }
}
