using Microsoft.Extensions.Logging;

namespace Marquee.Pricing.Checkout;

internal sealed partial class CheckoutRecovery
{
    [LoggerMessage(EventId = 9001, Level = LogLevel.Warning,
        Message = "Looking for left-over checkouts failed and is tried again: {Why}")]
    private static partial void LogSweepFailed(ILogger log, string why);

    [LoggerMessage(EventId = 9002, Level = LogLevel.Warning,
        Message = "Checkout {QuoteId} could not be finished yet: {Why}")]
    private static partial void LogCheckoutFailed(ILogger log, Guid quoteId, string why);
}
