using Marquee.Bench.Load;
using Npgsql;

namespace Marquee.Bench;

/// <summary>What an area is given: its size, a host on a database of its own, and where its rows go.</summary>
internal sealed class Run(Options options, TextWriter to) : IAsyncDisposable
{
    private readonly List<Row> _rows = [];
    private readonly List<IAsyncDisposable> _started = [];

    public bool Quick => options.Quick;

    public IReadOnlyList<Row> Rows => _rows;

    /// <summary>A folder for files of this run.</summary>
    public string Work => options.Work;

    /// <summary>The folder of the web console, built.</summary>
    public string Console =>
        options.Console ?? throw new InvalidOperationException("This area opens the console: give --console DIR.");

    /// <summary>One size for a full run, another for a quick one.</summary>
    public T Size<T>(T full, T quick) => Quick ? quick : full;

    public void Add(Row row) => _rows.Add(row);

    /// <summary>What is being done now, for whoever waits.</summary>
    public void Say(string words) => to.WriteLine($"  … {words}");

    /// <summary>A host on an empty database of its own, ready to be asked; it ends with the run.</summary>
    public async Task<HostUnderTest> StartHostAsync(string name)
    {
        await using (var source = NpgsqlDataSource.Create(options.Cluster))
        {
            await using var command = source.CreateCommand($"create database {name}");
            await command.ExecuteNonQueryAsync();
        }

        var database = new NpgsqlConnectionStringBuilder(options.Cluster) { Database = name }.ConnectionString;
        var host = await HostUnderTest.StartAsync(options.Host, database, Path.Combine(Work, name));
        _started.Add(host);
        return host;
    }

    /// <summary>Ends with the run.</summary>
    public T Keep<T>(T started) where T : IAsyncDisposable
    {
        _started.Add(started);
        return started;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var started in Enumerable.Reverse(_started))
        {
            await started.DisposeAsync();
        }
    }
}
