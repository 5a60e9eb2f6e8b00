using System.Net;

namespace Marquee.Client;

/// <summary>Marquee refused a request; a repeat would be refused again.</summary>
public sealed class MarqueeRefusedException : Exception
{
    /// <summary>A refusal as it was answered.</summary>
    public MarqueeRefusedException(
        HttpStatusCode status, string? code, string message, IReadOnlyList<WrongField> fields)
        : base(message) => (Status, Code, Fields) = (status, code, fields);

    /// <summary>The HTTP status.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>The stable code, such as <c>request.invalid</c>; null when something in between answered.</summary>
    public string? Code { get; }

    /// <summary>The fields that are wrong, if it is about fields.</summary>
    public IReadOnlyList<WrongField> Fields { get; }
}

/// <summary>A field that is wrong.</summary>
/// <param name="Path">Where: <c>events[3].version</c>.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Value">What was sent.</param>
/// <param name="Accepted">What would be accepted.</param>
public sealed record WrongField(string Path, string Message, string? Value, string? Accepted);
