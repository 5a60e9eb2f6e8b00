using Marquee.Ledger.Buckets;
using Marquee.Ledger.Journal;
using Marquee.Ledger.Shards;

namespace Marquee.Ledger.Tests.Simulation;

/// <summary>
/// Shards, their disks and the main buckets, run step by step from one seed: clients, commits, crashes, lost power,
/// full disks, failing flushes, a database that is away, clocks that jump. What clients were told must hold.
/// </summary>
internal sealed class LedgerWorld : IDisposable
{
    private const int Accounts = 2;
    private readonly Random _random;
    private readonly SimDisk[] _disks;
    private readonly Holder[] _holders;
    private readonly MainBucket[] _buckets;
    private readonly Dictionary<int, (int Shard, ShardRequest Request, ShardAnswer Answer)> _told = [];
    private readonly List<(int Key, ShardRequest Request, ShardAnswer Answer)>[] _waiting;
    private readonly List<(int Shard, int Key, int Account)> _grants = [];
    private long _now = 1_000_000;
    private uint _epoch;
    private int _nextKey;
    private bool _databaseIsAway;

    public LedgerWorld(int seed)
    {
        _random = new Random(seed);
        var shards = _random.Next(1, 5);
        _disks = [.. Enumerable.Range(0, shards).Select(_ => new SimDisk(_random))];
        _holders = [.. Enumerable.Range(0, shards).Select(_ => new Holder())];
        _waiting = [.. Enumerable.Range(0, shards).Select(_ => new List<(int, ShardRequest, ShardAnswer)>())];
        _buckets = [.. Enumerable.Range(0, Accounts).Select(a => new MainBucket(a, _random.Next(1, 400), _holders))];
        Start();
    }

    public int Crashes { get; private set; }

    public int Told => _told.Count;

    private ShardMoment Moment => new(_now, (ushort)(9000 + (_now / 86_400)));

    public void Run(int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            try
            {
                Step(_random.Next(100));
            }
            catch (IOException)
            {
                // A shard whose disk failed is as good as fallen: nothing of it was told.
                Fall(_random.Next(2) == 0);
            }
        }

