using System.Diagnostics;
using Marquee.Rules.Text;

namespace Marquee.Rules.Evaluation;

/// <summary>
/// A condition over the SKUs of the root. Without a SKU to look at it is unknown: missing data neither refuses nor lets
/// through.
/// </summary>
internal sealed class SkusNode(string path, OverSkus over, Node condition, Slot? lowestBy) : Node(path)
{
    public override Outcome Decide(RuleRow row, int sku)
    {
        if (over.Quantifier == SkuQuantifier.Main)
        {
            return row.MainSku < 0 ? Outcome.Unknown : condition.Decide(row, row.MainSku);
        }

        return row.SkuCount == 0 ? Outcome.Unknown
            : over.Quantifier == SkuQuantifier.Lowest ? Lowest(row)
            : Fold(row, over.Quantifier == SkuQuantifier.Any ? Outcome.Pass : Outcome.Fail);
    }

    public override void Explain(RuleRow row, int sku, bool negated, List<Reason> reasons)
    {
        var whole = Effective(row, sku, negated);
        if (over.Quantifier == SkuQuantifier.Main ? row.MainSku < 0 : row.SkuCount == 0)
        {
            reasons.Add(new Reason(Path, Outcome.Unknown, ReasonCause.NoSku));
            return;
        }

        var low = over.Quantifier == SkuQuantifier.Lowest ? LowestKnown(row) : null;
        for (var each = 0; each < row.SkuRows; each++)
        {
            if (over.Quantifier == SkuQuantifier.Lowest ? IsCandidate(row, each, low) : IsLookedAt(row, each))
            {
                ExplainPart(condition, row, each, negated, whole, reasons);
                ExplainChoice(row, each, whole, reasons);
            }
        }

        Debug.Assert(reasons.Count > 0, "What is not a pass has a reason.");
    }

    private bool IsLookedAt(RuleRow row, int each) => over.Quantifier == SkuQuantifier.Main ? each == row.MainSku
        : each < row.SkuCount;

    private void ExplainChoice(RuleRow row, int each, Outcome whole, List<Reason> reasons)
    {
        if (whole != Outcome.Unknown || lowestBy is null || !HasRoom(reasons)
            || lowestBy.Read(row, each) is not { IsKnown: false } value)
        {
            return;
        }

        var words = new ReasonValue(null,
            $"已知，以便{Phrases.Zh.LowestOpen}{lowestBy.Label.LabelZh}最低者",
            $"known, to find the SKU with the lowest {lowestBy.Label.LabelEn}");
        var cause = value.State == FieldState.Missing ? ReasonCause.Missing : ReasonCause.Stale;
        reasons.Add(new Reason(Path, Outcome.Unknown, cause)
        {
            Field = lowestBy.Field.Name,
            Label = lowestBy.Label,
            Observed = ReasonText.Observed(lowestBy.Label, value),
            Needed = words,
            AsOf = value.AsOf,
            Source = value.Source ?? lowestBy.Field.Owner,
            Sku = row.SkuKey(each),
        });
    }

    private Outcome Fold(RuleRow row, Outcome decides)
    {
        var result = Node.Not(decides);
        for (var each = 0; each < row.SkuCount; each++)
        {
            var outcome = condition.Decide(row, each);
            if (outcome == decides)
            {
                return outcome;
            }

            result = outcome == Outcome.Unknown ? Outcome.Unknown : result;
        }

        return result;
    }

    /// <summary>
    /// The known lowest SKUs decide together; every SKU whose choosing value is unknown might turn out to be the lowest
    /// by itself. If all of
    /// these possibilities end alike, that is the answer; else it is unknown.
    /// </summary>
    private Outcome Lowest(RuleRow row)
    {
        var low = LowestKnown(row);
        var together = Outcome.Pass;
        for (var each = 0; low is not null && together != Outcome.Fail && each < row.SkuCount; each++)
        {
            var value = lowestBy!.Read(row, each);
            if (value.IsKnown && value.Number == low)
            {
                var outcome = condition.Decide(row, each);
                together = outcome == Outcome.Pass ? together : outcome;
            }
        }

        Outcome? result = low is null ? null : together;
        for (var each = 0; each < row.SkuCount && result != Outcome.Unknown; each++)
        {
            if (!lowestBy!.Read(row, each).IsKnown)
            {
                var outcome = condition.Decide(row, each);
                result = result is null || result == outcome ? outcome : Outcome.Unknown;
            }
        }

        return result ?? Outcome.Unknown;
    }

    private long? LowestKnown(RuleRow row)
    {
        long? low = null;
        for (var each = 0; each < row.SkuCount; each++)
        {
            var value = lowestBy!.Read(row, each);
            low = value.IsKnown && (low is null || value.Number < low) ? value.Number : low;
        }

        return low;
    }

    private bool IsCandidate(RuleRow row, int each, long? low)
    {
        if (each >= row.SkuCount)
        {
            return false;
        }

        var value = lowestBy!.Read(row, each);
        return !value.IsKnown || value.Number == low;
    }
}
