using Marquee.Kernel;
using Npgsql;

namespace Marquee.Jobs.Runs;

/// <summary>How a run is read together with the sums over its ranges.</summary>
internal static class RunRows
{
    public static readonly SqlText.Raw Select = new("""
        select r.run_id, r.job, r.status, r.started_by, r.created_at, r.started_at, r.finished_at,
            coalesce(sum(t.units), 0)::bigint, coalesce(sum(t.done), 0)::bigint, coalesce(sum(t.failed), 0)::bigint,
            count(t.no)::int, (count(t.no) filter (where t.status = 'done'))::int,
            (count(t.no) filter (where t.status = 'isolated'))::int,
            extract(epoch from coalesce(r.finished_at, clock_timestamp()) - r.started_at)::numeric,
            r.error_code, r.error_message
        from jobs.run r left join jobs.task t
            on t.tenant_id = r.tenant_id and t.run_id = r.run_id and t.no >= 0 and t.no < 2147483647
        """);

    public static readonly SqlText.Raw Group = new("group by r.tenant_id, r.run_id");

    public static Task<JobRun?> FindAsync(Transaction tx, Id<JobRun> id, CancellationToken cancel) => tx.FindAsync(
        $"{Select} where r.tenant_id = {tx.Call.Tenant.Id} and r.run_id = {id} {Group}", Map, cancel);

    public static JobRun Map(NpgsqlDataReader row)
    {
        var status = row.Enum<JobRunStatus>(2);
        var total = row.GetInt64(7);
        var handled = row.GetInt64(8) + row.GetInt64(9);
        var (rate, left) = Pace(total, handled, row.IsDBNull(13) ? 0 : row.GetDecimal(13));
        return new JobRun(
            row.Id<JobRun>(0), row.GetString(1), status, row.GetString(3), row.Instant(4), row.InstantOrNull(5),
            row.InstantOrNull(6), total, row.GetInt64(8), row.GetInt64(9), row.GetInt32(10), row.GetInt32(11),
            row.GetInt32(12),
            rate, status == JobRunStatus.Running ? left : null,
            row.TextOrNull(14) is { } code ? new JobFault(code, row.GetString(15)) : null);
    }

    /// <summary>
    /// Units per second and the seconds that the rest takes at that rate; unknown before anything is done.
    /// </summary>
    internal static (long? Rate, long? SecondsLeft) Pace(long total, long handled, decimal seconds)
    {
        if (handled <= 0 || seconds <= 0)
        {
            return (null, null);
        }

        var rate = handled / seconds;
        var left = Math.Max(0, total - handled) / rate;
        return ((long)Math.Min(rate, long.MaxValue / 2), left > 1_000_000_000 ? null : (long)Math.Ceiling(left));
    }
}
