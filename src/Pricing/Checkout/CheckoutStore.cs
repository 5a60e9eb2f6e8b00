using Marquee.Kernel;
using Marquee.Pricing.Quotes;
using Marquee.Trade;
using Npgsql;

namespace Marquee.Pricing.Checkout;

/// <summary>
/// The rows of checkouts. A row has one driver at a time: whoever holds its lease (on the wall clock of the database).
/// Every step is written only by the driver and only from the status it was decided in.
/// </summary>
internal sealed class CheckoutStore(PricingDb db)
{
    private static readonly SqlText.Raw Columns = new(
        "quote_id, shopper_no, shopper_id, request_hash, status, input::text, quote::text, holds::text, "
            + "shown_minor, expires_at, "
        + "order_id, refusal::text, stock_taken");

    /// <summary>
    /// Writes down what is promised, with the caller as its driver. False when the key was used before.
    /// </summary>
    public async Task<bool> InsertAsync(
        CallContext call, CheckoutRow row, string requestKey, Guid driver, CancellationToken cancel)
    {
        await using var tx = await db.BeginAsync(call, cancel);
        var inserted = await tx.ExecuteAsync(
            $"""
            insert into pricing.checkout (tenant_id, quote_id, shopper_no, shopper_id, request_key, request_hash,
                status, input,
                shown_minor, expires_at, created_at, driver, driver_until)
            values ({call.Tenant.Id}, {row.Id}, {row.ShopperNo}, {row.ShopperId}, {requestKey}, {row.RequestHash},
                {row.Status}, {new SqlText.Json(row.Input)}, {row.ShownMinor}, {row.ExpiresAt}, {call.Now}, {driver},
                clock_timestamp() + {PricingLimits.DriverLease})
            on conflict do nothing
            """,
            cancel);
        await tx.CommitAsync(cancel);
        return inserted == 1;
    }

    public Task<CheckoutRow?> FindAsync(CallContext call, Id<CheckoutQuote> id, CancellationToken cancel) =>
        db.ReadAsync(
        call,
        tx => tx.FindAsync(
            $"select {Columns} from pricing.checkout where tenant_id = {call.Tenant.Id} and quote_id = {id}", RowOf,
            cancel),
        cancel);

    public Task<CheckoutRow?> FindAsync(
        CallContext call, int shopperNo, string requestKey, CancellationToken cancel) => db.ReadAsync(
        call,
        tx => tx.FindAsync(
            $"""
            select {Columns} from pricing.checkout
            where tenant_id = {call.Tenant.Id} and shopper_no = {shopperNo} and request_key = {requestKey}
            """,
            RowOf, cancel),
        cancel);

    /// <summary>
    /// Becomes the driver and reads the row; null when somebody else is driving, or there is no such row.
    /// </summary>
    public async Task<CheckoutRow?> TakeAsync(
        CallContext call, Id<CheckoutQuote> id, Guid driver, CancellationToken cancel)
    {
        await using var tx = await db.BeginAsync(call, cancel);
        var row = await tx.FindAsync(
            $"""
            update pricing.checkout set driver = {driver},
                driver_until = clock_timestamp() + {PricingLimits.DriverLease}
            where tenant_id = {call.Tenant.Id} and quote_id = {id}
              and (driver is null or driver = {driver} or driver_until < clock_timestamp())
            returning {Columns}
            """,
            RowOf, cancel);
        await tx.CommitAsync(cancel);
        return row;
    }

