using Marquee.Kernel;

namespace Marquee.Rules.Text;

/// <summary>
/// Reads what the printer prints, from the same phrase table. White space, letter case and the width of punctuation do
/// not matter outside of
/// quotes. One pass, no backtracking over more than one phrase, bounded depth and size.
/// </summary>
internal sealed class TextParser
{
    private readonly TextCursor _cursor;
    private readonly Vocabulary _vocabulary;
    private readonly Phrases _phrases;
    private readonly string _text;
    private TextUnreadable? _error;
    private int _nodes;

    private TextParser(string text, Vocabulary vocabulary, Language language)
    {
        _text = text;
        _cursor = new TextCursor(text, language);
        _vocabulary = vocabulary;
        _phrases = Phrases.Of(language);
    }

    public static Result<Rule> Parse(string text, Vocabulary vocabulary, Language language)
    {
        if (text.Length > Limits.MaxTextLength)
        {
            return new InvalidRequest("text", "The text is too long.", text.Length,
                $"at most {Limits.MaxTextLength} characters");
        }

        var parser = new TextParser(text, vocabulary, language);
        return parser.Rule() is { } rule ? rule : parser._error!;
    }

    public static Result<Expr> ParseExpr(string text, Vocabulary vocabulary, Language language)
    {
        if (text.Length > Limits.MaxTextLength)
        {
            return new InvalidRequest("text", "The text is too long.", text.Length,
                $"at most {Limits.MaxTextLength} characters");
        }

        var parser = new TextParser(text, vocabulary, language);
        var expr = parser.Expr(1);
        if (expr is not null && !parser._cursor.AtEnd)
        {
            expr = parser.Refuse<Expr>(["the end of the text"]);
        }

        return expr is not null ? expr : parser._error!;
    }

    private Rule? Rule()
    {
        if (!Take(_phrases.HeaderOpen) || Root() is not { } root || !Take(_phrases.HeaderClose))
        {
            return null;
        }

        var clauses = new List<Clause>();
        do
        {
            if (clauses.Count == Limits.MaxClauses)
            {
                return Refuse<Rule>([$"the end of the text: a rule has at most {Limits.MaxClauses} clauses"]);
            }

            if (Clause() is not { } clause)
            {
                return null;
            }

            clauses.Add(clause);
        }
        while (!_cursor.AtEnd);

        return new Rule(root, clauses);
    }

    private Entity? Root()
    {
        var labelled = _vocabulary.Entities.OrderByDescending(entity => entity.Label(_cursor.Language).Length);
        return labelled.FirstOrDefault(entity => _cursor.TryPhrase(entity.Label(_cursor.Language)))
            ?? Refuse<Entity>(_vocabulary.Entities.Select(entity => entity.Label(_cursor.Language)));
    }

    private Clause? Clause()
    {
        if (!Take(_phrases.Open))
        {
            return null;
        }

        var start = _cursor.Position;
        if (!_cursor.TryNumber(0, out var number) || number is < 1 or > Limits.MaxClauseNumber)
        {
            _cursor.Position = start;
            return Refuse<Clause>([$"a clause number from 1 to {Limits.MaxClauseNumber}"]);
        }

        if (!Take(_phrases.Close) || Moment() is not { } moment || Visibility() is not { } visibility
            || !Take(_phrases.Colon)
            || Expr(1) is not { } expr || !Take(_phrases.ClauseEnd))
        {
            return null;
        }

        return new Clause((int)number, expr, moment, visibility);
    }

    private ClauseMoment? Moment()
    {
        foreach (var moment in Enum.GetValues<ClauseMoment>())
        {
            if (_cursor.TryPhrase(_phrases.Of(moment)))
            {
                return moment;
            }
        }

        Refuse<object>([_phrases.Frozen, _phrases.Lock, _phrases.Continuous]);
        return null;
    }

    private ClauseVisibility? Visibility()
    {
        if (!_cursor.TryPhrase(_phrases.Comma))
        {
            return ClauseVisibility.Public;
        }

        if (_cursor.TryPhrase(_phrases.Merchant))
        {
            return ClauseVisibility.Merchant;
        }

        if (_cursor.TryPhrase(_phrases.Internal))
        {
            return ClauseVisibility.Internal;
        }

        Refuse<object>([_phrases.Merchant, _phrases.Internal]);
        return null;
    }

    private Expr? Expr(int depth)
    {
        if (depth > Limits.MaxDepth || ++_nodes > Limits.MaxNodes)
        {
            return Refuse<Expr>([$"a rule of at most {Limits.MaxDepth} levels and {Limits.MaxNodes} conditions"]);
        }

        if (_cursor.TryPhrase(_phrases.All))
        {
            return Items(depth) is { } items ? new All(items) : null;
        }

        if (_cursor.TryPhrase(_phrases.Any))
        {
            return Items(depth) is { } items ? new Any(items) : null;
        }

        if (_cursor.TryPhrase(_phrases.None))
        {
            return Items(depth) is { } items ? new None(items) : null;
        }

        return Quantified(depth, out var seen) is { } over ? over : seen ? null : Condition();
    }

    private List<Expr>? Items(int depth)
    {
        var items = new List<Expr>();
        if (!Take(_phrases.Open))
        {
            return null;
        }

        do
        {
            if (Expr(depth + 1) is not { } item)
            {
                return null;
            }

            items.Add(item);
        }
        while (_cursor.TryPhrase(_phrases.ItemSeparator));

        return Take(_phrases.Close, _phrases.ItemSeparator) ? items : null;
    }

