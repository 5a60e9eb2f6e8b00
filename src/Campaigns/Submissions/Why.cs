using Marquee.Campaigns.Gates;
using Marquee.Kernel;
using Marquee.Rules;

namespace Marquee.Campaigns.Submissions;

/// <summary>
/// One reason of a verdict, complete in itself: which clause of which node, its published words, what was observed and
/// when, what is needed. Stored with the verdict, so that it still says tomorrow why today's verdict was given.
/// </summary>
/// <param name="Clause">The clause's name among all rules of the round: <c>campaign.sku.2</c>.</param>
/// <param name="Gate">The gate.</param>
/// <param name="Node">Whose rule it is.</param>
/// <param name="Path">Clause number and position within it: <c>2.1</c>.</param>
/// <param name="Sku">The SKU's external id; null when it is about the item or the merchant.</param>
/// <param name="Outcome">Fail or unknown.</param>
/// <param name="Cause">Why: a value, a missing or stale value, no SKU, or not disclosed.</param>
/// <param name="Text">The clause as published.</param>
/// <param name="Reason">The reason as a sentence.</param>
/// <param name="Field">The field's name; null when it is not disclosed.</param>
/// <param name="Observed">What was observed, with unit.</param>
/// <param name="Needed">What is needed, with unit.</param>
/// <param name="NeededScaled">
/// The nearest value that passes this condition, as the field's scaled integer, where there is one.
/// </param>
/// <param name="Source">Where the observed value came from.</param>
/// <param name="AsOf">When the observed value stood.</param>
/// <param name="Moment">When the clause is decided.</param>
/// <param name="Visibility">Who may read the clause.</param>
internal sealed record Why(
    string Clause, Gate Gate, NodeKind Node, string Path, string? Sku, Outcome Outcome, ReasonCause Cause, Texts Text,
    Texts Reason,
    string? Field, Texts? Observed, Texts? Needed, long? NeededScaled, string? Source, DateTimeOffset? AsOf,
    ClauseMoment Moment,
    ClauseVisibility Visibility);

/// <summary>What the three gates say of one plan.</summary>
/// <param name="Outcome">Fail when a gate fails, else unknown when one is unknown, else pass.</param>
/// <param name="Merchant">The merchant gate.</param>
/// <param name="Item">The item gate.</param>
/// <param name="Sku">The SKU gate.</param>
/// <param name="Failed">The names of the clauses that failed.</param>
/// <param name="Undecided">The names of the clauses that could not be decided.</param>
/// <param name="Reasons">Why, for the platform.</param>
/// <param name="ForMerchants">Why, for the merchant: clauses not for them are announced only.</param>
internal sealed record Judgement(
    Outcome Outcome, Outcome Merchant, Outcome Item, Outcome Sku, IReadOnlyList<string> Failed,
    IReadOnlyList<string> Undecided,
    IReadOnlyList<Why> Reasons, IReadOnlyList<Why> ForMerchants)
{
    /// <summary>The first thing to say about it: a failure before what is merely unknown.</summary>
    public Why? First =>
        Reasons.FirstOrDefault(why => why.Outcome == Outcome.Fail) ?? (Reasons is [var first, ..] ? first : null);

    /// <summary>The reasons that this reader may read.</summary>
    public IReadOnlyList<Why> For(bool staff) => staff ? Reasons : ForMerchants;
}
