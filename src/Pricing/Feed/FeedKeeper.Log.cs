using Microsoft.Extensions.Logging;

namespace Marquee.Pricing.Feed;

internal sealed partial class FeedKeeper
{
    [LoggerMessage(EventId = 9003, Level = LogLevel.Warning,
        Message = "Looking at the feeds of prices failed and is tried again: {Why}")]
    private static partial void LogLookFailed(ILogger log, string why);

    [LoggerMessage(EventId = 9004, Level = LogLevel.Warning,
        Message = "The feed of prices of '{Tenant}' could not be brought up to date yet: {Why}")]
    private static partial void LogTenantFailed(ILogger log, string tenant, string why);
}
