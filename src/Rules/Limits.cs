namespace Marquee.Rules;

/// <summary>Every bound of this module, each with the reason for its number.</summary>
internal static class Limits
{
    /// <summary>Parts of a factor: value (2^63) × part × 10^9 (scale) stays below 2^127.</summary>
    public const long MaxFactorPart = 1_000_000_000;

    /// <summary>Decimal digits of a field: the same sum.</summary>
    public const int MaxScale = 9;

    /// <summary>
    /// Bounds in a clause: exact in every JSON reader, also one that reads numbers as doubles (2^53 is above 9·10^15).
    /// </summary>
    public const long MaxBound = 9_000_000_000_000_000;

    /// <summary>Clauses of a rule: more is not read by anybody; parents of four levels fit.</summary>
    public const int MaxClauses = 100;

    /// <summary>The largest clause number, so that inherited and own clauses never run out of numbers.</summary>
    public const int MaxClauseNumber = 9_999;

    /// <summary>
    /// Nesting of groups and quantifiers in a clause: recursion stays far from the stack's end, and people lose track
    /// earlier.
    /// </summary>
    public const int MaxDepth = 8;

    /// <summary>
    /// Conditions and groups of a whole rule: one evaluation stays within microseconds, a text within a few pages.
    /// </summary>
    public const int MaxNodes = 1_000;

    /// <summary>
    /// Texts of one membership: a list of brands or categories; longer lists belong into a pool or a tag.
    /// </summary>
    public const int MaxMembers = 500;

    /// <summary>UTF-16 units of one text in a membership: as long as an external id.</summary>
    public const int MaxMemberLength = 128;

    /// <summary>UTF-16 units of a rule's text or JSON: all of the limits above at half their size.</summary>
    public const int MaxTextLength = 200_000;

    /// <summary>UTF-16 units of a label or unit.</summary>
    public const int MaxLabelLength = 60;

    /// <summary>
    /// Reasons of one clause: an item of 200 SKUs with three failing conditions is understood after the first fifty.
    /// </summary>
    public const int MaxReasonsPerClause = 50;

    /// <summary>Problems reported of one rule at once.</summary>
    public const int MaxProblems = 100;

    /// <summary>Objects of one evaluation call: a page of values of forty fields stays near 20 MB.</summary>
    public const int MaxKeysPerEvaluation = 10_000;

    /// <summary>SKUs evaluated per object; a listing has at most 200 in practice.</summary>
    public const int MaxSkusPerObject = 1_000;

    /// <summary>
    /// Published rules kept compiled: some hundred campaigns of some tenants; a compiled rule is a few kilobytes.
    /// </summary>
    public const int MaxLoadedRules = 2_000;

    /// <summary>Labels offered when a text names a field nobody knows.</summary>
    public const int NearLabels = 5;
}
