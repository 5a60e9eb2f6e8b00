using System.Security.Cryptography;

namespace Marquee.Kernel.Blobs;

/// <summary>
/// Blobs as files under <c>DATA_DIR/blobs/ab/abcd…</c>; a file appears by rename after its bytes are flushed.
/// </summary>
internal sealed class DirectoryBlobStore(MarqueeSettings settings, IdSource ids) : IBlobStore
{
    private const int BufferBytes = 128 * 1024;
    private readonly string _root = Path.Combine(settings.DataDir, "blobs");

    public async Task<Result<BlobRef>> PutAsync(Stream content, long maxBytes, CancellationToken cancel)
    {
        var incoming = Path.Combine(_root, "incoming");
        Directory.CreateDirectory(incoming);
        var temporary = Path.Combine(incoming, ids.Next().ToString("N"));
        try
        {
            using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            long length = 0;
            await using (var file = new FileStream(
                temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, useAsync: true))
            {
                var buffer = new byte[BufferBytes];
                int read;
                while ((read = await content.ReadAsync(buffer, cancel)) > 0)
                {
                    length += read;
                    if (length > maxBytes)
                    {
                        return new BodyTooLarge(maxBytes);
                    }

                    sha.AppendData(buffer, 0, read);
                    await file.WriteAsync(buffer.AsMemory(0, read), cancel);
                }

                file.Flush(flushToDisk: true);
            }

            var address = Convert.ToHexStringLower(sha.GetHashAndReset());
            var path = PathOf(address);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(temporary, path, overwrite: true);
            return new BlobRef(address, length);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    public Stream? Open(string sha256)
    {
        if (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigitLower))
        {
            return null;
        }

        var path = PathOf(sha256);
        return File.Exists(path)
            ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes, useAsync: true)
            : null;
    }

    private string PathOf(string sha256) => Path.Combine(_root, sha256[..2], sha256);
}
