using Microsoft.Extensions.Logging;

namespace Marquee.Ledger.Engine;

internal sealed partial class ExpirySweep
{
    [LoggerMessage(
        EventId = 3001, Level = LogLevel.Warning,
        Message = "Sweeping expired holds failed, the next sweep repeats it: {Why}")]
    private static partial void LogFailed(ILogger log, string why);
}
