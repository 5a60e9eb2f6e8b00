using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Marquee.Kernel;

/// <summary>
/// Brings the database to the state that the modules need: forward only, each file once, checksummed, all under one
/// lock, each file in a transaction of its own. Afterwards it puts row security on every table that has a tenant and
/// gives each module's role its own schema and nothing else, so that nobody can forget either.
/// </summary>
public sealed partial class Migrator(NpgsqlDataSource source, MarqueeSettings settings, ILogger<Migrator> log)
{
    // Any constant that no other user of the database locks.
    private const long LockKey = 0x4d61727175656531;

    /// <summary>
    /// Applies what is missing of Kernel's and the modules' migrations. Safe to call from several hosts at once.
    /// </summary>
    /// <exception cref="MigrationException">An applied file was changed, is missing, or fails.</exception>
    public async Task MigrateAsync(IEnumerable<IModule> modules, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await ExecuteAsync(connection, $"select pg_advisory_lock({LockKey})", cancel);
        try
        {
            await ExecuteAsync(connection, """
                create schema if not exists kernel;
                create table if not exists kernel.migration (
                    module text not null, number int not null, name text not null, sha256 text not null,
                    applied_at timestamptz not null default clock_timestamp(), primary key (module, number));
                """, cancel);
            await MigrateModuleAsync(connection, "kernel", typeof(Migrator).Assembly, cancel);
            foreach (var module in modules)
            {
#pragma warning disable CA1308 // Schema names are lower case.
                await MigrateModuleAsync(connection, module.Name.ToLowerInvariant(), module.GetType().Assembly, cancel);
#pragma warning restore CA1308
            }
        }
        finally
        {
            await ExecuteAsync(connection, $"select pg_advisory_unlock({LockKey})", CancellationToken.None);
        }
    }

    private async Task MigrateModuleAsync(
        NpgsqlConnection connection, string module, System.Reflection.Assembly assembly, CancellationToken cancel)
    {
        var files = FilesOf(assembly, module);
        if (files.Count == 0)
        {
            return;
        }

        var applied = await AppliedAsync(connection, module, cancel);
        foreach (var (number, was) in applied)
        {
            var now = files.FirstOrDefault(file => file.Number == number)
                ?? throw new MigrationException(
                    $"{module}: migration {number} ({was.Name}) was applied here but this program does not have "
                        + $"it: it is older than the database.");
            if (now.Sha256 != was.Sha256)
            {
                throw new MigrationException(
                    $"{module}: migration {now.Name} was changed after it was applied. Restore the file and put "
                        + $"the change into a new one.");
            }
        }

        var role = settings.RoleOf(module);
        await ExecuteAsync(connection, $"create schema if not exists {module};" + RoleText(role), cancel);
        var missing = files.Where(file => !applied.ContainsKey(file.Number)).ToList();
        foreach (var file in missing)
        {
            await ApplyAsync(connection, module, file, cancel);
        }

        if (missing.Count > 0 || !await HasGrantAsync(connection, role, module, cancel))
        {
            await ExecuteAsync(connection, GrantText(module, role), cancel);
        }
    }

    private async Task ApplyAsync(
        NpgsqlConnection connection, string module, MigrationFile file, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        try
        {
            await ExecuteAsync(connection, file.Text, cancel);
            await using var record = new NpgsqlCommand(
                "insert into kernel.migration (module, number, name, sha256) values ($1, $2, $3, $4)", connection,
                transaction)
            {
                Parameters =
                {
                    new() { Value = module }, new() { Value = file.Number }, new() { Value = file.Name },
                    new() { Value = file.Sha256 },
                },
            };
            await record.ExecuteNonQueryAsync(cancel);
            await transaction.CommitAsync(cancel);
        }
        catch (PostgresException e)
        {
            throw new MigrationException(
                $"{module}: migration {file.Name} failed and was rolled back: {e.MessageText} (position {e.Position})",
                e);
        }

        LogApplied(log, module, file.Name);
    }

