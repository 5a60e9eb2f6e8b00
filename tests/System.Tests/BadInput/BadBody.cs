namespace Marquee.Whole.Tests.BadInput;

/// <summary>One body as it is sent, and what must be said of it.</summary>
/// <param name="Kind">What is wrong with it, in words.</param>
/// <param name="Bytes">The body; null sends none at all.</param>
/// <param name="ContentType">The content type; null sends none.</param>
/// <param name="MustRefuse">Whether no endpoint may accept it.</param>
/// <param name="Field">The member that the refusal must name, as far as the body can be read that far.</param>
internal sealed record BadBody(
    string Kind, byte[]? Bytes, string? ContentType = "application/json", bool MustRefuse = true, string? Field = null);
