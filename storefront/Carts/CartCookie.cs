using System.Globalization;

namespace Marquee.Storefront.Carts;

/// <summary>
/// The cart: SKUs and quantities in a cookie, nothing else. It holds no price, so there is nothing in it to forge;
/// prices come from Pricing every time. A cookie that cannot be read is an empty cart.
/// </summary>
internal sealed record CartCookie(IReadOnlyList<CartCookie.Line> Lines)
{
    public const string Name = "marquee_cart";

    /// <summary>Some pieces of a SKU (external id).</summary>
    internal sealed record Line(string Sku, int Quantity);

    public static CartCookie Empty { get; } = new([]);

    public int Pieces => Lines.Sum(line => line.Quantity);

    public static CartCookie Read(string? text)
    {
        if (string.IsNullOrEmpty(text) || text.Length > StorefrontLimits.CartCookieLength)
        {
            return Empty;
        }

        var lines = new List<Line>();
        foreach (var part in text.Split('!').Take(StorefrontLimits.CartLines))
        {
            var split = part.LastIndexOf('*');
            if (split <= 0 || !int.TryParse(part.AsSpan(split + 1), NumberStyles.None, CultureInfo.InvariantCulture,
                out var quantity)
                || quantity is < 1 or > StorefrontLimits.LineQuantity)
            {
                return Empty;
            }

            var sku = Uri.UnescapeDataString(part[..split]);
            if (lines.Any(line => line.Sku == sku))
            {
                return Empty;
            }

            lines.Add(new Line(sku, quantity));
        }

        return new CartCookie(lines);
    }

    /// <summary>The cookie's text: SKU ids percent-encoded, so that the two separators cannot occur in them.</summary>
    public string Write() => string.Join('!', Lines.Select(line =>
        Uri.EscapeDataString(line.Sku).Replace("!", "%21", StringComparison.Ordinal)
            .Replace("*", "%2A", StringComparison.Ordinal)
        + "*" + line.Quantity.ToString(CultureInfo.InvariantCulture)));

    /// <summary>With so many pieces of a SKU; none takes the line out.</summary>
    public CartCookie With(string sku, int quantity)
    {
        quantity = Math.Clamp(quantity, 0, StorefrontLimits.LineQuantity);
        var known = Lines.Any(line => line.Sku == sku);
        var lines = quantity == 0
            ? Lines.Where(line => line.Sku != sku)
            : known ? Lines.Select(line => line.Sku == sku ? line with { Quantity = quantity } : line)
                : Lines.Append(new Line(sku, quantity));
        return new CartCookie([.. lines]);
    }

    /// <summary>With so many more pieces of a SKU.</summary>
    public CartCookie Plus(string sku, int quantity) =>
        With(sku, (Lines.FirstOrDefault(line => line.Sku == sku)?.Quantity ?? 0) + quantity);

    /// <summary>Whether it fits into its bounds.</summary>
    public bool Fits => Lines.Count <= StorefrontLimits.CartLines
        && Write().Length <= StorefrontLimits.CartCookieLength;
}
