using Npgsql;

namespace Marquee.Bench.Peers;

/// <summary>
/// What the database alone can do: the typed rows of finished tables, kept as files, loaded by binary COPY into empty
/// tables with the same columns, checks and indexes, one table after the other in one transaction.
/// </summary>
internal sealed class CopyLoad(string database, string folder) : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(database);

    /// <summary>Keeps the rows of those tables as typed rows and makes their empty twins; how many.</summary>
    public async Task<long> PrepareAsync(string schema, params string[] tables)
    {
        await using var connection = await _source.OpenConnectionAsync();
        await ExecuteAsync(connection, "drop schema if exists peer cascade; create schema peer");
        long rows = 0;
        foreach (var table in tables)
        {
            await ExecuteAsync(connection, $"create table peer.{table} (like {schema}.{table} including all)");
            await using var from = await connection.BeginRawBinaryCopyAsync(
                $"copy {schema}.{table} to stdout (format binary)");
            await using var file = File.Create(FileOf(table));
            await from.CopyToAsync(file, 1 << 17);
            await using var count = _source.CreateCommand($"select count(*) from {schema}.{table}");
            rows += (long)(await count.ExecuteScalarAsync())!;
        }

        return rows;
    }

    /// <summary>Loads them; the seconds until the commit is durable.</summary>
    public async Task<double> LoadAsync(params string[] tables)
    {
        await using var connection = await _source.OpenConnectionAsync();
        await ExecuteAsync(connection, "checkpoint");
        var began = TimeProvider.System.GetTimestamp();
        await using var transaction = await connection.BeginTransactionAsync();
        foreach (var table in tables)
        {
            await using var file = File.OpenRead(FileOf(table));
            await using var to = await connection.BeginRawBinaryCopyAsync(
                $"copy peer.{table} from stdin (format binary)");
            await file.CopyToAsync(to, 1 << 17);
        }

        await transaction.CommitAsync();
        return TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }

    /// <summary>A clean start for whoever is measured next: nothing of earlier work is still to be written.</summary>
    public async Task CheckpointAsync()
    {
        await using var connection = await _source.OpenConnectionAsync();
        await ExecuteAsync(connection, "checkpoint");
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private string FileOf(string table) => Path.Combine(folder, table + ".copy");

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }
}
