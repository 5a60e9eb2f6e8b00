using System.Diagnostics;
using Marquee.Catalog.Reading;
using Marquee.Kernel;
using Npgsql;

namespace Marquee.Catalog.Stocks;

/// <summary>
/// Stock in the database. A request's row is made or locked first and the stock rows after it in rising order, so
/// requests wait for each other but never in a circle. The constraint on the table says the same as the code: nothing
/// below zero.
/// </summary>
internal sealed class StockStore(CatalogDb db) : IStock
{
    internal enum RequestStatus
    {
        Reserved,
        Confirmed,
        Released,
    }

    internal sealed record Request(RequestStatus Status, int[] SkuNos, long[] Units);

    public async Task<Result<Done>> ReserveAsync(
        CallContext call, string requestKey, IReadOnlyList<StockLine> lines, CancellationToken cancel)
    {
        if (Wrong(requestKey, lines) is { } wrong)
        {
            return wrong;
        }

        var sorted = lines.OrderBy(line => line.SkuNo).ToList();
        var request = new Request(
            RequestStatus.Reserved, [.. sorted.Select(line => line.SkuNo)], [.. sorted.Select(line => line.Units)]);
        await using var tx = await db.BeginAsync(call, cancel);
        var made = await tx.ExecuteAsync($"""
            insert into catalog.stock_request (tenant_id, request_key, status, sku_nos, units, created_at, changed_at)
            values ({call.Tenant.Id}, {requestKey}, {RequestStatus.Reserved}, {request.SkuNos}, {request.Units},
                {call.Now}, {call.Now})
            on conflict do nothing
            """, cancel);
        if (made == 0)
        {
            return Again(requestKey, (await FindAsync(tx, requestKey, cancel))!, request);
        }

        var free = await LockAsync(tx, request.SkuNos, cancel);
        if (Short(sorted, free) is { Count: > 0 } lacking)
        {
            return new StockShort(lacking);
        }

        var taken = await tx.ExecuteAsync($"""
            update catalog.stock k set reserved = k.reserved + w.units
            from unnest({request.SkuNos}, {request.Units}) as w (sku_no, units)
            where k.tenant_id = {call.Tenant.Id} and k.sku_no = w.sku_no
            """, cancel);
        Debug.Assert(taken == sorted.Count, "Every line has its locked row.");
        await tx.CommitAsync(cancel);
        return Done.Instance;
    }

    public Task<Result<Done>> ConfirmAsync(CallContext call, string requestKey, CancellationToken cancel) =>
        EndAsync(call, requestKey, RequestStatus.Confirmed, cancel);

    public Task<Result<Done>> ReleaseAsync(CallContext call, string requestKey, CancellationToken cancel) =>
        EndAsync(call, requestKey, RequestStatus.Released, cancel);

    public async Task<IReadOnlyDictionary<int, StockLevel>> LevelsAsync(
        CallContext call, IReadOnlyList<int> skuNos, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(skuNos.Count, CatalogLimits.Batch, nameof(skuNos));
        var rows = await db.ReadAsync(call, tx => tx.QueryAsync(
            $"""
            select sku_no, on_hand, reserved from catalog.stock
            where tenant_id = {call.Tenant.Id} and sku_no = any({skuNos.ToArray()})
            """,
            row => new StockLevel(row.GetInt32(0), row.GetInt64(1), row.GetInt64(2)), cancel), cancel);
        return rows.ToDictionary(level => level.SkuNo);
    }

    private async Task<Result<Done>> EndAsync(
        CallContext call, string requestKey, RequestStatus end, CancellationToken cancel)
    {
        if (requestKey.Length is 0 or > CatalogLimits.StockKeyLength)
        {
            return BadKey(requestKey);
        }

        await using var tx = await db.BeginAsync(call, cancel);
        if (end == RequestStatus.Released)
        {
            // A release that overtakes its reservation leaves a mark, so that the reservation finds itself released.
            await tx.ExecuteAsync($"""
                insert into catalog.stock_request (tenant_id, request_key, status, sku_nos, units, created_at,
                    changed_at)
                values ({call.Tenant.Id}, {requestKey}, {RequestStatus.Released}, {Array.Empty<int>()},
                    {Array.Empty<long>()}, {call.Now}, {call.Now})
                on conflict do nothing
                """, cancel);
        }

        var request = await FindAsync(tx, requestKey, cancel);
        var decided = Decide(requestKey, request, end);
        if (!decided.IsSuccess)
        {
            return decided.Error;
        }

        if (decided.Value)
        {
            await StoreAsync(tx, requestKey, request!, end, cancel);
        }

        await tx.CommitAsync(cancel);
        return Done.Instance;
    }

