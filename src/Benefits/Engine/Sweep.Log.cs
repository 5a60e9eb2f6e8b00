using Microsoft.Extensions.Logging;

namespace Marquee.Benefits.Engine;

internal sealed partial class Sweep
{
    [LoggerMessage(
        EventId = 6001, Level = LogLevel.Warning,
        Message = "Sweeping benefits failed, the next sweep repeats it: {Why}")]
    private static partial void LogFailed(ILogger log, string why);
}
