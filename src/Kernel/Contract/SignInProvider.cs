using System.Text;

namespace Marquee.Kernel;

/// <summary>
/// An OpenID Connect or OAuth 2 provider by which people sign in, from <c>MARQUEE_SIGN_IN_NAME_…</c>. Its secret is
/// part of no text of it.
/// </summary>
public sealed record SignInProvider
{
    /// <summary>What it is called in settings and addresses: lower case letters and digits.</summary>
    public required string Name { get; init; }

    /// <summary><c>_TITLE</c>: what the button says.</summary>
    public required string Title { get; init; }

    /// <summary>
    /// <c>_ISSUER</c>: what accounts are kept under. Two providers never share it; changing it cuts every link.
    /// </summary>
    public required string Issuer { get; init; }

    /// <summary><c>_AUTHORIZE</c>: where the browser is sent to.</summary>
    public required Uri Authorize { get; init; }

    /// <summary><c>_TOKEN</c>: where the code becomes a token.</summary>
    public required Uri Token { get; init; }

    /// <summary><c>_USERINFO</c>: where the account is read.</summary>
    public required Uri UserInfo { get; init; }

    /// <summary><c>_CLIENT_ID</c>: whom the provider knows this installation as.</summary>
    public required string ClientId { get; init; }

    /// <summary><c>_SECRET</c>, or the file that <c>_SECRET_FILE</c> names. A secret.</summary>
    public required string Secret { get; init; }

    /// <summary><c>_SCOPES</c>: what is asked for, separated by spaces.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = ["openid", "profile", "email"];

    /// <summary><c>_SUBJECT</c>: the claim that names the account for good.</summary>
    public string SubjectClaim { get; init; } = "sub";

    /// <summary><c>_EMAIL</c>: the claim with the mail address, shown to administrators only.</summary>
    public string EmailClaim { get; init; } = "email";

    /// <summary><c>_DISPLAY</c>: the claim with what the person is called.</summary>
    public string DisplayClaim { get; init; } = "name";

    // Called by ToString: everything but the secret.
    private bool PrintMembers(StringBuilder builder)
    {
        builder.Append("Name = ").Append(Name).Append(", Issuer = ").Append(Issuer);
        return true;
    }
}
