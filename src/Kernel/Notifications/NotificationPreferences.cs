using Marquee.Kernel.Mail;
using Marquee.Kernel.Tenancy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using MimeKit;

namespace Marquee.Kernel.Notifications;

/// <summary>What somebody wants to be told, and whether as mail.</summary>
internal static class NotificationPreferences
{
    internal enum MailLanguage
    {
        Zh,
        En,
    }

    internal sealed record KindBody(string Kind, bool InApp, bool Mail);

    internal sealed record Body(string? Address, MailLanguage Language, IReadOnlyList<KindBody> Kinds);

    internal sealed record KindView(string Kind, Texts Label, bool InApp, bool Mail);

    /// <param name="MailIsOn">Whether this installation sends mail at all.</param>
    /// <param name="Address">Where to; null for nowhere.</param>
    /// <param name="Language">The language of mails.</param>
    /// <param name="MailError">Why the last mail could not be sent; null when it could.</param>
    /// <param name="Kinds">Every kind, by name.</param>
    internal sealed record View(
        bool MailIsOn, string? Address, MailLanguage Language, string? MailError, IReadOnlyList<KindView> Kinds);

    private sealed record Mailbox(string? Address, string Language, string? Error);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/notifications/preferences", ShowAsync).WithName("ShowNotificationPreferences").WithSummary(
            "What the caller wants to be told, and whether as mail").Allow(Reader.Roles).Rows(RowRule.Common);
        api.MapPut("/notifications/preferences", SaveAsync).WithName("SaveNotificationPreferences").WithSummary(
            "Say what to be told, where mail goes and in which language; kinds not named stay as they are")
            .Allow(Reader.Roles).OfOneself();
    }

    private static async Task<Answer<View>> ShowAsync(
        CallContext call, KernelDb db, Registry<INotificationKind> kinds, MailSettings mail, CancellationToken cancel)
        => Reader.Of(call) is { } person
            ? await db.ReadAsync(call, tx => ViewAsync(tx, person, kinds, mail, cancel), cancel)
            : new NotAllowed("somebody signed in: only a person has notifications");

    private static async Task<Answer<View>> SaveAsync(
        Body body, CallContext call, KernelDb db, Registry<INotificationKind> kinds, MailSettings mail,
        CancellationToken cancel)
    {
        if (Wrong(body, kinds) is { } wrong)
        {
            return wrong;
        }

        if (Reader.Of(call) is not { } person)
        {
            return new NotAllowed("somebody signed in: only a person has notifications");
        }

        return await db.MutateAsync<View>(call, async tx =>
        {
            await StoreAsync(tx, person, body, cancel);
            return await ViewAsync(tx, person, kinds, mail, cancel);
        }, cancel);
    }

    internal static InvalidRequest? Wrong(Body body, Registry<INotificationKind> kinds)
    {
        var wrong = new List<FieldError>();
        if (body.Address is { } address && !IsAddress(address))
        {
            wrong.Add(new FieldError(
                "address", "is no mail address", Cut(address), "one address such as name@example.com, or nothing"));
        }

        wrong.AddRange(body.Kinds.Take(KernelLimits.NotificationKinds).Select((one, i) => (one.Kind, i))
            .Where(one => !kinds.TryGet(one.Kind, out _)).Take(10).Select(one => new FieldError(
                $"kinds[{one.i}].kind", "is no kind of notification", Cut(one.Kind),
                string.Join(", ", kinds.All.Select(kind => kind.Name)))));

        if (body.Kinds.Count > KernelLimits.NotificationKinds
            || body.Kinds.Select(one => one.Kind).Distinct(StringComparer.Ordinal).Count() != body.Kinds.Count)
        {
            wrong.Add(new FieldError("kinds", "are too many, or one is there twice", null, "each kind once"));
        }

        return wrong.Count == 0 ? null : new InvalidRequest(wrong);
    }

    private static bool IsAddress(string text) => text.Length is >= 3 and <= 254
        && !text.Any(char.IsControl) && MailboxAddress.TryParse(text, out var box)
        && box.Address == text && text.IndexOf('@', StringComparison.Ordinal) > 0;

    private static string Cut(string text) => text[..Math.Min(200, text.Length)];

    private static async Task StoreAsync(Transaction tx, Guid person, Body body, CancellationToken cancel)
    {
        var tenant = tx.Call.Tenant.Id;
        // Mail to somebody who had none begins with what happens from now on; another address goes on from the last.
        await tx.ExecuteAsync($"""
            insert into kernel.notification_reader as r (tenant_id, principal_id, address, language)
            values ({tenant}, {person}, {body.Address}, {TagOf(body.Language)})
            on conflict (tenant_id, principal_id) do update set
                address = excluded.address, language = excluded.language, failures = 0, retry_at = null,
                last_error = null,
                mailed_until = case when r.address is null then clock_timestamp() else r.mailed_until end
            """, cancel);
        await tx.ExecuteAsync($"""
            insert into kernel.notification_preference (tenant_id, principal_id, kind, in_app, mail)
            select {tenant}, {person}, k.kind, k."inApp", k.mail
            from jsonb_to_recordset({new SqlText.Json(body.Kinds)}) as k (kind text, "inApp" boolean, mail boolean)
            on conflict (tenant_id, principal_id, kind) do update set in_app = excluded.in_app, mail = excluded.mail
            """, cancel);
        await tx.AuditAsync(
            "kernel.notification_preferences.saved", $"principal:{person:D}",
            new { body.Address, body.Language, body.Kinds }, cancel);
    }

    private static async Task<View> ViewAsync(
        Transaction tx, Guid person, Registry<INotificationKind> kinds, MailSettings mail, CancellationToken cancel)
    {
        var tenant = tx.Call.Tenant.Id;
        var box = await tx.FindAsync(
            $"""
            select address, language, last_error from kernel.notification_reader
            where tenant_id = {tenant} and principal_id = {person}
            """,
            row => new Mailbox(row.TextOrNull(0), row.GetString(1), row.TextOrNull(2)), cancel);
        var said = (await tx.QueryAsync(
            $"""
            select kind, in_app, mail from kernel.notification_preference
            where tenant_id = {tenant} and principal_id = {person}
            """,
            row => new KindBody(row.GetString(0), row.GetBoolean(1), row.GetBoolean(2)), cancel))
            .ToDictionary(one => one.Kind);
        return new View(
            mail.IsOn, box?.Address, box?.Language == "zh-CN" ? MailLanguage.Zh : MailLanguage.En, box?.Error,
            [.. kinds.All.Select(kind => new KindView(
                kind.Name, kind.Label, said.GetValueOrDefault(kind.Name)?.InApp ?? true,
                said.GetValueOrDefault(kind.Name)?.Mail ?? kind.IsMailed))]);
    }

    private static string TagOf(MailLanguage language) => language switch
    {
        MailLanguage.Zh => "zh-CN",
        MailLanguage.En => "en",
    };
}
