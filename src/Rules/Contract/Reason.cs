using System.Globalization;
using Marquee.Rules.Text;

namespace Marquee.Rules;

/// <summary>Why a condition did not pass.</summary>
public enum ReasonCause
{
    /// <summary>The value is known and outside of what is needed.</summary>
    Value,
    /// <summary>There is no value.</summary>
    Missing,
    /// <summary>The value is older than the field allows.</summary>
    Stale,
    /// <summary>The object has no SKU that the quantifier could look at, or its SKUs are not known.</summary>
    NoSku,
    /// <summary>The clause is not disclosed to this reader.</summary>
    Hidden,
}

/// <summary>A value in a reason: as stored and as people read it.</summary>
/// <param name="Scaled">The scaled integer; null for texts and sets.</param>
/// <param name="TextZh">In Chinese, with unit.</param>
/// <param name="TextEn">In English, with unit.</param>
public sealed record ReasonValue(long? Scaled, string TextZh, string TextEn);

/// <summary>
/// One condition that failed or could not be decided: where it stands, what was observed and when, what is needed.
/// Texts are made
/// when they are read, from the labels the rule was published with.
/// </summary>
public sealed record Reason
{
    internal Reason(string path, Outcome outcome, ReasonCause cause)
    {
        Path = path;
        Outcome = outcome;
        Cause = cause;
    }

    /// <summary>Clause number and position of the condition in its groups, from 1: <c>2.1.3</c>.</summary>
    public string Path { get; }

    /// <summary>Whether the condition speaks against passing (Fail) or cannot be decided (Unknown).</summary>
    public Outcome Outcome { get; }

    /// <summary>Why.</summary>
    public ReasonCause Cause { get; }

    /// <summary>The field's name; null for a hidden clause and for an object without SKUs.</summary>
    public string? Field { get; internal init; }

    /// <summary>
    /// What was observed; null when there is no value or nothing may be said. For a comparison of two fields, the left
    /// one.
    /// </summary>
    public ReasonValue? Observed { get; internal init; }

    /// <summary>
    /// What is needed, as words with their bound. The scaled integer is the nearest value that passes this condition,
    /// where there is one.
    /// </summary>
    public ReasonValue? Needed { get; internal init; }

    /// <summary>The instant at which the observed value stood; null when unknown.</summary>
    public DateTimeOffset? AsOf { get; internal init; }

    /// <summary>Where the observed value came from, or the owner of the field; null when nothing may be said.</summary>
    public string? Source { get; internal init; }

    /// <summary>The dense number of the SKU this is about; null when it is about the root object.</summary>
    public int? Sku { get; internal init; }

    /// <summary>The reason as a Chinese sentence.</summary>
    public string TextZh => ReasonText.Sentence(this, Language.Zh);

    /// <summary>The reason as an English sentence.</summary>
    public string TextEn => ReasonText.Sentence(this, Language.En);

    internal FieldLabel? Label { get; init; }

    internal HiddenClause? Clause { get; init; }

    internal static Reason OfHidden(int number, Outcome outcome, HiddenClause clause) =>
        new(number.ToString(CultureInfo.InvariantCulture), outcome, ReasonCause.Hidden) { Clause = clause };
}
