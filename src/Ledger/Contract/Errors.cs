using Marquee.Kernel;

namespace Marquee.Ledger;

/// <summary>A limit has no room for the request.</summary>
/// <param name="Limit">Which limit, as in <see cref="LedgerRefusals"/>.</param>
public sealed record LedgerRefused(string Limit) : Error("ledger.refused", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message => Limit switch
    {
        LedgerRefusals.Cap => "There is not enough left.",
        LedgerRefusals.Frozen => "The account is frozen at the moment.",
        LedgerRefusals.Expired => "The hold has expired.",
        LedgerRefusals.Grant => "The grant has not that many units left.",
        _ => $"The limit '{Limit}' is reached.",
    };

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> Data => new Dictionary<string, object?> { ["limit"] = Limit };
}

/// <summary>The account or grant that a request names does not exist.</summary>
/// <param name="What">What is unknown.</param>
/// <param name="Name">The account's name, or the key of the request.</param>
public sealed record LedgerUnknown(string What, string Name) : Error("ledger.unknown", ErrorKind.NotFound)
{
    /// <inheritdoc/>
    public override string Message => $"The ledger knows nothing of that kind ({What}): '{Name}'.";
}

/// <summary>A key was used before, for another request.</summary>
/// <param name="Key">The key.</param>
public sealed record LedgerKeyReused(string Key) : Error("ledger.key_reused", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message =>
        $"The request key '{Key}' was used for another request. A new request needs a new key.";
}
