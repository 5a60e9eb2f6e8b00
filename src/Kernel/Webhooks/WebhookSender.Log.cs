using Microsoft.Extensions.Logging;

namespace Marquee.Kernel.Webhooks;

internal sealed partial class WebhookSender
{
    [LoggerMessage(EventId = 1045, Level = LogLevel.Warning, Message = "Webhooks wait for the next turn: {Reason}")]
    private static partial void LogFailed(ILogger log, string reason);

    [LoggerMessage(EventId = 1046, Level = LogLevel.Warning, Message = "Webhook {Webhook} was paused: {Reason}")]
    private static partial void LogPaused(ILogger log, Guid webhook, string reason);
}
