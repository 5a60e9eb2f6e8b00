using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Marquee.Demo.Market;

/// <summary>A drawn product picture, as PNG.</summary>
internal sealed class Picture
{
    private const int Size = 400;
    private const int Variants = 12;
    private static readonly ConcurrentDictionary<ulong, IReadOnlyList<Picture>> Drawn = new();

    private Picture(byte[] png)
    {
        Png = png;
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(png));
    }

    public byte[] Png { get; }

    public string Sha256 { get; }

    /// <summary>All pictures of a market: twelve variants of every shape, ordered by shape. Drawn once.</summary>
    public static IReadOnlyList<Picture> All(ulong seed) => Drawn.GetOrAdd(seed, static s =>
        [.. Enum.GetValues<Shape>().SelectMany(shape =>
        {
            var layers = LayersOf(shape);
            return Enumerable.Range(0, Variants).Select(variant => Draw(shape, layers, variant, s));
        })]);

    /// <summary>
    /// How much of every pixel each part covers, in the order of painting: the same for all variants of a shape.
    /// </summary>
    private static List<(Part? Part, byte[] Cover)> LayersOf(Shape shape)
    {
        var layers = new List<(Part?, byte[])>();
        for (var y = 0; y < Size; y++)
        {
            for (var x = 0; x < Size; x++)
            {
                // Unit square around the middle, y upwards.
                var px = ((x + 0.5) / Size * 2) - 1;
                var py = 1 - ((y + 0.5) / Size * 2);
                var layer = 0;
                Put(layers, layer++, null, (y * Size) + x, Cover(Ellipse(px, py + 0.58, 0.52, 0.06)) * 0.55);
                foreach (var (distance, part) in Silhouettes.Of(shape, px, py))
                {
                    Put(layers, layer++, part, (y * Size) + x, Cover(distance));
                }
            }
        }

        return layers;
    }

    private static void Put(List<(Part? Part, byte[] Cover)> layers, int layer, Part? part, int pixel, double cover)
    {
        if (layers.Count == layer)
        {
            layers.Add((part, new byte[Size * Size]));
        }

        layers[layer].Cover[pixel] = (byte)(cover * 255);
    }

    private static Picture Draw(Shape shape, List<(Part? Part, byte[] Cover)> layers, int variant, ulong seed)
    {
        var skew = new Skew(seed, ((ulong)shape << 16) | ((ulong)variant << 8) | 9);
        var hue = ((variant * 360.0 / Variants) + (skew.Share() * 20)) % 360;
        var back = Colour.Of(hue, 0.22, 0.93);
        var floor = Colour.Of(hue, 0.26, 0.86);
        var body = Colour.Of((hue + 180 + (skew.Share() * 60) - 30) % 360, 0.55, 0.62);
        var shade = Colour.Of((hue + 180) % 360, 0.6, 0.42);
        var light = Colour.Of((hue + 190) % 360, 0.25, 0.9);
        var raw = new byte[Size * (1 + (Size * 3))];
        for (var pixel = 0; pixel < Size * Size; pixel++)
        {
            var (y, x) = Math.DivRem(pixel, Size);
            var colour = y > Size * 0.76 ? floor : back;
            foreach (var (part, cover) in layers)
            {
                if (cover[pixel] > 0)
                {
                    // No part is the shadow on the floor. Light comes from the left.
                    var paint = part is not { } painted ? floor.Times(0.82) : painted switch
                    {
                        Part.Body => body.Times(1.17 - (x * 0.22 / Size)),
                        Part.Shade => shade,
                        Part.Light => light,
                    };
                    colour = colour.Under(paint, cover[pixel] / 255.0);
                }
            }

            var at = (y * (1 + (Size * 3))) + 1 + (x * 3);
            (raw[at], raw[at + 1], raw[at + 2]) = colour.Bytes;
        }

        return new Picture(Encode(raw));
    }

    /// <summary>How much of a pixel lies inside, from the signed distance to the edge.</summary>
    private static double Cover(double distance) => Math.Clamp(0.5 - (distance * Size / 2), 0, 1);

    private static double Ellipse(double x, double y, double a, double b) =>
        (Math.Sqrt((x * x / (a * a)) + (y * y / (b * b))) - 1) * Math.Min(a, b);

    private readonly record struct Colour(double Red, double Green, double Blue)
    {
        public (byte Red, byte Green, byte Blue) Bytes => (Byte(Red), Byte(Green), Byte(Blue));

        public static Colour Of(double hue, double saturation, double value)
        {
            double Channel(double n)
            {
                var k = (n + (hue / 60)) % 6;
                return value - (value * saturation * Math.Max(0, Math.Min(Math.Min(k, 4 - k), 1)));
            }

            return new Colour(Channel(5), Channel(3), Channel(1));
        }

        public Colour Times(double factor) => new(Red * factor, Green * factor, Blue * factor);

        public Colour Under(Colour over, double share) => new(
            Red + ((over.Red - Red) * share), Green + ((over.Green - Green) * share),
            Blue + ((over.Blue - Blue) * share));

        private static byte Byte(double channel) => (byte)Math.Clamp(channel * 255, 0, 255);
    }

    private static byte[] Encode(byte[] raw)
    {
        using var png = new MemoryStream();
        png.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Size);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], Size);
        header[8] = 8;
        header[9] = 2;
        Chunk(png, "IHDR"u8, header);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(raw);
        }

        Chunk(png, "IDAT"u8, packed.ToArray());
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static void Chunk(Stream png, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        png.Write(number);
        png.Write(kind);
        png.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc([.. kind, .. content]));
        png.Write(number);
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
        }

        return ~crc;
    }
}
