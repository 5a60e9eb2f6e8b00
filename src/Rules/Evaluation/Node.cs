namespace Marquee.Rules.Evaluation;

/// <summary>
/// One compiled condition. Deciding allocates nothing; reasons are collected in a second walk, only where something did
/// not pass.
/// </summary>
internal abstract class Node(string path)
{
    protected string Path { get; } = path;

    /// <summary>Decides the condition for a row; the SKU's position inside a quantifier, −1 outside.</summary>
    public abstract Outcome Decide(RuleRow row, int sku);

    /// <summary>
    /// Adds why the condition (negated: its opposite) is not a pass. Called only where it is not; adds at least one
    /// reason or hits the limit.
    /// </summary>
    public abstract void Explain(RuleRow row, int sku, bool negated, List<Reason> reasons);

    public static Outcome Not(Outcome outcome) => outcome switch
    {
        Outcome.Pass => Outcome.Fail,
        Outcome.Fail => Outcome.Pass,
        Outcome.Unknown => Outcome.Unknown,
    };

    protected Outcome Effective(RuleRow row, int sku, bool negated) => negated ? Not(Decide(row, sku))
        : Decide(row, sku);

    /// <summary>Whether there is room for one more reason.</summary>
    protected static bool HasRoom(List<Reason> reasons) => reasons.Count < Limits.MaxReasonsPerClause;

    /// <summary>
    /// Explains a conjunction by the parts that end as the whole does, and a disjunction by all parts that do (all of
    /// them, when it failed).
    /// </summary>
    protected static void ExplainPart(Node part, RuleRow row, int sku, bool negated, Outcome whole,
        List<Reason> reasons)
    {
        if (HasRoom(reasons) && part.Effective(row, sku, negated) == whole)
        {
            part.Explain(row, sku, negated, reasons);
        }
    }
}
