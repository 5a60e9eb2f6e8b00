using Marquee.Kernel.Tenancy;

namespace Marquee.Kernel.Identity;

/// <summary>
/// On the first start there is nobody yet: an administrator is made, whose generated password is told once, and a key
/// in a private file by which the demo drives the installation.
/// </summary>
internal sealed class FirstStart(KernelDb db, MarqueeSettings settings, TimeProvider time, IdSource ids)
{
    /// <summary>The file with the key, readable by its owner only.</summary>
    public string KeyFile => Path.Combine(settings.DataDir, "demo.key");

    /// <summary>
    /// Makes what is missing. Returns the new administrator's password, or null when there was an administrator.
    /// </summary>
    public async Task<string?> EnsureAsync(CancellationToken cancel)
    {
        var call = new CallContext(Tenant.Platform, Actor.System, time, ids);
        await using var tx = await db.BeginAsync(call, cancel);
        await tx.ExecuteAsync($"lock table kernel.principal in share row exclusive mode", cancel);
        if (!await HasKeyAsync(tx, cancel))
        {
            var (key, id) = MachineKeys.Make();
            await MachineKeys.InsertAsync(
                tx, id, key, "demo", null, [Role.Administrator, Role.Machine], null, null, cancel);
            Directory.CreateDirectory(settings.DataDir);
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            await using var writer = new StreamWriter(KeyFile, options);
            await writer.WriteLineAsync(key.AsMemory(), cancel);
        }

        string? password = null;
        if (!await tx.ScalarAsync<bool>($"select exists (select from kernel.principal)", cancel))
        {
            password = Secrets.New(15);
            var id = ids.Next();
            await tx.ExecuteAllAsync(
                [
                    $"""
                    insert into kernel.principal (principal_id, name, display_name, password_hash, created_at)
                    values ({id}, 'admin', 'Administrator', {Secrets.HashPassword(password)}, {call.Now})
                    """,
                    $"""
                    insert into kernel.role_grant (grant_id, principal_id, tenant_id, role, created_at)
                    values ({ids.Next()}, {id}, null, {Role.Administrator}, {call.Now})
                    """,
                ], cancel);
        }

        await tx.CommitAsync(cancel);
        return password;
    }

    private async Task<bool> HasKeyAsync(Transaction tx, CancellationToken cancel)
    {
        if (!File.Exists(KeyFile))
        {
            return false;
        }

        var key = (await File.ReadAllTextAsync(KeyFile, cancel)).Trim();
        return key.Length > 16 && await tx.ScalarAsync<bool>(
            $"select exists (select from kernel.machine_key where key_id = {key[3..15]} and revoked_at is null)",
            cancel);
    }
}
