namespace Marquee.Kernel;

/// <summary>The idempotency key was used before, for another request.</summary>
public sealed record IdempotencyKeyReused(string Key) : Error("request.key_reused", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message =>
        $"The Idempotency-Key '{Key}' was used for another request. Send a new key for a new request, or repeat "
            + $"the first one exactly.";
}

/// <summary>A mutation of the control plane came without its key.</summary>
public sealed record IdempotencyKeyMissing() : Error("request.key_missing", ErrorKind.Invalid)
{
    /// <inheritdoc/>
    public override string Message =>
        $"Every change needs the header Idempotency-Key: 1 to {KernelLimits.IdempotencyKeyLength} visible ASCII "
            + $"characters, new for every new request, kept for its repeats.";
}

/// <summary>Nobody is signed in, or what was presented does not hold.</summary>
public sealed record NotSignedIn(string Why) : Error("request.not_signed_in", ErrorKind.Unauthenticated)
{
    /// <inheritdoc/>
    public override string Message => Why;
}

/// <summary>The request cannot be read: its body is not what the endpoint reads, or a parameter is not.</summary>
public sealed record MalformedBody(string Why, IReadOnlyList<FieldError> Wrong) : Error(
    "request.malformed", ErrorKind.Invalid)
{
    /// <summary>It is not even possible to say where.</summary>
    public MalformedBody(string why) : this(why, [])
    {
    }

    /// <summary>A single wrong place.</summary>
    public MalformedBody(string path, string message, string? value, string accepted)
        : this($"{path}: {message}", [new FieldError(path, message, value, accepted)])
    {
    }

    /// <inheritdoc/>
    public override string Message => Why;

    /// <inheritdoc/>
    public override IReadOnlyList<FieldError> Fields => Wrong;
}

/// <summary>
/// A browser sent the change from a page of another site, with the cookie of somebody signed in here.
/// </summary>
public sealed record ForeignOrigin() : Error("request.foreign_origin", ErrorKind.Forbidden)
{
    /// <inheritdoc/>
    public override string Message =>
        "The change was sent from a page of another site, or the browser does not say from where. Programs sign in "
            + "with a machine key instead of a cookie.";
}

/// <summary>The body is larger than the endpoint's limit.</summary>
public sealed record BodyTooLarge(long Limit) : Error("request.too_large", ErrorKind.TooLarge)
{
    /// <inheritdoc/>
    public override string Message => $"The body may have at most {Limit} bytes.";
}

/// <summary>The cursor was not made by this list for this tenant.</summary>
public sealed record CursorInvalid(string Why) : Error("request.cursor_invalid", ErrorKind.Invalid)
{
    /// <inheritdoc/>
    public override string Message =>
        $"{Why} Take the cursor from 'next' of the page before, or leave it out to start again.";

    /// <inheritdoc/>
    public override IReadOnlyList<FieldError> Fields => [new FieldError("cursor", Why)];
}

/// <summary>The database or another server is away for the moment.</summary>
public sealed record TemporarilyUnavailable(string What) : Error("request.unavailable", ErrorKind.Unavailable)
{
    /// <inheritdoc/>
    public override TimeSpan? RetryAfter => TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public override string Message =>
        $"{What} is not reachable at the moment. Nothing was lost; repeat the same request with the same key.";
}
