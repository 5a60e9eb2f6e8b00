namespace Marquee.Kernel;

/// <summary>Something to tell somebody.</summary>
/// <param name="Subject">
/// What it is about: of one kind, subject and audience only the latest word is kept, so that ten thousand decisions
/// about a shop's items are one notification. Its text says how things stand, not what changed. Up to 200 characters.
/// </param>
/// <param name="Title">One line.</param>
/// <param name="Text">A sentence or two.</param>
/// <param name="Link">The screen where one acts, below the tenant's address, without a slash before it.</param>
/// <param name="To">Who is told.</param>
public sealed record Notification(string Subject, Texts Title, Texts Text, string Link, Recipients To)
{
    /// <summary>Whether the same words again are no news: then they stay read, and are not mailed once more.</summary>
    public bool IsNewsOnlyWhenChanged { get; init; }
}
