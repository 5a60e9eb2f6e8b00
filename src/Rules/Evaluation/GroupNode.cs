namespace Marquee.Rules.Evaluation;

/// <summary>All, any or none of some conditions, by Kleene's laws.</summary>
internal sealed class GroupNode(string path, bool isAny, bool negateItems, Node[] items) : Node(path)
{
    public override Outcome Decide(RuleRow row, int sku)
    {
        var result = isAny ? Outcome.Fail : Outcome.Pass;
        foreach (var item in items)
        {
            var outcome = negateItems ? Not(item.Decide(row, sku)) : item.Decide(row, sku);
            if (outcome == (isAny ? Outcome.Pass : Outcome.Fail))
            {
                return outcome;
            }

            result = outcome == Outcome.Unknown ? Outcome.Unknown : result;
        }

        return result;
    }

    public override void Explain(RuleRow row, int sku, bool negated, List<Reason> reasons)
    {
        var whole = Effective(row, sku, negated);
        foreach (var item in items)
        {
            ExplainPart(item, row, sku, negated != negateItems, whole, reasons);
        }
    }
}
