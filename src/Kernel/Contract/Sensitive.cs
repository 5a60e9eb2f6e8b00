namespace Marquee.Kernel;

/// <summary>Something that only some roles read; for everybody else it is absent and named as masked.</summary>
/// <param name="Name">What an answer calls it in <c>masked</c>; stable.</param>
/// <param name="Roles">The roles that read it, each within its bounds; an administrator always does.</param>
public sealed record SensitiveField(string Name, IReadOnlyList<Role> Roles)
{
    /// <summary>Whether the actor reads it of a row of that merchant and category.</summary>
    public bool IsShownTo(Actor actor, string? merchant, string? category)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor.IsAnyOn(merchant, category, [.. Roles]);
    }

    /// <summary>Whether the actor reads it where it belongs to no row.</summary>
    public bool IsShownTo(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor.IsAny([.. Roles]);
    }
}

/// <summary>
/// Everything sensitive, and who reads it: the one place that says so. Answers, screens and exports ask here.
/// </summary>
public static class Sensitive
{
    private static readonly Role[] Judges =
        [Role.Operator, Role.CategoryManager, Role.Reviewer, Role.Approver, Role.Risk, Role.Auditor];

    /// <summary>Texts, thresholds and verdicts of clauses that merchants are not shown.</summary>
    public static SensitiveField InternalClauses { get; } = new("internal_clauses", Judges);

    /// <summary>The platform's own scores of submissions and items; machines plan with them.</summary>
    public static SensitiveField Scores { get; } = new("scores", [.. Judges, Role.Machine]);

    /// <summary>Who of the platform decided, by name.</summary>
    public static SensitiveField Reviewers { get; } = new("reviewers", Judges);

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyList<SensitiveField> All { get; } = [InternalClauses, Reviewers, Scores];

    /// <summary>The names of those that the actor does not read of a row.</summary>
    public static IReadOnlyList<string> Masked(
        Actor actor, string? merchant, string? category, params ReadOnlySpan<SensitiveField> fields)
    {
        var masked = new List<string>();
        foreach (var field in fields)
        {
            if (!field.IsShownTo(actor, merchant, category))
            {
                masked.Add(field.Name);
            }
        }

        return masked;
    }
}
