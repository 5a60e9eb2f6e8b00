using Marquee.Kernel;
using Marquee.Rules;

namespace Marquee.Campaigns.Gates;

/// <summary>The three gates of an enrollment, in their order. Stored by name.</summary>
internal enum Gate
{
    /// <summary>Whether the merchant may take part at all.</summary>
    Merchant,
    /// <summary>Whether the item may.</summary>
    Item,
    /// <summary>Whether its SKUs, prices and stock may: every clause says which SKUs it means.</summary>
    Sku,
}

/// <summary>The nodes that carry rules, from the top down. Stored by name.</summary>
internal enum NodeKind
{
    /// <summary>A season.</summary>
    Season,
    /// <summary>A campaign.</summary>
    Campaign,
    /// <summary>A round.</summary>
    Round,
}

/// <summary>A node of the tree that carries a rule.</summary>
internal sealed record Node(NodeKind Kind, Guid Id, string Name, int Revision);

/// <summary>What the gates are about.</summary>
internal static class Gates
{
    public static readonly Gate[] All = Enum.GetValues<Gate>();

    /// <summary>The root entity of a gate's rule. The SKU gate looks at an item's SKUs through quantifiers.</summary>
    public static Entity RootOf(Gate gate) => gate switch
    {
        Gate.Merchant => Entity.Merchant,
        Gate.Item or Gate.Sku => Entity.Item,
    };

    /// <summary>The stable name of a clause among all rules of a round: <c>campaign.sku.2</c>.</summary>
    public static string ClauseKey(NodeKind node, Gate gate, int number) =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"{EnumText.Of(node)}.{EnumText.Of(gate)}.{number}");

    /// <summary>Why a rule does not fit its gate; null when it does.</summary>
    public static FieldError? Misfit(Gate gate, Rule rule)
    {
        if (rule.Root != RootOf(gate))
        {
            return new FieldError(EnumText.Of(gate), "is about something else", rule.Root.Name, RootOf(gate).Name);
        }

        // Without a quantifier it would not be said which SKUs a clause of the SKU gate means.
        var loose = gate == Gate.Sku ? rule.Clauses.FirstOrDefault(clause => !HasQuantifier(clause.Expr)) : null;
        return loose is null ? null : new FieldError(
            $"{EnumText.Of(gate)}.{loose.Number}", "does not say which SKUs it means", null,
            "every SKU, at least one SKU, the main SKU, or each SKU with the lowest of something");
    }

    private static bool HasQuantifier(Expr expr) => expr switch
    {
        OverSkus => true,
        Group group => group.Items.Any(HasQuantifier),
        _ => false,
    };
}
