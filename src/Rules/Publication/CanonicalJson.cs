using System.Globalization;
using System.Text;
using Marquee.Kernel;

namespace Marquee.Rules.Publication;

/// <summary>
/// Writes <c>rule.v1</c>: fixed order of members, no white space, and only quote, backslash and control characters
/// escaped. Written by hand so
/// that no library's change of escaping can ever change a hash.
/// </summary>
internal sealed class CanonicalJson
{
    private readonly StringBuilder _json = new();

    public static string Write(Rule rule)
    {
        var writer = new CanonicalJson();
        writer.Rule(rule);
        return writer._json.ToString();
    }

    /// <summary>The texts and labels of a publication in one canonical string, for the seal.</summary>
    public static string Write(string sha256, string textZh, string textEn, PublishedLabels labels)
    {
        var writer = new CanonicalJson();
        writer._json.Append("{\"rule\":");
        writer.Text(sha256).Append(",\"zh\":");
        writer.Text(textZh).Append(",\"en\":");
        writer.Text(textEn).Append(",\"phrases\":").Append(labels.Phrases.ToString(CultureInfo.InvariantCulture))
            .Append(",\"currency\":");
        writer.Text(labels.Currency).Append(",\"root\":[");
        writer.Text(labels.Root.Name).Append(',');
        writer.Text(labels.Root.LabelZh).Append(',');
        writer.Text(labels.Root.LabelEn).Append("],\"fields\":");
        writer.List(labels.Fields, writer.Label);
        writer._json.Append('}');
        return writer._json.ToString();
    }

    private void Rule(Rule rule)
    {
        _json.Append("{\"format\":\"").Append(RuleJson.Format).Append("\",\"root\":");
        Text(rule.Root.Name).Append(",\"clauses\":");
        List(rule.Clauses, Clause);
        _json.Append('}');
    }

    private void Clause(Clause clause)
    {
        _json.Append("{\"number\":").Append(clause.Number.ToString(CultureInfo.InvariantCulture))
            .Append(",\"moment\":");
        Text(EnumText.Of(clause.Moment)).Append(",\"visibility\":");
        Text(EnumText.Of(clause.Visibility)).Append(",\"expr\":");
        Expr(clause.Expr);
        _json.Append('}');
    }

    private void Expr(Expr expr)
    {
        _json.Append("{\"kind\":\"").Append(RuleJson.KindOf(expr)).Append('"');
        switch (expr)
        {
            case Group group:
                _json.Append(",\"items\":");
                List(group.Items, Expr);
                break;
            case OverSkus over:
                Member("quantifier", EnumText.Of(over.Quantifier));
                if (over.LowestBy is { } by)
                {
                    Member("by", by);
                }

                _json.Append(",\"condition\":");
                Expr(over.Condition);
                break;
            case Compare compare:
                Member("field", compare.Field);
                Member("op", EnumText.Of(compare.Op));
                Member("value", compare.Value);
                break;
            case Between between:
                Member("field", between.Field);
                Member("low", between.Low);
                Member("high", between.High);
                break;
            case CompareField compare:
                Member("field", compare.Field);
                Member("op", EnumText.Of(compare.Op));
                Member("numerator", compare.Factor.Numerator);
                Member("denominator", compare.Factor.Denominator);
                Member("other", compare.Other);
                break;
            case IsFlag flag:
                Member("field", flag.Field);
                _json.Append(",\"expected\":").Append(flag.Expected ? "true" : "false");
                break;
            case Membership membership:
                Member("field", membership.Field);
                if (membership is OneOf one)
                {
                    _json.Append(",\"negated\":").Append(one.Negated ? "true" : "false");
                }

                _json.Append(",\"values\":");
                List(membership.Values, value => Text(value));
                break;
            default:
                throw new NotSupportedException(expr.GetType().Name);
        }

        _json.Append('}');
    }

    private void Label(FieldLabel label)
    {
        _json.Append('[');
        Text(label.Name).Append(',');
        Text(EnumText.Of(label.Type)).Append(',').Append(label.Scale.ToString(CultureInfo.InvariantCulture))
            .Append(',');
        Text(label.LabelZh).Append(',');
        Text(label.LabelEn).Append(',');
        Text(label.UnitZh).Append(',');
        Text(label.UnitEn).Append(',');
        Text(EnumText.Of(label.Topic)).Append(']');
    }

    private void List<T>(IReadOnlyList<T> items, Action<T> write)
    {
        _json.Append('[');
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
            {
                _json.Append(',');
            }

            write(items[i]);
        }

        _json.Append(']');
    }

    private void Member(string name, string value)
    {
        _json.Append(",\"").Append(name).Append("\":");
        Text(value);
    }

    private void Member(string name, long value) =>
        _json.Append(",\"").Append(name).Append("\":").Append(value.ToString(CultureInfo.InvariantCulture));

    private StringBuilder Text(string value)
    {
        _json.Append('"');
        foreach (var c in value)
        {
            if (c is '"' or '\\')
            {
                _json.Append('\\').Append(c);
            }
            else if (c < ' ')
            {
                _json.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }
            else
            {
                _json.Append(c);
            }
        }

        return _json.Append('"');
    }
}
