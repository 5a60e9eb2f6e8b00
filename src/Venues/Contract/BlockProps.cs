using System.Text.Json;
using Marquee.Kernel;

namespace Marquee.Venues;

/// <summary>
/// What was filled in for a block, after it was checked against the block's fields: asking for a required field never
/// fails, asking for one under another kind is a bug and throws.
/// </summary>
/// <param name="json">The props, an object.</param>
public sealed class BlockProps(JsonElement json)
{
    /// <summary>A wording that must be there.</summary>
    public Texts Text(string name) => TextOrNull(name) ?? throw new KeyNotFoundException($"The props have no {name}.");

    /// <summary>A wording; null when it was not filled in.</summary>
    public Texts? TextOrNull(string name) =>
        Find(name) is { } value ? value.Deserialize<Texts>(MarqueeJson.Options) : null;

    /// <summary>A whole number.</summary>
    public int Integer(string name, int otherwise) => Find(name)?.GetInt32() ?? otherwise;

    /// <summary>A choice, or the name of a placement or picture; null when it was not filled in.</summary>
    public string? Name(string name) => Find(name)?.GetString();

    /// <summary>The id in a field; null when it was not filled in.</summary>
    public Guid? Id(string name) => Find(name)?.GetGuid();

    /// <summary>The ids in a field; none when it was not filled in.</summary>
    public IReadOnlyList<Guid> Ids(string name) =>
        Find(name) is { } value ? [.. value.EnumerateArray().Select(element => element.GetGuid())] : [];

    private JsonElement? Find(string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
}
