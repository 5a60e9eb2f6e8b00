using System.Globalization;
using Marquee.Bench.Load;
using Marquee.Bench.Peers;
using Npgsql;

namespace Marquee.Bench.Areas.Console;

/// <summary>
/// What the console asks while people work, lists and boards over a round's million submissions, and every page of it
/// in a browser.
/// </summary>
internal sealed class ConsoleArea : IArea
{
    private const double PerSecond = 20;

    public string Name => "console";

    public string About => "lists and boards over a million submissions, beside a bare handler; pages in a browser";

    public async Task MeasureAsync(Run run)
    {
        var rows = run.Size(1_000_000, 30_000);
        var host = await run.StartHostAsync("bench_console");
        var market = await Market.MakeAsync(host, "market");
        await market.FurnishAsync(run.Work);
        var round = await Rounds.MakeAsync(market);
        run.Say($"filling a round with {rows:N0} submissions");
        await FillAsync(host.Database, round, rows);
        var length = run.Size(TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(2));
        var all = $"{market.Api}/submissions?round={round}";
        var list = all + "&limit=50";
        var next = Uri.EscapeDataString((string)(await host.GetAsync(all + "&limit=1000"))["next"]!);
        foreach (var (name, path, about) in new[]
        {
            ("grid", list, "first 50 rows"),
            ("grid-filtered", $"{list}&status=in_review&outcome=unknown&merchant=m-00007", "one merchant's in review"),
            ("grid-page", $"{list}&cursor={next}", "50 rows after the first thousand"),
            ("board", $"{market.Api}/rounds/{round}/board", "the round's board"),
        })
        {
            run.Say($"{name}: {PerSecond} requests a second");
            await MeasureAsync(run, host, name, path, length, $"{about}, of {rows:N0}; bar p99 < 200 ms");
        }

        await PageTimes.MeasureAsync(run, host, "market", $"a round of {rows:N0}");
    }

    private static async Task MeasureAsync(
        Run run, HostUnderTest host, string name, string path, TimeSpan length, string note)
    {
        var uri = new Uri(path, UriKind.Relative);
        var answer = Path.Combine(run.Work, name + ".json");
        await File.WriteAllBytesAsync(answer, await host.Http.GetByteArrayAsync(uri));
        // What is asked first compiles and fills caches; nobody is told about that.
        await OpenLoop.AskAsync(PerSecond, TimeSpan.FromSeconds(2), _ => host.Http.GetAsync(uri));
        var ours = await OpenLoop.AskAsync(PerSecond, length, _ => host.Http.GetAsync(uri));
        await using var bare = await BareServer.StartAsync(answer);
        using var http = new HttpClient { BaseAddress = bare.Address };
        await OpenLoop.AskAsync(PerSecond, TimeSpan.FromSeconds(2), _ => http.GetAsync(uri));
        var theirs = await OpenLoop.AskAsync(PerSecond, length, _ => http.GetAsync(uri));
        const string Peer = "bare handler, same bytes";
        note += string.Create(CultureInfo.InvariantCulture, $"; {PerSecond}/s constant, {ours.Count} asked");
        run.Add(new Row(name, Metric.P50, ours.Percentile(50), Peer, theirs.Percentile(50), note));
        run.Add(new Row(name, Metric.P99, ours.Percentile(99), Peer, theirs.Percentile(99), note));
    }

    /// <summary>
    /// Submissions as a week of enrollment leaves them, straight into the table: reading them is what is measured.
    /// </summary>
    private static async Task FillAsync(string database, string round, int rows)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var connection = await source.OpenConnectionAsync();
        await using var fill = new NpgsqlCommand(
            """
            insert into campaigns.submission (tenant_id, id, round_id, item_no, item_id, merchant_no, merchant_id,
                merchant_name, title, category, status, outcome, gate_merchant, gate_item, gate_sku, failed, undecided,
                reason, reasons, plan, plan_hash, sku_count, price_minor, daily_price_minor, activity_stock,
                submitted_at, status_since)
            select r.tenant_id, ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, r.id, n, 'i-' || n,
                n % 2000 + 1, 'm-' || lpad((n % 2000)::text, 5, '0'), 'Shop ' || n % 2000, 'Enamel pot ' || n,
                'home/kitchen', 
                case when n % 10 < 3 then 'refused' when n % 10 < 8 then 'in_review' else 'approved' end,
                case when n % 10 < 3 then 'fail' when n % 10 < 5 then 'unknown' else 'pass' end, 'pass', 'pass',
                case when n % 10 < 3 then 'fail' when n % 10 < 5 then 'unknown' else 'pass' end,
                case when n % 10 < 3 then array['campaign.sku.1'] else '{}' end,
                case when n % 10 in (3, 4) then array['campaign.sku.1'] else '{}' end,
                case when n % 10 < 5 then $3::jsonb end, case when n % 10 < 5 then 1 else 0 end, '{}', md5(n::text), 1,
                7900, 9900, 40, p.opens + n * (interval '3 days' / $2), p.opens + n * (interval '3 days' / $2)
            from campaigns.round r join campaigns.phase p on p.tenant_id = r.tenant_id and p.round_id = r.id
                and p.phase = 'enroll', generate_series(1, $2) n
            where r.id = $1
            """,
            connection)
        {
            CommandTimeout = 0,
            Parameters =
            {
                new() { Value = Guid.Parse(round) }, new() { Value = rows }, new() { Value = Reason },
            },
        };
        await fill.ExecuteNonQueryAsync();
        foreach (var sql in (string[])["vacuum analyze campaigns.submission", "checkpoint"])
        {
            await using var after = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
            await after.ExecuteNonQueryAsync();
        }
    }

    private const string Reason = """
        {"platform": {"zh-CN": "活动价不高于日常价的0.9倍", "en": "The activity price is at most 0.9 of the daily price"},
         "merchant": {"zh-CN": "活动价不高于日常价的0.9倍", "en": "The activity price is at most 0.9 of the daily price"}}
        """;
}
