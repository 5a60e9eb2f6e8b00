using Marquee.Rules.Text;

namespace Marquee.Rules.Evaluation;

/// <summary>A condition on one field, or on two.</summary>
internal abstract class AtomNode(string path, Expr atom, Slot slot, Vocabulary vocabulary) : Node(path)
{
    protected Slot Slot { get; } = slot;

    protected virtual Slot? OtherSlot => null;

    public override Outcome Decide(RuleRow row, int sku)
    {
        var value = Slot.Read(row, sku);
        return !value.IsKnown ? Outcome.Unknown : Holds(value) ? Outcome.Pass : Outcome.Fail;
    }

    public override void Explain(RuleRow row, int sku, bool negated, List<Reason> reasons)
    {
        var value = Slot.Read(row, sku);
        var other = OtherSlot?.Read(row, sku) ?? default;
        var need = ReasonText.Need(atom, negated, vocabulary, Nearest(negated, other), other);
        if (!value.IsKnown || OtherSlot is null || other.IsKnown)
        {
            Add(reasons, Reason(row, sku, Slot, value, need), sku);
        }

        if (OtherSlot is { } second && !other.IsKnown && HasRoom(reasons))
        {
            Add(reasons, Reason(row, sku, second, other, need), sku);
        }
    }

    /// <summary>Whether a known value meets the condition.</summary>
    protected abstract bool Holds(FieldValue value);

    /// <summary>The value nearest to the bound that would pass, where there is one.</summary>
    protected abstract long? Nearest(bool negated, FieldValue other);

    /// <summary>A field of the root is said once, not once per SKU.</summary>
    private static void Add(List<Reason> reasons, Reason reason, int sku)
    {
        if (sku < 0 || reason.Sku is not null
            || !reasons.Exists(said => said.Sku is null && said.Path == reason.Path && said.Field == reason.Field))
        {
            reasons.Add(reason);
        }
    }

    private Reason Reason(RuleRow row, int sku, Slot about, FieldValue value, ReasonValue need) => new(
        Path,
        value.IsKnown ? Outcome.Fail : Outcome.Unknown,
        value.State switch
        {
            FieldState.Missing => ReasonCause.Missing,
            FieldState.Stale => ReasonCause.Stale,
            FieldState.Known => ReasonCause.Value,
        })
    {
        Field = about.Field.Name,
        Label = about.Label,
        Observed = ReasonText.Observed(about.Label, value),
        Needed = need,
        AsOf = value.AsOf,
        Source = value.Source ?? about.Field.Owner,
        Sku = sku >= 0 && about.OfSku ? row.SkuKey(sku) : null,
    };
}

internal sealed class CompareNode(string path, Compare atom, Slot slot, Vocabulary vocabulary)
    : AtomNode(path, atom, slot, vocabulary)
{
    protected override bool Holds(FieldValue value) => Arithmetic.Holds(value.Number, atom.Op, atom.Value);

    protected override long? Nearest(bool negated, FieldValue other) =>
        Arithmetic.Nearest(negated ? ExprWalk.Inverse(atom.Op) : atom.Op, atom.Value, 1);
}

internal sealed class BetweenNode(string path, Between atom, Slot slot, Vocabulary vocabulary)
    : AtomNode(path, atom, slot, vocabulary)
{
    protected override bool Holds(FieldValue value) => value.Number >= atom.Low && value.Number <= atom.High;

    protected override long? Nearest(bool negated, FieldValue other) => null;
}

internal sealed class FlagNode(string path, IsFlag atom, Slot slot, Vocabulary vocabulary)
    : AtomNode(path, atom, slot, vocabulary)
{
    protected override bool Holds(FieldValue value) => value.Number != 0 == atom.Expected;

    protected override long? Nearest(bool negated, FieldValue other) => atom.Expected != negated ? 1 : 0;
}

internal sealed class MembershipNode(string path, Membership atom, Slot slot, Vocabulary vocabulary)
    : AtomNode(path, atom, slot, vocabulary)
{
    protected override bool Holds(FieldValue value) => atom switch
    {
        OneOf one => Has(one.Members, value.Text!) != one.Negated,
        HasAny => HasOneOf(value.Members!),
        _ => HasEveryOne(value.Members!),
    };

    protected override long? Nearest(bool negated, FieldValue other) => null;

    private bool HasOneOf(string[] members)
    {
        foreach (var wanted in atom.Members)
        {
            if (Has(members, wanted))
            {
                return true;
            }
        }

        return false;
    }

    private bool HasEveryOne(string[] members)
    {
        foreach (var wanted in atom.Members)
        {
            if (!Has(members, wanted))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Has(string[] sorted, string value) =>
        Array.BinarySearch(sorted, value, StringComparer.Ordinal) >= 0;
}

/// <summary>
/// <c>left op factor × right</c> over different scales, as <c>left · denominator · 10^(right scale) op right ·
/// numerator · 10^(left scale)</c>:
/// 2^63 · 10^9 · 10^9 is below 2^127, so nothing can overflow.
/// </summary>
internal sealed class CompareFieldNode(string path, CompareField atom, Slot slot, Slot other, Vocabulary vocabulary)
    : AtomNode(path, atom, slot, vocabulary)
{
    private readonly Int128 _left = (Int128)atom.Factor.Denominator * Arithmetic.Power(other.Field.Scale);
    private readonly Int128 _right = (Int128)atom.Factor.Numerator * Arithmetic.Power(slot.Field.Scale);

    protected override Slot OtherSlot => other;

    public override Outcome Decide(RuleRow row, int sku)
    {
        var (left, right) = (Slot.Read(row, sku), other.Read(row, sku));
        return !left.IsKnown || !right.IsKnown ? Outcome.Unknown
            : Arithmetic.Holds(left.Number * _left, atom.Op, right.Number * _right) ? Outcome.Pass : Outcome.Fail;
    }

    protected override bool Holds(FieldValue value) =>
        throw new NotSupportedException("Two fields are decided together.");

    protected override long? Nearest(bool negated, FieldValue right) => !right.HasValue
        ? null
        : Arithmetic.Nearest(negated ? ExprWalk.Inverse(atom.Op) : atom.Op, right.Number * _right, _left);
}
