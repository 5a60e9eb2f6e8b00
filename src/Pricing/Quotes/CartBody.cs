using Marquee.Catalog;
using Marquee.Kernel;

namespace Marquee.Pricing.Quotes;

/// <summary>A line of a cart on the wire.</summary>
internal sealed record CartBodyLine(string Sku, int Quantity);

/// <summary>Turns what a request names into what Pricing works with.</summary>
internal sealed class CartBodies(ICatalog catalog)
{
    /// <summary>The cart that a request asks for. A shopper is who calls; a machine may name one.</summary>
    public async Task<Result<(Cart Cart, string? ShopperId)>> ReadAsync(
        CallContext call, IReadOnlyList<CartBodyLine> lines, IReadOnlyList<Guid>? grants, string? shopper,
        CancellationToken cancel)
    {
        if (lines.Count is 0 or > PricingLimits.CartLines)
        {
            return new InvalidRequest("lines", "has too few or too many lines", lines.Count,
                $"1 to {PricingLimits.CartLines}");
        }

        var who = await ShopperAsync(call, shopper, cancel);
        if (!who.IsSuccess)
        {
            return who.Error;
        }

        for (var i = 0; i < lines.Count; i++)
        {
            // JSON may say null where a line is meant.
            if (lines[i] is null)
            {
                return new InvalidRequest($"lines[{i}]", "is null", null, "a line with sku and quantity");
            }

            if (lines[i].Sku.Length is 0 or > KernelLimits.ExternalIdLength)
            {
                return new InvalidRequest(
                    $"lines[{i}].sku", "is no external id", lines[i].Sku,
                    $"1 to {KernelLimits.ExternalIdLength} characters");
            }
        }

        var skus = await catalog.FindSkusAsync(call, [.. lines.Select(line => line.Sku).Distinct()], cancel);
        for (var i = 0; i < lines.Count; i++)
        {
            if (!skus.ContainsKey(lines[i].Sku))
            {
                return new InvalidRequest($"lines[{i}].sku", "is no SKU here", lines[i].Sku, "a SKU's external id");
            }
        }

        var cart = new Cart(
            [.. lines.Select(line => new CartLine(skus[line.Sku].SkuNo, line.Quantity))], who.Value?.ShopperNo, grants);
        return (cart, who.Value?.Id);
    }

    /// <summary>Who it is about: the shopper that calls, or the one that a machine names; null for nobody.</summary>
    public async Task<Result<Shopper?>> ShopperAsync(CallContext call, string? named, CancellationToken cancel)
    {
        if (call.Actor.Kind == ActorKind.Shopper && named is not null && named != call.Actor.Id)
        {
            return new InvalidRequest("shopper", "is somebody else", named, "nothing, or the shopper's own id");
        }

        var id = call.Actor.Kind == ActorKind.Shopper ? call.Actor.Id : named;
        if (id is null)
        {
            return Result<Shopper?>.Of(null);
        }

        if (id.Length is 0 or > KernelLimits.ExternalIdLength)
        {
            return new InvalidRequest("shopper", "is no external id", id,
                $"1 to {KernelLimits.ExternalIdLength} characters");
        }

        var found = await catalog.EnsureShoppersAsync(call, [id], cancel);
        return found.IsSuccess ? Result<Shopper?>.Of(found.Value[id]) : found.Error;
    }
}
