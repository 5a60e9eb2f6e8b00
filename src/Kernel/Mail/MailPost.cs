using MailKit;
using MailKit.Net.Smtp;
using Marquee.Kernel.Notifications;
using Marquee.Kernel.Tenancy;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Marquee.Kernel.Mail;

/// <summary>
/// Writes to people who want mail: everything new and unread since the last one in one mail, and not again within ten
/// minutes. One host at a time. A mail may come twice after a fall, under the same Message-ID; it is never left out by
/// one.
/// </summary>
internal sealed partial class MailPost(
    MailSettings settings, MarqueeSettings all, KernelDb db, ITenants tenants, SystemCalls calls,
    Registry<INotificationKind> kinds, TimeProvider time, ILogger<MailPost> log) : BackgroundService
{
    private sealed record Reader(Guid Person, string Address, string Language, int Failures);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!settings.IsOn)
        {
            LogOff(log);
            return;
        }

        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await TurnAsync(stoppingToken);
            }
#pragma warning disable CA1031 // The next turn tries again: database or mail server may be away.
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                LogFailed(log, e.Message);
            }

            await Task.Delay(KernelLimits.MailTurn, time, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Writes to everybody who is due, once; returns how many mails went out.</summary>
    public async Task<int> TurnAsync(CancellationToken cancel)
    {
        var sent = 0;
        foreach (var tenant in await tenants.AllAsync(cancel))
        {
            sent += await TurnAsync(calls.For(tenant), cancel);
        }

        return sent;
    }

    private async Task<int> TurnAsync(CallContext call, CancellationToken cancel)
    {
        await using var alone = await db.BeginAsync(call, cancel);
        if (!await alone.ScalarAsync<bool>($"""
            select pg_try_advisory_xact_lock(hashtextextended({"mail:" + call.Tenant.Slug}, 42))
            """, cancel))
        {
            return 0;
        }

        var due = await DueAsync(alone, cancel);
        if (due.Count == 0)
        {
            return 0;
        }

        using var smtp = new SmtpClient();
        var sent = 0;
        foreach (var reader in due)
        {
            sent += await WriteAsync(call, smtp, reader, cancel) ? 1 : 0;
        }

        if (smtp.IsConnected)
        {
            await smtp.DisconnectAsync(true, cancel);
        }

        return sent;
    }

    private async Task<bool> WriteAsync(CallContext call, SmtpClient smtp, Reader reader, CancellationToken cancel)
    {
        await using var tx = await db.BeginAsync(call, cancel);
        var lines = await LinesAsync(tx, reader.Person, cancel);
        if (lines.Count == 0)
        {
            // Nothing for this person: the next turn need not look again.
            await tx.ExecuteAsync($"""
                update kernel.notification_reader set mailed_until = clock_timestamp() - {KernelLimits.MailRest}
                where tenant_id = {call.Tenant.Id} and principal_id = {reader.Person}
                """, cancel);
            await tx.CommitAsync(cancel);
            return false;
        }

        // A server that is away is nobody's fault: it ends the turn and uses up no tries.
        await ConnectAsync(smtp, cancel);
        var until = lines.Max(line => line.ChangedAt);
        try
        {
            await smtp.SendAsync(
                MailText.Write(
                    settings.From!, new MailReader(reader.Person, reader.Address, reader.Language == "zh-CN"),
                    call.Tenant, [.. lines.Take(KernelLimits.MailLines)],
                    Math.Max(0, lines.Count - KernelLimits.MailLines), all.PublicUrl, time.GetUtcNow()), cancel);
        }
        catch (Exception e) when (IsFault(e))
        {
            LogFailed(log, e.Message);
            await FailedAsync(tx, reader, until, e.Message, cancel);
            await tx.CommitAsync(cancel);
            return false;
        }

        await tx.ExecuteAsync($"""
            update kernel.notification_reader set mailed_until = {until}, mailed_at = clock_timestamp(), failures = 0,
                retry_at = null, last_error = null
            where tenant_id = {call.Tenant.Id} and principal_id = {reader.Person}
            """, cancel);
        await tx.CommitAsync(cancel);
        return true;
    }

    private static bool IsFault(Exception e) =>
        e is CommandException or ProtocolException or IOException or System.Net.Sockets.SocketException
            or TimeoutException or NotSupportedException or ServiceNotConnectedException;

    private async Task ConnectAsync(SmtpClient smtp, CancellationToken cancel)
    {
        if (smtp.IsConnected)
        {
            return;
        }

        smtp.Timeout = 15_000;
        await smtp.ConnectAsync(settings.Server!.Host, settings.Port, settings.Security, cancel);
        if (settings.Credentials is var (user, password))
        {
            await smtp.AuthenticateAsync(user, password, cancel);
        }
    }

    /// <summary>Tries later; after many tries what it said stays in the inbox only.</summary>
    private static Task<int> FailedAsync(
        Transaction tx, Reader reader, DateTimeOffset until, string error, CancellationToken cancel)
    {
        var isLast = reader.Failures + 1 >= KernelLimits.MailAttempts;
        var wait = TimeSpan.FromSeconds(15 * Math.Pow(2, Math.Min(reader.Failures, 10)));
        return tx.ExecuteAsync($"""
            update kernel.notification_reader set failures = case when {isLast} then 0 else failures + 1 end,
                retry_at = clock_timestamp() + {wait}, last_error = {error[..Math.Min(500, error.Length)]},
                mailed_until = case when {isLast} then {until} else mailed_until end
            where tenant_id = {tx.Call.Tenant.Id} and principal_id = {reader.Person}
            """, cancel);
    }

    private static Task<List<Reader>> DueAsync(Transaction tx, CancellationToken cancel) => tx.QueryAsync(
        $"""
        select r.principal_id, r.address, r.language, r.failures
        from kernel.notification_reader r
        join kernel.principal p using (principal_id)
        where r.tenant_id = {tx.Call.Tenant.Id} and r.address is not null and p.disabled_at is null
          and coalesce(r.mailed_at + {KernelLimits.MailGap} <= clock_timestamp(), true)
          and coalesce(r.retry_at <= clock_timestamp(), true)
          and exists (select from kernel.notification n where n.tenant_id = r.tenant_id
              and n.changed_at > r.mailed_until and n.changed_at <= clock_timestamp() - {KernelLimits.MailRest})
        order by r.mailed_at nulls first, r.principal_id limit {KernelLimits.MailsPerTurn}
        """,
        row => new Reader(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetInt32(3)), cancel);

    private Task<List<MailLine>> LinesAsync(Transaction tx, Guid person, CancellationToken cancel) => tx.QueryAsync(
        $"""
        select n.notification_id, n.revision, n.title, n.body, n.link, n.changed_at
        from kernel.notification n
        join kernel.notification_reader r on r.tenant_id = n.tenant_id and r.principal_id = {person}
        left join kernel.notification_preference c on c.tenant_id = n.tenant_id and c.principal_id = {person}
            and c.kind = n.kind
        where n.tenant_id = {tx.Call.Tenant.Id} and n.changed_at > greatest(r.mailed_until, r.read_until)
          and n.changed_at <= clock_timestamp() - {KernelLimits.MailRest}
          and not exists (select from kernel.notification_read d where d.tenant_id = n.tenant_id
              and d.principal_id = {person} and d.notification_id = n.notification_id and d.revision >= n.revision)
          and coalesce(c.mail, n.kind = any({kinds.All.Where(kind => kind.IsMailed).Select(kind => kind.Name)}))
          and exists (select from {NotificationSql.Grants} where g.principal_id = {person}
              and (g.tenant_id is null or g.tenant_id = n.tenant_id) and {NotificationSql.Reaches})
        order by n.changed_at desc, n.notification_id desc limit {KernelLimits.PageRows}
        """,
        row => new MailLine(
            row.GetGuid(0), row.GetInt32(1), row.Json<Texts>(2), row.Json<Texts>(3), row.GetString(4),
            row.Instant(5)), cancel);
}
