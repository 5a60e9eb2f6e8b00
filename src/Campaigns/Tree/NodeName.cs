using Marquee.Kernel;

namespace Marquee.Campaigns.Tree;

/// <summary>What people say of a node: its name, dates and type.</summary>
internal static class NodeName
{
    public static Error? Wrong(string name, string path = "name") =>
        name.Trim().Length is > 0 and <= Limits.NameLength
            ? null
            : new InvalidRequest(path, "is empty or too long", name, $"1 to {Limits.NameLength} characters");

    /// <summary>What is wrong with a name or with dates.</summary>
    public static Error? Wrong(string name, DateTimeOffset opens, DateTimeOffset closes) =>
        Wrong(name) ?? (opens < closes
            ? null
            : new InvalidRequest("closes", "lies not after opens", closes, $"an instant after {opens:O}"));

    /// <summary>The refusal of a type that does not exist.</summary>
    public static Error? WrongType(string type, Registry<CampaignType> types) => types.TryGet(type, out _)
        ? null
        : new InvalidRequest(
            "type", "is no campaign type", type, string.Join(", ", types.All.Select(one => one.Name)));
}
