using Marquee.Campaigns;
using Marquee.Kernel;
using Marquee.Rules;

namespace Marquee.Planning.Tests;

/// <summary>One round in memory with its slots and shortlist, which remembers what was assigned, and a score of
/// items.</summary>
internal sealed class OneRound : ICampaigns, IFieldSource
{
    public const string Score = "item.test_score";

    private static readonly DateTimeOffset At = new(2026, 6, 10, 0, 0, 0, TimeSpan.Zero);

    public static Id<Round> RoundId { get; } = Id<Round>(1);

    public Dictionary<int, long> Scores { get; } = [];

    public List<Slot> Slots { get; } = [];

    public List<ShortlistedSubmission> Shortlist { get; } = [];

    public List<Assignment> Assigned { get; } = [];

    /// <summary>Submissions that Campaigns refuses when they are assigned.</summary>
    public HashSet<Id<Submission>> Refused { get; } = [];

    public string Name => "test_round";

    public IReadOnlyList<FieldDeclaration> Fields { get; } =
        [new(Score, Entity.Item, FieldType.Number, 1, "测试分", "test score", "分", "points", "Tests")];

    public static Id<T> Id<T>(int n) => new(new Guid(n, 0, 0, new byte[8]));

    public void Item(int no, long? score, string? category = null, params int[] wished)
    {
        if (score is { } known)
        {
            Scores[no] = known;
        }

        Shortlist.Add(new ShortlistedSubmission(
            Id<Submission>(no), no, $"item-{no}", 1, "m-1", category, [], [.. wished.Select(Id<Slot>)], 0, At));
    }

    public ValueTask<IFieldTable> LoadAsync(
        CallContext call, Entity root, IReadOnlyList<int> keys, IReadOnlyList<string> fieldNames,
            CancellationToken cancel)
    {
        var table = new FieldTable(keys, fieldNames);
        foreach (var key in keys.Where(Scores.ContainsKey))
        {
            table.Set(key, Score, FieldValue.Of(Scores[key]));
        }

        return ValueTask.FromResult<IFieldTable>(table);
    }

    public Task<IReadOnlyList<Round>> GetRoundsAsync(
        CallContext call, IReadOnlyList<Id<Round>> ids, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<Round>>(ids.Contains(RoundId)
            ? [new Round(
                RoundId, default, default, "Round", "Campaign", "flash_sale", CampaignStatus.Published,
                RoundPhase.Schedule, [], [], Slots, 1)]
            : []);

    public Task<IReadOnlyList<ShortlistedSubmission>> ShortlistAsync(
        CallContext call, Id<Round> round, Id<Submission>? after, int limit, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<ShortlistedSubmission>>(
            [.. Shortlist.Where(s => after is null || s.Id > after.Value).OrderBy(s => s.Id).Take(limit)]);

    public Task<Result<IReadOnlyList<AssignmentOutcome>>> AssignAsync(
        CallContext call, Id<Round> round, IReadOnlyList<Assignment> assignments, CancellationToken cancel)
    {
        Assigned.AddRange(assignments);
        return Task.FromResult(Result<IReadOnlyList<AssignmentOutcome>>.Of([.. assignments.Select(assignment =>
            new AssignmentOutcome(
                assignment.Submission,
                Refused.Contains(assignment.Submission) ? new Unknown("place", "slot") : null))]));
    }

    public Task<IReadOnlyList<Round>> LiveRoundsAsync(CallContext call, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<CampaignItem>> CampaignItemsAsync(
        CallContext call, Id<Round> round, int afterItemNo, int limit, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<CampaignItem>> GetCampaignItemsAsync(
        CallContext call, IReadOnlyList<int> nos, CancellationToken cancel) => throw new NotSupportedException();

    public Task<IReadOnlyList<CampaignItem>> CampaignItemsOfSkusAsync(
        CallContext call, IReadOnlyList<int> skuNos, CancellationToken cancel) => throw new NotSupportedException();

    public Task<IReadOnlyList<ItemChangeAnswer>> CheckChangesAsync(
        CallContext call, IReadOnlyList<ItemChange> changes, CancellationToken cancel) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<FeedRow>> ReadFeedAsync(
        CallContext call, long afterSeq, int limit, CancellationToken cancel) => throw new NotSupportedException();
}
