using FsCheck;
using FsCheck.Fluent;

namespace Marquee.Rules.Tests;

/// <summary>
/// Random rules, values and rows over the fields of the test market; everything follows from the seed.
/// </summary>
internal sealed class RandomRules(int seed)
{
    private static readonly string[] Words =
        ["女装", "a", "A", "半价（特惠）", "“quoted”", "back\\slash", "、：；。", "with \"quotes\"", "a, b", "；", "×", "  spaces  ",
            "9折", "100件）。", "emoji 🎉", "）。\\"];

    private readonly Random _random = new(seed);

    /// <summary>Seeds for laws about rules together with rows.</summary>
    public static Gen<int> Seeds { get; } = Gen.Choose(0, int.MaxValue - 1);

    /// <summary>Rules that shrink to a clause, a part, a smaller list.</summary>
    public static Arbitrary<Rule> Rules { get; } =
        Arb.From(Seeds.Select(seed => new RandomRules(seed).Rule()), Smaller);

    public Rule Rule()
    {
        var root = _random.Next(8) == 0 ? Entity.Merchant : _random.Next(8) == 0 ? Entity.Sku : Entity.Item;
        var number = 0;
        return new Rule(root, [.. Enumerable.Range(0, 1 + _random.Next(3)).Select(_ => new Clause(
            number += 1 + _random.Next(3), Expr(root, 3, false), Pick(Enum.GetValues<ClauseMoment>()),
                Pick(Enum.GetValues<ClauseVisibility>())))]);
    }

    public Expr Expr(Entity root, int depth, bool inSkus)
    {
        if (depth > 0 && _random.Next(3) == 0)
        {
            var items = Enumerable.Range(0, 1 + _random.Next(3)).Select(_ => Expr(root, depth - 1, inSkus)).ToList();
            return _random.Next(3) switch { 0 => new All(items), 1 => new Any(items), _ => new None(items) };
        }

        if (depth > 0 && !inSkus && root == Entity.Item && _random.Next(3) == 0)
        {
            var quantifier = Pick(Enum.GetValues<SkuQuantifier>());
            return new OverSkus(quantifier, Expr(root, depth - 1, true),
                quantifier == SkuQuantifier.Lowest ? Pick([Fields.Price, Fields.Lowest, Fields.Stock, Fields.Discount])
                    .Name : null);
        }

        return Atom(root, inSkus);
    }

    public T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    /// <summary>A value that is close to the bounds the rules use; missing or stale now and then.</summary>
    public FieldValue Value(FieldDeclaration field, double unknown = 0.25)
    {
        if (_random.NextDouble() < unknown)
        {
            return _random.Next(2) == 0 ? FieldValue.Missing() : Known(field).AsStale();
        }

        return Known(field);
    }

    public FieldValue Known(FieldDeclaration field) => field.Type switch
    {
        FieldType.Text => FieldValue.Of(Pick(Words)),
        FieldType.TextSet => FieldValue.Of(Texts(0)),
        FieldType.Flag => FieldValue.Of(_random.Next(2) == 0),
        _ => FieldValue.Of(_random.Next(20) == 0 ? Pick([long.MinValue, long.MaxValue]) : Number(field)),
    };

    public int Next(int below) => _random.Next(below);

    private Expr Atom(Entity root, bool inSkus)
    {
        var fields = Market.Fields.Where(x => Market.IsReachable(root, x, inSkus)).ToList();
        var field = Pick(fields);
        var op = Pick(Enum.GetValues<CompareOp>());
        switch (field.Type)
        {
            case FieldType.Flag:
                return new IsFlag(field.Name, _random.Next(2) == 0);
            case FieldType.Text:
                return new OneOf(field.Name, Texts(1), _random.Next(2) == 0);
            case FieldType.TextSet:
                return _random.Next(2) == 0 ? new HasAny(field.Name, Texts(1)) : new HasAll(field.Name, Texts(1));
        }

        var others = fields.Where(other => other.Type == field.Type && other.UnitZh == field.UnitZh
            && other.UnitEn == field.UnitEn).ToList();
        switch (_random.Next(4))
        {
            case 0:
                var (a, b) = (Number(field), Number(field));
                return new Between(field.Name, Math.Min(a, b), Math.Max(a, b));
            case 1:
                var factor = field.Type is FieldType.Date or FieldType.Instant ? Factor.One : _random.Next(3) switch
                {
                    0 => Factor.Of(1 + _random.Next(20), 10),
                    1 => Factor.Of(1 + _random.Next(1_000_000_000), 1 + _random.Next(1_000_000_000)),
                    _ => Factor.One,
                };
                return new CompareField(field.Name, op, factor, Pick(others).Name);
            default:
                return new Compare(field.Name, op, Number(field));
        }
    }

    private static readonly FieldCatalog Market = Fields.Catalog();

    private long Number(FieldDeclaration field)
    {
        var any = _random.Next(5) == 0 ? _random.NextInt64(-9_000_000_000_000_000, 9_000_000_000_000_001)
            : _random.Next(-3, 4) * 50L;
        return field.Type switch
        {
            FieldType.Date => any % 700_000,
            FieldType.Instant => any % 1_000_000_000,
            _ when field.Min is { } min => Math.Max(min, any),
            _ => any,
        };
    }

    private List<string> Texts(int least) => [.. Enumerable.Range(0, least + _random.Next(3)).Select(_ => Pick(Words))];

    private static IEnumerable<Rule> Smaller(Rule rule)
    {
        foreach (var clause in rule.Clauses)
        {
            if (rule.Clauses.Count > 1)
            {
                yield return rule with { Clauses = [.. rule.Clauses.Where(other => other != clause)] };
            }

            foreach (var smaller in Smaller(clause.Expr))
            {
                yield return rule with
                {
                    Clauses =
                    [.. rule.Clauses.Select(other => other == clause ? clause with { Expr = smaller } : other)]
                };
            }
        }
    }

    private static IEnumerable<Expr> Smaller(Expr expr) => expr switch
    {
        Group group => group.Items.Concat(group.Items.SelectMany((item, at) => Smaller(item).Select(smaller =>
            Like(group, [.. group.Items.Take(at), smaller, .. group.Items.Skip(at + 1)])))),
        OverSkus over => Smaller(over.Condition).Select(smaller => over with { Condition = smaller }),
        _ => [],
    };

    private static Expr Like(Group group, List<Expr> items) =>
        group switch { All => new All(items), Any => new Any(items), _ => new None(items) };
}
