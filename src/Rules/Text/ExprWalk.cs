namespace Marquee.Rules.Text;

/// <summary>Walks over expressions.</summary>
internal static class ExprWalk
{
    /// <summary>The names of all fields an expression asks for, in reading order, with repeats.</summary>
    public static IEnumerable<string> FieldsOf(Expr expr) => expr switch
    {
        Group group => group.Items.SelectMany(FieldsOf),
        OverSkus over => over.LowestBy is { } by ? FieldsOf(over.Condition).Prepend(by) : FieldsOf(over.Condition),
        CompareField compare => [compare.Field, compare.Other],
        Compare compare => [compare.Field],
        Between between => [between.Field],
        IsFlag flag => [flag.Field],
        Membership membership => [membership.Field],
        _ => throw new NotSupportedException(expr.GetType().Name),
    };

    /// <summary>The conditions directly below an expression, in order.</summary>
    public static IReadOnlyList<Expr> Below(Expr expr) => expr switch
    {
        Group group => group.Items,
        OverSkus over => [over.Condition],
        _ => [],
    };

    /// <summary>The comparison that holds exactly when this one does not.</summary>
    public static CompareOp Inverse(CompareOp op) => op switch
    {
        CompareOp.Lt => CompareOp.Ge,
        CompareOp.Le => CompareOp.Gt,
        CompareOp.Gt => CompareOp.Le,
        CompareOp.Ge => CompareOp.Lt,
        CompareOp.Eq => CompareOp.Ne,
        CompareOp.Ne => CompareOp.Eq,
    };
}
