using System.Buffers.Binary;

namespace Marquee.Catalog.Assets;

/// <summary>
/// What the first bytes of a picture say: its kind and its size. Whatever the sender claims is not asked.
/// </summary>
internal static class ImageProbe
{
    internal sealed record Facts(string MediaType, int Width, int Height);

    /// <summary>The facts; null when it is none of PNG, JPEG and WebP, or is cut off before its size.</summary>
    public static Facts? Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]))
        {
            return bytes.Length < 33 || !bytes[12..].StartsWith("IHDR"u8) ? null : Sized(
                "image/png", BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadUInt32BigEndian(
                    bytes[20..]));
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
        {
            return Jpeg(bytes);
        }

        return bytes.Length >= 30 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8) ? Webp(bytes) : null;
    }

    /// <summary>Walks the segments to the frame header.</summary>
    private static Facts? Jpeg(ReadOnlySpan<byte> bytes)
    {
        var at = 2;
        while (at + 9 < bytes.Length && bytes[at] == 0xFF)
        {
            var marker = bytes[at + 1];
            if (marker is 0xFF)
            {
                at++;
                continue;
            }

            // Frame headers, without the Huffman, arithmetic and extension markers that stand among them.
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return Sized(
                    "image/jpeg", BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 7)..]),
                    BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 5)..]));
            }

            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
        }

        return null;
    }

    private static Facts? Webp(ReadOnlySpan<byte> bytes)
    {
        var body = bytes[20..];
        if (bytes[12..].StartsWith("VP8X"u8))
        {
            return Sized("image/webp", 1u + Three(body[4..]), 1u + Three(body[7..]));
        }

        if (bytes[12..].StartsWith("VP8L"u8) && body[0] == 0x2F)
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(body[1..]);
            return Sized("image/webp", 1 + (bits & 0x3FFF), 1 + ((bits >> 14) & 0x3FFF));
        }

        return bytes[12..].StartsWith("VP8 "u8) && body[3] == 0x9D && body[4] == 0x01 && body[5] == 0x2A
            ? Sized(
                "image/webp", BinaryPrimitives.ReadUInt16LittleEndian(body[6..]) & 0x3FFFu,
                BinaryPrimitives.ReadUInt16LittleEndian(body[8..]) & 0x3FFFu)
            : null;
    }

    private static uint Three(ReadOnlySpan<byte> bytes) => bytes[0] | ((uint)bytes[1] << 8) | ((uint)bytes[2] << 16);

    private static Facts? Sized(string mediaType, uint width, uint height) =>
        width is 0 or > CatalogLimits.ImageSide || height is 0 or > CatalogLimits.ImageSide
            ? null
            : new Facts(mediaType, (int)width, (int)height);
}
