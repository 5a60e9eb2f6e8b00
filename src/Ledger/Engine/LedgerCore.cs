using System.Diagnostics;
using Marquee.Kernel;

namespace Marquee.Ledger.Engine;

/// <summary>
/// What the ledger decides, as a pure state machine: no clock, no storage. Requests are decided one after the other;
/// each is granted whole or refused by the first limit without room.
/// </summary>
internal static class LedgerCore
{
    /// <summary>Decides one request and changes the state by it.</summary>
    public static LedgerAnswer Apply(LedgerState state, LedgerRequest request, LedgerMoment at)
    {
        var digest = RequestDigest.Of(request);
        if (state.Remembered.TryGetValue(request.Key, out var first))
        {
            return first.Digest.AsSpan().SequenceEqual(digest)
                ? first.Answer with { IsRepeat = true }
                : Refused(request, LedgerRefusals.KeyReused);
        }

        if (!state.Accounts.TryGetValue(request.Account, out var account))
        {
            return Refused(request, LedgerRefusals.UnknownAccount);
        }

        var answer = request.Op switch
        {
            LedgerOp.Take or LedgerOp.Reserve => Give(state, account, request, at),
            LedgerOp.Confirm or LedgerOp.Release or LedgerOp.GiveBack => Move(state, account, request, at),
        };
        if (answer.RefusedBy is not LedgerRefusals.UnknownGrant)
        {
            var remembered = new RememberedAnswer(answer, digest);
            state.Remembered.Add(request.Key, remembered);
            state.NewAnswers.Add(remembered);
        }

        return answer;
    }

    /// <summary>Lets every hold of the state go whose time is over.</summary>
    public static int ExpireDue(LedgerState state, LedgerMoment at)
    {
        var expired = 0;
        foreach (var grant in state.Grants.Values)
        {
            expired += Expire(state, grant, at) ? 1 : 0;
        }

        return expired;
    }

    /// <summary>Raises a cap.</summary>
    public static LedgerAnswer Raise(LedgerState state, AccountState account, string key, long units, byte[] digest)
    {
        account.Cap += units;
        Record(state, account, "raise", key, null, units, 0, 0);
        var answer = new LedgerAnswer(key, true, units, account.Sequence, null, false);
        state.NewAnswers.Add(new RememberedAnswer(answer, digest));
        return answer;
    }

    private static LedgerAnswer Give(LedgerState state, AccountState account, LedgerRequest request, LedgerMoment at)
    {
        if (account.Frozen)
        {
            return Refused(request, LedgerRefusals.Frozen);
        }

        if (request.ExpiresAt <= at.Now)
        {
            return Refused(request, LedgerRefusals.Expired);
        }

        // The subject's own limits come first: where both are full, more in the account would not help them.
        var counted = new List<UseKey>(request.Limits?.Count ?? 0);
        foreach (var limit in request.Limits ?? [])
        {
            var use = new UseKey(account.Name, request.Subject!, limit.Name, at.StartOf(limit.Window));
            if (state.Uses.GetValueOrDefault(use) > limit.Max - request.Units)
            {
                return Refused(request, LedgerRefusals.Subject(limit.Name));
            }

            counted.Add(use);
        }

        if (request.Units > account.Left)
        {
            return Refused(request, LedgerRefusals.Cap);
        }

        var spent = request.Op == LedgerOp.Take ? request.Units : 0;
        var grant = new GrantState(
            request.Key, account.Name, request.Subject, request.Units, spent, request.Units - spent,
            request.ExpiresAt, counted)
        { IsNew = true };
        state.Grants.Add(grant.Key, grant);
        Count(state, grant, request.Units);
        account.Spent += spent;
        account.Reserved += request.Units - spent;
        Record(state, account, EnumText.Of(request.Op), request.Key, null, 0, spent, request.Units - spent);
        return Granted(request, request.Units, account);
    }

    private static LedgerAnswer Move(LedgerState state, AccountState account, LedgerRequest request, LedgerMoment at)
    {
        if (!state.Grants.TryGetValue(request.Grant!, out var grant) || grant.Account != account.Name)
        {
            return Refused(request, LedgerRefusals.UnknownGrant);
        }

        var expired = Expire(state, grant, at)
            || (grant.Reserved == 0 && grant.Spent == 0 && grant.ExpiresAt <= at.Now);
        var has = request.Op == LedgerOp.GiveBack ? grant.Spent : grant.Reserved;
        var units = request.Units == 0 ? has : request.Units;
        if (units == 0 || units > has)
        {
            return Refused(
                request, expired && request.Op != LedgerOp.GiveBack ? LedgerRefusals.Expired : LedgerRefusals.Grant);
        }

        var (spent, reserved) = request.Op switch
        {
            LedgerOp.Confirm => (units, -units),
            LedgerOp.Release => (0, -units),
            LedgerOp.GiveBack => (-units, 0L),
            LedgerOp.Take or LedgerOp.Reserve => throw new UnreachableException(),
        };
        Change(state, account, grant, spent, reserved);
        Record(state, account, EnumText.Of(request.Op), request.Key, grant.Key, 0, spent, reserved);
        return Granted(request, units, account);
    }

    private static bool Expire(LedgerState state, GrantState grant, LedgerMoment at)
    {
        if (grant.Reserved == 0 || grant.ExpiresAt > at.Now)
        {
            return false;
        }

        Debug.Assert(grant.ExpiresAt is not null, "A hold has an end.");
        var account = state.Accounts[grant.Account];
        var reserved = -grant.Reserved;
        Change(state, account, grant, 0, reserved);
        Record(state, account, "expire", grant.Key, grant.Key, 0, 0, reserved);
        return true;
    }

    private static void Change(LedgerState state, AccountState account, GrantState grant, long spent, long reserved)
    {
        grant.Spent += spent;
        grant.Reserved += reserved;
        grant.IsChanged = true;
        account.Spent += spent;
        account.Reserved += reserved;
        if (spent + reserved < 0)
        {
            Count(state, grant, spent + reserved);
        }

        Debug.Assert(grant is { Spent: >= 0, Reserved: >= 0 }, "A grant never owes.");
        Debug.Assert(grant.Spent + grant.Reserved <= grant.Units, "A grant never grows.");
    }

    private static void Count(LedgerState state, GrantState grant, long units)
    {
        foreach (var use in grant.Counted)
        {
            var count = state.Uses.GetValueOrDefault(use) + units;
            Debug.Assert(count >= 0, "A counter gives back only what went into it.");
            state.Uses[use] = count;
            state.ChangedUses.Add(use);
        }
    }

    private static void Record(
        LedgerState state, AccountState account, string op, string key, string? grant,
        long cap, long spent, long reserved)
    {
        Debug.Assert(account.Spent >= 0 && account.Reserved >= 0, "An account never owes.");
        Debug.Assert(account.Spent + account.Reserved <= account.Cap, "An account is never oversold.");
        account.Sequence++;
        account.IsChanged = true;
        state.Journal.Add(new JournalRecord(
            account.Name, account.Sequence, op, key, grant, cap, spent, reserved,
            account.Cap, account.Spent, account.Reserved));
    }

    private static LedgerAnswer Granted(LedgerRequest request, long units, AccountState account) =>
        new(request.Key, true, units, account.Sequence, null, false);

    private static LedgerAnswer Refused(LedgerRequest request, string by) => new(request.Key, false, 0, 0, by, false);
}
