using System.Text;

namespace Marquee.Rules.Text;

/// <summary>
/// How phrases are recognised: full-width forms equal their half-width ones, letter case does not matter, a run of
/// white space
/// equals one space. Values in quotes are never folded.
/// </summary>
internal static class Folding
{
    public static char Fold(char c) => c switch
    {
        >= '！' and <= '～' => char.ToLowerInvariant((char)(c - 0xFEE0)),
        '　' => ' ',
        _ => char.ToLowerInvariant(c),
    };

    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Trim())
        {
            if (!char.IsWhiteSpace(c))
            {
                folded.Append(Fold(c));
            }
            else if (folded[^1] != ' ')
            {
                folded.Append(' ');
            }
        }

        return folded.ToString();
    }

    /// <summary>The pairs of which one folded phrase is the beginning of the other. Empty is what is wanted.</summary>
    public static IEnumerable<(string Shorter, string Longer)> Clashes(IEnumerable<string> phrases)
    {
        var sorted = phrases.Select(phrase => (Phrase: phrase, Folded: Fold(phrase)))
            .OrderBy(x => x.Folded, StringComparer.Ordinal).ToList();
        // In ordinal order everything that begins with a phrase stands directly behind it.
        for (var i = 0; i + 1 < sorted.Count; i++)
        {
            if (sorted[i + 1].Folded.StartsWith(sorted[i].Folded, StringComparison.Ordinal))
            {
                yield return (sorted[i].Phrase, sorted[i + 1].Phrase);
            }
        }
    }
}
