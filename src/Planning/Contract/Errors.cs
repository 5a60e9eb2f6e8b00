using Marquee.Kernel;

namespace Marquee.Planning;

/// <summary>The field cannot rank submissions.</summary>
public sealed record FieldNotRanking(string Field, IReadOnlyList<string> Accepted)
    : Error("planning.field_not_ranking", ErrorKind.Invalid)
{
    /// <inheritdoc/>
    public override string Message =>
        $"'{Field}' cannot rank submissions: a declared number of an item, a merchant or a SKU can.";

    /// <inheritdoc/>
    public override IReadOnlyList<FieldError> Fields =>
        [new FieldError("scoreField", Message, Field, string.Join(", ", Accepted))];
}

/// <summary>The shortlist is longer than one proposal takes.</summary>
public sealed record ShortlistTooLong(int Limit) : Error("planning.shortlist_too_long", ErrorKind.TooLarge)
{
    /// <inheritdoc/>
    public override string Message => $"More than {Limit} submissions wait for a slot; decide some of them first.";
}

/// <summary>The proposal was applied before.</summary>
public sealed record AlreadyApplied(Guid Proposal) : Error("planning.already_applied", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message => $"The proposal {Proposal} was applied; make a new one.";
}
