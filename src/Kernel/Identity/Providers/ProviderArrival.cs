using Microsoft.AspNetCore.Http;

namespace Marquee.Kernel.Identity.Providers;

/// <summary>
/// Somebody comes back from a provider. Only a link that an administrator made, or an invitation that they bring, lets
/// them in: what the provider says of names and addresses proves nothing here.
/// </summary>
internal sealed class ProviderArrival(KernelDb db, ITenants tenants)
{
    /// <summary>What came of it: nothing wrong, or the reason and what an administrator finds the account by.</summary>
    internal sealed record Outcome(string? Fault, Guid Identity);

    internal sealed record Known(Guid Identity, Guid? Principal, string? Name, bool IsDisabled);

    internal enum Step
    {
        Enter,
        JoinAndEnter,
        MakePersonAndEnter,
        TurnAway,
    }

    public async Task<Outcome> ArriveAsync(
        CallContext call, HttpContext http, SignInProvider provider, Account account, string? token,
        CancellationToken cancel)
    {
        await using var tx = await db.BeginAsync(call, cancel);
        var known = await RememberAsync(tx, account, cancel);
        var invitation = token is null ? null : await OpenInvitation.FindAsync(tx, tenants, token, cancel);
        var (step, fault) = Decide(known, token is not null, invitation is not null);
        switch (step)
        {
            case Step.Enter:
                await Sessions.BeginAsync(tx, http, known.Principal!.Value, cancel);
                break;
            case Step.JoinAndEnter:
                await invitation!.AcceptAsync(tx, known.Principal!.Value, known.Name!, cancel);
                await Sessions.BeginAsync(tx, http, known.Principal!.Value, cancel);
                break;
            case Step.MakePersonAndEnter:
                var person = await MakeAsync(tx, provider, account, known.Identity, invitation!, cancel);
                await Sessions.BeginAsync(tx, http, person, cancel);
                break;
            case Step.TurnAway:
                break;
        }

        // Also of who is turned away: an administrator sees who knocked.
        await tx.CommitAsync(cancel);
        return new Outcome(fault, known.Identity);
    }

    internal static (Step Step, string? Fault) Decide(Known known, bool isInvited, bool isOpen) => known switch
    {
        { IsDisabled: true } => (Step.TurnAway, SignInFault.Disabled),
        _ when isInvited && !isOpen => (Step.TurnAway, SignInFault.InvitationOver),
        { Principal: not null } => (isOpen ? Step.JoinAndEnter : Step.Enter, null),
        _ when isOpen => (Step.MakePersonAndEnter, null),
        _ => (Step.TurnAway, SignInFault.Unlinked),
    };

    private static async Task<Known> RememberAsync(Transaction tx, Account account, CancellationToken cancel)
    {
        await tx.ExecuteAsync($"""
            delete from kernel.identity where identity_id in (
                select identity_id from kernel.identity where principal_id is null
                order by created_at desc offset {KernelLimits.UnlinkedIdentities})
            """, cancel);
        return await tx.FindAsync(
            $"""
            with seen as (
                insert into kernel.identity (identity_id, issuer, subject, email, email_verified, display, seen_at,
                    created_at)
                values ({tx.Call.Ids.Next()}, {account.Issuer}, {account.Subject}, {account.Email},
                    {account.EmailVerified}, {account.Display}, {tx.Call.Now}, {tx.Call.Now})
                on conflict (issuer, subject) do update set email = excluded.email,
                    email_verified = excluded.email_verified, display = excluded.display, seen_at = excluded.seen_at
                returning identity_id, principal_id)
            select s.identity_id, s.principal_id, p.name, p.disabled_at is not null
            from seen s left join kernel.principal p using (principal_id)
            """,
            row => new Known(
                row.GetGuid(0), row.IsDBNull(1) ? null : row.GetGuid(1), row.TextOrNull(2), row.GetBoolean(3)), cancel)
            ?? throw new InvalidOperationException("An account that was stored is there.");
    }

    private static async Task<Guid> MakeAsync(
        Transaction tx, SignInProvider provider, Account account, Guid identity, OpenInvitation invitation,
        CancellationToken cancel)
    {
        var id = tx.Call.Ids.Next();
        var own = $"{provider.Name}-{id:N}";
        // An address that nobody checked could be somebody else's name.
        var name = account is { EmailVerified: true, Email: { } email } && Credentials.WrongName(email) is null
            ? email
            : own;
        if (!await invitation.TryMakePersonAsync(tx, id, name, null, cancel))
        {
            name = own;
            if (!await invitation.TryMakePersonAsync(tx, id, name, null, cancel))
            {
                throw new InvalidOperationException("A name made of a new id is free.");
            }
        }

        await invitation.AcceptAsync(tx, id, name, cancel);
        await tx.ExecuteAsync($"""
            update kernel.identity set principal_id = {id}, linked_at = {tx.Call.Now},
                linked_by = {"invitation:" + invitation.Id.ToString("D")} where identity_id = {identity}
            """, cancel);
        return id;
    }
}
