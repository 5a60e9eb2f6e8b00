namespace Marquee.Catalog.Imports.Files;

/// <summary>What is wrong with a row, or with a file as a whole.</summary>
/// <param name="Code">The stable code; the texts are in <see cref="FaultTexts"/>.</param>
/// <param name="Column">The column it is about; null when it is about the row.</param>
/// <param name="Value">The value that stands there, cut.</param>
/// <param name="Detail">What would be accepted, or what it disagrees with.</param>
internal sealed record Fault(string Code, string? Column = null, string? Value = null, string? Detail = null);

/// <summary>A row that is refused, with all that is wrong with it.</summary>
/// <param name="Line">The line of the file that the row begins on, from 1.</param>
/// <param name="Raw">The row as it stands in the file, cut.</param>
/// <param name="Faults">What is wrong; at least one.</param>
internal sealed record RefusedRow(long Line, string Raw, IReadOnlyList<Fault> Faults);
