using Marquee.Kernel;
using Marquee.Risk;

namespace Marquee.Campaigns;

/// <summary>The move is not possible from where the thing stands.</summary>
/// <param name="What">submission, round or campaign.</param>
/// <param name="Id">Which one.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Move">What was asked.</param>
/// <param name="AllowedNow">What would be possible now; empty when nothing is.</param>
public sealed record MoveRefused(string What, string Id, string Status, string Move, IReadOnlyList<string> AllowedNow)
    : Error("campaigns.move_refused", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message => $"The {What} {Id} is {Status}: '{Move}' is not possible. " +
        (AllowedNow.Count == 0 ? "Nothing is possible any more." : $"Possible now: {string.Join(", ", AllowedNow)}.");

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> Data =>
        new Dictionary<string, object?> { ["status"] = Status, ["move"] = Move, ["allowedNow"] = AllowedNow };
}

/// <summary>The move needs a phase of the round to be open that is not.</summary>
/// <param name="Needed">The phases, any of which would do.</param>
/// <param name="Open">The phases that are open at this instant.</param>
/// <param name="OpensAt">When the next of the needed ones opens; null when none will.</param>
public sealed record PhaseNotOpen(
    IReadOnlyList<RoundPhase> Needed, IReadOnlyList<RoundPhase> Open, DateTimeOffset? OpensAt)
    : Error("campaigns.phase_not_open", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message =>
        $"This needs the phase {string.Join(" or ", Needed.Select(p => EnumText.Of(p)))} to be open; " +
        (Open.Count == 0 ? "none is open." : $"open is {string.Join(", ", Open.Select(p => EnumText.Of(p)))}.") +
        (OpensAt is { } at ? $" It opens at {at:u}." : "");

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> Data =>
        new Dictionary<string, object?> { ["needed"] = Needed, ["open"] = Open, ["opensAt"] = OpensAt };
}

/// <summary>The campaign is not published, so nobody can enroll.</summary>
/// <param name="Id">The campaign.</param>
public sealed record CampaignNotPublished(Id<Campaign> Id) : Error("campaigns.not_published", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message => $"The campaign {Id} is not published yet.";
}

/// <summary>Something is missing before a node can be published.</summary>
/// <param name="Missing">What, one by one.</param>
public sealed record NotReady(IReadOnlyList<FieldError> Missing) : Error("campaigns.not_ready", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message =>
        $"{Missing.Count} things are missing before this can be published; the first: {Missing[0].Message}";

    /// <inheritdoc/>
    public override IReadOnlyList<FieldError> Fields => Missing;
}

/// <summary>Somebody else changed it meanwhile.</summary>
/// <param name="Sent">The revision the change was made on.</param>
/// <param name="Current">The revision now.</param>
public sealed record RevisionPassed(int Sent, int Current) : Error("campaigns.revision_passed", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message =>
        $"The change was made on revision {Sent}; it is at {Current} now. Load it again and repeat the change.";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> Data =>
        new Dictionary<string, object?> { ["revision"] = Current };
}

/// <summary>Four eyes: whoever gave the first approval cannot give the second.</summary>
/// <param name="Id">The submission.</param>
public sealed record SameReviewer(Id<Submission> Id) : Error("campaigns.same_reviewer", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message => $"You gave the first approval of {Id}; the second must come from somebody else.";
}

/// <summary>
/// The item is held by another round at the same time, and the two campaign types exclude each other.
/// </summary>
/// <param name="ItemId">The item's external id.</param>
/// <param name="Round">The round that has it.</param>
/// <param name="RoundName">That round's name.</param>
/// <param name="From">When that hold begins.</param>
/// <param name="To">When that hold ends.</param>
public sealed record ItemHeld(
    string ItemId, Id<Round>? Round, string? RoundName, DateTimeOffset? From, DateTimeOffset? To)
    : Error("campaigns.item_held", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message =>
        $"The item {ItemId} is held by {Holder}; the types of the two campaigns exclude each other in that time.";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> Data =>
        new Dictionary<string, object?> { ["itemId"] = ItemId, ["round"] = Round, ["from"] = From, ["to"] = To };

    private string Holder => RoundName is null ? "another round" : $"the round '{RoundName}' ({From:u} to {To:u})";
}

