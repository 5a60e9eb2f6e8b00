using System.Globalization;
using System.Text;
using MimeKit;
using MimeKit.Utils;

namespace Marquee.Kernel.Mail;

/// <summary>One notification as a mail says it.</summary>
internal sealed record MailLine(Guid Id, int Revision, Texts Title, Texts Text, string Link, DateTimeOffset ChangedAt);

/// <summary>Whom a mail goes to.</summary>
internal sealed record MailReader(Guid Person, string Address, bool IsChinese);

/// <summary>Writes what happened into one plain mail. Pure but for the date.</summary>
internal static class MailText
{
    /// <param name="from">Whom it comes from.</param>
    /// <param name="to">Whom it goes to.</param>
    /// <param name="tenant">The marketplace.</param>
    /// <param name="lines">What to say; newest first, at least one.</param>
    /// <param name="more">How many more there are.</param>
    /// <param name="root">Where people reach the host; null when nobody said.</param>
    /// <param name="now">The date of the mail.</param>
    public static MimeMessage Write(
        MailboxAddress from, MailReader to, Tenant tenant, IReadOnlyList<MailLine> lines, int more, Uri? root,
        DateTimeOffset now)
    {
        var chinese = to.IsChinese;
        var message = new MimeMessage { Subject = SubjectOf(chinese, tenant, lines, more), Date = now };
        message.From.Add(from);
        message.To.Add(MailboxAddress.Parse(to.Address));
        // The same news for the same person has the same id: a mail sent twice by a fall is seen once.
        message.MessageId = $"{lines[0].Id:N}.{lines[0].Revision}.{lines.Count + more}.{to.Person:N}@{from.Domain}";
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        message.Body = new TextPart("plain") { Text = TextOf(chinese, tenant, lines, more, root) };
        return message;
    }

    private static string SubjectOf(bool chinese, Tenant tenant, IReadOnlyList<MailLine> lines, int more)
    {
        var count = lines.Count + more;
        var first = OneLine(Of(lines[0].Title, chinese));
        return $"[{tenant.Name}] " + (count == 1
            ? first
            : chinese
                ? string.Create(CultureInfo.InvariantCulture, $"{first}，等 {count} 条通知")
                : string.Create(CultureInfo.InvariantCulture, $"{first} and {count - 1} more"));
    }

    private static string TextOf(
        bool chinese, Tenant tenant, IReadOnlyList<MailLine> lines, int more, Uri? root)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            text.Append("• ").AppendLine(OneLine(Of(line.Title, chinese))).Append("  ")
                .AppendLine(OneLine(Of(line.Text, chinese)));
            if (root is not null)
            {
                text.Append("  ").AppendLine(new Uri(root, $"console/t/{tenant.Slug}/{line.Link}").AbsoluteUri);
            }

            text.AppendLine();
        }

        if (more > 0)
        {
            text.AppendLine(chinese
                ? string.Create(CultureInfo.InvariantCulture, $"另有 {more} 条，请在控制台查看。")
                : string.Create(CultureInfo.InvariantCulture, $"{more} more are in the console."));
        }

        return text.AppendLine(chinese
            ? "在控制台的通知设置里可以选择接收哪些邮件。"
            : "Choose in the console's notification settings which mails you get.").ToString();
    }

    private static string Of(Texts texts, bool chinese) => chinese ? texts.Zh : texts.En;

    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
