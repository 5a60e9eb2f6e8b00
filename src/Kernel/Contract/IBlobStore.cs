namespace Marquee.Kernel;

/// <summary>A stored blob.</summary>
/// <param name="Sha256">The SHA-256 of its bytes, 64 lower-case hex digits: its address.</param>
/// <param name="Length">Its length in bytes.</param>
public sealed record BlobRef(string Sha256, long Length);

/// <summary>
/// Immutable bytes addressed by their SHA-256. Storing the same bytes twice stores them once. A blob is whole or
/// absent: it appears under its address only after its bytes are durable. Tenants do not see each other's addresses,
/// which stand in rows.
/// </summary>
public interface IBlobStore
{
    /// <summary>
    /// Stores a stream of at most <paramref name="maxBytes"/> bytes; more is refused and leaves nothing.
    /// </summary>
    Task<Result<BlobRef>> PutAsync(Stream content, long maxBytes, CancellationToken cancel);

    /// <summary>Opens a blob for reading; null when there is none of that address.</summary>
    Stream? Open(string sha256);
}
