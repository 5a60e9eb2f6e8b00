namespace Marquee.Demo.Market;

/// <summary>Which colour a part of a drawing has.</summary>
internal enum Part
{
    Body, Shade, Light,
}

/// <summary>
/// What the products look like, as signed distances: negative inside, in units of half the picture. Parts are painted
/// in order.
/// </summary>
internal static class Silhouettes
{
    public static IEnumerable<(double Distance, Part Part)> Of(Shape shape, double x, double y)
    {
        var ax = Math.Abs(x);
        return shape switch
        {
            Shape.Shirt =>
            [
                (Box(x, y + 0.12, 0.32, 0.42, 0.05), Part.Body),
                (Slanted(ax - 0.42, y - 0.18, 0.12, 0.2, 0.7), Part.Body),
                (Circle(x, y - 0.36, 0.1), Part.Shade), (Box(x, y + 0.12, 0.008, 0.4, 0), Part.Shade),
            ],
            Shape.Dress =>
            [
                (Trapezoid(x, y + 0.2, 0.46, 0.16, 0.36), Part.Body), (Box(x, y - 0.32, 0.18, 0.18, 0.05), Part.Body),
                (Box(x, y - 0.14, 0.18, 0.025, 0.01), Part.Shade), (Circle(x, y - 0.5, 0.09), Part.Light),
            ],
            Shape.Shoe =>
            [
                (Box(x, y + 0.3, 0.55, 0.13, 0.11), Part.Body), (Box(x + 0.3, y + 0.08, 0.24, 0.28, 0.08), Part.Body),
                (Box(x, y + 0.45, 0.57, 0.05, 0.04), Part.Light),
                (Box(x + 0.02, y + 0.14, 0.12, 0.02, 0.02), Part.Light),
            ],
            Shape.Bag =>
            [
                (Ring(x, y - 0.2, 0.24, 0.03), Part.Shade), (Box(x, y + 0.18, 0.48, 0.36, 0.06), Part.Body),
                (Box(x, y + 0.02, 0.48, 0.03, 0), Part.Shade), (Circle(x, y + 0.02, 0.05), Part.Light),
            ],
            Shape.Lamp =>
            [
                (Box(x, y + 0.1, 0.025, 0.42, 0.01), Part.Shade), (Box(x, y + 0.5, 0.24, 0.04, 0.03), Part.Shade),
                (Trapezoid(x, y - 0.38, 0.22, 0.2, 0.42), Part.Body), (Box(x, y - 0.17, 0.4, 0.012, 0), Part.Light),
            ],
            Shape.Pot =>
            [
                (Box(x, y + 0.2, 0.46, 0.3, 0.12), Part.Body), (Box(ax - 0.54, y + 0.06, 0.1, 0.05, 0.04), Part.Shade),
                (Box(x, y - 0.12, 0.5, 0.05, 0.04), Part.Shade), (Circle(x, y - 0.22, 0.07), Part.Light),
            ],
            Shape.Cup =>
            [
                (Ring(x - 0.36, y + 0.16, 0.17, 0.045), Part.Shade), (Box(x, y + 0.14, 0.34, 0.38, 0.08), Part.Body),
                (Box(x, y - 0.22, 0.34, 0.03, 0.02), Part.Light),
            ],
            Shape.Tin =>
            [
                (Box(x, y + 0.1, 0.32, 0.42, 0.05), Part.Body), (Box(x, y - 0.36, 0.34, 0.08, 0.04), Part.Shade),
                (Box(x, y + 0.14, 0.32, 0.18, 0), Part.Light), (Circle(x, y + 0.14, 0.09), Part.Shade),
            ],
            Shape.Pouch =>
            [
                (Box(x, y + 0.08, 0.36, 0.48, 0.1), Part.Body), (Box(x, y - 0.38, 0.36, 0.06, 0.02), Part.Shade),
                (Box(x, y + 0.1, 0.22, 0.2, 0.2), Part.Light),
            ],
            Shape.Bottle =>
            [
                (Box(x, y - 0.44, 0.1, 0.16, 0.03), Part.Shade), (Box(x, y + 0.14, 0.27, 0.42, 0.12), Part.Body),
                (Box(x, y + 0.16, 0.27, 0.16, 0), Part.Light), (Box(x, y + 0.16, 0.14, 0.02, 0.02), Part.Shade),
            ],
            Shape.Jar =>
            [
                (Box(x, y + 0.26, 0.42, 0.28, 0.1), Part.Body), (Box(x, y - 0.1, 0.44, 0.12, 0.04), Part.Shade),
                (Box(x, y + 0.28, 0.2, 0.1, 0.03), Part.Light),
            ],
            Shape.Flask =>
            [
                (Box(x, y - 0.36, 0.14, 0.14, 0.03), Part.Shade), (Box(x, y + 0.16, 0.36, 0.38, 0.06), Part.Body),
                (Box(x, y + 0.2, 0.26, 0.24, 0.03), Part.Light),
            ],
            Shape.Headphones =>
            [
                (Math.Max(Ring(x, y, 0.46, 0.05), -y - 0.02), Part.Shade),
                (Box(ax - 0.46, y + 0.18, 0.13, 0.24, 0.1), Part.Body),
                (Box(ax - 0.38, y + 0.18, 0.03, 0.18, 0.02), Part.Light),
            ],
            Shape.Phone =>
            [
                (Box(x, y, 0.29, 0.55, 0.07), Part.Shade), (Box(x, y, 0.25, 0.5, 0.03), Part.Body),
                (Circle(x + 0.13, y - 0.38, 0.055), Part.Light), (Box(x, y + 0.42, 0.1, 0.012, 0.01), Part.Light),
            ],
            Shape.Watch =>
            [
                (Box(x, y, 0.14, 0.56, 0.04), Part.Shade), (Circle(x, y, 0.33), Part.Body),
                (Circle(x, y, 0.26), Part.Light),
                (Box(x, y - 0.08, 0.012, 0.1, 0), Part.Shade), (Box(x - 0.06, y, 0.07, 0.012, 0), Part.Shade),
            ],
            Shape.Ball =>
            [
                (Circle(x, y + 0.08, 0.46), Part.Body),
                (Math.Max(Math.Abs(y + 0.08) - 0.012, Circle(x, y + 0.08, 0.46)), Part.Shade),
                (Math.Max(Ring(ax - 0.5, y + 0.08, 0.34, 0.013), Circle(x, y + 0.08, 0.46)), Part.Shade),
            ],
            Shape.Box =>
            [
                (Box(x, y + 0.16, 0.5, 0.36, 0.05), Part.Body), (Box(x, y + 0.16, 0.07, 0.36, 0), Part.Light),
                (Box(x, y - 0.04, 0.5, 0.05, 0), Part.Light), (Ring(ax - 0.1, y - 0.26, 0.1, 0.03), Part.Shade),
            ],
        };
    }

