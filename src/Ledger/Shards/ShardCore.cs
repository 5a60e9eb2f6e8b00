using System.Diagnostics;
using Marquee.Ledger.Buckets;

namespace Marquee.Ledger.Shards;

/// <summary>
/// What one shard decides, as a pure state machine: its time comes with the requests, its changes go out as entries.
/// Deciding and replaying change the state by the same code, so that a journal read again is the same shard. A request
/// allocates nothing. One writer; not thread-safe.
/// </summary>
/// <param name="record">Where entries go, in order.</param>
internal sealed partial class ShardCore(Action<Entry>? record = null) : ISliceHolder, IDisposable
{
    private readonly KeyTable _keys = new();
    private readonly NativeColumn<SliceRow> _slices = new();
    private readonly NativeColumn<GrantRow> _grants = new();
    private readonly NativeColumn<HoldRow> _holds = new();
    private readonly NativeColumn<MoveRow> _moves = new();
    private readonly UseTable _uses = new();
    private readonly PriorityQueue<int, long> _due = new();
    private readonly List<LimitLine[]> _limits = [[]];
    private readonly Dictionary<(int Account, uint Name, ushort Start), uint> _counters = [];
    private Action<Entry>? _record = record;
    private ShardMoment _now;

    public int Accounts => _slices.Count;

    public int Keys => _keys.Count;

    public long KeyBytes => _keys.Bytes;

    /// <summary>The bytes of everything, the counters' tables left out.</summary>
    public long Bytes => _keys.Bytes + _slices.Bytes + _grants.Bytes + _holds.Bytes + _moves.Bytes;

    public ShardMoment Now => _now;

    public int LimitSets => _limits.Count;

    public SliceRow Slice(int account) => _slices[account];

    /// <summary>Where entries go from now on: a journal is replayed before it is written.</summary>
    public void RecordTo(Action<Entry> record) => _record = record;

    /// <summary>Opens the next account and returns its number.</summary>
    public int Open()
    {
        Do(new Entry { Kind = EntryKind.Open, Account = _slices.Count });
        return _slices.Count - 1;
    }

