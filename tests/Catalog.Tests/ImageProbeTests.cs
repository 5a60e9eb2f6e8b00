using Marquee.Catalog.Assets;

namespace Marquee.Catalog.Tests;

public sealed class ImageProbeTests
{
    private static readonly byte[] Png = [0x89, .. "PNG\r\n\x1a\n"u8, 0, 0, 0, 13, .. "IHDR"u8, 0, 0, 1, 0, 0, 0, 0, 80,
        8, 6, 0, 0, 0, 0, 0, 0, 0];

    [Fact]
    public void A_PNG_says_its_size() => Assert.Equal(new ImageProbe.Facts("image/png", 256, 80), ImageProbe.Of(Png));

    [Fact]
    public void A_JPEG_is_read_past_its_other_segments()
    {
        byte[] jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC4, 0, 3, 9, 0xFF, 0xFF, 0xC2, 0, 11, 8, 0, 30, 0,
            40, 1, 1, 1, 0, 0, 0];
        Assert.Equal(new ImageProbe.Facts("image/jpeg", 40, 30), ImageProbe.Of(jpeg));
        Assert.Null(ImageProbe.Of(jpeg.AsSpan(0, 12)));
    }

    [Fact]
    public void The_three_forms_of_WebP_say_their_size()
    {
        byte[] wide = [.. "RIFF"u8, 0, 0, 0, 0, .. "WEBPVP8X"u8, 10, 0, 0, 0, 0, 0, 0, 0, 0x8F, 1, 0, 0x2B, 1, 0];
        Assert.Equal(new ImageProbe.Facts("image/webp", 400, 300), ImageProbe.Of(wide));
        byte[] lossy = [.. "RIFF"u8, 0, 0, 0, 0, .. "WEBPVP8 "u8, 10, 0, 0, 0, 0, 0, 0, 0x9D, 1, 0x2A, 0x90, 1, 0x2C, 1,
            0];
        Assert.Equal(new ImageProbe.Facts("image/webp", 400, 300), ImageProbe.Of(lossy));
        byte[] lossless = [.. "RIFF"u8, 0, 0, 0, 0, .. "WEBPVP8L"u8, 10, 0, 0, 0, 0x2F, 0x8F, 0xC1, 0x4A, 0, 0, 0, 0, 0,
            0];
        Assert.Equal(new ImageProbe.Facts("image/webp", 400, 300), ImageProbe.Of(lossless));
    }

    [Fact]
    public void What_is_no_picture_or_too_large_is_none()
    {
        Assert.Null(ImageProbe.Of([]));
        Assert.Null(ImageProbe.Of("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"u8));
        Assert.Null(ImageProbe.Of("GIF89a.........................................."u8));
        byte[] huge = [.. Png];
        huge[17] = 0xFF;
        Assert.Null(ImageProbe.Of(huge));
        byte[] flat = [.. Png];
        flat[18] = 0;
        Assert.Null(ImageProbe.Of(flat));
    }

    [Fact]
    public void No_cut_of_a_picture_makes_the_probe_throw()
    {
        byte[] jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC0, 0, 11, 8, 0, 30, 0, 40, 1, 1, 1, 0, 0, 0];
        byte[] webp = [.. "RIFF"u8, 0, 0, 0, 0, .. "WEBPVP8X"u8, 10, 0, 0, 0, 0, 0, 0, 0, 0x8F, 1, 0, 0x2B, 1, 0];
        foreach (var picture in (byte[][])[Png, jpeg, webp])
        {
            for (var length = 0; length <= picture.Length; length++)
            {
                ImageProbe.Of(picture.AsSpan(0, length));
            }
        }
    }
}
