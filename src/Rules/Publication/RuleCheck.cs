using System.Globalization;
using Marquee.Kernel;
using Marquee.Rules.Text;

namespace Marquee.Rules.Publication;

/// <summary>
/// Whether a rule fits its catalogue and the limits: after this, printing and evaluating it cannot go wrong.
/// </summary>
internal sealed class RuleCheck(Entity root, FieldCatalog catalog)
{
    private readonly List<FieldError> _problems = [];
    private int _nodes;

    public static IReadOnlyList<FieldError> Problems(Rule rule, FieldCatalog catalog)
    {
        var check = new RuleCheck(rule.Root, catalog);
        check.Rule(rule);
        return check._problems;
    }

    private void Rule(Rule rule)
    {
        if (!catalog.TryGetEntity(root.Name, out _))
        {
            Wrong("root", "No field is declared for this.", root.Name, string.Join(", ", catalog.Entities));
        }

        if (rule.Clauses.Count is 0 or > Limits.MaxClauses)
        {
            Wrong("clauses", "A rule needs clauses, but not too many.", rule.Clauses.Count,
                $"1 to {Limits.MaxClauses}");
            return;
        }

        var last = 0;
        foreach (var clause in rule.Clauses)
        {
            var path = clause.Number.ToString(CultureInfo.InvariantCulture);
            if (clause.Number <= last || clause.Number > Limits.MaxClauseNumber)
            {
                Wrong(path, "Clause numbers ascend.", clause.Number, $"{last + 1} to {Limits.MaxClauseNumber}");
            }

            last = Math.Max(last, clause.Number);
            Expr(clause.Expr, path, 1, false);
        }
    }

    private void Expr(Expr expr, string path, int depth, bool insideQuantifier)
    {
        _nodes++;
        if (depth > Limits.MaxDepth || _nodes > Limits.MaxNodes)
        {
            Wrong(path, "The rule is too deep or too large.", null,
                $"{Limits.MaxDepth} levels, {Limits.MaxNodes} conditions");
            return;
        }

        switch (expr)
        {
            case Group group:
                for (var i = 0; i < group.Items.Count && _problems.Count < Limits.MaxProblems; i++)
                {
                    Expr(group.Items[i], string.Create(CultureInfo.InvariantCulture, $"{path}.{i + 1}"), depth + 1,
                        insideQuantifier);
                }

                break;
            case OverSkus over:
                Quantifier(over, path, insideQuantifier);
                Expr(over.Condition, path + ".1", depth + 1, true);
                break;
            case Compare compare:
                if (Numeric(compare.Field, path, insideQuantifier) is { } compared)
                {
                    Bound(compared, compare.Value, path);
                }

                break;
            case Between between:
                Range(between, path, insideQuantifier);
                break;
            case CompareField compare:
                Fields(compare, path, insideQuantifier);
                break;
            case IsFlag flag:
                Typed(flag.Field, FieldType.Flag, path, insideQuantifier);
                break;
            case Membership membership:
                Typed(membership.Field, membership is OneOf ? FieldType.Text : FieldType.TextSet, path,
                    insideQuantifier);
                Members(membership, path);
                break;
            default:
                throw new NotSupportedException(expr.GetType().Name);
        }
    }

    private void Quantifier(OverSkus over, string path, bool insideQuantifier)
    {
        if (insideQuantifier)
        {
            Wrong(path, "Quantifiers over SKUs do not nest.", over.Quantifier, "a condition without a quantifier");
        }

        if (catalog.SkusOf(root) is null)
        {
            Wrong(path, $"A {root.LabelEn} has no list of SKUs.", over.Quantifier, "a condition without a quantifier");
        }
        else if (over.Quantifier == SkuQuantifier.Main && catalog.MainSkuOf(root) is null)
        {
            Wrong(path, $"A {root.LabelEn} has no declared main SKU.", over.Quantifier, "all, any or lowest");
        }

        if ((over.Quantifier == SkuQuantifier.Lowest) != over.LowestBy is not null)
        {
            Wrong(path, "The lowest SKU, and only that, is chosen by a field.", over.LowestBy,
                "a numeric field of the SKU");
        }
        else if (over.LowestBy is { } by && Numeric(by, path, true) is { } field && field.Entity != Entity.Sku)
        {
            Wrong(path, "The lowest SKU is chosen by a field of the SKU.", by, "a numeric field of the SKU");
        }
    }

