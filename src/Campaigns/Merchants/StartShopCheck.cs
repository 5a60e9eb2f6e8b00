using Marquee.Campaigns.Gates;
using Marquee.Campaigns.Rounds;
using Marquee.Catalog;
using Marquee.Jobs;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.Merchants;

/// <summary>A merchant asks what a round says of every item of the shop, before submitting any.</summary>
internal static class StartShopCheck
{
    internal sealed record View(Id<JobRun> Run);

    public static void Map(RouteGroupBuilder api) => api
        .MapPost("/shops/{shop}/rounds/{round}/check", HandleAsync).WithName(nameof(StartShopCheck))
        .WithSummary("Check every listed item of a shop against a round; nothing is submitted")
        .Allow([.. EndpointRules.MerchantPeople, Role.Operator, Role.CategoryManager, Role.Machine])
        .Needs(ShopRight.See);

    private static async Task<Answer<View>> HandleAsync(
        string shop, Id<Round> round, CallContext call, CampaignsDb db, ICatalog catalog, RuleLoader loader, IJobs jobs,
        CancellationToken cancel)
    {
        var merchant = await Shops.FindAsync(call, catalog, shop, cancel);
        if (!merchant.IsSuccess)
        {
            return merchant.Error;
        }

        var loaded = await db.ReadAsync<Result<(string[] Rules, Id<JobRun>? Running)>>(call, async tx =>
        {
            var state = await RoundRows.FindAsync(tx, round, cancel);
            if (state is not { CampaignStatus: CampaignStatus.Published })
            {
                return new Unknown("round", round.ToString());
            }

            var rules = await loader.LoadAsync(tx, round, cancel);
            var running = await tx.ScalarAsync<Guid?>($"""
                select run_id from campaigns.shop_check where tenant_id = {call.Tenant.Id} and round_id = {round}
                    and merchant_no = {merchant.Value.MerchantNo}
                """, cancel);
            return rules.IsSuccess
                ? (rules.Value.Hashes, running is { } run ? new Id<JobRun>(run) : null)
                : rules.Error;
        }, cancel);
        if (!loaded.IsSuccess)
        {
            return loaded.Error;
        }

        // One check of a shop and round at a time: a second request is about the one that runs.
        if (loaded.Value.Running is { } already && await jobs.FindAsync(call, already, cancel) is { HasEnded: false })
        {
            return new View(already);
        }

        var key = $"{round}/{merchant.Value.MerchantNo}/{call.IdempotencyKey}";
        var id = await jobs.StartAsync(
            call, CheckShop.JobName, new CheckShopArgs(round, merchant.Value.MerchantNo),
            key[..Math.Min(JobsLimits.KeyLength, key.Length)], cancel);
        return await db.MutateAsync<View>(call, async tx =>
        {
            await tx.ExecuteAsync($"""
                insert into campaigns.shop_check (tenant_id, round_id, merchant_no, run_id, rules, started_at)
                values ({call.Tenant.Id}, {round}, {merchant.Value.MerchantNo}, {id}, {loaded.Value.Rules}, {call.Now})
                on conflict (tenant_id, round_id, merchant_no) do update set run_id = excluded.run_id,
                    rules = excluded.rules, started_at = excluded.started_at
                """, cancel);
            return new View(id);
        }, cancel);
    }
}
