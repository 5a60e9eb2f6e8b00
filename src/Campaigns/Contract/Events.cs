using Marquee.Kernel;

namespace Marquee.Campaigns;

/// <summary>A phase of a round opened or closed, by schedule or by hand.</summary>
/// <param name="RoundId">The round.</param>
/// <param name="Phase">The phase.</param>
/// <param name="From">The state it had.</param>
/// <param name="To">The state it has.</param>
/// <param name="At">The instant it holds from; a schedule noticed late is dated as scheduled.</param>
[Event("campaigns.round_phase_changed", 1)]
public sealed record RoundPhaseChanged(
    Id<Round> RoundId, RoundPhase Phase, PhaseState From, PhaseState To, DateTimeOffset At);

/// <summary>
/// A round went live: its locked items are live, from now on their activity prices are the prices. Mechanics are read
/// with <see cref="ICampaigns.GetRoundsAsync"/>, items from the feed.
/// </summary>
/// <param name="RoundId">The round.</param>
/// <param name="CampaignId">Its campaign.</param>
/// <param name="LiveFrom">The first instant.</param>
/// <param name="LiveTo">The first instant after it, as scheduled now.</param>
/// <param name="Items">How many items went live.</param>
/// <param name="FromSeq">The first feed row of them; above <paramref name="ToSeq"/> when there are none.</param>
/// <param name="ToSeq">The last feed row of them.</param>
[Event("campaigns.round_live", 1)]
public sealed record RoundLive(
    Id<Round> RoundId, Id<Campaign> CampaignId, DateTimeOffset LiveFrom, DateTimeOffset LiveTo, int Items, long FromSeq,
    long ToSeq);

/// <summary>The live phase of a round is over: activity prices no longer hold.</summary>
/// <param name="RoundId">The round.</param>
/// <param name="CampaignId">Its campaign.</param>
/// <param name="At">The instant it ended.</param>
[Event("campaigns.round_ended", 1)]
public sealed record RoundEnded(Id<Round> RoundId, Id<Campaign> CampaignId, DateTimeOffset At);

/// <summary>Campaign items of a round were added or changed: read the feed in this range.</summary>
/// <param name="RoundId">The round.</param>
/// <param name="FromSeq">The first feed row.</param>
/// <param name="ToSeq">The last feed row.</param>
[Event("campaigns.items_changed", 1)]
public sealed record CampaignItemsChanged(Id<Round> RoundId, long FromSeq, long ToSeq);

/// <summary>Submissions of a round were decided by people.</summary>
/// <param name="RoundId">The round.</param>
/// <param name="Approved">How many got their second approval.</param>
/// <param name="FirstApproved">How many got their first.</param>
/// <param name="Rejected">How many were rejected.</param>
[Event("campaigns.submissions_decided", 1)]
public sealed record SubmissionsDecided(Id<Round> RoundId, int Approved, int FirstApproved, int Rejected);

/// <summary>A rule became the one that is executed for a node.</summary>
/// <param name="Node">season, campaign or round.</param>
/// <param name="NodeId">The node's id.</param>
/// <param name="Sha256">The hash over the published rules of its gates.</param>
[Event("campaigns.rule_published", 1)]
public sealed record CampaignRulePublished(string Node, Guid NodeId, string Sha256);

/// <summary>
/// A season was made again from another: its campaigns, rounds, slots, mechanics and rules stand as drafts. Modules
/// above bring along what they have of the first season's rounds (<see cref="ISeasonClones"/>).
/// </summary>
/// <param name="From">The season it was made from.</param>
/// <param name="To">The season that was made.</param>
[Event("campaigns.season_cloned", 1)]
public sealed record SeasonCloned(Id<Season> From, Id<Season> To)
{
    /// <summary>
    /// The id that something of the first season gets in the clone. Whoever works it out gets the same, so that modules
    /// which bring along things that name each other need not wait for each other.
    /// </summary>
    public static Guid IdOf(Id<Season> clone, Guid original)
    {
        Span<byte> both = stackalloc byte[32];
        clone.Value.TryWriteBytes(both, bigEndian: true, out _);
        original.TryWriteBytes(both[16..], bigEndian: true, out _);
        Span<byte> hash = stackalloc byte[32];
        System.Security.Cryptography.SHA256.HashData(both, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }

    /// <summary>
    /// The name that something of the first season gets in the clone: its own with a mark of the clone, cut to fit.
    /// </summary>
    public static string NameOf(Id<Season> clone, string original, int longest)
    {
        ArgumentNullException.ThrowIfNull(original);
        var mark = "-" + clone.Value.ToString("N")[^6..];
        return original[..Math.Min(original.Length, longest - mark.Length)] + mark;
    }
}

/// <summary>A contingency plan was started: its steps are to be taken.</summary>
/// <param name="Run">The run.</param>
[Event("campaigns.contingency_started", 1)]
public sealed record ContingencyStarted(Guid Run);

/// <summary>A run of a contingency plan is to be put back.</summary>
/// <param name="Run">The run.</param>
[Event("campaigns.contingency_reverted", 1)]
public sealed record ContingencyReverted(Guid Run);