    private static double Circle(double x, double y, double radius) => Math.Sqrt((x * x) + (y * y)) - radius;

    private static double Ring(double x, double y, double radius, double half) => Math.Abs(Circle(x, y, radius)) - half;

    private static double Box(double x, double y, double halfWidth, double halfHeight, double corner)
    {
        var dx = Math.Abs(x) - halfWidth + corner;
        var dy = Math.Abs(y) - halfHeight + corner;
        var outside = Math.Sqrt((Math.Max(dx, 0) * Math.Max(dx, 0)) + (Math.Max(dy, 0) * Math.Max(dy, 0)));
        return outside + Math.Min(Math.Max(dx, dy), 0) - corner;
    }

    private static double Slanted(double x, double y, double halfWidth, double halfHeight, double angle)
    {
        var (sin, cos) = Math.SinCos(angle);
        return Box((x * cos) - (y * sin), (x * sin) + (y * cos), halfWidth, halfHeight, 0.04);
    }

    private static double Trapezoid(double x, double y, double halfHeight, double top, double bottom)
    {
        var width = bottom + ((top - bottom) * Math.Clamp((y + halfHeight) / (2 * halfHeight), 0, 1));
        return Math.Max(Math.Abs(x) - width, Math.Abs(y) - halfHeight);
    }
}
