namespace Marquee.Rules;

/// <summary>Everything a publication's texts were printed with. Serializable as JSON; store it as it is.</summary>
/// <param name="Phrases">The version of the phrase table.</param>
/// <param name="Currency">The currency of money bounds.</param>
/// <param name="Root">What the rule is about, with its labels.</param>
/// <param name="Fields">The labels of the rule's fields, by name.</param>
public sealed record PublishedLabels(int Phrases, string Currency, Entity Root, IReadOnlyList<FieldLabel> Fields);

/// <summary>
/// A rule as published: the only thing that is ever executed. Store every part as it is;
/// <see cref="RulePublication.Load"/> refuses a
/// publication of which any part was changed.
/// </summary>
/// <param name="CanonicalJson">The logic: canonical <c>rule.v1</c> JSON.</param>
/// <param name="Sha256">The SHA-256 of the canonical JSON: names the rule's version in verdicts.</param>
/// <param name="TextZh">The rule in Chinese.</param>
/// <param name="TextEn">The rule in English.</param>
/// <param name="Labels">What the texts were printed with.</param>
/// <param name="Seal">The SHA-256 over hash, texts and labels together.</param>
public sealed record PublishedRule(
    string CanonicalJson, string Sha256, string TextZh, string TextEn, PublishedLabels Labels, string Seal);
