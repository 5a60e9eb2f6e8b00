using System.Globalization;
using Marquee.Kernel;

namespace Marquee.Rules;

/// <summary>A text is not a rule: where reading stopped, what stands there, what could have stood there.</summary>
/// <param name="Position">The offset in UTF-16 units, from 0.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column in the line, from 1.</param>
/// <param name="Found">The next characters; empty at the end of the text.</param>
/// <param name="Expected">What could have stood there, in the language of the text.</param>
/// <param name="Near">Labels of fields that come near to what was found; empty where no field was expected.</param>
public sealed record TextUnreadable(
    int Position, int Line, int Column, string Found, IReadOnlyList<string> Expected, IReadOnlyList<string> Near)
    : Error("rules.text_unreadable", ErrorKind.Invalid)
{
    /// <inheritdoc/>
    public override string Message => string.Create(CultureInfo.InvariantCulture,
        $"Line {Line}, column {Column}: found {What}, expected {string.Join(" | ", Expected)}.");

    private string What => Found.Length == 0 ? "the end of the text" : $"'{Found}'";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> Data => new Dictionary<string, object?>
    {
        ["position"] = Position, ["line"] = Line, ["column"] = Column, ["found"] = Found, ["expected"] = Expected,
        ["near"] = Near,
    };
}

/// <summary>A JSON document is not a <c>rule.v1</c>.</summary>
/// <param name="Path">Where in the document.</param>
/// <param name="Problem">What is wrong there.</param>
public sealed record JsonUnreadable(string Path, string Problem) : Error("rules.json_unreadable", ErrorKind.Invalid)
{
    /// <inheritdoc/>
    public override string Message => $"{Path}: {Problem}";

    /// <inheritdoc/>
    public override IReadOnlyList<FieldError> Fields => [new FieldError(Path, Problem)];
}

/// <summary>
/// A rule does not fit its catalogue or the limits; every problem with its place (clause number and position:
/// <c>2.1.3</c>).
/// </summary>
/// <param name="Problems">What is wrong; at most 100.</param>
public sealed record RuleInvalid(IReadOnlyList<FieldError> Problems) : Error("rules.invalid", ErrorKind.Invalid)
{
    /// <inheritdoc/>
    public override string Message => Problems.Count == 1
        ? $"{Problems[0].Path}: {Problems[0].Message}"
        : $"{Problems.Count} places of the rule are wrong; the first is {Problems[0].Path}: {Problems[0].Message}";

    /// <inheritdoc/>
    public override IReadOnlyList<FieldError> Fields => Problems;
}

/// <summary>
/// The declared fields do not make a catalogue: a repeated name, a label that cannot be read back, a type without its
/// scale.
/// </summary>
/// <param name="Problem">What is wrong, with the field's name.</param>
public sealed record CatalogInvalid(string Problem) : Error("rules.catalog_invalid", ErrorKind.Invalid)
{
    /// <inheritdoc/>
    public override string Message => Problem;
}

/// <summary>
/// A stored rule was changed after its publication: a part no longer has the hash it was published with. It is not
/// executed.
/// </summary>
/// <param name="Part">What changed: the rule, or the texts and labels that go with it.</param>
public sealed record HashDiffers(string Part) : Error("rules.hash_differs", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message =>
        $"The stored {Part} is not what was published: the hash differs. The rule is not executed.";
}

/// <summary>The stored JSON is not in canonical form, although its hash is right. It is not executed.</summary>
public sealed record NotCanonical() : Error("rules.not_canonical", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message => "The stored rule is not in canonical form. The rule is not executed.";
}

/// <summary>A published text does not say what the published logic does. It is not executed.</summary>
/// <param name="Language">The language of the text.</param>
public sealed record TextDiffers(Language Language) : Error("rules.text_differs", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message =>
        $"The published text ({Language}) does not say what the rule does. The rule is not executed.";
}

/// <summary>The texts were printed from a phrase table this version does not have.</summary>
/// <param name="Version">The version stored.</param>
public sealed record PhrasesUnknown(int Version) : Error("rules.phrases_unknown", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message =>
        $"The rule was published with phrase table {Version}, which is not known here. The rule is not executed.";
}

/// <summary>
/// A field means something else today than when the rule was published: type, scale, unit or currency. Publish the rule
/// again.
/// </summary>
/// <param name="Field">The field's name.</param>
/// <param name="Problem">What differs.</param>
public sealed record FieldChanged(string Field, string Problem) : Error("rules.field_changed", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message => $"{Field}: {Problem} Publish the rule again.";
}

/// <summary>
/// A rule that inherits lacks a clause of its parent, or has changed it. A node may only tighten what it inherits.
/// </summary>
/// <param name="Number">The number of the parent's clause.</param>
public sealed record ClauseDropped(int Number) : Error("rules.clause_dropped", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message =>
        $"Clause {Number} is inherited: it can be neither left out nor changed, only added to.";
}

/// <summary>A rule cannot inherit from a rule about something else.</summary>
/// <param name="Parent">What the parent is about.</param>
/// <param name="Child">What the child is about.</param>
public sealed record RootDiffers(string Parent, string Child) : Error("rules.root_differs", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message => $"A rule about {Child} cannot inherit from a rule about {Parent}.";
}