    private OverSkus? Quantified(int depth, out bool seen)
    {
        seen = true;
        string? lowestBy = null;
        SkuQuantifier quantifier;
        if (_cursor.TryPhrase(_phrases.EverySku))
        {
            quantifier = SkuQuantifier.All;
        }
        else if (_cursor.TryPhrase(_phrases.SomeSku))
        {
            quantifier = SkuQuantifier.Any;
        }
        else if (_cursor.TryPhrase(_phrases.MainSku))
        {
            quantifier = SkuQuantifier.Main;
        }
        else if (_cursor.TryPhrase(_phrases.LowestOpen))
        {
            quantifier = SkuQuantifier.Lowest;
            if (Label([]) is not { } by || !Take(_phrases.LowestClose))
            {
                return null;
            }

            lowestBy = by.Name;
        }
        else
        {
            seen = false;
            return null;
        }

        return Take(_phrases.Open) && Expr(depth + 1) is { } condition && Take(_phrases.Close)
            ? new OverSkus(quantifier, condition, lowestBy) : null;
    }

    private Expr? Condition()
    {
        if (Label(_phrases.Openings) is not { } field)
        {
            return null;
        }

        return field.Type switch
        {
            FieldType.Flag => Flag(field),
            FieldType.Text => Text(field),
            FieldType.TextSet => Set(field),
            _ => Numeric(field),
        };
    }

    private IsFlag? Flag(FieldLabel field) =>
        _cursor.TryPhrase(_phrases.Yes) ? new IsFlag(field.Name)
        : _cursor.TryPhrase(_phrases.No) ? new IsFlag(field.Name, false)
        : Refuse<IsFlag>(_phrases.After(field.Type));

    private OneOf? Text(FieldLabel field)
    {
        var negated = _cursor.TryPhrase(_phrases.NotOneOf);
        return !negated && !_cursor.TryPhrase(_phrases.OneOf) ? Refuse<OneOf>(_phrases.After(field.Type))
            : Values() is { } values ? new OneOf(field.Name, values, negated) : null;
    }

    private Membership? Set(FieldLabel field)
    {
        var any = _cursor.TryPhrase(_phrases.HasAny);
        return !any && !_cursor.TryPhrase(_phrases.HasAll) ? Refuse<Membership>(_phrases.After(field.Type))
            : Values() is not { } values ? null
            : any ? new HasAny(field.Name, values) : new HasAll(field.Name, values);
    }

    private List<string>? Values()
    {
        var values = new List<string>();
        do
        {
            if (values.Count == Limits.MaxMembers)
            {
                return Refuse<List<string>>([$"at most {Limits.MaxMembers} texts"]);
            }

            if (!_cursor.TryQuoted(out var value))
            {
                return Refuse<List<string>>([$"{_phrases.QuoteOpen}…{_phrases.QuoteClose}"]);
            }

            values.Add(value);
        }
        while (_cursor.TryPhrase(_phrases.ValueSeparator));

        return values;
    }

    private Expr? Numeric(FieldLabel field)
    {
        if (_cursor.TryPhrase(_phrases.BetweenOpen))
        {
            return Literal(field) is { } low && Take(_phrases.BetweenAnd) && Literal(field) is { } high
                && Take(_phrases.BetweenClose)
                ? new Between(field.Name, low, high)
                : null;
        }

        foreach (var (op, phrase) in _phrases.OpsFor(field.Type))
        {
            if (_cursor.TryPhrase(phrase))
            {
                return _cursor.NextIsNumber
                    ? Literal(field) is { } bound ? new Compare(field.Name, op, bound) : null
                    : Other(field, op);
            }
        }

        return Refuse<Expr>(_phrases.After(field.Type));
    }

    private CompareField? Other(FieldLabel field, CompareOp op)
    {
        if (Label([LiteralHint(field)]) is not { } other)
        {
            return null;
        }

        if (!_cursor.TryPhrase(_phrases.FactorOpen))
        {
            return new CompareField(field.Name, op, Factor.One, other.Name);
        }

        var start = _cursor.Position;
        if (!_cursor.TryFactor(out var factor))
        {
            _cursor.Position = start;
            return Refuse<CompareField>(["0.9", "2/3"]);
        }

        return Take(_phrases.FactorClose) ? new CompareField(field.Name, op, factor, other.Name) : null;
    }

    private long? Literal(FieldLabel field)
    {
        if (Literals.Read(_cursor, field, out var value) is not { } expected)
        {
            return value;
        }

        Refuse<object>([expected]);
        return null;
    }

    private FieldLabel? Label(IEnumerable<string> orElse)
    {
        foreach (var (label, field) in _vocabulary.StartingWith(_cursor.NextFolded, _cursor.Language))
        {
            if (_cursor.TryPhrase(label))
            {
                return field;
            }
        }

        var near = NearLabels.Of(_cursor.Rest(Limits.MaxLabelLength), _vocabulary, _cursor.Language);
        return Refuse<FieldLabel>([.. near.Select(label => label), .. orElse], near);
    }

    private string LiteralHint(FieldLabel field) => Literals.Format(field, 0, _cursor.Language);

    private bool Take(string phrase, params ReadOnlySpan<string> orElse)
    {
        if (_cursor.TryPhrase(phrase))
        {
            return true;
        }

        Refuse<object>([.. orElse, phrase]);
        return false;
    }

    private T? Refuse<T>(IEnumerable<string> expected, IReadOnlyList<string>? near = null) where T : class
    {
        _cursor.SkipSpace();
        var before = _text.AsSpan(0, _cursor.Position);
        _error ??= new TextUnreadable(
            _cursor.Position,
            before.Count('\n') + 1,
            _cursor.Position - (before.LastIndexOf('\n') + 1) + 1,
            _cursor.Rest(20),
            [.. expected.Where(phrase => phrase.Length > 0)],
            near ?? []);
        return null;
    }
}
