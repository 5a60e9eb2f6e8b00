namespace Marquee.Rules;

/// <summary>
/// When a clause is decided. The order matters: a check at one moment covers the clauses of that moment and of all
/// later ones,
/// so a submission is checked against everything, a lock against lock and continuous clauses.
/// </summary>
public enum ClauseMoment
{
    /// <summary>Decided at submission and frozen with it: sales, history.</summary>
    Frozen,
    /// <summary>Checked again at the lock.</summary>
    Lock,
    /// <summary>Must hold all the time: stock, licence, breach, current price.</summary>
    Continuous,
}

/// <summary>
/// Who may read a clause. Whoever may not is still told that it exists, and what its fields are about.
/// </summary>
public enum ClauseVisibility
{
    /// <summary>Everybody.</summary>
    Public,
    /// <summary>Merchants who may enroll, and the platform.</summary>
    Merchant,
    /// <summary>The platform only: risk, scores.</summary>
    Internal,
}

/// <summary>One numbered condition of a rule: the anchor of reasons.</summary>
/// <param name="Number">The number in the published text, from 1.</param>
/// <param name="Expr">The condition.</param>
/// <param name="Moment">When it is decided.</param>
/// <param name="Visibility">Who may read it.</param>
public sealed record Clause(
    int Number,
    Expr Expr,
    ClauseMoment Moment = ClauseMoment.Frozen,
    ClauseVisibility Visibility = ClauseVisibility.Public);

/// <summary>
/// A rule about one kind of object: it passes when all of its clauses pass. Equal when root and clauses are.
/// </summary>
/// <param name="Root">What the rule is about.</param>
/// <param name="Clauses">At least one clause, by ascending number.</param>
public sealed record Rule(Entity Root, IReadOnlyList<Clause> Clauses)
{
    /// <summary>A rule whose clauses are numbered from 1, frozen at submission and public.</summary>
    public static Rule Of(Entity root, params Expr[] conditions) =>
        new(root, [.. conditions.Select((condition, index) => new Clause(index + 1, condition))]);

    /// <summary>Equal when root and clauses are.</summary>
    public bool Equals(Rule? other) => other is not null && Root == other.Root && Clauses.SequenceEqual(other.Clauses);

    /// <inheritdoc/>
    public override int GetHashCode() => Clauses.Aggregate(Root.GetHashCode(), HashCode.Combine);
}