    /// <summary>
    /// Writes the next state and keeps driving. Throws when the lease was lost: whoever has it now goes on from what is
    /// written.
    /// </summary>
    public async Task<CheckoutRow> AdvanceAsync(
        CallContext call, CheckoutRow was, CheckoutRow next, Guid driver, CancellationToken cancel)
    {
        await using var tx = await db.BeginAsync(call, cancel);
        var written = await tx.ExecuteAsync(
            $"""
            update pricing.checkout set status = {next.Status}, input = {new SqlText.Json(next.Input)},
                quote = {JsonOrNull(next.Quote)}::text::jsonb, holds = {JsonOrNull(next.Holds)}::text::jsonb,
                payable_minor = {next.Quote?.PayableMinor}, order_id = {next.OrderId?.Value},
                charged_minor = case when {next.OrderId?.Value}::uuid is null
                    then null else {next.Quote?.PayableMinor}::bigint end,
                refusal = {JsonOrNull(next.Refusal)}::text::jsonb, stock_taken = {next.StockTaken},
                driver_until = clock_timestamp() + {PricingLimits.DriverLease}
            where tenant_id = {call.Tenant.Id} and quote_id = {was.Id} and status = {was.Status} and driver = {driver}
            """,
            cancel);
        if (written != 1)
        {
            throw new LeaseLostException($"The checkout {was.Id} is driven by somebody else.");
        }

        await tx.CommitAsync(cancel);
        return next;
    }

    /// <summary>Stops driving, so that the next one need not wait for the lease to end.</summary>
    public async Task LetGoAsync(CallContext call, Id<CheckoutQuote> id, Guid driver, CancellationToken cancel)
    {
        await using var tx = await db.BeginAsync(call, cancel);
        await tx.ExecuteAsync(
            $"""
            update pricing.checkout set driver = null, driver_until = null
            where tenant_id = {call.Tenant.Id} and quote_id = {id} and driver = {driver}
            """,
            cancel);
        await tx.CommitAsync(cancel);
    }

    /// <summary>What a shopper holds by quotes under other keys.</summary>
    public Task<List<Id<CheckoutQuote>>> HeldByAsync(
        CallContext call, int shopperNo, string exceptKey, CancellationToken cancel) => db.ReadAsync(
        call,
        tx => tx.QueryAsync(
            $"""
            select quote_id from pricing.checkout
            where tenant_id = {call.Tenant.Id} and shopper_no = {shopperNo} and status = 'held'
              and request_key <> {exceptKey}
            """,
            row => row.Id<CheckoutQuote>(0), cancel),
        cancel);

    /// <summary>Checkouts that nobody drives though they are not at rest, and held ones whose time is over.</summary>
    public Task<List<Id<CheckoutQuote>>> LeftOverAsync(CallContext call, CancellationToken cancel) => db.ReadAsync(
        call,
        tx => tx.QueryAsync(
            $"""
            (select quote_id from pricing.checkout
             where tenant_id = {call.Tenant.Id} and status in ('reserving', 'priced', 'placing', 'confirming',
                 'releasing')
               and (driver is null or driver_until < clock_timestamp())
             order by driver_until nulls first limit {PricingLimits.SweepBatch})
            union all
            (select quote_id from pricing.checkout
             where tenant_id = {call.Tenant.Id} and status = 'held' and expires_at <= {call.Now}
             order by expires_at limit {PricingLimits.SweepBatch})
            """,
            row => row.Id<CheckoutQuote>(0), cancel),
        cancel);

    private static string? JsonOrNull(object? value) => value is null ? null : MarqueeJson.Text(value);

    private static CheckoutRow RowOf(NpgsqlDataReader row) => new(
        row.Id<CheckoutQuote>(0), row.GetInt32(1), row.GetString(2), row.GetString(3), row.Enum<CheckoutStatus>(4),
        row.Json<QuoteInput>(5), row.IsDBNull(6) ? null : row.Json<Quote>(6),
        row.IsDBNull(7) ? null : row.Json<List<Hold>>(7), row.LongOrNull(8), row.Instant(9),
        row.IsDBNull(10) ? null : row.Id<Order>(10), row.IsDBNull(11) ? null : row.Json<Refusal>(11),
        row.GetBoolean(12));
}

/// <summary>Another driver took a checkout over. The same request again finds it further on.</summary>
internal sealed class LeaseLostException(string message) : Exception(message);