    /// <summary>Makes a set of limits known and returns its number.</summary>
    public ushort Define(ReadOnlySpan<LimitLine> lines)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lines.Length, LedgerLimits.LimitsPerRequest);
        var set = (ushort)_limits.Count;
        foreach (var line in lines)
        {
            Do(new Entry
            {
                Kind = EntryKind.Limit, Account = set, Digest = line.Name, Units = line.Max,
                Limits = (ushort)line.Window,
            });
        }

        return set;
    }

    /// <summary>Units from the main bucket, up to that total over all time. Repeating it changes nothing.</summary>
    public void Fill(int account, long total)
    {
        var more = total - _slices[account].Filled;
        if (more > 0)
        {
            Do(new Entry { Kind = EntryKind.Fill, Account = account, Units = more });
        }
    }

    /// <summary>Everything that is left goes back to the main bucket; the total over all time.</summary>
    public long Drain(int account)
    {
        if (_slices[account].Left is > 0 and var left)
        {
            Do(new Entry { Kind = EntryKind.Drain, Account = account, Units = left });
        }

        return _slices[account].Drained;
    }

    public void Freeze(int account, bool frozen)
    {
        if (_slices[account].Frozen != frozen)
        {
            Do(new Entry { Kind = frozen ? EntryKind.Freeze : EntryKind.Thaw, Account = account });
        }
    }

    /// <summary>
    /// Moves the time on and lets holds go that are over. Time never runs back: a clock that jumps back stands still.
    /// </summary>
    public void Advance(ShardMoment to)
    {
        if (to.Milliseconds <= _now.Milliseconds)
        {
            return;
        }

        Do(new Entry { Kind = EntryKind.Moment, At = to.Milliseconds, Day = Math.Max(to.Day, _now.Day) });
        while (_due.TryPeek(out var hold, out var at) && at <= _now.Milliseconds)
        {
            _due.Dequeue();
            if (_holds[hold].Reserved is > 0 and var units)
            {
                ref var grant = ref GrantOf(_holds[hold].Key);
                Do(new Entry
                {
                    Kind = EntryKind.Expire, Account = grant.Account, Key = _keys.MarkOf(_holds[hold].Key),
                    Units = units,
                });
            }
        }
    }

    /// <summary>Whether a key was answered before.</summary>
    public bool Remembers(Mark key) => _keys.Find(key) >= 0;

    public void Prefetch(in ShardRequest request) => _keys.Prefetch(request.Key);

    /// <summary>Decides one request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="isLast">
    /// Whether the slice is all there is: then what it cannot pay is refused; else it is answered as short, and nothing
    /// changes.
    /// </param>
    /// <param name="answer">The answer.</param>
    public void Decide(in ShardRequest request, bool isLast, out ShardAnswer answer)
    {
        answer = default;
        var row = _keys.Find(request.Key);
        if (row >= 0)
        {
            Repeat(row, request, ref answer);
        }
        else if ((uint)request.Account >= (uint)_slices.Count)
        {
            answer.Outcome = Outcome.UnknownAccount;
        }
        else if (request.Op is LedgerOp.Take or LedgerOp.Reserve)
        {
            Give(request, isLast, ref answer);
        }
        else
        {
            Move(request, ref answer);
        }
    }

    public void Dispose()
    {
        _keys.Dispose();
        _slices.Dispose();
        _grants.Dispose();
        _holds.Dispose();
        _moves.Dispose();
        _uses.Dispose();
    }

    private void Repeat(int row, in ShardRequest request, ref ShardAnswer answer)
    {
        var (outcome, digest, link) = Unpack(_keys.Payload(row));
        if (digest != request.Digest)
        {
            answer.Outcome = Outcome.KeyReused;
            return;
        }

        answer.Outcome = outcome;
        answer.IsRepeat = true;
        if (outcome == Outcome.Granted)
        {
            // The digest covers the units: the same request asks for as many.
            (answer.Units, answer.Sequence) = (request.Units, _grants[(int)link].Sequence);
        }
        else if (outcome == Outcome.Moved)
        {
            (answer.Units, answer.Sequence) = (_moves[(int)link].Units, _moves[(int)link].Sequence);
        }
        else
        {
            answer.Limit = link;
        }
    }

    private void Give(in ShardRequest request, bool isLast, ref ShardAnswer answer)
    {
        ref var slice = ref _slices[request.Account];
        if (slice.Frozen)
        {
            Refuse(request, Outcome.Frozen, 0, ref answer);
            return;
        }

        if (request.Op == LedgerOp.Reserve && request.ExpiresAt <= _now.Milliseconds)
        {
            Refuse(request, Outcome.Expired, 0, ref answer);
            return;
        }

        // The subject's own limits come first: where both are full, more in the account would not help them.
        foreach (ref readonly var line in _limits[request.Limits].AsSpan())
        {
            if (_counters.TryGetValue(CounterOf(request.Account, line, _now.Day), out var counter)
                    ? _uses.Units(request.Subject, counter) > line.Max - request.Units
                    : request.Units > line.Max)
            {
                Refuse(request, Outcome.Subject, line.Name, ref answer);
                return;
            }
        }

        if (request.Units > slice.Left)
        {
            if (isLast)
            {
                Refuse(request, Outcome.Cap, 0, ref answer);
            }
            else
            {
                answer.Outcome = Outcome.Short;
            }

            return;
        }

        Do(new Entry
        {
            Kind = request.Op == LedgerOp.Take ? EntryKind.Take : EntryKind.Reserve,
            Account = request.Account, Key = request.Key, Digest = request.Digest, Units = request.Units,
            Other = request.Subject, Limits = request.Limits, Day = _now.Day,
            At = request.Op == LedgerOp.Take ? 0 : request.ExpiresAt,
        });
        (answer.Outcome, answer.Units, answer.Sequence) = (Outcome.Granted, request.Units, slice.Sequence);
    }

    private void Move(in ShardRequest request, ref ShardAnswer answer)
    {
        var row = _keys.Find(request.Grant);
        if (row < 0 || Unpack(_keys.Payload(row)).Outcome != Outcome.Granted
            || GrantOf(row).Account != request.Account)
        {
            answer.Outcome = Outcome.UnknownGrant;
            return;
        }

        ref var grant = ref GrantOf(row);
        var reserved = grant.Hold < 0 ? 0 : _holds[grant.Hold].Reserved;
        var isOver = grant.Hold >= 0 && reserved == 0 && grant.Spent == 0
            && _holds[grant.Hold].ExpiresAt <= _now.Milliseconds;
        var has = request.Op == LedgerOp.GiveBack ? grant.Spent : reserved;
        var units = request.Units == 0 ? has : request.Units;
        if (units == 0 || units > has)
        {
            var by = isOver && request.Op != LedgerOp.GiveBack ? Outcome.Expired : Outcome.Grant;
            Refuse(request, by, 0, ref answer);
            return;
        }

        Do(new Entry
        {
            Kind = request.Op switch
            {
                LedgerOp.Confirm => EntryKind.Confirm,
                LedgerOp.Release => EntryKind.Release,
                LedgerOp.GiveBack => EntryKind.GiveBack,
                LedgerOp.Take or LedgerOp.Reserve => throw new UnreachableException(),
            },
            Account = request.Account, Key = request.Key, Digest = request.Digest, Units = units,
            Other = request.Grant,
        });
        (answer.Outcome, answer.Units) = (Outcome.Moved, units);
        answer.Sequence = _slices[request.Account].Sequence;
    }

    private void Refuse(in ShardRequest request, Outcome by, uint limit, ref ShardAnswer answer)
    {
        Do(new Entry
        {
            Kind = EntryKind.Refuse, Outcome = by, Account = request.Account, Key = request.Key,
            Digest = request.Digest, Other = new Mark(0, limit),
        });
        (answer.Outcome, answer.Limit) = (by, limit);
    }
}
