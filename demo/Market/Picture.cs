using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Marquee.Demo.Market;

/// <summary>A drawn product picture, as PNG.</summary>
internal sealed class Picture
{
    private const int Size = 480;
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
        [.. Enum.GetValues<Shape>().SelectMany(shape => Enumerable.Range(0, Variants).Select(v => Draw(shape, v, s)))]);

    private static Picture Draw(Shape shape, int variant, ulong seed)
    {
        var skew = new Skew(seed, ((ulong)shape << 16) | ((ulong)variant << 8) | 9);
        var hue = ((variant * 360.0 / Variants) + (skew.Share() * 20)) % 360;
        var back = Colour(hue, 0.22, 0.93);
        var floor = Colour(hue, 0.26, 0.86);
        var body = Colour((hue + 180 + (skew.Share() * 60) - 30) % 360, 0.55, 0.62);
        var shade = Colour((hue + 180) % 360, 0.6, 0.42);
        var light = Colour((hue + 190) % 360, 0.25, 0.9);
        var raw = new byte[Size * (1 + (Size * 3))];
        for (var y = 0; y < Size; y++)
        {
            for (var x = 0; x < Size; x++)
            {
                // Unit square around the middle, y upwards.
                var px = ((x + 0.5) / Size * 2) - 1;
                var py = 1 - ((y + 0.5) / Size * 2);
                var colour = py < -0.52 ? floor : back;
                colour = Blend(colour, Darker(floor), Cover(Ellipse(px, py + 0.58, 0.52, 0.06)) * 0.55);
                foreach (var (distance, part) in Silhouettes.Of(shape, px, py))
                {
                    colour = Blend(colour, part switch { Part.Body => Lit(body, px), Part.Shade => shade, _ => light }, Cover(distance));
                }

                colour.CopyTo(raw.AsSpan((y * (1 + (Size * 3))) + 1 + (x * 3)));
            }
        }

        return new Picture(Encode(raw));
    }

    /// <summary>How much of a pixel lies inside, from the signed distance to the edge.</summary>
    private static double Cover(double distance) => Math.Clamp(0.5 - (distance * Size / 2), 0, 1);

    private static double Ellipse(double x, double y, double a, double b) =>
        (Math.Sqrt((x * x / (a * a)) + (y * y / (b * b))) - 1) * Math.Min(a, b);

    private static byte[] Lit(byte[] colour, double x) => [.. colour.Select(c => (byte)Math.Clamp(c * (1.06 - (x * 0.22)), 0, 255))];

    private static byte[] Darker(byte[] colour) => [.. colour.Select(c => (byte)(c * 0.82))];

    private static byte[] Blend(byte[] under, byte[] over, double share) => share <= 0 ? under : share >= 1 ? over :
    [
        (byte)(under[0] + ((over[0] - under[0]) * share)),
        (byte)(under[1] + ((over[1] - under[1]) * share)),
        (byte)(under[2] + ((over[2] - under[2]) * share)),
    ];

    private static byte[] Colour(double hue, double saturation, double value)
    {
        double Channel(double n)
        {
            var k = (n + (hue / 60)) % 6;
            return value - (value * saturation * Math.Max(0, Math.Min(Math.Min(k, 4 - k), 1)));
        }

        return [(byte)(Channel(5) * 255), (byte)(Channel(3) * 255), (byte)(Channel(1) * 255)];
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
