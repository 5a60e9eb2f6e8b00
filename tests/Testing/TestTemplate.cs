using System.Collections.Concurrent;
using System.Security.Cryptography;
using Marquee.Kernel;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Marquee.Testing;

/// <summary>
/// A migrated database that others are cloned from. It is made once per cluster and set of migrations; programs that
/// run at the same time share it, and the one that comes first makes it while the others wait.
/// </summary>
internal static class TestTemplate
{
    /// <summary>
    /// What the module roles' names begin with. All databases of a test cluster share the roles, because a clone brings
    /// the grants of its template with it.
    /// </summary>
    public const string RolePrefix = "test";

    private const long LockKey = 0x4d61727175656532;
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Made = new();

    /// <summary>The template's name for these modules.</summary>
    public static Task<string> OfAsync(IReadOnlyList<IModule> modules)
    {
        var name = "template_" + Digest(modules);
        return Made.GetOrAdd(name, _ => new Lazy<Task<string>>(() => MakeAsync(name, modules))).Value;
    }

    private static async Task<string> MakeAsync(string name, IReadOnlyList<IModule> modules)
    {
        await using var source = NpgsqlDataSource.Create(TestCluster.Maintenance);
        await using var connection = await source.OpenConnectionAsync();
        await RunAsync(connection, $"select pg_advisory_lock({LockKey})");
        if (await IsReadyAsync(connection, name))
        {
            return name;
        }

        // One that was being made when its maker was killed is made again.
        await RunAsync(connection, $"drop database if exists {name} with (force)");
        await RunAsync(connection, $"create database {name}");
        await MigrateAsync(name, modules);
        await RunAsync(connection, $"alter database {name} with is_template true allow_connections false");
        return name;
    }

    private static async Task MigrateAsync(string name, IReadOnlyList<IModule> modules)
    {
        var settings = SettingsFor(name);
        // Without a pool: a connection left open would keep clones from being made.
        var text = new NpgsqlConnectionStringBuilder(settings.Database) { Pooling = false }.ConnectionString;
        await using var source = NpgsqlDataSource.Create(text);
        var migrator = new Migrator(source, settings, NullLogger<Migrator>.Instance);
        await migrator.MigrateAsync(modules, CancellationToken.None);
    }

    /// <summary>The settings of a host on that database.</summary>
    public static MarqueeSettings SettingsFor(string database) => new()
    {
        Database = new NpgsqlConnectionStringBuilder(TestCluster.Maintenance)
        {
            Database = database,
            MaxPoolSize = 30,
            IncludeErrorDetail = true,
        }.ConnectionString,
        DataDir = Path.Combine(Path.GetTempPath(), "marquee-test-data", database),
        RolePrefix = RolePrefix,
    };

    private static async Task<bool> IsReadyAsync(NpgsqlConnection connection, string name)
    {
        await using var command = new NpgsqlCommand(
            "select datistemplate from pg_database where datname = $1", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = name });
        return await command.ExecuteScalarAsync() is true;
    }

    /// <summary>Runs a statement that takes no parameters; names in it are made here, never given.</summary>
    public static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync();
    }

    private static string Digest(IReadOnlyList<IModule> modules)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var assembly in modules.Select(module => module.GetType().Assembly).Prepend(typeof(Migrator).Assembly))
        {
            // The identity of a compilation changes with any migration, and with any change of how they are applied.
            hash.AppendData(assembly.ManifestModule.ModuleVersionId.ToByteArray());
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
