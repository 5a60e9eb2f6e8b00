using Marquee.Kernel;
using Marquee.Rules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Marquee.Selection.Pools;

/// <summary>A person has a pool filled anew: after fields of other modules changed, or to be sure.</summary>
internal static class RebuildPool
{
    public static void Map(ModuleRoutes routes) => routes.Api.MapPost("/pools/{id}/rebuild", HandleAsync)
        .Allow(Role.Operator, Role.CategoryManager, Role.Machine).WithName("RebuildPool")
        .WithSummary("Chooses every campaign item of the pool's round anew.");

    private static async Task<Answer<Pool>> HandleAsync(
        CallContext call, Id<Pool> id, SelectionDb db, Rebuild rebuild, CancellationToken cancel)
    {
        if (await db.ReadAsync(call, tx => PoolStore.FindAsync(tx, id, forUpdate: false, cancel),
            cancel) is not { } pool)
        {
            return new Unknown("pool", id.ToString());
        }

        var chosen = await rebuild.ChooseAsync(call.AsSystem(), pool, cancel);
        return chosen.IsSuccess
            ? await db.MutateAsync(call, tx => StoreAsync(tx, pool, chosen.Value, cancel), cancel)
            : chosen.Error;
    }

    private static async Task<Result<Pool>> StoreAsync(Transaction tx, PoolRow was, Rebuild.Chosen chosen,
        CancellationToken cancel)
    {
        // A refresh that came in between knows more than the rebuild: then the rebuild is asked again, by whoever wants
        // it.
        var pool = (await PoolStore.FindAsync(tx, was.Id, forUpdate: true, cancel))!;
        if (pool.FeedSeq > chosen.FeedSeq)
        {
            return new TemporarilyUnavailable("The pool, which is being refreshed,");
        }

        var (added, removed) = (0, 0);
        foreach (var page in chosen.Choices.Chunk(SelectionLimits.Batch))
        {
            var changed = await PoolStore.WriteAsync(tx, pool.Id, page, cancel);
            (added, removed) = (added + changed.Added, removed + changed.Removed);
        }

        await PoolStore.CurrentAsync(tx, pool.Id, chosen.FeedSeq, cancel);
        await tx.AuditAsync("selection.pool.rebuilt", "pool:" + pool.Id, new { added, removed }, cancel);
        if (added + removed > 0)
        {
            await tx.AddAsync(new PoolChanged(pool.Id, added, removed, chosen.FeedSeq), cancel);
        }

        return (pool with { FeedSeq = chosen.FeedSeq, RefreshedAt = tx.Call.Now }).View(
            chosen.Choices.Count(choice => choice.Outcome == Outcome.Pass),
                chosen.Choices.Count(choice => choice.Outcome == Outcome.Unknown));
    }
}
