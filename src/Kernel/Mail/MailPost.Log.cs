using Microsoft.Extensions.Logging;

namespace Marquee.Kernel.Mail;

internal sealed partial class MailPost
{
    [LoggerMessage(EventId = 1040, Level = LogLevel.Warning, Message = "Mail waits for the next turn: {Reason}")]
    private static partial void LogFailed(ILogger log, string reason);

    [LoggerMessage(EventId = 1041, Level = LogLevel.Information, Message =
        "MARQUEE_SMTP is not set: no mail is sent, notifications are in the console")]
    private static partial void LogOff(ILogger log);
}
