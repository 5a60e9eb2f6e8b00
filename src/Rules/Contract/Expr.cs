namespace Marquee.Rules;

/// <summary>How two numbers are compared.</summary>
public enum CompareOp
{
    /// <summary>Less than.</summary>
    Lt,
    /// <summary>At most.</summary>
    Le,
    /// <summary>More than.</summary>
    Gt,
    /// <summary>At least.</summary>
    Ge,
    /// <summary>Exactly.</summary>
    Eq,
    /// <summary>Anything but.</summary>
    Ne,
}

/// <summary>Which SKUs an <see cref="OverSkus"/> looks at.</summary>
public enum SkuQuantifier
{
    /// <summary>Every SKU.</summary>
    All,
    /// <summary>At least one SKU.</summary>
    Any,
    /// <summary>The main SKU.</summary>
    Main,
    /// <summary>Every SKU that has the lowest value of a numeric field (usually one; several when they tie).</summary>
    Lowest,
}

/// <summary>
/// A condition over declared fields: a closed family with no run-time error. Values are scaled integers or texts.
/// Groups are
/// explicit and never empty; there is no precedence to remember. Two expressions are equal when they have the same
/// structure.
/// </summary>
public abstract record Expr
{
    private protected Expr()
    {
    }
}

/// <summary>A group of conditions.</summary>
public abstract record Group : Expr
{
    private protected Group(IReadOnlyList<Expr> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentOutOfRangeException.ThrowIfZero(items.Count, nameof(items));
        Items = [.. items];
    }

    /// <summary>The conditions in their order; at least one.</summary>
    public IReadOnlyList<Expr> Items { get; }

    /// <summary>Equal when kind and items are.</summary>
    public virtual bool Equals(Group? other) => other is not null && EqualityContract == other.EqualityContract
        && Items.SequenceEqual(other.Items);

    /// <inheritdoc/>
    public override int GetHashCode() => Items.Aggregate(EqualityContract.GetHashCode(), HashCode.Combine);
}

/// <summary>All conditions hold.</summary>
public sealed record All : Group
{
    /// <summary>A group.</summary>
    /// <param name="items">At least one condition; an empty group is a bug and throws.</param>
    public All(params IReadOnlyList<Expr> items)
        : base(items)
    {
    }
}

/// <summary>At least one condition holds.</summary>
public sealed record Any : Group
{
    /// <summary>A group.</summary>
    /// <param name="items">At least one condition; an empty group is a bug and throws.</param>
    public Any(params IReadOnlyList<Expr> items)
        : base(items)
    {
    }
}

/// <summary>None of the conditions holds.</summary>
public sealed record None : Group
{
    /// <summary>A group.</summary>
    /// <param name="items">At least one condition; an empty group is a bug and throws.</param>
    public None(params IReadOnlyList<Expr> items)
        : base(items)
    {
    }
}

/// <summary>A numeric field against a bound.</summary>
/// <param name="Field">The field's name.</param>
/// <param name="Op">The comparison.</param>
/// <param name="Value">The bound, in the field's scale.</param>
public sealed record Compare(string Field, CompareOp Op, long Value) : Expr;

/// <summary>A numeric field within two bounds, both included.</summary>
/// <param name="Field">The field's name.</param>
/// <param name="Low">The lower bound, in the field's scale.</param>
/// <param name="High">The upper bound; at least the lower one.</param>
public sealed record Between(string Field, long Low, long High) : Expr;

/// <summary>
/// A numeric field against a factor of another one: activity price ≤ 0.9 × lowest price in 30 days. Checked in 128
/// bits.
/// </summary>
/// <param name="Field">The field's name.</param>
/// <param name="Op">The comparison.</param>
/// <param name="Factor">What the other field is multiplied with; one for days and instants.</param>
/// <param name="Other">The other field, of the same type and unit.</param>
public sealed record CompareField(string Field, CompareOp Op, Factor Factor, string Other) : Expr;

/// <summary>A flag is set, or is not.</summary>
/// <param name="Field">The field's name.</param>
/// <param name="Expected">What the flag has to be.</param>
public sealed record IsFlag(string Field, bool Expected = true) : Expr;

/// <summary>A condition on a set of texts.</summary>
public abstract record Membership : Expr
{
    private protected Membership(string field, IEnumerable<string> values)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(values);
        Field = field;
        Members = values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        ArgumentOutOfRangeException.ThrowIfZero(Members.Length, nameof(values));
    }

    /// <summary>The field's name.</summary>
    public string Field { get; }

    /// <summary>The texts in ordinal order without repeats; at least one.</summary>
    public IReadOnlyList<string> Values => Members;

    internal string[] Members { get; }

    /// <summary>Equal when kind, field and texts are.</summary>
    public virtual bool Equals(Membership? other) => other is not null && EqualityContract == other.EqualityContract
        && Field == other.Field && Members.AsSpan().SequenceEqual(other.Members);

    /// <inheritdoc/>
    public override int GetHashCode() => Members.Aggregate(HashCode.Combine(EqualityContract, Field), HashCode.Combine);
}

/// <summary>A text field is one of the texts, or (negated) none of them.</summary>
public sealed record OneOf : Membership
{
    /// <summary>A condition on a text field.</summary>
    /// <param name="field">The field's name.</param>
    /// <param name="values">At least one text; order and repeats do not matter.</param>
    /// <param name="negated">Whether the text must be none of them.</param>
    public OneOf(string field, IEnumerable<string> values, bool negated = false)
        : base(field, values) => Negated = negated;

    /// <summary>Whether the text must be none of them.</summary>
    public bool Negated { get; }
}

/// <summary>A set field has at least one of the texts.</summary>
public sealed record HasAny : Membership
{
    /// <summary>A condition on a set field.</summary>
    /// <param name="field">The field's name.</param>
    /// <param name="values">At least one text; order and repeats do not matter.</param>
    public HasAny(string field, params IEnumerable<string> values)
        : base(field, values)
    {
    }
}

/// <summary>A set field has all of the texts.</summary>
public sealed record HasAll : Membership
{
    /// <summary>A condition on a set field.</summary>
    /// <param name="field">The field's name.</param>
    /// <param name="values">At least one text; order and repeats do not matter.</param>
    public HasAll(string field, params IEnumerable<string> values)
        : base(field, values)
    {
    }
}

/// <summary>
/// A condition on the SKUs of the root. Inside it, fields of the SKU and of the root may be asked. An object without
/// SKUs, or whose
/// SKUs are not known, makes it unknown under every quantifier. Quantifiers do not nest.
/// </summary>
/// <param name="Quantifier">Which SKUs are looked at.</param>
/// <param name="Condition">What is asked of each of them.</param>
/// <param name="LowestBy">
/// For <see cref="SkuQuantifier.Lowest"/>: the numeric SKU field whose lowest value chooses; null otherwise.
/// </param>
public sealed record OverSkus(SkuQuantifier Quantifier, Expr Condition, string? LowestBy = null) : Expr;