    // Two installations on one cluster may create their roles at the same moment: existing is as good as created.
    private static string RoleText(string role) => $"""
        do $$ begin
            if not exists (select from pg_roles where rolname = '{role}') then
                create role "{role}" nologin;
            end if;
        exception when duplicate_object or unique_violation then null;
        end $$;
        do $$ begin
            if not pg_has_role(current_user, '{role}', 'member') then
                execute format('grant %I to current_user', '{role}');
            end if;
        end $$;
        """;

    private static string GrantText(string module, string role) => $$"""
        grant usage on schema {{module}} to "{{role}}";
        grant select, insert, update, delete on all tables in schema {{module}} to "{{role}}";
        grant usage on all sequences in schema {{module}} to "{{role}}";
        grant execute on all functions in schema {{module}} to "{{role}}";
        grant usage on schema kernel to "{{role}}";
        grant insert on kernel.outbox, kernel.audit to "{{role}}";
        grant select, insert on kernel.inbox to "{{role}}";
        grant select, insert, update on kernel.idempotency to "{{role}}";
        do $body$
        declare t record;
        begin
            for t in select c.table_schema, c.table_name from information_schema.columns c
                join information_schema.tables b using (table_schema, table_name)
                where c.table_schema = '{{module}}' and c.column_name = 'tenant_id' and b.table_type = 'BASE TABLE'
            loop
                execute format('alter table %I.%I enable row level security', t.table_schema, t.table_name);
                if not exists (select from pg_policies p where p.schemaname = t.table_schema
                               and p.tablename = t.table_name and p.policyname = 'tenant') then
                    execute format('create policy tenant on %I.%I using '
                        '(tenant_id = (select nullif(current_setting(''marquee.tenant'', true), '''')::uuid))',
                        t.table_schema, t.table_name);
                end if;
            end loop;
        end $body$;
        """;

    private static async Task<Dictionary<int, (string Name, string Sha256)>> AppliedAsync(
        NpgsqlConnection connection, string module, CancellationToken cancel)
    {
        var applied = new Dictionary<int, (string, string)>();
        await using var command = new NpgsqlCommand(
            "select number, name, sha256 from kernel.migration where module = $1 order by number", connection)
        { Parameters = { new() { Value = module } } };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            applied.Add(reader.GetInt32(0), (reader.GetString(1), reader.GetString(2)));
        }

        return applied;
    }

    // The role's own grant: a schema that everybody may use says nothing of a role that came after it, as when a backup
    // is restored under another name.
    private static async Task<bool> HasGrantAsync(
        NpgsqlConnection connection, string role, string module, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            select exists (select from pg_namespace n, aclexplode(n.nspacl) a join pg_roles r on r.oid = a.grantee
                where n.nspname = $2 and r.rolname = $1 and a.privilege_type = 'USAGE')
            """, connection)
        { Parameters = { new() { Value = role }, new() { Value = module } } };
        return await command.ExecuteScalarAsync(cancel) is true;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static List<MigrationFile> FilesOf(System.Reflection.Assembly assembly, string module)
    {
        var files = new List<MigrationFile>();
        foreach (var resource in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            if (!resource.StartsWith("Storage/", StringComparison.Ordinal))
            {
                continue;
            }

            var name = resource["Storage/".Length..];
            var match = FileName().Match(name);
            if (!match.Success)
            {
                throw new MigrationException(
                    $"{module}: '{name}' is no migration name; NNNN_what_it_does.sql is expected.");
            }

            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
            var text = reader.ReadToEnd();
            files.Add(new MigrationFile(
                int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture),
                name,
                text,
                Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))));
        }

        for (var i = 0; i < files.Count; i++)
        {
            if (files[i].Number != i + 1)
            {
                throw new MigrationException(
                    $"{module}: migration {files[i].Name} should have number {i + 1}: numbers run from 1 "
                        + $"without gaps.");
            }
        }

        return files;
    }

    [GeneratedRegex(@"^(\d{4})_[a-z0-9_]+\.sql$")]
    private static partial Regex FileName();

    [LoggerMessage(EventId = 1001, Level = LogLevel.Information, Message = "Applied {Module}/{File}")]
    private static partial void LogApplied(ILogger log, string module, string file);

    private sealed record MigrationFile(int Number, string Name, string Text, string Sha256);
}
