namespace Marquee.Rules.Text;

/// <summary>The labels that are most like what a text says, for an error that helps.</summary>
internal static class NearLabels
{
    public static IReadOnlyList<string> Of(string found, Vocabulary vocabulary, Language language)
    {
        var folded = Folding.Fold(found);
        return [.. vocabulary.Fields
            .Where(field => field.Type is not (FieldType.Reference or FieldType.References))
            .Select(field => field.Label(language))
            .Select(label => (Label: label, Distance: Distance(Folding.Fold(label), folded)))
            .Where(near => near.Distance < near.Label.Length)
            .OrderBy(near => near.Distance * 100 / near.Label.Length)
            .ThenBy(near => near.Label, StringComparer.Ordinal)
            .Take(Limits.NearLabels)
            .Select(near => near.Label)];
    }

    /// <summary>Edits that make the label the beginning of the text, whatever follows there.</summary>
    private static int Distance(string label, string text)
    {
        var row = new int[text.Length + 1];
        for (var column = 0; column <= text.Length; column++)
        {
            row[column] = column;
        }

        for (var i = 1; i <= label.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= text.Length; j++)
            {
                var replaced = diagonal + (label[i - 1] == text[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row.Min();
    }
}
