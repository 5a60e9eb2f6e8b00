using Microsoft.Extensions.Logging;

namespace Marquee.Campaigns.Rounds;

internal sealed partial class RoundTicker
{
    [LoggerMessage(
        EventId = 6001, Level = LogLevel.Warning, Message = "Looking for due phases failed; the next tick tries again")]
    private static partial void LogFailed(ILogger log, Exception e);
}
