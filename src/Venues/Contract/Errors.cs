using Marquee.Kernel;

namespace Marquee.Venues;

/// <summary>Another page has that address.</summary>
public sealed record SlugTaken(string Slug) : Error("venues.slug_taken", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message =>
        $"There is a page '{Slug}' already; save a revision of it or take another address.";
}

/// <summary>Somebody saved a newer revision meanwhile.</summary>
public sealed record NewerRevision(string Slug, int Head) : Error("venues.newer_revision", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message => $"The newest revision of '{Slug}' is {Head}; load it and make the change again.";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> Data => new Dictionary<string, object?> { ["head"] = Head };
}
