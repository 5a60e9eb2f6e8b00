namespace Marquee.Catalog.Imports.Files;

/// <summary>A column of a kind of import.</summary>
/// <param name="Name">The name in the header or the JSON member.</param>
/// <param name="Zh">What it holds, in Chinese.</param>
/// <param name="En">What it holds, in English.</param>
/// <param name="IsRequired">Whether every row must have a value.</param>
internal sealed record ImportColumn(string Name, string Zh, string En, bool IsRequired = false);
