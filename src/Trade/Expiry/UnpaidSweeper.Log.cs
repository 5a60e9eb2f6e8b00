using Microsoft.Extensions.Logging;

namespace Marquee.Trade.Expiry;

internal sealed partial class UnpaidSweeper
{
    [LoggerMessage(EventId = 7001, Level = LogLevel.Warning,
        Message = "Looking for unpaid orders failed and is tried again: {Why}")]
    private static partial void LogFailed(ILogger log, string why);
}
