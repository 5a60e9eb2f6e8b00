namespace Marquee.Ledger.Engine;

/// <summary>The bounds of requests and accounts. What breaks them is a bug of the calling module.</summary>
internal static class RequestCheck
{
    public static void Check(IReadOnlyList<LedgerRequest> requests)
    {
        ArgumentNullException.ThrowIfNull(requests);
        Require(requests.Count <= LedgerLimits.BatchRequests, $"at most {LedgerLimits.BatchRequests} requests", null);
        foreach (var request in requests)
        {
            Check(request);
        }
    }

    public static void CheckName(string? name, string what) => Require(
        name is { Length: > 0 and <= LedgerLimits.NameLength } && !name.Any(c => char.IsControl(c) || c == ' '),
        $"{what}: 1 to {LedgerLimits.NameLength} characters without spaces and controls", name);

    public static void CheckUnits(long units, long least) => Require(
        units >= least && units <= LedgerLimits.MaxUnits, $"units: {least} to {LedgerLimits.MaxUnits}", units);

    private static void Check(LedgerRequest request)
    {
        CheckName(request.Key, "key");
        CheckName(request.Account, "account");
        var gives = request.Op is LedgerOp.Take or LedgerOp.Reserve;
        CheckUnits(request.Units, gives ? 1 : 0);
        Require(
            (request.ExpiresAt is not null) == (request.Op == LedgerOp.Reserve),
            "an expiry with Reserve and only there", request.Op);
        Require(
            (request.Grant is null) == gives, "a grant with Confirm, Release and GiveBack and only there", request.Op);
        Require(
            gives || (request.Limits is null && request.Subject is null), "no limits on what a grant does", request.Op);
        Require(
            request.Subject is null or { Length: > 0 and <= LedgerLimits.SubjectLength },
            $"subject: 1 to {LedgerLimits.SubjectLength} characters", request.Subject);
        if (request.Limits is { Count: > 0 } limits)
        {
            Require(request.Subject is not null, "a subject with limits", request.Key);
            Require(
                limits.Count <= LedgerLimits.LimitsPerRequest, $"at most {LedgerLimits.LimitsPerRequest} limits",
                limits.Count);
            Require(
                limits.Select(limit => limit.Name).Distinct(StringComparer.Ordinal).Count() == limits.Count,
                "each limit once", request.Key);
            foreach (var limit in limits)
            {
                Require(
                    limit.Name is { Length: > 0 and <= LedgerLimits.LimitNameLength } && limit.Name.All(IsLimitLetter),
                    $"limit name: 1 to {LedgerLimits.LimitNameLength} of a-z, 0-9, _", limit.Name);
                Require(limit.Max >= 0, "a limit of zero or more", limit.Max);
            }
        }
    }

    private static bool IsLimitLetter(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_';

    private static void Require(bool holds, string accepted, object? was)
    {
        if (!holds)
        {
            throw new ArgumentException($"The ledger accepts {accepted}; it was '{was}'.");
        }
    }
}
