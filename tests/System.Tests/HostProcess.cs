using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Marquee.Testing;
using Npgsql;

namespace Marquee.Whole.Tests;

/// <summary>
/// The real host as a process of its own, on an empty database of its own: started as a person would start it, killed
/// as a machine would be.
/// </summary>
public sealed partial class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan DemoPatience = TimeSpan.FromMinutes(15);
    private readonly ConcurrentQueue<string> _lines = new();
    private Process? _process;

    private readonly string _maintenance;

    private readonly Dictionary<string, string> _environment;

    private HostProcess(
        string maintenance, string database, string dataDir, Dictionary<string, string> environment)
    {
        _environment = environment;
        _maintenance = maintenance;
        Database = database;
        DataDir = dataDir;
    }

    /// <summary>The connection string of the owner.</summary>
    public string Database { get; }

    /// <summary>Where blobs and the key file are.</summary>
    public string DataDir { get; }

    /// <summary>Where it listens; the same after a restart.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1:0");

    /// <summary>What it wrote, newest last.</summary>
    public string Log => string.Join('\n', _lines.TakeLast(200));

    /// <summary>Every line that it wrote.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>Whether it runs, and has since its last start.</summary>
    public bool IsRunning => _process is { HasExited: false };

    /// <summary>The administrator's password that the first start told.</summary>
    public string? Password { get; private set; }

    /// <summary>The key by which the demo drives.</summary>
    public string Key => File.ReadAllText(Path.Combine(DataDir, "demo.key")).Trim();

    public string KeyFile => Path.Combine(DataDir, "demo.key");

    /// <summary>Starts one on an empty database of its own.</summary>
    /// <param name="cluster">Connects to the cluster that it is to stand on; the tests' common one unless said.</param>
    /// <param name="environment">Settings beside those that every host of the tests has.</param>
    public static async Task<HostProcess> StartNewAsync(
        string? cluster = null, Dictionary<string, string>? environment = null)
    {
        var host = await NewAsync(cluster, environment);
        await host.StartAsync();
        return host;
    }

    /// <summary>The same, not started yet.</summary>
    public static async Task<HostProcess> NewAsync(
        string? cluster = null, Dictionary<string, string>? environment = null)
    {
        var maintenance = cluster ?? TestCluster.Maintenance;
        var name = "s_" + Guid.NewGuid().ToString("N")[..16];
        await using (var source = NpgsqlDataSource.Create(maintenance))
        {
            await using var command = source.CreateCommand($"create database {name}");
            await command.ExecuteNonQueryAsync();
        }

        var text = new NpgsqlConnectionStringBuilder(maintenance) { Database = name }.ConnectionString;
        return new HostProcess(
            maintenance, text, Directory.CreateTempSubdirectory("marquee-system-").FullName, environment ?? []);
    }

    /// <summary>Starts it, or starts it again where it was.</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo(Program("Host", "Marquee.Host"))
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
            WorkingDirectory = DataDir,
        };
        start.Environment["MARQUEE_DATABASE"] = Database;
        start.Environment["MARQUEE_DATA_DIR"] = DataDir;
        start.Environment["MARQUEE_URLS"] = $"http://127.0.0.1:{Address.Port}";
        foreach (var (setting, value) in _environment)
        {
            start.Environment[setting] = value;
        }

        var console = Path.Combine(Repository.Root, "console", "dist");
        if (Directory.Exists(console))
        {
            start.Environment["MARQUEE_CONSOLE_DIR"] = console;
        }

        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException("The host ended:\n" + Log));
        _process.OutputDataReceived += (_, line) => Heard(line.Data, ready);
        _process.ErrorDataReceived += (_, line) => Heard(line.Data, ready);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await ready.Task.WaitAsync(Patience);
    }

    /// <summary>Ends it as a power cut would.</summary>
    public async Task KillAsync()
    {
        if (_process is { HasExited: false } running)
        {
            running.Kill();
            await running.WaitForExitAsync();
        }
    }

    /// <summary>A client with the administrator's key, for that tenant.</summary>
    public HttpClient Client(string? key = null, string? tenant = null)
    {
        var client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(2) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key ?? Key);
        if (tenant is not null)
        {
            client.DefaultRequestHeaders.Add("Marquee-Tenant", tenant);
        }

        return client;
    }

    /// <summary>Runs the demo program against this host; returns its exit code and what it printed.</summary>
    public Task<(int Code, string Output)> DemoAsync(params string[] arguments) => DemoAsync(_ => { }, arguments);

    /// <summary>The same, with every line told as it comes.</summary>
    public async Task<(int Code, string Output)> DemoAsync(Action<string> heard, params string[] arguments)
    {
        var start = new ProcessStartInfo(Program("Demo", "Marquee.Demo"))
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
            WorkingDirectory = DataDir,
        };
        foreach (var argument in (string[])[.. arguments, "--url", Address.ToString(), "--key", KeyFile])
        {
            start.ArgumentList.Add(argument);
        }

        var output = new StringBuilder();
        using var demo = new Process { StartInfo = start };
        demo.OutputDataReceived += (_, line) =>
        {
            Append(output, line.Data);
            heard(line.Data ?? "");
        };
        demo.ErrorDataReceived += (_, line) => Append(output, line.Data);
        demo.Start();
        demo.BeginOutputReadLine();
        demo.BeginErrorReadLine();
        using var tooLong = new CancellationTokenSource(DemoPatience);
        try
        {
            await demo.WaitForExitAsync(tooLong.Token);
        }
        catch (OperationCanceledException)
        {
            // A demo that never ends must not take the whole suite's results with it.
            demo.Kill();
            Append(output, $"The demo did not end in {DemoPatience}.");
            return (-1, output.ToString());
        }

        return (demo.ExitCode, output.ToString());
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process?.Dispose();
        NpgsqlConnection.ClearAllPools();
        await using var source = NpgsqlDataSource.Create(_maintenance);
        var name = new NpgsqlConnectionStringBuilder(Database).Database;
        await using (var drop = source.CreateCommand($"drop database if exists {name} with (force)"))
        {
            await drop.ExecuteNonQueryAsync();
        }

        // The roles carry the database's name and go with it.
        await using (var roles = source.CreateCommand(
            $"select string_agg(format('drop role %I', rolname), ';') from pg_roles where rolname like '{name}\\_%'"))
        {
            if (await roles.ExecuteScalarAsync() is string sql)
            {
                await using var command = source.CreateCommand(sql);
                await command.ExecuteNonQueryAsync();
            }
        }

        Directory.Delete(DataDir, recursive: true);
    }

    private static void Append(StringBuilder output, string? line)
    {
        lock (output)
        {
            output.AppendLine(line);
        }
    }

    internal static string Program(string project, string name)
    {
        var flavour = AppContext.BaseDirectory.Contains("/release", StringComparison.Ordinal) ? "release" : "debug";
        return Path.Combine(Repository.Root, "artifacts", "bin", project, flavour, name);
    }

    private void Heard(string? line, TaskCompletionSource ready)
    {
        if (line is null)
        {
            return;
        }

        _lines.Enqueue(line);
        if (line.StartsWith("MARQUEE_ADMIN_PASSWORD ", StringComparison.Ordinal))
        {
            Password = line.Split(' ')[1];
        }

        if (Listening().Match(line) is { Success: true } match)
        {
            Address = new Uri(match.Groups[1].Value);
            ready.TrySetResult();
        }
    }

    [GeneratedRegex(@"Now listening on: (http://\S+)")]
    private static partial Regex Listening();
}
