using System.Globalization;
using Marquee.Kernel;
using Marquee.Rules.Text;

namespace Marquee.Rules;

/// <summary>
/// A condition as a screen shows it: one node of the tree with its words in both languages beside it.
/// </summary>
/// <param name="Path">The anchor that reasons name: <c>2.1.3</c>.</param>
/// <param name="Kind">
/// The kind as in <c>rule.v1</c>: all, any, none, over_skus, compare, between, compare_field, is_flag, one_of, has_any,
/// has_all.
/// </param>
/// <param name="Field">The field asked for, or the field that chooses the lowest SKU; null for groups.</param>
/// <param name="Op">The comparison or quantifier, as in <c>rule.v1</c>; null where there is none.</param>
/// <param name="TextZh">The condition in Chinese, with everything below it.</param>
/// <param name="TextEn">The condition in English, with everything below it.</param>
/// <param name="Items">The conditions below, in order.</param>
public sealed record NodeView(
    string Path, string Kind, string? Field, string? Op, string TextZh, string TextEn, IReadOnlyList<NodeView> Items);

/// <summary>A clause as a screen shows it.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Moment">When it is decided.</param>
/// <param name="Visibility">Who may read it.</param>
/// <param name="TextZh">The whole line in Chinese; for a hidden clause its announcement.</param>
/// <param name="TextEn">The whole line in English; for a hidden clause its announcement.</param>
/// <param name="Expr">The tree; null when the reader may not read it.</param>
public sealed record ClauseView(
    int Number, ClauseMoment Moment, ClauseVisibility Visibility, string TextZh, string TextEn, NodeView? Expr);

/// <summary>A rule as a screen shows it: the tree with both texts beside every node. Serializable as JSON.</summary>
/// <param name="Root">The name of the entity it is about.</param>
/// <param name="TextZh">The rule in Chinese, as this reader may see it.</param>
/// <param name="TextEn">The rule in English, as this reader may see it.</param>
/// <param name="Clauses">The clauses by number.</param>
public sealed record RuleView(string Root, string TextZh, string TextEn, IReadOnlyList<ClauseView> Clauses)
{
    /// <summary>The view of a checked rule.</summary>
    /// <param name="rule">A rule that <see cref="RulePublication.Check"/> accepts.</param>
    /// <param name="catalog">The labels.</param>
    /// <param name="reader">Who reads; clauses they may not read are announced only.</param>
    public static RuleView Of(Rule rule, FieldCatalog catalog, ClauseVisibility reader = ClauseVisibility.Internal)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(catalog);
        var words = catalog.Vocabulary;
        return new RuleView(
            rule.Root.Name,
            TextPrinter.PrintFor(rule, reader, words, Language.Zh),
            TextPrinter.PrintFor(rule, reader, words, Language.En),
            [.. rule.Clauses.Select(clause => Clause(clause, words, reader))]);
    }

    private static ClauseView Clause(Clause clause, Vocabulary words, ClauseVisibility reader)
    {
        var shown = clause.Visibility <= reader;
        string Text(Language language) => shown
            ? TextPrinter.Print(clause, words, language)
            : ReasonText.Announcement(HiddenClause.Of(clause, words), language);
        var path = clause.Number.ToString(CultureInfo.InvariantCulture);
        return new ClauseView(
            clause.Number, clause.Moment, clause.Visibility, Text(Language.Zh), Text(Language.En), shown
                ? Node(clause.Expr, path, words) : null);
    }

    private static NodeView Node(Expr expr, string path, Vocabulary words)
    {
        var (field, op) = expr switch
        {
            Compare compare => (compare.Field, EnumText.Of(compare.Op)),
            CompareField compare => (compare.Field, EnumText.Of(compare.Op)),
            OverSkus over => (over.LowestBy, EnumText.Of(over.Quantifier)),
            Between between => (between.Field, null),
            IsFlag flag => (flag.Field, null),
            Membership membership => (membership.Field, null),
            _ => ((string?)null, (string?)null),
        };
        var items = ExprWalk.Below(expr).Select(
            (item, index) => Node(item, string.Create(CultureInfo.InvariantCulture, $"{path}.{index + 1}"), words));
        return new NodeView(
            path, RuleJson.KindOf(expr), field, op,
            TextPrinter.Print(expr, words, Language.Zh), TextPrinter.Print(expr, words, Language.En), [.. items]);
    }
}
