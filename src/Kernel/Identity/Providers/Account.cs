using System.Globalization;
using System.Security.Claims;
using System.Text.Json;

namespace Marquee.Kernel.Identity.Providers;

/// <summary>An account as its provider describes it. Nothing but the subject is believed.</summary>
internal sealed record Account(string Issuer, string Subject, string? Email, bool EmailVerified, string? Display)
{
    private const string Verified = "email_verified";

    /// <summary>Reads the answer of the userinfo endpoint; null when it names no account.</summary>
    public static Account? Of(SignInProvider provider, JsonElement user)
    {
        if (user.ValueKind != JsonValueKind.Object || TextOf(user, provider.SubjectClaim, 255) is not { } subject)
        {
            return null;
        }

        var verified = user.TryGetProperty(Verified, out var said)
            && (said.ValueKind == JsonValueKind.True
                || (said.ValueKind == JsonValueKind.String && said.GetString() == "true"));
        var email = TextOf(user, provider.EmailClaim, 254);
        return new Account(
            provider.Issuer, subject, email, email is not null && verified, TextOf(user, provider.DisplayClaim, 100));
    }

    /// <summary>As claims of the framework's ticket, for the moment between its events.</summary>
    public IEnumerable<Claim> Claims() => new (string Type, string? Value)[]
    {
        (nameof(Subject), Subject), (nameof(Email), Email), (nameof(Display), Display),
        (nameof(EmailVerified), EmailVerified ? "true" : null),
    }.Where(claim => claim.Value is not null).Select(claim => new Claim(claim.Type, claim.Value!, null, Issuer));

    /// <summary>The account of those claims.</summary>
    public static Account Of(SignInProvider provider, ClaimsPrincipal person) => new(
        provider.Issuer,
        person.FindFirstValue(nameof(Subject)) ?? throw new InvalidOperationException("A ticket has a subject."),
        person.FindFirstValue(nameof(Email)), person.FindFirstValue(nameof(EmailVerified)) is not null,
        person.FindFirstValue(nameof(Display)));

    // Some providers number their accounts.
    private static string? TextOf(JsonElement user, string claim, int longest)
    {
        var text = !user.TryGetProperty(claim, out var value) ? null : value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number when value.TryGetInt64(out var number) =>
                number.ToString(CultureInfo.InvariantCulture),
            _ => null,
        };
        return text is { Length: > 0 } && text.Length <= longest && !text.Any(char.IsControl) ? text : null;
    }
}
