using Microsoft.AspNetCore.Http;

namespace Marquee.Kernel.Identity;

/// <summary>Begins and ends what a browser proves itself by.</summary>
internal static class Sessions
{
    /// <summary>Stores a session of the person; the cookie is set when the transaction has committed.</summary>
    public static async Task BeginAsync(
        Transaction tx, HttpContext http, Guid principal, CancellationToken cancel)
    {
        var token = Secrets.New(32);
        var now = tx.Call.Now;
        var expires = now + KernelLimits.SessionLength;
        await tx.ExecuteAllAsync(
            [
                $"""
                update kernel.principal set failed_sign_ins = 0, paused_until = null where principal_id = {principal}
                """,
                $"""
                insert into kernel.session (token_hash, principal_id, created_at, expires_at)
                values ({Secrets.HashOf(token)}, {principal}, {now}, {expires})
                """,
                $"delete from kernel.session where expires_at < {now}",
            ], cancel);
        tx.AfterCommit(() => http.Response.Cookies.Append(Authenticator.SessionCookie, token, new CookieOptions
        {
            HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps, Path = "/",
            Expires = expires,
        }));
    }

    /// <summary>Ends every session of the person.</summary>
    public static Task EndAsync(Transaction tx, Authenticator authenticator, Guid principal, CancellationToken cancel)
    {
        tx.AfterCommit(authenticator.Forget);
        return tx.ExecuteAsync($"delete from kernel.session where principal_id = {principal}", cancel);
    }
}
