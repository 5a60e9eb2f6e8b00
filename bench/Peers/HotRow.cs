using Npgsql;

namespace Marquee.Bench.Peers;

/// <summary>A hot account in PostgreSQL: the row is updated and the grant kept, durable at the commit.</summary>
internal sealed class HotRow(string cluster) : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(cluster);

    public async Task PrepareAsync() => await RunAsync("""
        drop table if exists hot_account, hot_grant;
        create table hot_account (name text primary key, cap bigint not null, spent bigint not null);
        create table hot_grant (key bigint primary key, units bigint not null);
        insert into hot_account values ('a', 1000000000, 0)
        """);

    /// <summary>Grants per second by so many clients for so long, so many grants a statement.</summary>
    public async Task<double> RateAsync(int clients, int grants, double seconds)
    {
        long next = 0, done = 0;
        var began = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async _ =>
        {
            await using var connection = await _source.OpenConnectionAsync();
            await using var command = new NpgsqlCommand("""
                with paid as (
                    update hot_account set spent = spent + $2 where name = 'a' and spent + $2 <= cap returning 1)
                insert into hot_grant select k, 1 from generate_series($1::bigint, $1 + $2 - 1) k, paid
                on conflict do nothing
                """, connection);
            command.Parameters.Add(new NpgsqlParameter<long>());
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = grants });
            await command.PrepareAsync();
            while (TimeProvider.System.GetElapsedTime(began).TotalSeconds < seconds)
            {
                command.Parameters[0].Value = (Interlocked.Add(ref next, grants) - grants) + (grants << 20);
                Interlocked.Add(ref done, await command.ExecuteNonQueryAsync());
            }
        }));
        return done / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private async Task RunAsync(string sql)
    {
        await using var command = _source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
