using System.Diagnostics.CodeAnalysis;

namespace Marquee.Rules.Text;

/// <summary>The labels a text may use, findable by field name and by what the text says. Immutable.</summary>
internal sealed class Vocabulary
{
    private readonly Dictionary<string, FieldLabel> _byName;
    private readonly Dictionary<char, List<(string Label, FieldLabel Field)>> _zh;
    private readonly Dictionary<char, List<(string Label, FieldLabel Field)>> _en;

    private Vocabulary(IReadOnlyList<FieldLabel> fields, IReadOnlyList<Entity> entities)
    {
        Fields = fields;
        Entities = entities;
        _byName = fields.ToDictionary(field => field.Name, StringComparer.Ordinal);
        _zh = Index(fields, Language.Zh);
        _en = Index(fields, Language.En);
    }

    /// <summary>The fields by name order.</summary>
    public IReadOnlyList<FieldLabel> Fields { get; }

    /// <summary>The entities a text may be about.</summary>
    public IReadOnlyList<Entity> Entities { get; }

    /// <summary>Checks that every label and unit can be read back, and that no label hides another one.</summary>
    public static bool TryMake(
        IEnumerable<FieldLabel> labels, IEnumerable<Entity> entities, [NotNullWhen(true)] out Vocabulary? vocabulary,
        out string problem)
    {
        vocabulary = null;
        var fields = labels.OrderBy(label => label.Name, StringComparer.Ordinal).ToList();
        problem = Problem(fields) ?? Clash(fields, Language.Zh) ?? Clash(fields, Language.En) ?? "";
        if (problem.Length > 0)
        {
            return false;
        }

        vocabulary = new Vocabulary(fields, [.. entities.Distinct()]);
        return true;
    }

    public bool TryGet(string name, [NotNullWhen(true)] out FieldLabel? field) => _byName.TryGetValue(name, out field);

    /// <summary>The label of a field that is known to be there.</summary>
    public FieldLabel Get(string name) => _byName.TryGetValue(name, out var field)
        ? field
        : throw new KeyNotFoundException(
            $"The field '{name}' has no label here: check a rule against its catalogue before printing it.");

    /// <summary>The fields whose label can start with the (folded) character.</summary>
    public IReadOnlyList<(string Label, FieldLabel Field)> StartingWith(char folded, Language language) =>
        (language == Language.Zh ? _zh : _en).TryGetValue(folded, out var found) ? found : [];

    private static Dictionary<char, List<(string Label, FieldLabel Field)>> Index(
        IReadOnlyList<FieldLabel> fields, Language language) => fields
        .Where(field => field.Type is not (FieldType.Reference or FieldType.References))
        .Select(field => (Label: Folding.Fold(field.Label(language)), Field: field))
        .GroupBy(entry => entry.Label[0])
        .ToDictionary(group => group.Key, group => group.ToList());

    private static string? Problem(List<FieldLabel> fields)
    {
        foreach (var field in fields)
        {
            var words = new[] { (field.LabelZh, true), (field.LabelEn, true), (field.UnitZh, false),
                (field.UnitEn, false) };
            if (words.FirstOrDefault(word => !IsReadable(word.Item1, word.Item2)) is { Item1: { } bad })
            {
                return $"The label or unit '{bad}' of {field.Name} cannot be read back: it must be 1 to "
                    + $"{Limits.MaxLabelLength} characters (a unit may be empty), "
                    + "not begin with a digit, a sign or a dot, and hold no quotes, line breaks or outer spaces.";
            }
        }

        return null;
    }

    private static bool IsReadable(string word, bool needed)
    {
        if (word.Length == 0)
        {
            return !needed;
        }

        return word.Length <= Limits.MaxLabelLength
            && word == word.Trim()
            && !char.IsDigit(word[0]) && !"+-.×/".Contains(word[0], StringComparison.Ordinal)
                && !char.IsDigit(Folding.Fold(word[0]))
            && !word.Any(c => char.IsControl(c) || char.IsSurrogate(c)
                || c is '"' or '“' or '”' or '\\' or '\u2028' or '\u2029');
    }

    private static string? Clash(List<FieldLabel> fields, Language language)
    {
        var clashes = Folding.Clashes(fields
            .Where(field => field.Type is not (FieldType.Reference or FieldType.References))
            .Select(field => field.Label(language))
            .Concat(Phrases.Of(language).Openings));
        foreach (var (shorter, longer) in clashes)
        {
            return $"'{shorter}' is the beginning of '{longer}' ({language}): a text could be read in two ways. "
                + "Rename one of the labels.";
        }

        return null;
    }
}
