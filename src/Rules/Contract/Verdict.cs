using Marquee.Rules.Text;

namespace Marquee.Rules;

/// <summary>What a check ended in (Kleene's three values).</summary>
public enum Outcome
{
    /// <summary>It holds.</summary>
    Pass,
    /// <summary>It does not hold.</summary>
    Fail,
    /// <summary>
    /// Data is missing or stale, and the rest does not decide it. Never a refusal: it is checked again once data is
    /// there.
    /// </summary>
    Unknown,
}

/// <summary>What one clause ended in, with the reasons.</summary>
/// <param name="Number">The clause's number in the published text.</param>
/// <param name="Outcome">What it ended in.</param>
/// <param name="Reasons">Why; never empty unless the clause passed, then empty.</param>
public sealed record ClauseResult(int Number, Outcome Outcome, IReadOnlyList<Reason> Reasons)
{
    internal ClauseVisibility Visibility { get; init; }

    internal HiddenClause? Hidden { get; init; }
}

/// <summary>What a rule ended in for one object.</summary>
/// <param name="Outcome">Fail when a clause fails, else unknown when one is unknown, else pass.</param>
/// <param name="Clauses">The clauses that were checked, by number.</param>
public sealed record Verdict(Outcome Outcome, IReadOnlyList<ClauseResult> Clauses)
{
    /// <summary>All reasons in clause order.</summary>
    public IEnumerable<Reason> Reasons => Clauses.SelectMany(clause => clause.Reasons);

    /// <summary>What a merchant may see: see <see cref="For"/>.</summary>
    public Verdict ForMerchant() => For(ClauseVisibility.Merchant);

    /// <summary>
    /// What a reader may see. The outcome stays. Reasons of a clause that the reader may not read give way to one
    /// reason that names the clause,
    /// says that it is not disclosed, and says what its fields are about; field, observed value, bound, path and source
    /// are gone.
    /// </summary>
    /// <param name="reader">Public for everybody, Merchant for a merchant, Internal for the platform.</param>
    public Verdict For(ClauseVisibility reader) => Clauses.All(clause => clause.Visibility <= reader)
        ? this
        : this with { Clauses = [.. Clauses.Select(clause => clause.Visibility <= reader ? clause : Mask(clause))] };

    private static ClauseResult Mask(ClauseResult clause) => clause.Outcome == Outcome.Pass
        ? clause
        : clause with { Reasons = [Reason.OfHidden(clause.Number, clause.Outcome, clause.Hidden!)] };
}
