using Microsoft.Extensions.Logging;

namespace Marquee.Jobs.Work;

internal sealed partial class Worker
{
    [LoggerMessage(
        EventId = 2020, Level = LogLevel.Warning, Message = "Looking for work failed and is repeated: {Reason}")]
    private static partial void LogTakeFailed(ILogger log, string reason);

    [LoggerMessage(EventId = 2021, Level = LogLevel.Warning, Message =
        "{Job} run {Run} task {No} could not be closed; its lease will run out: {Reason}")]
    private static partial void LogCloseFailed(ILogger log, string job, Guid run, int no, string reason);

    [LoggerMessage(
        EventId = 2022, Level = LogLevel.Warning, Message = "Renewing leases failed and is repeated: {Reason}")]
    private static partial void LogBeatFailed(ILogger log, string reason);

    [LoggerMessage(EventId = 2023, Level = LogLevel.Warning, Message =
        "{Job} run {Run} task {No}: the lease passed to another worker")]
    private static partial void LogLeaseLost(ILogger log, string job, Guid run, int no);
}
