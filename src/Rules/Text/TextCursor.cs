using System.Globalization;
using System.Text;

namespace Marquee.Rules.Text;

/// <summary>
/// A position in a text, and the few shapes that can stand there. White space before every shape is skipped.
/// </summary>
internal sealed class TextCursor(string text, Language language)
{
    public Language Language { get; } = language;

    /// <summary>Where the next character is read.</summary>
    public int Position { get; set; }

    public bool AtEnd
    {
        get
        {
            SkipSpace();
            return Position >= text.Length;
        }
    }

    public char NextFolded => AtEnd ? '\0' : Folding.Fold(text[Position]);

    public bool NextIsNumber => NextFolded is '-' or (>= '0' and <= '9');

    /// <summary>The next characters, for an error.</summary>
    public string Rest(int length) => AtEnd ? "" : text[Position..Math.Min(text.Length, Position + length)];

    public void SkipSpace()
    {
        while (Position < text.Length && char.IsWhiteSpace(text[Position]))
        {
            Position++;
        }
    }

    /// <summary>Steps over a phrase if it stands here. The empty phrase always does.</summary>
    public bool TryPhrase(string phrase)
    {
        SkipSpace();
        var at = Position;
        foreach (var c in phrase)
        {
            if (char.IsWhiteSpace(c))
            {
                var start = at;
                while (at < text.Length && char.IsWhiteSpace(text[at]))
                {
                    at++;
                }

                if (at == start)
                {
                    return false;
                }
            }
            else if (at >= text.Length || Folding.Fold(text[at]) != Folding.Fold(c))
            {
                return false;
            }
            else
            {
                at++;
            }
        }

        Position = at;
        return true;
    }

    /// <summary>
    /// A decimal number with at most so many decimals, as a scaled integer within the bounds of a clause.
    /// </summary>
    public bool TryNumber(int decimals, out long value)
    {
        SkipSpace();
        value = 0;
        var (at, negative) = (Position, false);
        if (FoldedAt(at) == '-')
        {
            negative = true;
            at++;
        }

        var (first, scaled, seen) = (at, (Int128)0, -1);
        for (; at < text.Length; at++)
        {
            var c = FoldedAt(at);
            if (c == '.' && seen < 0 && at > first && FoldedAt(at + 1) is >= '0' and <= '9')
            {
                seen = 0;
                continue;
            }

            if (c is < '0' or > '9')
            {
                break;
            }

            scaled = scaled * 10 + (c - '0');
            seen += seen >= 0 ? 1 : 0;
            if (scaled > Limits.MaxBound || seen > decimals)
            {
                return false;
            }
        }

        if (at == first)
        {
            return false;
        }

        for (var missing = decimals - Math.Max(0, seen); missing > 0 && scaled <= Limits.MaxBound; missing--)
        {
            scaled *= 10;
        }

        if (scaled > Limits.MaxBound)
        {
            return false;
        }

        value = (long)(negative ? -scaled : scaled);
        Position = at;
        return true;
    }

    /// <summary>A positive factor: a decimal number or a fraction.</summary>
    public bool TryFactor(out Factor factor)
    {
        SkipSpace();
        factor = Factor.One;
        var start = Position;
        while (FoldedAt(Position) is '.' or (>= '0' and <= '9')
            && !(FoldedAt(Position) == '.' && FoldedAt(Position + 1) is < '0' or > '9'))
        {
            Position++;
        }

        var digits = Folding.Fold(text[start..Position]);
        if (digits.StartsWith('.'))
        {
            return false;
        }

        var dot = digits.IndexOf('.', StringComparison.Ordinal);
        var decimals = dot < 0 ? 0 : digits.Length - dot - 1;
        if (decimals > Limits.MaxScale
            || !TryLong(digits.Replace(".", "", StringComparison.Ordinal), out var numerator))
        {
            return false;
        }

        if (dot < 0 && TryPhrase("/"))
        {
            var under = Position;
            while (FoldedAt(Position) is >= '0' and <= '9')
            {
                Position++;
            }

            return TryLong(Folding.Fold(text[under..Position]), out var denominator)
                && Factor.TryMake(numerator, denominator, out factor);
        }

        var scale = 1L;
        for (var i = 0; i < decimals; i++)
        {
            scale *= 10;
        }

        return Factor.TryMake(numerator, scale, out factor);
    }

    public bool TryDay(out DateOnly day)
    {
        SkipSpace();
        var length = Math.Min(10, text.Length - Position);
        var word = length == 10 ? Folding.Fold(text.Substring(Position, length)) : "";
        if (!DateOnly.TryParseExact(word, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
        {
            return false;
        }

        Position += length;
        return true;
    }

    public bool TryTime(out int minutes)
    {
        SkipSpace();
        minutes = 0;
        var length = Math.Min(5, text.Length - Position);
        var word = length == 5 ? Folding.Fold(text.Substring(Position, length)) : "";
        if (!TimeOnly.TryParseExact(word, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return false;
        }

        minutes = time.Hour * 60 + time.Minute;
        Position += length;
        return true;
    }

    /// <summary>A text in quotes of either language; a backslash takes the next character as it is.</summary>
    public bool TryQuoted(out string value)
    {
        SkipSpace();
        value = "";
        var close = Position >= text.Length ? '\0' : text[Position] switch { '“' => '”', '"' => '"', _ => '\0' };
        if (close == '\0')
        {
            return false;
        }

        var content = new StringBuilder();
        for (var at = Position + 1; at < text.Length; at++)
        {
            if (text[at] == close)
            {
                value = content.ToString();
                Position = at + 1;
                return true;
            }

            at += text[at] == '\\' ? 1 : 0;
            content.Append(at < text.Length ? text[at] : '\0');
        }

        return false;
    }

    private char FoldedAt(int at) => at < text.Length ? Folding.Fold(text[at]) : '\0';

    private static bool TryLong(string digits, out long value) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
