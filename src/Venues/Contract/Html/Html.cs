using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Marquee.Venues;

/// <summary>
/// A piece of HTML written as an interpolated string, in which every hole is escaped:
/// <c>$"&lt;p&gt;{title}&lt;/p&gt;"</c>. Markup can only come from constants of the code; a value of a request, a row
/// or a document never becomes markup. A hole in an attribute must stand in double quotes, one in <c>href</c>,
/// <c>src</c> or <c>action</c> must be an address this site may link to, and inside
/// <c>script</c> and <c>style</c> no hole is allowed: breaking these is a bug of the template and throws.
/// </summary>
/// <remarks>Not thread-safe while being built; immutable afterwards.</remarks>
[InterpolatedStringHandler]
public sealed class Html
{
    private readonly StringBuilder _text;
    private bool _inRawText;

    /// <summary>Called by the compiler.</summary>
    public Html(int literalLength, int formattedCount) =>
        _text = new StringBuilder(literalLength + (formattedCount * 24));

    /// <summary>Nothing.</summary>
    public static Html Empty { get; } = new(0, 0);

    /// <summary>Whether there is nothing in it.</summary>
    public bool IsEmpty => _text.Length == 0;

    /// <summary>The piece itself; only helps the compiler find the type.</summary>
    public static Html Of(Html html) => html;

    /// <summary>The piece when the condition holds, else nothing.</summary>
    public static Html When(bool condition, Html html) => condition ? html : Empty;

    /// <summary>One piece per element, one after the other.</summary>
    public static Html Each<T>(IEnumerable<T> many, Func<T, Html> one)
    {
        ArgumentNullException.ThrowIfNull(many);
        ArgumentNullException.ThrowIfNull(one);
        var all = new Html(0, 0);
        foreach (var element in many)
        {
            all._text.Append(one(element)._text);
        }

        return all;
    }

    /// <summary>A constant text of the program as it is: the stylesheet, the script. Never a value.</summary>
    public static Html Constant(string text)
    {
        var html = new Html(0, 0);
        html._text.Append(text);
        return html;
    }

    /// <summary>Called by the compiler.</summary>
    public void AppendLiteral(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _text.Append(value);
        _inRawText = InRawText(value, _inRawText);
    }

    /// <summary>
    /// Called by the compiler: a piece is put in as it is. An interpolated string in a hole becomes a piece too, so a
    /// piece in an attribute is held to the same rules as a text.
    /// </summary>
    public void AppendFormatted(Html? value)
    {
        if (value is null || value.IsEmpty)
        {
            return;
        }

        if (_inRawText)
        {
            throw new InvalidOperationException("No value may stand inside <script> or <style>.");
        }

        switch (AttributeBeforeHole())
        {
            case AttributeHole.Unquoted:
                throw new InvalidOperationException("The attribute before the hole needs double quotes.");
            case AttributeHole.Address when !IsLinkable(System.Net.WebUtility.HtmlDecode(value.ToString())):
                throw new InvalidOperationException("The address is none this site may link to.");
            case AttributeHole.Address or AttributeHole.None:
                _text.Append(value._text);
                break;
        }
    }

    /// <summary>Called by the compiler: a text is escaped; nothing for null.</summary>
    public void AppendFormatted(string? value) => Append(value);

    /// <summary>Called by the compiler: a whole number.</summary>
    public void AppendFormatted(long value) => Append(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Called by the compiler: an id.</summary>
    public void AppendFormatted(Guid value) => Append(value.ToString("D"));

    /// <summary>Called by the compiler: an id.</summary>
    public void AppendFormatted(Marquee.Kernel.IId value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Append(value.Value.ToString("D"));
    }

    /// <summary>Called by the compiler: an instant, as <c>datetime</c> attributes want it.</summary>
    public void AppendFormatted(DateTimeOffset value) =>
        Append(value.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));

    /// <summary>The markup.</summary>
    public override string ToString() => _text.ToString();

    private void Append(string? value)
    {
        if (_inRawText)
        {
            throw new InvalidOperationException("No value may stand inside <script> or <style>.");
        }

        value ??= "";
        switch (AttributeBeforeHole())
        {
            case AttributeHole.Unquoted:
                throw new InvalidOperationException("The attribute before the hole needs double quotes.");
            case AttributeHole.Address:
                Escape(IsLinkable(value) ? value
                    : throw new InvalidOperationException("The address is none this site may link to."));
                break;
            case AttributeHole.None:
                Escape(value);
                break;
        }
    }

    private enum AttributeHole
    {
        None,
        Unquoted,
        Address,
    }

    // Only the end of what was written so far is looked at: a hole directly behind `name="` or `name=`.
    private AttributeHole AttributeBeforeHole()
    {
        if (EndsWith("="))
        {
            return AttributeHole.Unquoted;
        }

        return EndsWith(" href=\"") || EndsWith(" src=\"") || EndsWith(" action=\"") || EndsWith(" formaction=\"")
            ? AttributeHole.Address
            : AttributeHole.None;
    }

    private bool EndsWith(string end)
    {
        if (_text.Length < end.Length)
        {
            return false;
        }

        for (var i = 0; i < end.Length; i++)
        {
            if (_text[_text.Length - end.Length + i] != end[i])
            {
                return false;
            }
        }

        // `?a=` inside an address is no attribute: there the equals sign follows a quoted beginning.
        return end != "=" || InsideUnquotedTag();
    }

    private bool InsideUnquotedTag()
    {
        var quotes = 0;
        for (var i = _text.Length - 1; i >= 0; i--)
        {
            if (_text[i] == '>')
            {
                return false;
            }

            if (_text[i] == '"')
            {
                quotes++;
            }

            if (_text[i] == '<')
            {
                return quotes % 2 == 0;
            }
        }

        return false;
    }

    /// <summary>Whether this site may link to the address: its own paths, anchors and queries, and http(s).</summary>
    public static bool IsLinkable(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.Any(char.IsControl) || address.Contains('\\', StringComparison.Ordinal))
        {
            return false;
        }

        return address is ['#', ..] or ['?', ..] or ['/'] or ['/', not '/', ..]
            || address.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            || address.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
    }

    private void Escape(string value)
    {
        foreach (var c in value)
        {
            _ = c switch
            {
                '&' => _text.Append("&amp;"),
                '<' => _text.Append("&lt;"),
                '>' => _text.Append("&gt;"),
                '"' => _text.Append("&quot;"),
                '\'' => _text.Append("&#39;"),
                // Characters that HTML does not allow would make the page malformed for everybody.
                < ' ' and not '\t' and not '\n' and not '\r' => _text.Append('\uFFFD'),
                _ => _text.Append(c),
            };
        }
    }

    private static bool InRawText(string literal, bool was)
    {
        var opened = Math.Max(
            literal.LastIndexOf("<script", StringComparison.OrdinalIgnoreCase),
            literal.LastIndexOf("<style", StringComparison.OrdinalIgnoreCase));
        var closed = Math.Max(
            literal.LastIndexOf("</script", StringComparison.OrdinalIgnoreCase),
            literal.LastIndexOf("</style", StringComparison.OrdinalIgnoreCase));
        return opened == closed ? was : opened > closed;
    }
}
