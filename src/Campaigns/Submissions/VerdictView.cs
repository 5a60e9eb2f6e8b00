using System.Text.Json.Serialization;
using Marquee.Campaigns.Gates;
using Marquee.Kernel;
using Marquee.Rules;

namespace Marquee.Campaigns.Submissions;

/// <summary>What each gate says.</summary>
internal sealed record GateOutcomes(Outcome Merchant, Outcome Item, Outcome Sku);

/// <summary>An error of one entry of a bulk request.</summary>
internal sealed record EntryError(
    string Code, string Message, IReadOnlyList<FieldError> Fields, IReadOnlyDictionary<string, object?>? Data)
{
    public static EntryError Of(Error error) => new(error.Code, error.Message, error.Fields, error.Data);
}

/// <summary>The verdict on one plan. Every refusal has reasons, or an error when it could not even be judged.</summary>
internal sealed record VerdictView(
    string Item, Id<Submission>? Submission, SubmissionStatus? Status, bool Unchanged, Outcome? Outcome,
    GateOutcomes? Gates,
    IReadOnlyList<Why> Reasons, EntryError? Error)
{
    /// <summary>The refusal itself, for who puts it in words of their own.</summary>
    [JsonIgnore]
    public Error? Refusal { get; private init; }

    public static VerdictView Refused(string item, Error error) =>
        new(item, null, null, false, null, null, [], EntryError.Of(error)) { Refusal = error };

    public static VerdictView Of(
        string item, Judgement judgement, bool forStaff, Id<Submission>? id = null, SubmissionStatus? status = null,
        bool unchanged = false) => new(
        item, id, status, unchanged, judgement.Outcome,
        new GateOutcomes(judgement.Merchant, judgement.Item, judgement.Sku),
        judgement.For(forStaff), null);
}

/// <summary>The verdicts of a request, in its order.</summary>
internal sealed record VerdictsView(IReadOnlyList<VerdictView> Results)
{
    public static Error? WrongCount(int count) => count is > 0 and <= Limits.SubmissionsPerRequest
        ? null
        : new InvalidRequest("items", "are too few or too many", count, $"1 to {Limits.SubmissionsPerRequest}");
}
