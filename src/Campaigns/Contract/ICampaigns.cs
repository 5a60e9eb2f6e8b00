using Marquee.Kernel;

namespace Marquee.Campaigns;

/// <summary>
/// What other modules ask of campaigns. Everything is batch first, of the call's tenant only, and read from the
/// database as it is committed now. Unknown ids are left out of answers, never an error. Thread-safe.
/// </summary>
public interface ICampaigns
{
    /// <summary>The rounds of these ids, in the order asked; unknown ones are left out. At most 1,000 ids.</summary>
    Task<IReadOnlyList<Round>> GetRoundsAsync(CallContext call, IReadOnlyList<Id<Round>> ids, CancellationToken cancel);

    /// <summary>The rounds whose live phase is open at the tenant's instant now, by id. At most 1,000.</summary>
    Task<IReadOnlyList<Round>> LiveRoundsAsync(CallContext call, CancellationToken cancel);

    /// <summary>
    /// The campaign items of a round by ascending <see cref="CampaignItem.ItemNo"/>, those that left it included (look
    /// at <see cref="CampaignItem.Status"/>).
    /// </summary>
    /// <param name="call">The call.</param>
    /// <param name="round">The round.</param>
    /// <param name="afterItemNo">Rows come after this item; 0 for the first page.</param>
    /// <param name="limit">1 to 1,000.</param>
    /// <param name="cancel">Cancels.</param>
    Task<IReadOnlyList<CampaignItem>> CampaignItemsAsync(
        CallContext call, Id<Round> round, int afterItemNo, int limit, CancellationToken cancel);

    /// <summary>
    /// The campaign items of these dense numbers (<see cref="CampaignItem.No"/>), by number. At most 10,000.
    /// </summary>
    Task<IReadOnlyList<CampaignItem>> GetCampaignItemsAsync(
        CallContext call, IReadOnlyList<int> nos, CancellationToken cancel);

    /// <summary>
    /// The campaign items that are live at the tenant's instant now and hold one of these SKUs; at most 1,000 SKUs. One
    /// SKU may be in several, where the campaign types may coexist.
    /// </summary>
    Task<IReadOnlyList<CampaignItem>> CampaignItemsOfSkusAsync(
        CallContext call, IReadOnlyList<int> skuNos, CancellationToken cancel);

    /// <summary>The approved submissions of a round that wait for a slot, by id.</summary>
    /// <param name="call">The call.</param>
    /// <param name="round">The round.</param>
    /// <param name="after">Rows come after this submission; null for the first page.</param>
    /// <param name="limit">1 to 1,000.</param>
    /// <param name="cancel">Cancels.</param>
    Task<IReadOnlyList<ShortlistedSubmission>> ShortlistAsync(
        CallContext call, Id<Round> round, Id<Submission>? after, int limit, CancellationToken cancel);

    /// <summary>
    /// Puts shortlisted submissions into slots. Each is decided on its own, in the order given: a full slot, a used-up
    /// category quota or a submission in another state is refused with the reason, the others go on. Repeating an
    /// assignment that stands is a success and changes nothing. At most 1,000. Refused as a whole while neither the
    /// schedule nor the confirm phase is open.
    /// </summary>
    Task<Result<IReadOnlyList<AssignmentOutcome>>> AssignAsync(
        CallContext call, Id<Round> round, IReadOnlyList<Assignment> assignments, CancellationToken cancel);

    /// <summary>
    /// The shop asks before it changes items: one answer for each change, in order. Reads only; an allowed change may
    /// still be overtaken by a confirmation, which is why the shop repeats the question when it applies late. At most
    /// 1,000.
    /// </summary>
    Task<IReadOnlyList<ItemChangeAnswer>> CheckChangesAsync(
        CallContext call, IReadOnlyList<ItemChange> changes, CancellationToken cancel);

    /// <summary>
    /// The feed of campaign items after a sequence number, by ascending number. Numbers become visible in their order,
    /// so a reader that keeps the last one misses nothing. Every row carries the item as it is now: an item changed
    /// twice may come with its newer state early, never with an older one late.
    /// </summary>
    /// <param name="call">The call.</param>
    /// <param name="afterSeq">Rows come after this number; 0 from the beginning.</param>
    /// <param name="limit">1 to 1,000.</param>
    /// <param name="cancel">Cancels.</param>
    Task<IReadOnlyList<FeedRow>> ReadFeedAsync(CallContext call, long afterSeq, int limit, CancellationToken cancel);
}
