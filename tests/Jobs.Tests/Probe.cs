using System.Collections.Concurrent;
using Marquee.Kernel;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Marquee.Jobs.Tests;

/// <summary>A module with a job whose effects can be counted.</summary>
internal sealed class ProbeModule : IModule
{
    public string Name => "Probe";

    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton<ProbeDb>();
        services.AddSingleton<ProbeGates>();
        services.AddSingleton<IJob, ProbeJob>();
        services.AddSingleton<IJob, WideProbeJob>();
    }

    public void Map(ModuleRoutes routes)
    {
    }
}

internal sealed class ProbeDb(NpgsqlDataSource source, MarqueeSettings settings) : ModuleDb("probe", source, settings);

/// <summary>Lets a test hold a job at a place and see what it does.</summary>
internal sealed class ProbeGates
{
    public ConcurrentQueue<int> RangesBegun { get; } = new();

    public ConcurrentQueue<JobEnd> Ends { get; } = new();

    public Func<JobRange, CancellationToken, Task> BeforeRange { get; set; } = (_, _) => Task.CompletedTask;

    public int AtOnce;

    public int MostAtOnce;
}

/// <param name="Keys">How many keys there are.</param>
/// <param name="Size">Keys of a range.</param>
/// <param name="Poison">The range that always fails; -1 for none.</param>
/// <param name="RefusePlan">Whether the plan is refused.</param>
internal sealed record ProbeArgs(long Keys, long Size, int Poison = -1, bool RefusePlan = false);

internal sealed record ProbeRefusal() : Error("probe.refused", ErrorKind.Conflict)
{
    public override string Message => "The probe refuses.";
}

internal class ProbeJob(ProbeDb db, ProbeGates gates) : IJob
{
    public virtual string Name => "probe";

    public virtual int RangesAtOnce => 1;

    public Task<Result<JobPlan>> PlanAsync(JobStart start, CancellationToken cancel)
    {
        var args = start.Read<ProbeArgs>();
        return Task.FromResult<Result<JobPlan>>(
            args.RefusePlan ? new ProbeRefusal() : JobPlan.Of(0, args.Keys, args.Size));
    }

    public async Task<Result<RangeOutcome>> RunRangeAsync(JobRange range, CancellationToken cancel)
    {
        gates.RangesBegun.Enqueue(range.No);
        var now = Interlocked.Increment(ref gates.AtOnce);
        InterlockedMax(ref gates.MostAtOnce, now);
        try
        {
            await gates.BeforeRange(range, cancel);
            if (range.Read<ProbeArgs>().Poison == range.No)
            {
                return new ProbeRefusal();
            }

            for (var key = range.Position; key < range.Hi; key += 3)
            {
                var end = Math.Min(range.Hi, key + 3);
                await using var tx = await db.BeginAsync(range.Call, cancel);
                await tx.ExecuteAsync($"""
                    insert into probe.effect select {range.Call.Tenant.Id}, key from generate_series({key}, {end - 1})
                        key
                    """, cancel);
                if (!await range.AdvanceAsync(tx, end, end - key, 0, cancel))
                {
                    return new LeaseLost();
                }

                await tx.CommitAsync(cancel);
            }

            return RangeOutcome.Counted;
        }
        finally
        {
            Interlocked.Decrement(ref gates.AtOnce);
        }
    }

    public Task FinishAsync(JobEnd end, CancellationToken cancel)
    {
        gates.Ends.Enqueue(end);
        return Task.CompletedTask;
    }

    private static void InterlockedMax(ref int most, int now)
    {
        int seen;
        while (now > (seen = most) && Interlocked.CompareExchange(ref most, now, seen) != seen)
        {
        }
    }
}

internal sealed class WideProbeJob(ProbeDb db, ProbeGates gates) : ProbeJob(db, gates)
{
    public override string Name => "wide_probe";

    public override int RangesAtOnce => 3;
}
