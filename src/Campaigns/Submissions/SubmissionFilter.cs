using Marquee.Campaigns.Rounds;
using Marquee.Kernel;
using Marquee.Rules;

namespace Marquee.Campaigns.Submissions;

/// <summary>Which submissions a list or a count is about, as asked for.</summary>
/// <param name="Round">Of that round only.</param>
/// <param name="Status">Of these statuses, separated by commas.</param>
/// <param name="Gate">Of these, those that a gate does not pass: merchant, item or sku.</param>
/// <param name="Outcome">Whose verdict (or that of the gate, when one is named) is pass, fail or unknown.</param>
/// <param name="Merchant">Of that merchant, by external id.</param>
/// <param name="Clause">That fail or cannot decide that clause: <c>campaign.sku.2</c>.</param>
/// <param name="Q">Whose item id, title, merchant id or merchant name contains that text.</param>
internal sealed record SubmissionFilter(
    Id<Round>? Round, string? Status, string? Gate, string? Outcome, string? Merchant, string? Clause, string? Q)
{
    /// <summary>
    /// The condition over <c>s</c> (submission) and <c>p</c> (live phase of its round), scope included; or what is
    /// wrong.
    /// </summary>
    public Result<SqlText> Condition(CallContext call)
    {
        var statuses = Parsed<SubmissionStatus>(Status, "status");
        var gate = Parsed<Gates.Gate>(Gate, "gate");
        var outcome = Parsed<Outcome>(Outcome, "outcome");
        if ((statuses.Error ?? gate.Error ?? outcome.Error) is { } wrong)
        {
            return wrong;
        }

        if (Q?.Length > KernelLimits.ExternalIdLength)
        {
            return new InvalidRequest("q", "is too long", Q, $"up to {KernelLimits.ExternalIdLength} characters");
        }

        SqlText condition = $"""
            s.tenant_id = {call.Tenant.Id}
            and ({Round}::uuid is null or s.round_id = {Round})
            and ({Merchant}::text is null or s.merchant_id = {Merchant})
            and {RowScope.Of(call.Actor, "s.merchant_id", "s.category")}
            and ({Clause}::text is null or {Clause} = any(s.failed) or {Clause} = any(s.undecided))
            and {StatusIs(statuses.Value, call.Now)} and {OutcomeIs(gate.Value, outcome.Value)}
            """;
        if (!string.IsNullOrWhiteSpace(Q))
        {
            condition = $"""
                {condition} and (strpos(lower(s.item_id), {Lower}) > 0 or strpos(lower(s.title), {Lower}) > 0
                    or strpos(lower(s.merchant_id), {Lower}) > 0 or strpos(lower(s.merchant_name), {Lower}) > 0)
                """;
        }

        return condition;
    }

#pragma warning disable CA1308 // Compared with lower() of the database.
    private string Lower => Q!.Trim().ToLowerInvariant();
#pragma warning restore CA1308

    /// <summary>The statuses as stored: live and ended are locked ones whose round is so far.</summary>
    private static SqlText StatusIs(IReadOnlyList<SubmissionStatus> wanted, DateTimeOffset now)
    {
        if (wanted.Count == 0)
        {
            return new SqlText("true");
        }

        var stored = wanted.Where(one => one < SubmissionStatus.Locked || one > SubmissionStatus.Ended).Select(
            one => EnumText.Of(one)).ToArray();
        return $"""
            (s.status = any({stored}) or (s.status = 'locked' and (
                ({wanted.Contains(SubmissionStatus.Locked)} and p.opens > {now})
                or ({wanted.Contains(SubmissionStatus.Live)} and p.opens <= {now} and p.closes > {now})
                or ({wanted.Contains(SubmissionStatus.Ended)} and p.opens <= {now} and p.closes <= {now}))))
            """;
    }

    private static SqlText OutcomeIs(IReadOnlyList<Gates.Gate> gates, IReadOnlyList<Outcome> outcomes)
    {
        var wanted = outcomes.Select(one => EnumText.Of(one)).ToArray();
        if (gates.Count == 0)
        {
            return wanted.Length == 0 ? new SqlText("true") : $"s.outcome = any({wanted})";
        }

        // A gate without an outcome means: what it holds up.
        var held = wanted.Length == 0 ? ["fail", "unknown"] : wanted;
        return gates[0] switch
        {
            Gates.Gate.Merchant => $"s.gate_merchant = any({held})",
            Gates.Gate.Item => $"s.gate_item = any({held})",
            Gates.Gate.Sku => $"s.gate_sku = any({held})",
        };
    }

    private static Result<IReadOnlyList<T>> Parsed<T>(string? text, string path) where T : struct, Enum
    {
        var found = new List<T>();
        const StringSplitOptions tidily = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        foreach (var part in (text ?? "").Split(',', tidily))
        {
            if (!EnumText.TryParse<T>(part, out var member))
            {
                return new InvalidRequest(
                    path, "is not known", part, string.Join(", ", Enum.GetValues<T>().Select(one => EnumText.Of(one))));
            }

            found.Add(member);
        }

        return found;
    }
}
