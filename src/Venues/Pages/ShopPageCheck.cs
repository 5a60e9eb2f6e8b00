using Marquee.Benefits;
using Marquee.Kernel;

namespace Marquee.Venues.Pages;

/// <summary>What a shop's page may hold of what pages may: the shop's own goods and offers, nothing else.</summary>
internal static class ShopPageCheck
{
    /// <summary>The kinds of blocks that a shop's page may have.</summary>
    public static IReadOnlyList<string> Types { get; } = ["banner", "item_grid", "coupon", "shop_threshold"];

    /// <summary>What is not the shop's, as a refusal; null when all is. The document is right by itself.</summary>
    public static InvalidRequest? Wrong(
        PageDocument document, Registry<IPageBlock> types, IReadOnlyList<ShopOffer> offers, string prefix)
    {
        var wrong = new List<FieldError>();
        if (document.Round is { } round)
        {
            wrong.Add(new FieldError("round", "a shop's page belongs to no round", round.ToString("D"), "nothing"));
        }

        var coupons = offers.Where(offer => offer.Kind == ShopOfferKind.Coupon).Select(offer => offer.Id).ToHashSet();
        for (var i = 0; i < document.Blocks.Count; i++)
        {
            var (block, path) = (document.Blocks[i], $"blocks[{i}]");
            if (!Types.Contains(block.Type, StringComparer.Ordinal))
            {
                wrong.Add(new FieldError(
                    path + ".type", "is not for a shop's page", block.Type, string.Join(", ", Types)));
                continue;
            }

            wrong.AddRange(NotTheShops(path + ".props", types.Get(block.Type), new BlockProps(block.Props), coupons));
        }

        return wrong.Count == 0
            ? null
            : new InvalidRequest([.. wrong.Take(100).Select(error => error with { Path = prefix + error.Path })]);
    }

    private static IEnumerable<FieldError> NotTheShops(
        string path, IPageBlock type, BlockProps props, HashSet<Guid> coupons)
    {
        foreach (var field in type.Fields)
        {
            var at = $"{path}.{field.Name}";
            if (field.Kind == BlockFieldKind.Placement && props.Name(field.Name) is { } name
                && name != ShopAddress.Placement)
            {
                yield return new FieldError(at, "is not the shop's", name, ShopAddress.Placement);
            }

            Guid[] named = field.Kind == BlockFieldKind.Benefits ? [.. props.Ids(field.Name)] : [];
            foreach (var other in named.Where(id => !coupons.Contains(id)).Take(1))
            {
                yield return new FieldError(
                    at, "is no coupon of the shop, or is over", other.ToString("D"),
                    coupons.Count == 0 ? "nothing: the shop has no coupon" : string.Join(", ", coupons.Take(12)));
            }
        }
    }
}