        Fall(withPower: false);
        CheckAll();
    }

    public void Dispose()
    {
        foreach (var holder in _holders)
        {
            holder.Shard?.Dispose();
        }
    }

    private void Step(int what)
    {
        var shard = _random.Next(_holders.Length);
        switch (what)
        {
            case < 70:
                Ask(shard, _nextKey++, Any(shard));
                break;
            case < 74 when _told.Count > 0:
                CheckTold(_told.Keys.ElementAt(_random.Next(_told.Count)));
                break;
            case < 92:
                Commit(shard);
                break;
            case < 94:
                Fall(withPower: _random.Next(2) == 0);
                break;
            case 94:
                _disks[shard].FailsNextFlush = true;
                break;
            case 95:
                _disks[shard].IsFull = !_disks[shard].IsFull;
                break;
            case 96:
                _databaseIsAway = !_databaseIsAway;
                break;
            case 97:
                _now += _random.Next(-100_000, 200_000);
                break;
            default:
                _buckets[_random.Next(Accounts)].Raise(_random.Next(1, 40));
                break;
        }
    }

    private ShardRequest Any(int shard)
    {
        var key = _nextKey - 1;
        var account = _random.Next(Accounts);
        var units = _random.Next(1, 12);
        var grants = _grants.Where(grant => grant.Shard == shard).ToList();
        var kind = _random.Next(10);
        if (kind >= 6 && grants.Count > 0)
        {
            var (_, grant, of) = grants[_random.Next(grants.Count)];
            LedgerOp[] ops = [LedgerOp.Confirm, LedgerOp.Release, LedgerOp.GiveBack];
            return Marks.Move(ops[_random.Next(3)], key, of, grant, _random.Next(4));
        }

        // A subject belongs to one shard.
        var subject = (_random.Next(4) * _holders.Length) + shard;
        var limits = (ushort)_random.Next(2);
        return kind < 4
            ? Marks.Take(key, account, units, subject, limits)
            : Marks.Reserve(key, account, units, _now + _random.Next(1, 90_000), subject, limits);
    }

    private void Ask(int shard, int key, ShardRequest request)
    {
        var core = _holders[shard].Shard!.Core;
        core.Advance(Moment);
        core.Decide(request, isLast: false, out var answer);
        if (answer.Outcome == Outcome.Short)
        {
            if (_databaseIsAway)
            {
                // The client is told that it is not known, and asks again some day under the same key.
                return;
            }

            var all = LeftOf(request.Account);
            var paid = _buckets[request.Account].Pay(shard, request.Units - core.Slice(request.Account).Left);
            core.Decide(request, isLast: true, out answer);
            Assert.Equal(paid, answer.Granted);
            // Never stranded: refused means that all that was left anywhere was not enough.
            Assert.Equal(request.Units <= all, answer.Granted);
        }

        _waiting[shard].Add((key, request, answer));
    }

    private void Commit(int shard)
    {
        _holders[shard].Commit();
        foreach (var (key, request, answer) in _waiting[shard])
        {
            if (answer.Outcome is Outcome.UnknownGrant)
            {
                continue;
            }

            _told.Add(key, (shard, request, answer));
            if (answer.Granted && request.Op is LedgerOp.Take or LedgerOp.Reserve)
            {
                _grants.Add((shard, key, request.Account));
            }
        }

        _waiting[shard].Clear();
    }

    private void Fall(bool withPower)
    {
        Crashes++;
        for (var i = 0; i < _holders.Length; i++)
        {
            _holders[i].Shard?.Dispose();
            _waiting[i].Clear();
            _disks[i].IsFull = false;
            _disks[i].FailsNextFlush = false;
            if (!withPower)
            {
                _disks[i].LosePower();
            }
        }

        Start();
    }

    private void Start()
    {
        _epoch++;
        for (var i = 0; i < _holders.Length; i++)
        {
            var shard = Shard.Open(_disks[i], _epoch, 8192, 4096);
            _holders[i].Shard = shard;
            while (shard.Core.Accounts < Accounts)
            {
                shard.Core.Open();
            }

            if (shard.Core.LimitSets == 1)
            {
                shard.Core.Define([new LimitLine(7, LimitWindow.Day, 15)]);
            }

            for (var account = 0; account < Accounts; account++)
            {
                _buckets[account].Rejoin(i, shard.Core.Slice(account).Drained);
            }

            _holders[i].Commit();
        }
    }

    private long LeftOf(int account) =>
        _buckets[account].Left + _holders.Sum(holder => holder.Shard!.Core.Slice(account).Left);

    private void CheckTold(int key)
    {
        var (shard, request, first) = _told[key];
        _holders[shard].Shard!.Core.Decide(request, isLast: true, out var again);
        first.IsRepeat = true;
        Assert.Equal(first, again);
    }

    private void CheckAll()
    {
        foreach (var key in _told.Keys)
        {
            CheckTold(key);
        }

        foreach (var holder in _holders)
        {
            holder.Shard!.Core.Advance(Moment);
        }

        for (var account = 0; account < Accounts; account++)
        {
            var slices = _holders.Select(holder => holder.Shard!.Core.Slice(account)).ToList();
            var gone = slices.Sum(slice => slice.Spent + slice.Reserved);
            Assert.Equal(_buckets[account].Cap, gone + LeftOf(account));
            if (LeftOf(account) is > 0 and var left)
            {
                _databaseIsAway = false;
                Ask(_random.Next(_holders.Length), _nextKey, Marks.Take(_nextKey++, account, left));
            }

            Assert.Equal(0, LeftOf(account));
        }

        foreach (var (holder, disk) in _holders.Zip(_disks))
        {
            holder.Commit();
            var audit = JournalAudit.Run(disk);
            Assert.True(audit.Holds, audit.FirstBroken);
            Assert.Equal(audit.Caps, audit.Granted + audit.Reserved + audit.Left);
        }
    }

    private sealed class Holder : ISliceHolder
    {
        public Shard? Shard { get; set; }

        public void Fill(int account, long total) => Shard!.Core.Fill(account, total);

        public long Drain(int account)
        {
            var total = Shard!.Core.Drain(account);
            // The main bucket counts it at once, so it must be durable at once.
            Commit();
            return total;
        }

        public void Commit()
        {
            Shard!.Journal.Seal();
            Shard.Journal.Flush();
        }
    }
}
