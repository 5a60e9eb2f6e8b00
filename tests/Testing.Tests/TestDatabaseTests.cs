using Marquee.Kernel;

namespace Marquee.Testing.Tests;

/// <summary>What every test over SQL relies on.</summary>
public sealed class TestDatabaseTests
{
    [Fact]
    public async Task A_database_is_migrated_and_nobody_elses()
    {
        await using var one = await TestDatabase.CreateAsync();
        await using var other = await TestDatabase.CreateAsync();
        var tenant = await one.NewTenantAsync();

        Assert.Equal(tenant.Slug, await one.ScalarAsync<string>("select slug from kernel.tenant"));
        Assert.Equal(0L, await other.ScalarAsync<long>("select count(*) from kernel.tenant"));
    }

    [Fact]
    public async Task Ten_databases_at_once_share_one_template()
    {
        var databases = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => TestDatabase.CreateAsync()));
        Assert.Equal(10, databases.Select(database => database.Name).Distinct().Count());
        foreach (var database in databases)
        {
            await database.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_dropped_database_is_gone()
    {
        await using var stays = await TestDatabase.CreateAsync();
        var dropped = await TestDatabase.CreateAsync();
        await dropped.DisposeAsync();
        Assert.Null(await stays.ScalarAsync<string>(
            "select datname from pg_database where datname = $1", dropped.Name));
    }

    [Fact]
    public async Task The_kernels_role_belongs_to_the_shared_prefix()
    {
        await using var database = await TestDatabase.CreateAsync();
        var role = database.Settings.RoleOf("kernel");
        Assert.Equal("test_kernel", role);
        Assert.Equal(1L, await database.ScalarAsync<long>("select count(*) from pg_roles where rolname = $1", role));
    }
}
