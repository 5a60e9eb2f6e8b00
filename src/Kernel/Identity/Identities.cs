using Marquee.Kernel.Tenancy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Marquee.Kernel.Identity;

/// <summary>
/// Which account at a provider is which person. An administrator says so, of an account that knocked or by its subject;
/// the mail address beside it is only what the provider says.
/// </summary>
internal static class Identities
{
    internal sealed record View(
        Guid Id, string Issuer, string Subject, string? Email, bool EmailVerified, string? Display, string? Principal,
        string? LinkedBy, DateTimeOffset? LinkedAt, DateTimeOffset? SeenAt);

    /// <param name="Issuer">The provider's issuer, as in its settings.</param>
    /// <param name="Subject">The account, as its provider names it.</param>
    /// <param name="Principal">The sign-in name of the person.</param>
    internal sealed record Body(string Issuer, string Subject, string Principal);

    private sealed record Removed(Guid? Principal, string Issuer, string Subject);

    public static void Map(RouteGroupBuilder platform)
    {
        platform.MapGet("/identities", ListAsync).WithName("ListIdentities")
            .WithSummary("Accounts at providers, newest first; with linked=false those that belong to nobody")
            .Allow(Role.Auditor);
        platform.MapPut("/identities", LinkAsync).WithName("LinkIdentity")
            .WithSummary("Say whose account it is: from then on it signs in that person").Allow();
        platform.MapDelete("/identities/{id}", RemoveAsync).WithName("RemoveIdentity")
            .WithSummary("Forget an account; its person is signed out everywhere").Allow();
    }

    private static async Task<Answer<Page<View>>> ListAsync(
        bool? linked, [AsParameters] PageQuery page, CallContext call, KernelDb db, CancellationToken cancel)
    {
        var start = page.Start<Guid>(call, "identities");
        if (!start.IsSuccess)
        {
            return start.Error;
        }

        var rows = await db.ReadAsync(call, tx => tx.QueryAsync(
            $"""
            {new SqlText.Raw(Columns)}
            where ({linked}::boolean is null or (i.principal_id is not null) = {linked})
              and ({start.Value.After}::uuid is null or i.identity_id < {start.Value.After})
            order by i.identity_id desc limit {start.Value.Limit + 1}
            """, Read, cancel), cancel);
        return start.Value.Of(rows, row => row.Id);
    }

    private static async Task<Answer<View>> LinkAsync(
        Body body, CallContext call, KernelDb db, MarqueeSettings settings, CancellationToken cancel)
    {
        if (settings.SignInProviders.All(one => one.Issuer != body.Issuer))
        {
            return new InvalidRequest(
                "issuer", "is of no provider of this installation", body.Issuer,
                settings.SignInProviders.Count == 0
                    ? "none: MARQUEE_SIGN_IN names no provider"
                    : "one of " + string.Join(", ", settings.SignInProviders.Select(one => one.Issuer)));
        }

        if (body.Subject.Length is 0 or > 255 || body.Subject.Any(char.IsControl))
        {
            return new InvalidRequest("subject", "is no account", body.Subject, "1 to 255 characters");
        }

        return await db.MutateAsync<View>(call, async tx =>
        {
            var principal = await tx.ScalarAsync<Guid>(
                $"select principal_id from kernel.principal where name = {body.Principal}", cancel);
            if (principal == Guid.Empty)
            {
                return new Unknown("person", body.Principal);
            }

            var identity = await tx.ScalarAsync<Guid>(
                $"""
                insert into kernel.identity (identity_id, issuer, subject, principal_id, linked_by, linked_at,
                    created_at)
                values ({call.Ids.Next()}, {body.Issuer}, {body.Subject}, {principal}, {call.Actor.Name}, {call.Now},
                    {call.Now})
                on conflict (issuer, subject) do update set principal_id = excluded.principal_id,
                    linked_by = excluded.linked_by, linked_at = excluded.linked_at
                    where kernel.identity.principal_id is null
                        or kernel.identity.principal_id = excluded.principal_id
                returning identity_id
                """, cancel);
            if (identity == Guid.Empty)
            {
                return new IdentityTaken();
            }

            await tx.AuditAsync(
                "kernel.identity.linked", $"principal:{principal:D}",
                new { identity, body.Issuer, body.Subject }, cancel);
            return await tx.FindAsync(
                $"{new SqlText.Raw(Columns)} where i.identity_id = {identity}", Read, cancel)
                ?? throw new InvalidOperationException("An account that was linked is there.");
        }, cancel);
    }

    private static async Task<Answer<Done>> RemoveAsync(
        Guid id, CallContext call, KernelDb db, Authenticator authenticator, CancellationToken cancel) =>
        await db.MutateAsync<Done>(call, async tx =>
        {
            var removed = await tx.FindAsync(
                $"delete from kernel.identity where identity_id = {id} returning principal_id, issuer, subject",
                row => new Removed(
                    row.IsDBNull(0) ? null : row.GetGuid(0), row.GetString(1), row.GetString(2)), cancel);
            if (removed is null)
            {
                return new Unknown("account", id.ToString("D"));
            }

            if (removed.Principal is { } principal)
            {
                await Sessions.EndAsync(tx, authenticator, principal, cancel);
                await tx.AuditAsync(
                    "kernel.identity.removed", $"principal:{principal:D}",
                    new { identity = id, removed.Issuer, removed.Subject }, cancel);
            }

            return Done.Instance;
        }, cancel);

    private const string Columns = """
        select i.identity_id, i.issuer, i.subject, i.email, i.email_verified, i.display, p.name, i.linked_by,
            i.linked_at, i.seen_at
        from kernel.identity i left join kernel.principal p using (principal_id)
        """;

    private static View Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetString(2), row.TextOrNull(3), row.GetBoolean(4), row.TextOrNull(5),
        row.TextOrNull(6), row.TextOrNull(7), row.InstantOrNull(8), row.InstantOrNull(9));

    private sealed record IdentityTaken() : Error("kernel.identity_taken", ErrorKind.Conflict)
    {
        public override string Message =>
            "This account signs in somebody else. Remove it first, and make sure that it is the same person's.";
    }
}