    private void Range(Between between, string path, bool insideQuantifier)
    {
        if (Numeric(between.Field, path, insideQuantifier) is not { } field)
        {
            return;
        }

        Bound(field, between.Low, path);
        Bound(field, between.High, path);
        if (between.Low > between.High)
        {
            Wrong(path, "The lower bound is above the upper one.", between.Low, $"at most {between.High}");
        }
    }

    private void Fields(CompareField compare, string path, bool insideQuantifier)
    {
        if (Numeric(compare.Field, path, insideQuantifier) is not { } left
            || Numeric(compare.Other, path, insideQuantifier) is not { } right)
        {
            return;
        }

        if (left.Type != right.Type || left.UnitZh != right.UnitZh || left.UnitEn != right.UnitEn)
        {
            Wrong(path, $"{left.Name} and {right.Name} are not of one type and unit.", right.Type,
                $"{left.Type} {left.UnitEn}".Trim());
        }

        if (compare.Factor.Denominator <= 0)
        {
            Wrong(path, "The factor is missing.", null, "a positive fraction");
        }
        else if (!compare.Factor.IsOne && left.Type is FieldType.Date or FieldType.Instant)
        {
            Wrong(path, "Days and instants have no multiples.", Literals.Format(compare.Factor), "1");
        }
    }

    private FieldDeclaration? Field(string name, string path, bool insideQuantifier)
    {
        if (!catalog.TryGet(name, out var field))
        {
            var near = catalog.Fields.Where(known => catalog.IsReachable(root, known, insideQuantifier))
                .Select(known => known.Name).Take(20);
            Wrong(path, "There is no such field.", name, string.Join(", ", near));
            return null;
        }

        if (!catalog.IsReachable(root, field, insideQuantifier))
        {
            Wrong(path, $"A clause about {root} cannot ask for this field here.", name,
                field.Entity == Entity.Sku && !insideQuantifier ? "the field inside a quantifier over SKUs"
                    : "a field of it, or one hop away");
            return null;
        }

        return field;
    }

    private FieldDeclaration? Numeric(string name, string path, bool insideQuantifier)
    {
        if (Field(name, path, insideQuantifier) is not { } field)
        {
            return null;
        }

        if (!field.IsNumeric)
        {
            Wrong(path, $"{name} is a {field.Type}: it cannot be compared by size.", name, "a numeric field");
            return null;
        }

        return field;
    }

    private void Typed(string name, FieldType type, string path, bool insideQuantifier)
    {
        if (Field(name, path, insideQuantifier) is { } field && field.Type != type)
        {
            Wrong(path, $"{name} is a {field.Type}.", name, $"a field of type {type}");
        }
    }

    private void Bound(FieldDeclaration field, long value, string path)
    {
        var (min, max) = field.Type switch
        {
            FieldType.Date => Literals.Days,
            FieldType.Instant => Literals.Minutes,
            _ => (-Limits.MaxBound, Limits.MaxBound),
        };
        (min, max) = (Math.Max(min, field.Min ?? min), Math.Min(max, field.Max ?? max));
        if (value < min || value > max)
        {
            var label = FieldLabel.Of(field);
            Wrong(path, $"The bound is out of the range of {field.Name}.", Literals.Format(label, value, Language.En),
                $"{Literals.Format(label, min, Language.En)} to {Literals.Format(label, max, Language.En)}");
        }
    }

    private void Members(Membership membership, string path)
    {
        if (membership.Values.Count > Limits.MaxMembers)
        {
            Wrong(path, "The list is too long.", membership.Values.Count, $"at most {Limits.MaxMembers}");
        }

        foreach (var value in membership.Values)
        {
            if (value.Length is 0 or > Limits.MaxMemberLength || value.Any(char.IsControl) || !IsWellFormed(value))
            {
                Wrong(path, "A text of the list cannot be used.", value,
                    $"1 to {Limits.MaxMemberLength} characters without control characters");
            }
        }
    }

    private static bool IsWellFormed(string value)
    {
        foreach (var rune in value.EnumerateRunes())
        {
            // A lone half of a pair is read as the replacement character; two different ones would then have one hash.
            if (rune.Value == 0xFFFD)
            {
                return false;
            }
        }

        return true;
    }

    private void Wrong(string path, string message, object? value, string accepted)
    {
        if (_problems.Count < Limits.MaxProblems)
        {
            _problems.Add(new FieldError(path, message, Convert.ToString(value, CultureInfo.InvariantCulture),
                accepted));
        }
    }
}
