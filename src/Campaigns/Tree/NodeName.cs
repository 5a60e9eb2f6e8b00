using Marquee.Kernel;

namespace Marquee.Campaigns.Tree;

/// <summary>The names of nodes.</summary>
internal static class NodeName
{
    public static Error? Wrong(string name, string path = "name") =>
        name.Trim().Length is > 0 and <= Limits.NameLength
            ? null
            : new InvalidRequest(path, "is empty or too long", name, $"1 to {Limits.NameLength} characters");
}
