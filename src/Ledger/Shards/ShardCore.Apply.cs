using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Marquee.Ledger.Shards;

/// <summary>The changes themselves.</summary>
internal sealed partial class ShardCore
{
    /// <summary>
    /// Applies an entry of a journal. False when it does not follow from what came before it: the slice would owe or
    /// what it says is left is not what is left.
    /// </summary>
    public bool Replay(in Entry entry)
    {
        if (!CanApply(entry))
        {
            return false;
        }

        var after = entry;
        Apply(ref after);
        return after.Left == entry.Left;
    }

    private void Do(Entry entry)
    {
        Debug.Assert(CanApply(entry), "What is decided can be done.");
        Apply(ref entry);
        _record?.Invoke(entry);
    }

    private bool CanApply(in Entry entry)
    {
        if (entry.Kind is EntryKind.Moment)
        {
            return entry.At >= _now.Milliseconds;
        }

        if (entry.Kind is EntryKind.Open)
        {
            return entry.Account == _slices.Count;
        }

        if (entry.Kind is EntryKind.Limit)
        {
            return entry.Account == _limits.Count || entry.Account == _limits.Count - 1;
        }

        if ((uint)entry.Account >= (uint)_slices.Count)
        {
            return false;
        }

        ref var slice = ref _slices[entry.Account];
        return entry.Kind switch
        {
            EntryKind.Take or EntryKind.Reserve =>
                entry.Units > 0 && entry.Units <= slice.Left && _keys.Find(entry.Key) < 0
                && entry.Limits < _limits.Count,
            EntryKind.Confirm or EntryKind.Release or EntryKind.GiveBack =>
                _keys.Find(entry.Key) < 0 && HasUnits(entry.Other, entry),
            EntryKind.Expire => HasUnits(entry.Key, entry),
            EntryKind.Refuse => _keys.Find(entry.Key) < 0,
            EntryKind.Fill => entry.Units > 0,
            EntryKind.Drain => entry.Units > 0 && entry.Units <= slice.Left,
            EntryKind.Freeze or EntryKind.Thaw => true,
            EntryKind.Moment or EntryKind.Open or EntryKind.Limit or EntryKind.None => false,
            _ => false,
        };
    }

    private bool HasUnits(Mark key, in Entry entry)
    {
        var row = _keys.Find(key);
        if (row < 0 || Unpack(_keys.Payload(row)).Outcome != Outcome.Granted)
        {
            return false;
        }

        ref var grant = ref GrantOf(row);
        var has = entry.Kind == EntryKind.GiveBack ? grant.Spent
            : grant.Hold < 0 ? 0 : _holds[grant.Hold].Reserved;
        return grant.Account == entry.Account && entry.Units > 0 && entry.Units <= has;
    }

    private void Apply(ref Entry entry)
    {
        switch (entry.Kind)
        {
            case EntryKind.Open:
                _slices.Add(default);
                return;
            case EntryKind.Limit:
                AddLimit(entry);
                return;
            case EntryKind.Moment:
                _now = new ShardMoment(entry.At, entry.Day);
                return;
            case EntryKind.Refuse:
                _keys.Add(entry.Key, Pack(entry.Outcome, entry.Digest, entry.Other.Low));
                break;
            case EntryKind.Take or EntryKind.Reserve:
                ApplyGrant(entry);
                break;
            case EntryKind.Confirm or EntryKind.Release or EntryKind.GiveBack:
                ApplyMove(entry);
                break;
            case EntryKind.Expire:
                Change(entry.Key, 0, -entry.Units);
                _slices[entry.Account].Sequence++;
                break;
            case EntryKind.Fill:
                _slices[entry.Account].Filled += entry.Units;
                break;
            case EntryKind.Drain:
                _slices[entry.Account].Drained += entry.Units;
                break;
            case EntryKind.Freeze or EntryKind.Thaw:
                _slices[entry.Account].Frozen = entry.Kind == EntryKind.Freeze;
                break;
            case EntryKind.None:
            default:
                throw new UnreachableException();
        }

        ref var slice = ref _slices[entry.Account];
        Debug.Assert(slice is { Spent: >= 0, Reserved: >= 0, Left: >= 0 }, "A slice never owes.");
        entry.Left = slice.Left;
    }