/// <summary>The slot has no room left.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Capacity">What it holds.</param>
public sealed record SlotFull(Id<Slot> Slot, int Capacity) : Error("campaigns.slot_full", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message => $"The slot {Slot} holds {Capacity} items and is full.";
}

/// <summary>The slot's quota of a category is used up.</summary>
/// <param name="Slot">The slot.</param>
/// <param name="Category">The category.</param>
/// <param name="AtMost">The quota.</param>
public sealed record QuotaUsed(Id<Slot> Slot, string Category, int AtMost)
    : Error("campaigns.quota_used", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message => $"The slot {Slot} takes {AtMost} items of category {Category}, and has them.";
}

/// <summary>A clause that is checked again at this moment does not hold.</summary>
/// <param name="Id">The submission.</param>
/// <param name="Reasons">The failing clauses in words, as far as the caller may read them.</param>
public sealed record ClauseFails(Id<Submission> Id, IReadOnlyList<Texts> Reasons)
    : Error("campaigns.clause_fails", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message =>
        $"The submission {Id} no longer passes: {string.Join("; ", Reasons.Select(r => r.En))}";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> Data =>
        new Dictionary<string, object?> { ["reasons"] = Reasons };
}

/// <summary>The rules of the round were published anew while the request was judged.</summary>
/// <param name="Round">The round.</param>
public sealed record RulesMoved(Id<Round> Round) : Error("campaigns.rules_moved", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message =>
        $"The rules of the round {Round} were published anew just now. Send the same request again.";
}

/// <summary>The round's exit policy lets nobody leave any more.</summary>
/// <param name="Id">The submission.</param>
/// <param name="FreeUntil">Until when leaving was free.</param>
public sealed record ExitClosed(Id<Submission> Id, DateTimeOffset FreeUntil)
    : Error("campaigns.exit_closed", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message =>
        $"The submission {Id} cannot leave its round any more; it was free to until {FreeUntil:u}.";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> Data =>
        new Dictionary<string, object?> { ["freeUntil"] = FreeUntil };
}

/// <summary>The item, its merchant or the campaign was taken down.</summary>
/// <param name="Takedown">The entry of the journal.</param>
/// <param name="What">What was taken down.</param>
/// <param name="Subject">Which one.</param>
/// <param name="Since">Since when.</param>
/// <param name="Told">What the merchant is told; null for the general sentence.</param>
public sealed record IsTakenDown(
    Id<Takedown> Takedown, TakedownKind What, string Subject, DateTimeOffset Since, string? Told)
    : Error("campaigns.taken_down", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message =>
        $"The {EnumText.Of(What)} '{Subject}' was taken down at {Since:u}: "
            + (Told ?? "the marketplace looks into it, and nothing of it can be submitted or confirmed meanwhile.");

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> Data => new Dictionary<string, object?>
    {
        ["takedown"] = Takedown.Value, ["kind"] = EnumText.Of(What), ["subject"] = Subject,
    };

    internal static IsTakenDown Of(Takedown down) => new(down.Id, down.Kind, down.Subject, down.TakenAt, down.Told);
}

/// <summary>What was to be changed of a round can no longer be changed.</summary>
/// <param name="Round">The round.</param>
/// <param name="Closed">Each change that is refused, with what is possible instead.</param>
/// <param name="ChangeableNow">
/// What can be changed now and until when, as <c>slots until 2026-11-01T00:00:00Z</c>.
/// </param>
public sealed record SettingsClosed(
    Id<Round> Round, IReadOnlyList<FieldError> Closed, IReadOnlyList<string> ChangeableNow)
    : Error("campaigns.settings_closed", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message =>
        $"{Closed[0].Path}: {Closed[0].Message} "
            + (ChangeableNow.Count == 0
                ? "Nothing of this round can be changed any more."
                : $"Possible now: {string.Join(", ", ChangeableNow)}.");

    /// <inheritdoc/>
    public override IReadOnlyList<FieldError> Fields => Closed;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> Data =>
        new Dictionary<string, object?> { ["changeableNow"] = ChangeableNow };
}

/// <summary>Four eyes: whoever did the one thing cannot do the other.</summary>
/// <param name="First">What the caller did.</param>
/// <param name="Second">What another person has to do.</param>
public sealed record SamePerson(string First, string Second) : Error("campaigns.same_person", ErrorKind.Forbidden)
{
    /// <inheritdoc/>
    public override string Message => $"You {First}; another person has to {Second}.";
}
