using MailKit.Security;
using MimeKit;

namespace Marquee.Kernel.Mail;

/// <summary>Where mail goes out, if anywhere.</summary>
internal sealed record MailSettings(Uri? Server, MailboxAddress? From)
{
    private const string Example = "smtp://user:password@mail.example.com:587 or smtps://mail.example.com";

    public bool IsOn => Server is not null;

    public int Port => Server is { IsDefaultPort: false, Port: > 0 and var port } ? port : IsTls ? 465 : 25;

    /// <summary>Credentials are never sent in the clear; without them TLS is used where the server offers it.</summary>
    public SecureSocketOptions Security => IsTls
        ? SecureSocketOptions.SslOnConnect
        : Credentials is null ? SecureSocketOptions.StartTlsWhenAvailable : SecureSocketOptions.StartTls;

    public (string User, string Password)? Credentials => Server?.UserInfo.Split(':', 2) is [var user, var password]
        ? (Uri.UnescapeDataString(user), Uri.UnescapeDataString(password))
        : null;

    private bool IsTls => Server?.Scheme == "smtps";

    public static MailSettings Of(MarqueeSettings settings) => new(
        settings.Smtp, settings.MailFrom is { } from ? MailboxAddress.Parse(from) : null);

    /// <summary>Reads and checks both variables; neither means that no mail is sent.</summary>
    public static (Uri? Server, string? From) Read(Func<string, string?> variable, List<string> wrong)
    {
        var (server, from) = (variable("MARQUEE_SMTP"), variable("MARQUEE_MAIL_FROM"));
        if (string.IsNullOrEmpty(server))
        {
            if (!string.IsNullOrEmpty(from))
            {
                wrong.Add(
                    $"MARQUEE_MAIL_FROM is set but MARQUEE_SMTP is not: give the mail server, such as {Example}.");
            }

            return (null, null);
        }

        // The value may hold a password, so it is not repeated.
        if (!Uri.TryCreate(server, UriKind.Absolute, out var uri) || uri.Scheme is not ("smtp" or "smtps")
            || uri.Host.Length == 0 || uri.PathAndQuery.Length > 1
            || (uri.UserInfo.Length > 0 && !uri.UserInfo.Contains(':', StringComparison.Ordinal)))
        {
            wrong.Add($"MARQUEE_SMTP cannot be read: give {Example}.");
        }

        if (string.IsNullOrEmpty(from) || !MailboxAddress.TryParse(from, out var box)
            || !box.Address.Contains('@', StringComparison.Ordinal))
        {
            wrong.Add($"MARQUEE_MAIL_FROM is '{from}': give an address such as Marquee <marquee@example.com>.");
        }

        return (uri, from);
    }
}
