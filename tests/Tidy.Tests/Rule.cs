namespace Marquee.Tidy.Tests;

/// <summary>
/// A rule of the house. It stands with a sample that it must reject, so that a rule that has gone blind is noticed, and
/// with one that it must accept, so that it does not cry wolf.
/// </summary>
internal sealed record Rule(
    string Name, string Why, Func<Tree, IEnumerable<Finding>> Check, Tree MustReject, Tree? MustAccept = null)
{
    /// <summary>Every rule.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        .. ReferenceRules.All, .. LayoutRules.All, .. StorageRules.All, .. NameRules.All, .. TextRules.All,
        .. DependencyRules.All,
    ];

    /// <summary>The rule of that name.</summary>
    public static Rule Named(string name) => All.Single(rule => rule.Name == name);
}
