using System.Globalization;
using Marquee.Rules.Text;

namespace Marquee.Rules.Evaluation;

/// <summary>Turns checked expressions into nodes, and gives every field its place in a row.</summary>
internal sealed class Compiler(Entity root, FieldCatalog catalog, Vocabulary vocabulary)
{
    private readonly List<FieldDeclaration> _rootFields = [];
    private readonly List<FieldDeclaration> _skuFields = [];

    public IReadOnlyList<FieldDeclaration> RootFields => _rootFields;

    public IReadOnlyList<FieldDeclaration> SkuFields => _skuFields;

    /// <summary>Whether a quantifier, or the main SKU, was asked for.</summary>
    public bool UsesSkus { get; private set; }

    public bool UsesMainSku { get; private set; }

    public Node Compile(Clause clause) =>
        Compile(clause.Expr, clause.Number.ToString(CultureInfo.InvariantCulture), false);

    private Node Compile(Expr expr, string path, bool insideQuantifier)
    {
        Slot At(string name) => SlotOf(name, insideQuantifier);
        switch (expr)
        {
            case Group group:
                var items = group.Items.Select(
                    (item, i) => Compile(item, string.Create(CultureInfo.InvariantCulture, $"{path}.{i + 1}"),
                        insideQuantifier));
                return new GroupNode(path, group is Any, group is None, [.. items]);
            case OverSkus over:
                UsesSkus = true;
                UsesMainSku |= over.Quantifier == SkuQuantifier.Main;
                var by = over.LowestBy is { } name ? SlotOf(name, true) : null;
                return new SkusNode(path, over, Compile(over.Condition, path + ".1", true), by);
            case Compare compare:
                return new CompareNode(path, compare, At(compare.Field), vocabulary);
            case Between between:
                return new BetweenNode(path, between, At(between.Field), vocabulary);
            case CompareField compare:
                return new CompareFieldNode(path, compare, At(compare.Field), At(compare.Other), vocabulary);
            case IsFlag flag:
                return new FlagNode(path, flag, At(flag.Field), vocabulary);
            case Membership membership:
                return new MembershipNode(path, membership, At(membership.Field), vocabulary);
            default:
                throw new NotSupportedException(expr.GetType().Name);
        }
    }

    private Slot SlotOf(string name, bool insideQuantifier)
    {
        var field = catalog.Get(name);
        var ofSku = insideQuantifier && field.Entity == Entity.Sku && root != Entity.Sku;
        var fields = ofSku ? _skuFields : _rootFields;
        var index = fields.FindIndex(known => known.Name == name);
        if (index < 0)
        {
            index = fields.Count;
            fields.Add(field);
        }

        return new Slot(field, vocabulary.Get(name), ofSku, index);
    }
}
