using Marquee.Kernel;
using Marquee.Rules.Text;

namespace Marquee.Rules;

/// <summary>
/// Rules as text, in both directions from one phrase table: reading what was printed gives the same rule, and two
/// different rules never
/// print alike. Pure and thread-safe.
/// </summary>
public static class RuleText
{
    /// <summary>
    /// The rule in words: one line that says what it is about, one line per clause. Total over rules that
    /// <see cref="RulePublication.Check"/> accepts; a field the catalogue does not know is a bug and throws.
    /// </summary>
    public static string Print(Rule rule, Language language, FieldCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(catalog);
        return TextPrinter.Print(rule, catalog.Vocabulary, language);
    }

    /// <summary>One condition in words.</summary>
    public static string Print(Expr expr, Language language, FieldCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(expr);
        ArgumentNullException.ThrowIfNull(catalog);
        return TextPrinter.Print(expr, catalog.Vocabulary, language);
    }

    /// <summary>
    /// The rule as a reader may see it: a clause that is not for them keeps its number and is announced by what its
    /// fields are about.
    /// Such a text does not parse back when something is hidden.
    /// </summary>
    public static string PrintFor(Rule rule, ClauseVisibility reader, Language language, FieldCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(catalog);
        return TextPrinter.PrintFor(rule, reader, catalog.Vocabulary, language);
    }

    /// <summary>
    /// Reads a rule. White space, letter case and the width of punctuation do not matter outside of quotes. The error
    /// names position, what was
    /// found, what was expected and the labels that come near. Whether fields and bounds fit is
    /// <see cref="RulePublication.Check"/>'s to say.
    /// </summary>
    public static Result<Rule> Parse(string text, Language language, FieldCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(catalog);
        return TextParser.Parse(text, catalog.Vocabulary, language);
    }

    /// <summary>Reads one condition, as <see cref="Print(Expr, Language, FieldCatalog)"/> prints it.</summary>
    public static Result<Expr> ParseExpr(string text, Language language, FieldCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(catalog);
        return TextParser.ParseExpr(text, catalog.Vocabulary, language);
    }
}