    /// <summary>Whether something is to be done to end a request so.</summary>
    internal static Result<bool> Decide(string key, Request? request, RequestStatus end)
    {
        if (request is null)
        {
            return new Unknown("stock request", key);
        }

        return request.Status switch
        {
            RequestStatus.Reserved => true,
            RequestStatus.Confirmed => end == RequestStatus.Confirmed ? false : new StockConfirmed(key),
            RequestStatus.Released => end == RequestStatus.Released ? false : new StockReleased(key),
        };
    }

    /// <summary>What a reservation under a used key answers.</summary>
    internal static Result<Done> Again(string key, Request earlier, Request now) => earlier switch
    {
        { Status: RequestStatus.Released } => new StockReleased(key),
        _ when earlier.SkuNos.SequenceEqual(now.SkuNos) && earlier.Units.SequenceEqual(now.Units) => Done.Instance,
        _ => new StockKeyReused(key),
    };

    private static async Task StoreAsync(
        Transaction tx, string key, Request request, RequestStatus end, CancellationToken cancel)
    {
        var tenant = tx.Call.Tenant.Id;
        var leaves = end == RequestStatus.Confirmed ? 1L : 0L;
        await LockAsync(tx, request.SkuNos, cancel);
        var touched = await tx.ExecuteAsync($"""
            update catalog.stock k set reserved = k.reserved - w.units, on_hand = k.on_hand - w.units * {leaves}
            from unnest({request.SkuNos}, {request.Units}) as w (sku_no, units)
            where k.tenant_id = {tenant} and k.sku_no = w.sku_no
            """, cancel);
        Debug.Assert(touched == request.SkuNos.Length, "What was reserved has a stock row.");
        await tx.ExecuteAsync($"""
            update catalog.stock_request set status = {end}, changed_at = {tx.Call.Now}
            where tenant_id = {tenant} and request_key = {key}
            """, cancel);
    }

    private static Task<Request?> FindAsync(Transaction tx, string key, CancellationToken cancel) => tx.FindAsync(
        $"""
        select status, sku_nos, units from catalog.stock_request
        where tenant_id = {tx.Call.Tenant.Id} and request_key = {key} for update
        """,
        row => new Request(row.Enum<RequestStatus>(0), row.GetFieldValue<int[]>(1), row.GetFieldValue<long[]>(2)),
            cancel);

    /// <summary>
    /// Locks the stock of those SKUs until the transaction ends, in rising order; says what each is called and has
    /// free.
    /// </summary>
    private static async Task<Dictionary<int, (string Id, long Free)>> LockAsync(
        Transaction tx, int[] skuNos, CancellationToken cancel)
    {
        var rows = await tx.QueryAsync(
            $"""
            select k.sku_no, s.external_id, k.on_hand - k.reserved from catalog.stock k
            join catalog.sku s on s.tenant_id = {tx.Call.Tenant.Id} and s.sku_no = k.sku_no
            where k.tenant_id = {tx.Call.Tenant.Id} and k.sku_no = any({skuNos}) order by k.sku_no for update of k
            """,
            row => (No: row.GetInt32(0), Id: row.GetString(1), Free: row.GetInt64(2)), cancel);
        return rows.ToDictionary(row => row.No, row => (row.Id, row.Free));
    }

    /// <summary>The lines that lack stock. A SKU without a row was never told any.</summary>
    internal static List<ShortLine> Short(
        IReadOnlyList<StockLine> lines, IReadOnlyDictionary<int, (string Id, long Free)> free) =>
    [
        .. lines.Where(line => !free.TryGetValue(line.SkuNo, out var level) || level.Free < line.Units)
            .Select(line => free.TryGetValue(line.SkuNo, out var level)
                ? new ShortLine(line.SkuNo, level.Id, line.Units, level.Free)
                : new ShortLine(line.SkuNo, null, line.Units, 0)),
    ];

    private static InvalidRequest? Wrong(string requestKey, IReadOnlyList<StockLine> lines)
    {
        if (requestKey.Length is 0 or > CatalogLimits.StockKeyLength)
        {
            return BadKey(requestKey);
        }

        if (lines.Count is 0 or > CatalogLimits.StockLines)
        {
            return new InvalidRequest(
                "lines", "are too many or none", lines.Count, $"1 to {CatalogLimits.StockLines} lines");
        }

        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Units is < 1 or > CatalogLimits.StockUnits)
            {
                return new InvalidRequest(
                    $"lines[{i}].units", "is out of range", lines[i].Units, $"1 to {CatalogLimits.StockUnits}");
            }
        }

        return lines.DistinctBy(line => line.SkuNo).Count() == lines.Count
            ? null
            : new InvalidRequest("lines", "name a SKU twice", null, "each SKU in one line");
    }

    private static InvalidRequest BadKey(string key) => new(
        "requestKey", "is no request key", key, $"1 to {CatalogLimits.StockKeyLength} characters");
}
