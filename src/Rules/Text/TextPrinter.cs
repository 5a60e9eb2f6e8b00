using System.Globalization;
using System.Text;

namespace Marquee.Rules.Text;

/// <summary>
/// Prints rules and conditions from the phrase table. Total over checked rules; nothing is left out, so it is
/// injective.
/// </summary>
internal sealed class TextPrinter(Vocabulary vocabulary, Language language)
{
    private readonly Phrases _phrases = Phrases.Of(language);
    private readonly StringBuilder _text = new();

    public static string Print(Rule rule, Vocabulary vocabulary, Language language)
    {
        var printer = new TextPrinter(vocabulary, language);
        printer.Header(rule.Root);
        foreach (var clause in rule.Clauses)
        {
            printer._text.Append('\n');
            printer.Clause(clause);
        }

        return printer._text.ToString();
    }

    public static string Print(Clause clause, Vocabulary vocabulary, Language language)
    {
        var printer = new TextPrinter(vocabulary, language);
        printer.Clause(clause);
        return printer._text.ToString();
    }

    public static string Print(Expr expr, Vocabulary vocabulary, Language language)
    {
        var printer = new TextPrinter(vocabulary, language);
        printer.Expr(expr);
        return printer._text.ToString();
    }

    /// <summary>
    /// The first line, and one line per clause; a clause the reader may not read is announced by its topics.
    /// </summary>
    public static string PrintFor(Rule rule, ClauseVisibility reader, Vocabulary vocabulary, Language language)
    {
        var printer = new TextPrinter(vocabulary, language);
        printer.Header(rule.Root);
        foreach (var clause in rule.Clauses)
        {
            printer._text.Append('\n');
            if (clause.Visibility <= reader)
            {
                printer.Clause(clause);
            }
            else
            {
                printer.Number(clause.Number);
                printer._text.Append(ReasonText.Announcement(HiddenClause.Of(clause, vocabulary), language));
            }
        }

        return printer._text.ToString();
    }

    /// <summary>A list of texts as it stands in a condition.</summary>
    public static string Quoted(IEnumerable<string> values, Language language)
    {
        var phrases = Phrases.Of(language);
        return string.Join(phrases.ValueSeparator + phrases.Gap, values.Select(value => Quote(value, phrases)));
    }

    private void Header(Entity root) => _text
        .Append(_phrases.HeaderOpen).Append(_phrases.Gap).Append(root.Label(language)).Append(_phrases.HeaderClose);

    private void Number(int number) => _text
        .Append(_phrases.Open).Append(number.ToString(CultureInfo.InvariantCulture)).Append(_phrases.Close)
            .Append(_phrases.Gap);

    private void Clause(Clause clause)
    {
        Number(clause.Number);
        _text.Append(_phrases.Of(clause.Moment));
        if (clause.Visibility != ClauseVisibility.Public)
        {
            _text.Append(_phrases.Comma).Append(_phrases.Gap)
                .Append(clause.Visibility == ClauseVisibility.Merchant ? _phrases.Merchant : _phrases.Internal);
        }

        _text.Append(_phrases.Colon).Append(_phrases.Gap);
        Expr(clause.Expr);
        _text.Append(_phrases.ClauseEnd);
    }

    private void Expr(Expr expr)
    {
        switch (expr)
        {
            case Group group:
                _text.Append(group switch { All => _phrases.All, Any => _phrases.Any, _ => _phrases.None })
                    .Append(_phrases.Gap);
                Enclosed(group.Items);
                break;
            case OverSkus over:
                Quantifier(over);
                Enclosed([over.Condition]);
                break;
            case Compare compare:
                Field(compare.Field, field => _phrases.OpsFor(field.Type)[compare.Op]);
                Gap().Append(Literals.Format(vocabulary.Get(compare.Field), compare.Value, language));
                break;
            case Between between:
                Range(between);
                break;
            case CompareField compare:
                Field(compare.Field, field => _phrases.OpsFor(field.Type)[compare.Op]);
                Gap().Append(vocabulary.Get(compare.Other).Label(language));
                Times(compare.Factor);
                break;
            case IsFlag flag:
                Field(flag.Field, _ => flag.Expected ? _phrases.Yes : _phrases.No);
                break;
            case Membership membership:
                Field(membership.Field, _ => Phrase(membership));
                Gap().Append(Quoted(membership.Values, language));
                break;
            default:
                throw new NotSupportedException(expr.GetType().Name);
        }
    }

    private void Enclosed(IReadOnlyList<Expr> items)
    {
        _text.Append(_phrases.Open);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
            {
                _text.Append(_phrases.ItemSeparator).Append(_phrases.Gap);
            }

            Expr(items[i]);
        }

        _text.Append(_phrases.Close);
    }

    private void Quantifier(OverSkus over)
    {
        switch (over.Quantifier)
        {
            case SkuQuantifier.All:
                _text.Append(_phrases.EverySku);
                break;
            case SkuQuantifier.Any:
                _text.Append(_phrases.SomeSku);
                break;
            case SkuQuantifier.Main:
                _text.Append(_phrases.MainSku);
                break;
            case SkuQuantifier.Lowest:
                _text.Append(_phrases.LowestOpen).Append(_phrases.Gap)
                    .Append(vocabulary.Get(over.LowestBy!).Label(language));
                Gap().Append(_phrases.LowestClose);
                break;
        }

        Gap();
    }

    private void Range(Between between)
    {
        var field = vocabulary.Get(between.Field);
        Field(between.Field, _ => _phrases.BetweenOpen);
        Gap().Append(Literals.Format(field, between.Low, language));
        Gap().Append(_phrases.BetweenAnd);
        Gap().Append(Literals.Format(field, between.High, language));
        Gap().Append(_phrases.BetweenClose);
    }

    private void Times(Factor factor)
    {
        if (!factor.IsOne)
        {
            Gap().Append(_phrases.FactorOpen);
            Gap().Append(Literals.Format(factor)).Append(_phrases.FactorClose);
        }
    }

    private void Field(string name, Func<FieldLabel, string> phrase)
    {
        var field = vocabulary.Get(name);
        _text.Append(field.Label(language));
        Gap().Append(phrase(field));
    }

    private StringBuilder Gap() => _text.Append(_phrases.Gap);

    private string Phrase(Membership membership) => membership switch
    {
        OneOf { Negated: true } => _phrases.NotOneOf,
        OneOf => _phrases.OneOf,
        HasAny => _phrases.HasAny,
        _ => _phrases.HasAll,
    };

    private static string Quote(string value, Phrases phrases)
    {
        var quoted = new StringBuilder(value.Length + 2).Append(phrases.QuoteOpen);
        foreach (var c in value)
        {
            if (c == phrases.QuoteClose || c == '\\')
            {
                quoted.Append('\\');
            }

            quoted.Append(c);
        }

        return quoted.Append(phrases.QuoteClose).ToString();
    }
}
