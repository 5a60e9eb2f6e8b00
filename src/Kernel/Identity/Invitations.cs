using Marquee.Kernel.Tenancy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Kernel.Identity;

/// <summary>
/// A shop's owner invites somebody to work for it and hands the link over; who opens it chooses name and password.
/// </summary>
internal static class Invitations
{
    internal sealed record Body(string Display, IReadOnlyList<ShopRight> Rights);

    /// <summary>The token is answered once; a repeat of the request answers without it.</summary>
    internal sealed record View(
        Guid Id, string Display, IReadOnlyList<ShopRight> Rights, DateTimeOffset ExpiresAt, string? Token);

    internal sealed record AcceptanceBody(string Token, string Name, string Password);

    internal sealed record AcceptedView(string Name, string Display, string Tenant);

    public static void Map(RouteGroupBuilder platform, RouteGroupBuilder api)
    {
        api.MapPost("/shops/{shop}/invitations", InviteAsync).WithName("InviteToShop")
            .WithSummary("Invite somebody to work for a shop within rights; the token is answered once")
            .Allow(Role.MerchantOwner, Role.Operator);
        api.MapDelete("/shops/{shop}/invitations/{id}", WithdrawAsync).WithName("WithdrawShopInvitation")
            .WithSummary("Withdraw an invitation that was not accepted").Allow(Role.MerchantOwner, Role.Operator);
        platform.MapPost("/invitations/acceptance", AcceptAsync).WithName("AcceptInvitation")
            .WithSummary("Accept an invitation: choose a sign-in name and a password").AllowAnyone();
    }

    private static async Task<Answer<View>> InviteAsync(
        string shop, Body body, CallContext call, KernelDb db, CancellationToken cancel)
    {
        if (body.Display.Length is 0 or > 100)
        {
            return new InvalidRequest("display", "is no name to show", body.Display, "1 to 100 characters");
        }

        var token = Secrets.New(32);
        var rights = ShopGrants.Stored(body.Rights);
        var answer = await db.MutateAsync<View>(call, async tx =>
        {
            if (await ShopGrants.RefusalAsync(tx, shop, null, cancel) is { } refusal)
            {
                return refusal;
            }

            var (id, expires) = (call.Ids.Next(), call.Now + KernelLimits.InvitationLength);
            await tx.ExecuteAsync($"""
                insert into kernel.shop_invitation (tenant_id, invitation_id, merchant_id, token_hash, display, rights,
                    invited_by, created_at, expires_at)
                values ({call.Tenant.Id}, {id}, {shop}, {Secrets.HashOf(token)}, {body.Display}, {rights},
                    {call.Actor.Name}, {call.Now}, {expires})
                """, cancel);
            await tx.AuditAsync(
                "kernel.shop_person.invited", $"invitation:{id:D}", new { shop, body.Display, body.Rights }, cancel);
            return new View(id, body.Display, [.. rights.Select(EnumText.Parse<ShopRight>)], expires, null);
        }, cancel);
        // The secret is not stored with the answer, so a repeat cannot tell it again.
        return answer.Error is not null || answer.IsReplayed ? answer : answer.Value with { Token = token };
    }

    private static async Task<Answer<Done>> WithdrawAsync(
        string shop, Guid id, CallContext call, KernelDb db, CancellationToken cancel) =>
        await db.MutateAsync<Done>(call, async tx =>
        {
            var removed = await tx.ExecuteAsync($"""
                delete from kernel.shop_invitation where tenant_id = {call.Tenant.Id} and merchant_id = {shop}
                    and invitation_id = {id} and accepted_at is null
                """, cancel);
            if (removed == 0)
            {
                return new Unknown("invitation", id.ToString("D"));
            }

            await tx.AuditAsync("kernel.shop_invitation.withdrawn", $"invitation:{id:D}", new { shop }, cancel);
            return Done.Instance;
        }, cancel);

    private static async Task<Answer<AcceptedView>> AcceptAsync(
        AcceptanceBody body, CallContext call, KernelDb db, ITenants tenants, CancellationToken cancel)
    {
        var wrong = new[] { Credentials.WrongName(body.Name), Credentials.WrongPassword(body.Password) }
            .OfType<FieldError>().ToList();
        if (wrong.Count > 0)
        {
            return new InvalidRequest(wrong);
        }

        return await db.MutateAsync<AcceptedView>(call, async tx =>
        {
            if (await OpenInvitation.FindAsync(tx, tenants, body.Token, cancel) is not { } open)
            {
                return new InvitationOver();
            }

            var id = call.Ids.Next();
            if (!await open.TryMakePersonAsync(tx, id, body.Name, Secrets.HashPassword(body.Password), cancel))
            {
                return new NameTaken("principal", body.Name);
            }

            await open.AcceptAsync(tx, id, body.Name, cancel);
            return new AcceptedView(body.Name, open.Display, open.Tenant.Slug);
        }, cancel);
    }

    private sealed record InvitationOver() : Error("kernel.invitation_over", ErrorKind.NotFound)
    {
        public override string Message =>
            "This invitation is unknown, was accepted, was withdrawn or has expired. Ask the shop for a new one.";
    }
}
