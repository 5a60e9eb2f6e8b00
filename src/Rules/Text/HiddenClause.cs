using System.Globalization;

namespace Marquee.Rules.Text;

/// <summary>
/// What may be said of a clause to somebody who may not read it: who may, and what its fields are about.
/// </summary>
internal sealed record HiddenClause(int Number, ClauseVisibility Visibility, IReadOnlyList<FieldTopic> Topics)
{
    public static HiddenClause Of(Clause clause, Vocabulary vocabulary) => new(
        clause.Number, clause.Visibility,
            [.. ExprWalk.FieldsOf(clause.Expr).Select(field => vocabulary.Get(field).Topic).Distinct().Order()]);

    public string NumberText => Number.ToString(CultureInfo.InvariantCulture);
}
