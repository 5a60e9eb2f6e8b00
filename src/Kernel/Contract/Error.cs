namespace Marquee.Kernel;

/// <summary>What sort of refusal an <see cref="Error"/> is; decides the HTTP status.</summary>
public enum ErrorKind
{
    /// <summary>The request itself is wrong (400).</summary>
    Invalid,
    /// <summary>Nobody is signed in, or the key or token is expired or unknown (401).</summary>
    Unauthenticated,
    /// <summary>The actor may not do this (403).</summary>
    Forbidden,
    /// <summary>The thing named does not exist for this tenant and actor (404).</summary>
    NotFound,
    /// <summary>The request is right, but not in the present state (409).</summary>
    Conflict,
    /// <summary>The request is larger than its stated limit (413).</summary>
    TooLarge,
    /// <summary>A limit over time or a quota is used up; later may be better (429).</summary>
    TooMany,
    /// <summary>Something that is needed is away; a repeat of the same request is safe (503).</summary>
    Unavailable,
    /// <summary>A bug of ours (500): only the edge says so, of exceptions that nobody expected.</summary>
    Failed,
}

/// <summary>One field that is wrong: where, what was sent, and what would be accepted.</summary>
/// <param name="Path">The field's path in the request, in JSON names: <c>skus[3].price.minor</c>.</param>
/// <param name="Message">A sentence that says what is wrong.</param>
/// <param name="Value">What was sent, as text, cut to 200 characters; null when nothing was sent.</param>
/// <param name="Accepted">What would be accepted, as text.</param>
public sealed record FieldError(string Path, string Message, string? Value = null, string? Accepted = null);

/// <summary>
/// An expected outcome that is not a success. The code is stable: it is never renamed or given another meaning,
/// because clients store it. Bugs throw; faults of the infrastructure travel as exceptions to the edge.
/// </summary>
/// <param name="Code">The stable code: <c>module.what_happened</c>.</param>
/// <param name="Kind">What sort of refusal this is.</param>
public abstract record Error(string Code, ErrorKind Kind)
{
    /// <summary>
    /// A sentence for a person: what happened, with the values that matter, and what would be accepted.
    /// </summary>
    public abstract string Message { get; }

    /// <summary>When the same request may be repeated; null when time alone changes nothing.</summary>
    public virtual TimeSpan? RetryAfter => null;

    /// <summary>The fields that are wrong, if the refusal is about fields; at most 100.</summary>
    public virtual IReadOnlyList<FieldError> Fields => [];

    /// <summary>
    /// Data to act on, beside the sentence (ids, instants, what is allowed now); becomes members of the problem
    /// document.
    /// </summary>
    public virtual IReadOnlyDictionary<string, object?>? Data => null;
}

/// <summary>One or more fields of the request are wrong.</summary>
public sealed record InvalidRequest(IReadOnlyList<FieldError> Wrong) : Error("request.invalid", ErrorKind.Invalid)
{
    /// <summary>A single wrong field.</summary>
    public InvalidRequest(string path, string message, object? value = null, string? accepted = null)
        : this([new FieldError(path, message, Cut(value), accepted)])
    {
    }

    /// <inheritdoc/>
    public override string Message => Wrong.Count == 1
        ? $"{Wrong[0].Path}: {Wrong[0].Message}"
        : $"{Wrong.Count} fields are wrong; the first is {Wrong[0].Path}: {Wrong[0].Message}";

    /// <inheritdoc/>
    public override IReadOnlyList<FieldError> Fields => Wrong;

    private static string? Cut(object? value) =>
        Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) is { } text
            ? text[..Math.Min(200, text.Length)]
            : null;
}

/// <summary>The thing named does not exist for this tenant, or the actor may not know of it.</summary>
public sealed record Unknown(string What, string Id) : Error("request.unknown", ErrorKind.NotFound)
{
    /// <inheritdoc/>
    public override string Message => $"There is no {What} '{Id}' here.";
}

/// <summary>The actor lacks a role or a scope for this.</summary>
public sealed record NotAllowed(string Needed) : Error("request.not_allowed", ErrorKind.Forbidden)
{
    /// <inheritdoc/>
    public override string Message => $"This needs {Needed}.";
}