    private void AddLimit(in Entry entry)
    {
        var line = new LimitLine(entry.Digest, (LimitWindow)entry.Limits, entry.Units);
        if (entry.Account == _limits.Count)
        {
            _limits.Add([line]);
        }
        else
        {
            _limits[entry.Account] = [.. _limits[entry.Account], line];
        }
    }

    private void ApplyGrant(in Entry entry)
    {
        ref var slice = ref _slices[entry.Account];
        slice.Sequence++;
        var isTake = entry.Kind == EntryKind.Take;
        var grant = new GrantRow
        {
            SubjectHigh = entry.Other.High, SubjectLow = entry.Other.Low, Account = entry.Account,
            Spent = isTake ? entry.Units : 0, Sequence = slice.Sequence, Hold = -1, Limits = entry.Limits,
            Day = entry.Day,
        };
        var key = _keys.Add(entry.Key, Pack(Outcome.Granted, entry.Digest, (uint)_grants.Count));
        if (isTake)
        {
            slice.Spent += entry.Units;
        }
        else
        {
            slice.Reserved += entry.Units;
            grant.Hold = _holds.Add(new HoldRow { Reserved = entry.Units, ExpiresAt = entry.At, Key = key });
            _due.Enqueue(grant.Hold, entry.At);
        }

        _grants.Add(grant);
        Count(grant, entry.Units);
    }

    private void ApplyMove(in Entry entry)
    {
        var (spent, reserved) = entry.Kind switch
        {
            EntryKind.Confirm => (entry.Units, -entry.Units),
            EntryKind.Release => (0L, -entry.Units),
            _ => (-entry.Units, 0L),
        };
        Change(entry.Other, spent, reserved);
        var sequence = ++_slices[entry.Account].Sequence;
        _keys.Add(entry.Key, Pack(Outcome.Moved, entry.Digest, (uint)_moves.Count));
        _moves.Add(new MoveRow { Sequence = sequence, Units = entry.Units });
    }

    private void Change(Mark key, long spent, long reserved)
    {
        ref var grant = ref GrantOf(_keys.Find(key));
        grant.Spent += spent;
        if (grant.Hold >= 0)
        {
            _holds[grant.Hold].Reserved += reserved;
            Debug.Assert(_holds[grant.Hold].Reserved >= 0, "A hold never owes.");
        }

        Debug.Assert(grant.Spent >= 0, "A grant never owes.");
        ref var slice = ref _slices[grant.Account];
        slice.Spent += spent;
        slice.Reserved += reserved;
        if (spent + reserved < 0)
        {
            Count(grant, spent + reserved);
        }
    }

    private void Count(in GrantRow grant, long units)
    {
        foreach (ref readonly var line in _limits[grant.Limits].AsSpan())
        {
            ref var counter = ref CollectionsMarshal.GetValueRefOrAddDefault(
                _counters, CounterOf(grant.Account, line, grant.Day), out var isKnown);
            if (!isKnown)
            {
                counter = (uint)_counters.Count;
            }

            _uses.Add(grant.Subject, counter, units);
        }
    }

    private static (int Account, uint Name, ushort Start) CounterOf(int account, in LimitLine line, ushort day) =>
        (account, line.Name, ShardMoment.StartOf(line.Window, day));

    private ref GrantRow GrantOf(int key) => ref _grants[(int)Unpack(_keys.Payload(key)).Link];

    private static ulong Pack(Outcome outcome, uint digest, uint link)
    {
        Debug.Assert(digest < 1 << 28, "A digest has 28 bits.");
        return ((ulong)outcome << 60) | ((ulong)digest << 32) | link;
    }

    private static (Outcome Outcome, uint Digest, uint Link) Unpack(ulong payload) =>
        ((Outcome)(payload >> 60), (uint)(payload >> 32) & 0xFFFFFFF, (uint)(payload & uint.MaxValue));
}
