namespace Marquee.Columns;

/// <summary>How two numbers are compared.</summary>
public enum Comparison
{
    /// <summary>=</summary>
    Equal,
    /// <summary>≠</summary>
    NotEqual,
    /// <summary>&lt;</summary>
    Less,
    /// <summary>≤</summary>
    LessOrEqual,
    /// <summary>&gt;</summary>
    Greater,
    /// <summary>≥</summary>
    GreaterOrEqual,
}

/// <summary>Reads a comparison.</summary>
public static class Comparisons
{
    /// <summary>Whether it holds of numbers in that order, as <see cref="long.CompareTo(long)"/> tells it.</summary>
    public static bool Holds(this Comparison comparison, int order) => comparison switch
    {
        Comparison.Equal => order == 0,
        Comparison.NotEqual => order != 0,
        Comparison.Less => order < 0,
        Comparison.LessOrEqual => order <= 0,
        Comparison.Greater => order > 0,
        Comparison.GreaterOrEqual => order >= 0,
    };
}
