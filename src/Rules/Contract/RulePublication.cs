using Marquee.Kernel;
using Marquee.Rules.Evaluation;
using Marquee.Rules.Publication;
using Marquee.Rules.Text;

namespace Marquee.Rules;

/// <summary>
/// From a rule to what is executed: <see cref="Publish"/> proves that both texts say what the logic does,
/// <see cref="Load"/> proves it again
/// and refuses anything else. Pure and thread-safe.
/// </summary>
public static class RulePublication
{
    /// <summary>
    /// Every place where the rule does not fit the catalogue or the limits; empty when it does. At most 100.
    /// </summary>
    public static IReadOnlyList<FieldError> Check(Rule rule, FieldCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(catalog);
        return RuleCheck.Problems(rule, catalog);
    }

    /// <summary>
    /// Checks the rule, prints it in both languages, reads both texts back and compares, and hashes the lot. Refused
    /// with
    /// <c>rules.invalid</c>, or with <c>rules.text_differs</c> if a text did not come back as the same rule.
    /// </summary>
    public static Result<PublishedRule> Publish(Rule rule, FieldCatalog catalog)
    {
        if (Check(rule, catalog) is { Count: > 0 } problems)
        {
            return new RuleInvalid(problems);
        }

        // The root as the catalogue knows it: a caller's own entity of the same name may carry other labels.
        catalog.TryGetEntity(rule.Root.Name, out var root);
        var names = rule.Clauses.SelectMany(clause => ExprWalk.FieldsOf(clause.Expr)).Distinct()
            .Order(StringComparer.Ordinal);
        var labels = new PublishedLabels(
            Phrases.Version, catalog.Currency, root!, [.. names.Select(name => FieldLabel.Of(catalog.Get(name)))]);
        rule = rule with { Root = root! };
        var (zh, en) = (TextPrinter.Print(rule, catalog.Vocabulary, Language.Zh),
            TextPrinter.Print(rule, catalog.Vocabulary, Language.En));
        if (zh.Length > Limits.MaxTextLength || en.Length > Limits.MaxTextLength)
        {
            return new RuleInvalid(
                [new FieldError("text", "The rule is too long in words.", null,
                $"at most {Limits.MaxTextLength} characters")]);
        }

        if (WordsDiffer(rule, zh, en, catalog.Vocabulary) is { } differs)
        {
            return differs;
        }

        var json = RuleJson.Write(rule);
        var hash = RuleJson.Sha256(json);
        return new PublishedRule(json, hash, zh, en, labels, Seal(hash, zh, en, labels));
    }

    /// <summary>
    /// Makes a published rule executable. Refused when the JSON does not have its hash (<c>rules.hash_differs</c>) or
    /// is not canonical, texts or
    /// labels do not have their seal, either text does not say what the logic does (<c>rules.text_differs</c>), or a
    /// field has another meaning today
    /// (<c>rules.field_changed</c>). A label that merely reads differently today does not matter: the published words
    /// stay.
    /// </summary>
    public static Result<CompiledRule> Load(PublishedRule published, FieldCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(published);
        ArgumentNullException.ThrowIfNull(catalog);
        if (RuleJson.Sha256(published.CanonicalJson) != published.Sha256)
        {
            return new HashDiffers("rule");
        }

        if (published.Labels.Phrases != Phrases.Version)
        {
            return new PhrasesUnknown(published.Labels.Phrases);
        }

        var read = RuleJson.Read(published.CanonicalJson, catalog);
        if (!read.IsSuccess)
        {
            return read.Error;
        }

        var rule = read.Value with { Root = published.Labels.Root };
        if (RuleJson.Write(rule) != published.CanonicalJson)
        {
            return new NotCanonical();
        }

        if (Changed(rule, published.Labels, catalog) is { } changed)
        {
            return changed;
        }

        if (Check(rule, catalog) is { Count: > 0 } problems)
        {
            return new RuleInvalid(problems);
        }

        if (!Vocabulary.TryMake(published.Labels.Fields, [published.Labels.Root], out var vocabulary, out var clash))
        {
            return new CatalogInvalid(clash);
        }

        if (WordsDiffer(rule, published.TextZh, published.TextEn, vocabulary) is { } differs)
        {
            return differs;
        }

        // Last, so that a difference in words is named as one; this catches a label and its text changed together.
        return Seal(published.Sha256, published.TextZh, published.TextEn, published.Labels) == published.Seal
            ? new CompiledRule(rule, published, catalog, vocabulary)
            : new HashDiffers("texts and labels");
    }

    private static string Seal(string hash, string zh, string en, PublishedLabels labels) =>
        RuleJson.Sha256(CanonicalJson.Write(hash, zh, en, labels));

    private static TextDiffers? WordsDiffer(Rule rule, string zh, string en, Vocabulary vocabulary) =>
        !Says(rule, zh, vocabulary, Language.Zh) ? new TextDiffers(Language.Zh)
        : !Says(rule, en, vocabulary, Language.En) ? new TextDiffers(Language.En)
        : null;

    private static bool Says(Rule rule, string text, Vocabulary vocabulary, Language language)
    {
        var read = TextParser.Parse(text, vocabulary, language);
        return read.IsSuccess && read.Value == rule && TextPrinter.Print(rule, vocabulary, language) == text;
    }

    private static FieldChanged? Changed(Rule rule, PublishedLabels labels, FieldCatalog catalog)
    {
        if (labels.Currency != catalog.Currency)
        {
            return new FieldChanged("currency",
                $"The rule was published in {labels.Currency}, this tenant settles in {catalog.Currency}.");
        }

        var published = labels.Fields.ToDictionary(label => label.Name, StringComparer.Ordinal);
        foreach (var name in rule.Clauses.SelectMany(clause => ExprWalk.FieldsOf(clause.Expr)))
        {
            if (!published.TryGetValue(name, out var label))
            {
                return new FieldChanged(name, "The publication has no label for it.");
            }

            if (!catalog.TryGet(name, out var field))
            {
                return new FieldChanged(name, "No module declares it any more.");
            }

            if (field.Type != label.Type || field.Scale != label.Scale || field.UnitZh != label.UnitZh
                || field.UnitEn != label.UnitEn)
            {
                return new FieldChanged(name, "Type, scale or unit is not what it was at publication.");
            }
        }

        return null;
    }
}
