using System.Collections.Concurrent;
using Marquee.Kernel;

namespace Marquee.Serving.Ladder;

/// <summary>
/// The last good answer of each placement, in memory. It is only given while it can still be true: not older than
/// <see cref="ServingLimits.KeptAge"/>, not past an edge of its prices or items, not under another offer set revision,
/// and not once anything more was taken down.
/// </summary>
internal sealed class LastGood
{
    private readonly ConcurrentDictionary<(Guid Tenant, string Name, int Limit), Kept> _kept = new();

    internal sealed record Kept(PlacementView View, string? Revision, long Takedowns);

    public void Keep(Tenant tenant, int limit, PlacementView view, string? revision, long takedowns)
    {
        if (_kept.Count >= ServingLimits.KeptAnswers)
        {
            _kept.Clear();
        }

        _kept[(tenant.Id, view.Name, limit)] = new Kept(view, revision, takedowns);
    }

    /// <summary>What was kept for that question, if anything.</summary>
    public Kept? Find(Tenant tenant, string name, int limit) => _kept.GetValueOrDefault((tenant.Id, name, limit));

    /// <summary>
    /// The answer to give in place of a live one.
    /// </summary>
    /// <param name="name">The placement.</param>
    /// <param name="kept">What was kept.</param>
    /// <param name="revision">The offer set revision in force; null when nobody can say: then no offer can have changed
    /// either.</param>
    /// <param name="takedowns">The revision of the list of take-downs; null when nobody can say: then nothing is
    /// shown.</param>
    /// <param name="now">The tenant's instant now.</param>
    internal static PlacementView Decide(
        string name, Kept? kept, string? revision, long? takedowns, DateTimeOffset now)
    {
        var nothing = new PlacementView(name, PlacementState.Unavailable, now, 0, null, []);
        if (kept is null || now < kept.View.AsOf || now - kept.View.AsOf > ServingLimits.KeptAge)
        {
            return nothing;
        }

        if (takedowns != kept.Takedowns)
        {
            return nothing;
        }

        if (now >= kept.View.ValidUntil || (revision is not null && revision != kept.Revision))
        {
            return nothing;
        }

        return kept.View with
        {
            State = PlacementState.LastGood,
            AgeSeconds = (long)(now - kept.View.AsOf).TotalSeconds
        };
    }
}
