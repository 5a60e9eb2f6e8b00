using Marquee.Kernel;

namespace Marquee.Rules;

/// <summary>
/// A node of the campaign tree inherits its parent's rule and may only tighten it: a rule is the conjunction of its
/// clauses, so adding clauses
/// tightens, and nothing else is allowed. Pure.
/// </summary>
public static class RuleInheritance
{
    /// <summary>
    /// The rule that is in force at the child: the parent's clauses as they are, then the child's own, numbered on from
    /// the parent's last. A clause
    /// of the child that the parent already has, word for word, is kept once.
    /// </summary>
    /// <param name="parent">The rule in force at the parent; null at the top.</param>
    /// <param name="child">The child's own clauses.</param>
    public static Result<Rule> Inherit(Rule? parent, Rule child)
    {
        ArgumentNullException.ThrowIfNull(child);
        if (parent is null)
        {
            return child;
        }

        if (parent.Root != child.Root)
        {
            return new RootDiffers(parent.Root.Name, child.Root.Name);
        }

        var last = parent.Clauses.Count == 0 ? 0 : parent.Clauses.Max(clause => clause.Number);
        var own = child.Clauses.Where(clause =>
            !parent.Clauses.Any(inherited => inherited with { Number = clause.Number } == clause));
        return new Rule(parent.Root,
            [.. parent.Clauses, .. own.Select((clause, index) => clause with { Number = last + index + 1 })]);
    }

    /// <summary>
    /// Whether a rule that is meant to be in force at the child keeps every clause of the parent: same number, same
    /// condition, same moment and
    /// visibility. Refused with the number of the first clause that was dropped or changed.
    /// </summary>
    /// <param name="parent">The rule in force at the parent.</param>
    /// <param name="effective">The whole rule proposed for the child.</param>
    public static Result<Rule> Tightens(Rule parent, Rule effective)
    {
        ArgumentNullException.ThrowIfNull(parent);
        ArgumentNullException.ThrowIfNull(effective);
        if (parent.Root != effective.Root)
        {
            return new RootDiffers(parent.Root.Name, effective.Root.Name);
        }

        return parent.Clauses.FirstOrDefault(clause => !effective.Clauses.Contains(clause)) is { } dropped
            ? new ClauseDropped(dropped.Number)
            : effective;
    }
}
