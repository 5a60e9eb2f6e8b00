using Marquee.Campaigns;
using Marquee.Kernel;

namespace Marquee.Selection.Tests;

/// <summary>Campaign items of one round in memory, with the feed that Campaigns promises: every change is a
/// row.</summary>
internal sealed class FeedMarket : ICampaigns
{
    private readonly SortedDictionary<int, CampaignItem> _items = [];
    private readonly List<int> _feed = [];

    public static Id<Round> RoundId { get; } = new(new Guid(7, 0, 0, new byte[8]));

    public long End => _feed.Count;

    /// <summary>Makes or changes an item; the row's number.</summary>
    public long Put(int no, CampaignItemStatus status, long? score, long version = 1)
    {
        var at = new DateTimeOffset(2026, 6, 10, 0, 0, 0, TimeSpan.Zero);
        _items[no] = new CampaignItem(
            new Id<CampaignItem>(new Guid(no, 1, 0, new byte[8])), no, RoundId, default, default, no, $"item-{no}", 1,
                "m-1",
            $"Item {no}", "home", null, [new CampaignSku(no, $"sku-{no}", true, 900, 1000, 5, null)], default, 1,
                score, [], 0, status,
            at, at.AddDays(1), at.AddDays(8), (int)version, "");
        _feed.Add(no);
        return _feed.Count;
    }

    public Task<IReadOnlyList<CampaignItem>> CampaignItemsAsync(
        CallContext call, Id<Round> round, int afterItemNo, int limit, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<CampaignItem>>([.. _items.Values.Where(item => item.ItemNo > afterItemNo)
            .Take(limit)]);

    public Task<IReadOnlyList<FeedRow>> ReadFeedAsync(CallContext call, long afterSeq, int limit,
        CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<FeedRow>>(
            [.. _feed.Select((no, i) => new FeedRow(i + 1, _items[no])).Where(row => row.Seq > afterSeq).Take(limit)]);

    public Task<IReadOnlyList<Round>> GetRoundsAsync(CallContext call, IReadOnlyList<Id<Round>> ids,
        CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<Round>> LiveRoundsAsync(CallContext call, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<CampaignItem>> GetCampaignItemsAsync(CallContext call, IReadOnlyList<int> nos,
        CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<CampaignItem>> CampaignItemsOfSkusAsync(
        CallContext call, IReadOnlyList<int> skuNos, CancellationToken cancel) => throw new NotSupportedException();

    public Task<IReadOnlyList<ShortlistedSubmission>> ShortlistAsync(
        CallContext call, Id<Round> round, Id<Submission>? after, int limit, CancellationToken cancel) =>
            throw new NotSupportedException();

    public Task<Result<IReadOnlyList<AssignmentOutcome>>> AssignAsync(
        CallContext call, Id<Round> round, IReadOnlyList<Assignment> assignments, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<ItemChangeAnswer>> CheckChangesAsync(
        CallContext call, IReadOnlyList<ItemChange> changes, CancellationToken cancel) =>
            throw new NotSupportedException();
}
