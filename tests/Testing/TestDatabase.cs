using Marquee.Kernel;
using Npgsql;

namespace Marquee.Testing;

/// <summary>
/// A real database of its own for a test class or collection, migrated for the modules it names, dropped at the end.
/// Cloning takes some tens of milliseconds. Safe for tests that run at the same time, each on tenants of its own.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private int _tenants;

    private TestDatabase(string name, MarqueeSettings settings)
    {
        Name = name;
        Settings = settings;
        // The owner reads whole tables to compare them, perhaps while two suites and a build want the same cores.
        Source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(settings.Database) { CommandTimeout = 180 }.ConnectionString);
        Clock = new FakeClock();
        Ids = new SeededIds(TestSeed.Next(), Clock);
    }

    /// <summary>The database's name in the cluster.</summary>
    public string Name { get; }

    /// <summary>The settings of a host on this database, with the role prefix that its grants are for.</summary>
    public MarqueeSettings Settings { get; }

    /// <summary>The owner's door: sees all tenants and tables. Tests check with it; modules use their own.</summary>
    public NpgsqlDataSource Source { get; }

    /// <summary>The clock of every call made here. Stands still unless the test moves it.</summary>
    public FakeClock Clock { get; }

    /// <summary>The ids of every call made here.</summary>
    public IdSource Ids { get; }

    /// <summary>Makes a database with the migrations of Kernel and these modules.</summary>
    /// <param name="modules">In the order of the host: a module after those it references.</param>
    public static async Task<TestDatabase> CreateAsync(params IModule[] modules)
    {
        var template = await TestTemplate.OfAsync(modules);
        var name = "t_" + Guid.NewGuid().ToString("N")[..16];
        await using (var source = NpgsqlDataSource.Create(TestCluster.Maintenance))
        {
            await using var connection = await source.OpenConnectionAsync();
            await TestTemplate.RunAsync(connection, $"create database {name} template {template} strategy file_copy");
        }

        return new TestDatabase(name, TestTemplate.SettingsFor(name));
    }

    /// <summary>A new tenant with a slug of its own.</summary>
    public async Task<Tenant> NewTenantAsync(
        TenantKind kind = TenantKind.Rehearsal, string currency = "CNY", string zone = "Asia/Shanghai")
    {
        var slug = $"tenant-{Interlocked.Increment(ref _tenants)}";
        var tenant = new Tenant(Ids.Next(), slug, $"Tenant {slug}", kind, currency, zone, TimeSpan.Zero);
        await using var command = Source.CreateCommand("""
            insert into kernel.tenant (tenant_id, slug, name, kind, currency, zone, token_secret, created_at)
            values ($1, $2, $3, $4, $5, $6, decode(repeat('5a', 32), 'hex'), $7)
            """);
        foreach (var value in new object[]
        {
            tenant.Id, tenant.Slug, tenant.Name, kind == TenantKind.Live ? "live" : "rehearsal", currency, zone,
            Clock.GetUtcNow(),
        })
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await command.ExecuteNonQueryAsync();
        return tenant;
    }

    /// <summary>A call on that tenant, by an administrator unless said.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="actor">Who calls; see <see cref="TestActor"/>.</param>
    /// <param name="key">The idempotency key of a mutation.</param>
    /// <param name="requestHash">The digest of the request under that key; the key itself unless said.</param>
    public CallContext Call(Tenant tenant, Actor? actor = null, string? key = null, string? requestHash = null) =>
        new(tenant, actor ?? TestActor.Person(Role.Administrator), Clock, Ids, key, requestHash ?? key);

    /// <summary>The first column of the first row, as the owner.</summary>
    public async Task<T?> ScalarAsync<T>(string sql, params object[] parameters)
    {
        await using var command = Source.CreateCommand(sql);
        foreach (var value in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return await command.ExecuteScalarAsync() is T value1 ? value1 : default;
    }

    /// <summary>Runs a statement as the owner; returns the rows it touched.</summary>
    public async Task<int> ExecuteAsync(string sql, params object[] parameters)
    {
        await using var command = Source.CreateCommand(sql);
        foreach (var value in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return await command.ExecuteNonQueryAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await using var source = NpgsqlDataSource.Create(TestCluster.Maintenance);
        await using var connection = await source.OpenConnectionAsync();
        await TestTemplate.RunAsync(connection, $"drop database if exists {Name} with (force)");
        if (Directory.Exists(Settings.DataDir))
        {
            Directory.Delete(Settings.DataDir, recursive: true);
        }
    }
}
