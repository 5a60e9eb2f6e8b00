using Marquee.Catalog.Changes;
using Marquee.Catalog.Reading;
using Marquee.Kernel;

namespace Marquee.Catalog.Prices;

/// <summary>The history in the database, and how a new point becomes the present price.</summary>
internal sealed class PriceStore(CatalogDb db) : IPriceHistory
{
    public async Task<IReadOnlyDictionary<int, LowestPrice>> LowestAsync(
        CallContext call, IReadOnlyList<int> skuNos, PriceKind kind, int days, CancellationToken cancel,
        string scene = PriceScenes.Any)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(skuNos.Count, CatalogLimits.Batch, nameof(skuNos));
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(days, CatalogLimits.HistoryDays);
        var rows = await db.ReadAsync(
            call,
            async tx =>
            {
                await IndexPlans.UseAsync(tx, cancel);
                return await tx.QueryAsync(
                    LowestText(call, [.. skuNos.Distinct()], kind, days, scene),
                    row => new LowestPrice(row.GetInt32(0), row.GetInt64(1), row.Instant(2), row.GetString(3)), cancel);
            },
            cancel);
        return rows.ToDictionary(row => row.SkuNo);
    }

    public async Task<Result<Done>> RecordAsync(
        CallContext call, IReadOnlyList<PricePoint> points, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(points.Count, CatalogLimits.Batch, nameof(points));
        for (var i = 0; i < points.Count; i++)
        {
            if (points[i].Minor is < 1 or > CatalogLimits.PriceMinor)
            {
                return new InvalidRequest(
                    $"points[{i}].minor", "is out of range", points[i].Minor, $"1 to {CatalogLimits.PriceMinor}");
            }
        }

        await using var tx = await db.BeginAsync(call, cancel);
        // What everybody pays is the catalogue's and waits for its turn; what somebody paid disturbs nobody.
        var presents = points.Any(
            point => point.Kind is PriceKind.Reference or PriceKind.Daily && point.Scene == PriceScenes.Any);
        if (presents)
        {
            await Numbers.TakeTurnAsync(tx, cancel);
        }

        await tx.ExecuteAsync($"""
            insert into catalog.price as p (tenant_id, sku_no, kind, scene, at, minor, source, derived)
            select distinct on (sku_no, kind, scene, at) {call.Tenant.Id}, sku_no, kind, scene, at, minor, source,
                derived
            from unnest({points.Select(point => point.SkuNo).ToArray()},
                {points.Select(point => EnumText.Of(point.Kind)).ToArray()},
                {points.Select(point => point.Scene).ToArray()},
                    {points.Select(point => point.At.ToUniversalTime()).ToArray()},
                {points.Select(point => point.Minor).ToArray()}, {points.Select(point => point.Source).ToArray()},
                {points.Select(point => point.Derived).ToArray()}) as n (sku_no, kind, scene, at, minor, source,
                    derived)
            order by sku_no, kind, scene, at, minor
            on conflict (tenant_id, sku_no, kind, scene, at) do update set minor = excluded.minor, source =
                excluded.source
            where excluded.minor < p.minor
            """, cancel);
        if (presents)
        {
            var changed = await PresentPrices.TakeOverAsync(
                tx, [.. points.Select(point => point.SkuNo).Distinct()], cancel);
            await ChangeLog.AddAsync(tx, CatalogEntity.Item, changed, cancel);
        }

        await tx.CommitAsync(cancel);
        return Done.Instance;
    }

    /// <summary>
    /// Lowest price per SKU. Candidates are the points within the window and the price that stood when it began: the
    /// last point at or before its first instant. Transacted prices do not stand; only those within the window count.
    /// </summary>
    internal static SqlText LowestText(CallContext call, int[] skuNos, PriceKind kind, int days, string scene)
    {
        var from = call.Now - TimeSpan.FromDays(days);
        var present = kind switch
        {
            PriceKind.Reference when scene == PriceScenes.Any => "reference",
            PriceKind.Daily when scene == PriceScenes.Any => "daily",
            PriceKind.Reference or PriceKind.Daily or PriceKind.Activity or PriceKind.Transacted => "",
        };
        return $"""
            with point as (
                select k.sku_no, p.at, p.minor, p.source from unnest({skuNos}) as k (sku_no)
                cross join lateral (
                    select * from catalog.price h where h.tenant_id = {call.Tenant.Id} and h.sku_no = k.sku_no
                        and h.kind = {kind} and h.scene = {scene} and h.at <= {call.Now} offset 0) p
                union all
                select n.sku_no, case {present} when 'daily' then n.daily_since else n.reference_since end,
                    case {present} when 'daily' then n.daily_minor else n.reference_minor end, 'present'
                from catalog.price_now n
                where {present} <> '' and n.tenant_id = {call.Tenant.Id} and n.sku_no = any({skuNos}) and n.scene =
                    {scene}),
            standing as (
                select distinct on (sku_no) sku_no, at, minor, source from point
                where at <= {from} and {kind} <> 'transacted' order by sku_no, at desc, minor),
            candidate as (
                select sku_no, at, minor, source from point where at > {from}
                union all select sku_no, at, minor, source from standing)
            select distinct on (sku_no) sku_no, minor, at, source from candidate
            where minor is not null order by sku_no, minor, at
            """;
    }
}
