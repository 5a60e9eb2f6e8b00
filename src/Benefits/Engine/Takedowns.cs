using Marquee.Benefits.Storage;
using Marquee.Campaigns;
using Marquee.Kernel;
using Marquee.Risk;

namespace Marquee.Benefits.Engine;

/// <summary>What of the benefits is down: a benefit itself, its shop, or the campaign it was made for.</summary>
internal sealed class Takedowns(ITakedowns takedowns, RoundTree tree)
{
    /// <summary>For what is shown: of these benefits those that are down.</summary>
    public async ValueTask<IReadOnlySet<Id<Benefit>>> ShownAsync(
        CallContext call, IReadOnlyList<BenefitRow> rows, CancellationToken cancel) =>
        await OfAsync(call, await takedowns.ListAsync(call, cancel), rows, cancel);

    /// <summary>For what costs money: of these benefits those that are down.</summary>
    public async ValueTask<IReadOnlySet<Id<Benefit>>> CertainAsync(
        CallContext call, IReadOnlyList<BenefitRow> rows, CancellationToken cancel) =>
        await OfAsync(call, await takedowns.CertainAsync(call, cancel), rows, cancel);

    /// <summary>Whether anything at all is down: only then is it worth reading what a grant belongs to.</summary>
    public async ValueTask<bool> AnyAsync(CallContext call, CancellationToken cancel) =>
        (await takedowns.CertainAsync(call, cancel)).All.Count > 0;

    private async ValueTask<IReadOnlySet<Id<Benefit>>> OfAsync(
        CallContext call, TakedownList list, IReadOnlyList<BenefitRow> rows, CancellationToken cancel)
    {
        if (list.All.Count == 0)
        {
            return new HashSet<Id<Benefit>>();
        }

        var rounds = await tree.DownAsync(
            call, list, rows.Select(row => row.Benefit.RoundId).OfType<Guid>(), cancel);
        return rows.Where(row => list.OfBenefit(row.Id.Value, row.MerchantId, call.Now) is not null
            || (row.Benefit.RoundId is { } round && rounds.ContainsKey(round))).Select(row => row.Id).ToHashSet();
    }
}
