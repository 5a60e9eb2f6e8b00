using Marquee.Kernel;

namespace Marquee.Pricing.Checkout;

/// <summary>
/// Drives checkouts from state to state. One driver per row at a time; anybody may go on where another fell.
/// </summary>
internal sealed class CheckoutDriver(CheckoutStore store, CheckoutSteps steps, TimeProvider time)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(25);

    /// <summary>
    /// Takes the checkout over, moves it to where it is wanted, and drives it to rest. Waits a little for another
    /// driver; null when that one is still at it, or the row does not exist.
    /// </summary>
    /// <param name="call">The call.</param>
    /// <param name="id">The checkout.</param>
    /// <param name="turn">What to change in a row at rest before driving on; the row itself to leave it.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<CheckoutRow?> DriveAsync(
        CallContext call, Id<CheckoutQuote> id, Func<CheckoutRow, CheckoutRow> turn, CancellationToken cancel)
    {
        var driver = call.Ids.Next();
        var began = time.GetTimestamp();
        while (true)
        {
            if (await store.TakeAsync(call, id, driver, cancel) is { } row)
            {
                return await DriveTakenAsync(call, row, driver, turn, cancel);
            }

            if (time.GetElapsedTime(began) >= PricingLimits.BusyWait || await store.FindAsync(call, id, cancel) is null)
            {
                return null;
            }

            await Task.Delay(LookAgain, time, cancel);
        }
    }

    /// <summary>
    /// Drives a row whose lease is held, and lets go of it: also when a step throws, so that a repeat can go on at
    /// once. A driver that dies leaves the lease to run out.
    /// </summary>
    public async Task<CheckoutRow> DriveTakenAsync(
        CallContext call, CheckoutRow row, Guid driver, Func<CheckoutRow, CheckoutRow> turn, CancellationToken cancel)
    {
        try
        {
            row = await ToRestAsync(call, row, driver, cancel);
            var turned = turn(row);
            if (!ReferenceEquals(turned, row))
            {
                row = await store.AdvanceAsync(call, row, turned, driver, cancel);
                row = await ToRestAsync(call, row, driver, cancel);
            }

            return row;
        }
        finally
        {
            // The caller may be gone; the row must not wait for the end of the lease because of that.
            await store.LetGoAsync(call, row.Id, driver, CancellationToken.None);
        }
    }

    private async Task<CheckoutRow> ToRestAsync(
        CallContext call, CheckoutRow row, Guid driver, CancellationToken cancel)
    {
        while (!row.IsAtRest)
        {
            var next = await steps.NextAsync(call, row, cancel);
            row = await store.AdvanceAsync(call, row, next, driver, cancel);
        }

        return row;
    }

    /// <summary>A held checkout whose time is over goes back; every other stays.</summary>
    public static Func<CheckoutRow, CheckoutRow> ExpireAt(DateTimeOffset now) => row =>
        row.Status == CheckoutStatus.Held && now >= row.ExpiresAt
            ? row with { Status = CheckoutStatus.Releasing, Refusal = Refusal.Expired }
            : row;
}
