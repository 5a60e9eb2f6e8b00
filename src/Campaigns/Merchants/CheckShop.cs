using Marquee.Campaigns.Gates;
using Marquee.Campaigns.Rounds;
using Marquee.Catalog;
using Marquee.Jobs;
using Marquee.Kernel;

namespace Marquee.Campaigns.Merchants;

/// <summary>The arguments of a run.</summary>
internal sealed record CheckShopArgs(Id<Round> Round, int MerchantNo);

/// <summary>
/// Looks at every listed item of a shop before it is submitted: the verdict, what would have to change, and what it may
/// come to. Key ranges are item numbers.
/// </summary>
internal sealed class CheckShop(CampaignsDb db, ICatalog catalog, RuleLoader loader, Prospecting prospecting) : IJob
{
    public const string JobName = "campaigns.check_shop";

    public string Name => JobName;

    public int RangesAtOnce => 2;

    public async Task<Result<JobPlan>> PlanAsync(JobStart start, CancellationToken cancel)
    {
        var args = start.Read<CheckShopArgs>();
        var ranges = new List<KeyRange>();
        IReadOnlyList<Item> page;
        var after = 0;
        do
        {
            page = await catalog.ListItemsAsync(
                start.Call, Of(args), after, Limits.ItemsPerCheck, cancel);
            if (page.Count > 0)
            {
                after = page[^1].ItemNo;
                ranges.Add(new KeyRange(page[0].ItemNo, after + 1L, page.Count));
            }
        }
        while (page.Count == Limits.ItemsPerCheck);

        return new JobPlan(ranges);
    }

    public async Task<Result<RangeOutcome>> RunRangeAsync(JobRange range, CancellationToken cancel)
    {
        var (args, call) = (range.Read<CheckShopArgs>(), range.Call);
        var loaded = await db.ReadAsync(call, async tx => (
            Rules: await loader.LoadAsync(tx, args.Round, cancel),
            Round: await RoundRows.FindAsync(tx, args.Round, cancel)), cancel);
        if (!loaded.Rules.IsSuccess || loaded.Round is null)
        {
            return loaded.Rules.Error ?? new Unknown("round", args.Round.ToString());
        }

        var items = (await catalog.ListItemsAsync(
            call, Of(args), (int)range.Position - 1, Limits.ItemsPerCheck, cancel))
            .Where(item => item.ItemNo < range.Hi).ToList();
        var skus = (await catalog.SkusOfItemsAsync(call, [.. items.Select(item => item.ItemNo)], cancel))
            .ToLookup(sku => sku.ItemNo);
        var live = loaded.Round.Live.Closes - loaded.Round.Live.Opens;
        var prospects = await prospecting.ProspectAsync(
            call, loaded.Rules.Value, live,
            [
                .. items.Where(item => skus[item.ItemNo].Any()).Select(item => new ToProspect(
                    item, [.. skus[item.ItemNo]], ProspectMath.AsItIs([.. skus[item.ItemNo]]))),
            ], cancel);
        await using var tx = await db.BeginAsync(call, cancel);
        await CandidateRows.WriteAsync(tx, args.Round, args.MerchantNo, range.RunId, prospects, cancel);
        if (!await range.AdvanceAsync(tx, range.Hi, prospects.Count, items.Count - prospects.Count, cancel))
        {
            return new LeaseLost();
        }

        await tx.CommitAsync(cancel);
        return RangeOutcome.Counted;
    }

    public async Task FinishAsync(JobEnd end, CancellationToken cancel)
    {
        var args = end.Read<CheckShopArgs>();
        if (end.Status != JobRunStatus.Done)
        {
            return;
        }

        // What an earlier check found and this one did not is gone from the shop.
        await using var tx = await db.BeginAsync(end.Call, cancel);
        await tx.ExecuteAsync($"""
            delete from campaigns.candidate
            where tenant_id = {end.Call.Tenant.Id} and round_id = {args.Round}
                and merchant_no = {args.MerchantNo} and run_id <> {end.RunId}
            """, cancel);
        await tx.CommitAsync(cancel);
    }

    private static ItemFilter Of(CheckShopArgs args) => new(MerchantNo: args.MerchantNo, Listed: true);
}
