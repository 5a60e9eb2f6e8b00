using Marquee.Kernel;
using Marquee.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Marquee.Kernel.Tests;

public sealed class MigrationTests
{
    [Fact]
    public async Task Migrating_again_changes_nothing()
    {
        await using var db = await TestDatabase.CreateAsync(new ProbeModule());
        await MigratorOf(db).MigrateAsync([new ProbeModule()], default);
        Assert.Equal(1L, await db.ScalarAsync<long>("select count(*) from kernel.migration where module = 'probe'"));
    }

    [Fact]
    public async Task Five_hosts_that_start_together_migrate_once()
    {
        await using var db = await TestDatabase.CreateAsync();
        await Task.WhenAll(
            Enumerable.Range(0, 5).Select(_ => MigratorOf(db).MigrateAsync([new ProbeModule()], default)));
        Assert.Equal(1L, await db.ScalarAsync<long>("select count(*) from kernel.migration where module = 'probe'"));
    }

    [Fact]
    public async Task A_file_that_was_changed_after_it_was_applied_is_refused_by_name()
    {
        await using var db = await TestDatabase.CreateAsync(new ProbeModule());
        await db.ExecuteAsync("update kernel.migration set sha256 = 'other' where module = 'probe'");
        var refused =
            await Assert.ThrowsAsync<MigrationException>(
                () => MigratorOf(db).MigrateAsync([new ProbeModule()], default));
        Assert.Contains("0001_probe.sql", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_older_than_its_database_is_refused()
    {
        await using var db = await TestDatabase.CreateAsync(new ProbeModule());
        await db.ExecuteAsync(
            "insert into kernel.migration (module, number, name, sha256) values ('probe', 2, '0002_later.sql', 'x')");
        var refused =
            await Assert.ThrowsAsync<MigrationException>(
                () => MigratorOf(db).MigrateAsync([new ProbeModule()], default));
        Assert.Contains("older than the database", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_came_back_under_another_name_gives_its_roles_what_they_need()
    {
        await using var db = await TestDatabase.CreateAsync(new ProbeModule());
        // What a module's migration may do for everybody must not hide what its own role still lacks.
        await db.ExecuteAsync("grant usage on schema probe to public");
        var elsewhere = db.Settings with { RolePrefix = db.Name };
        var role = elsewhere.RoleOf("probe");
        await new Migrator(db.Source, elsewhere, NullLogger<Migrator>.Instance)
            .MigrateAsync([new ProbeModule()], default);
        try
        {
            Assert.True(await db.ScalarAsync<bool>($"select has_table_privilege('{role}', 'probe.thing', 'insert')"));
        }
        finally
        {
            foreach (var module in (string[])["probe", "kernel"])
            {
                await db.ExecuteAsync($"drop owned by \"{elsewhere.RoleOf(module)}\"");
                await db.ExecuteAsync($"drop role \"{elsewhere.RoleOf(module)}\"");
            }
        }
    }

    [Fact]
    public async Task Every_table_of_a_module_has_row_security()
    {
        await using var db = await TestDatabase.CreateAsync(new ProbeModule());
        Assert.True(
            await db.ScalarAsync<bool>("select relrowsecurity from pg_class where oid = 'probe.thing'::regclass"));
    }

    private static Migrator MigratorOf(TestDatabase db) => new(db.Source, db.Settings, NullLogger<Migrator>.Instance);
}
