using Marquee.Catalog.Changes;
using Marquee.Kernel;

namespace Marquee.Catalog.Prices;

/// <summary>Keeps <c>price_now</c> and the history one story: what gives way becomes a point of the history.</summary>
internal static class PresentPrices
{
    /// <summary>
    /// Where the history holds a newer point than the present price, that point becomes it. Answers the items it
    /// happened to.
    /// </summary>
    public static async Task<List<int>> TakeOverAsync(Transaction tx, int[] skuNos, CancellationToken cancel)
    {
        var tenant = tx.Call.Tenant.Id;
        await IndexPlans.UseAsync(tx, cancel);
        var newest = (SqlText)$"""
            with wide as materialized (
                select k.sku_no, r.at as reference_at, r.minor as reference_minor, d.at as daily_at, d.minor as
                    daily_minor,
                    n.reference_minor as was_reference, n.reference_since, n.daily_minor as was_daily, n.daily_since
                from unnest({skuNos}) as k (sku_no)
                left join lateral (
                    select p.at, p.minor from catalog.price p
                    where p.tenant_id = {tenant} and p.sku_no = k.sku_no and p.kind = 'reference' and p.scene = 'any'
                        and p.at <= {tx.Call.Now} order by p.at desc limit 1) r on true
                left join lateral (
                    select p.at, p.minor from catalog.price p
                    where p.tenant_id = {tenant} and p.sku_no = k.sku_no and p.kind = 'daily' and p.scene = 'any'
                        and p.at <= {tx.Call.Now} order by p.at desc limit 1) d on true
                left join catalog.price_now n on n.tenant_id = {tenant} and n.sku_no = k.sku_no and n.scene = 'any')
            """;
        await tx.ExecuteAsync($"""
            {newest}
            insert into catalog.price (tenant_id, sku_no, kind, scene, at, minor, source)
            select {tenant}, sku_no, 'reference', 'any', reference_since, was_reference, 'present' from wide
            where reference_at > reference_since
            union all
            select {tenant}, sku_no, 'daily', 'any', daily_since, was_daily, 'present' from wide
            where daily_at > daily_since
            on conflict do nothing
            """, cancel);
        return await tx.QueryAsync(
            $"""
            {newest},
            taken as (
                insert into catalog.price_now as n (tenant_id, sku_no, scene, reference_minor, reference_since,
                    daily_minor, daily_since)
                select {tenant}, sku_no, 'any', reference_minor, case when reference_minor is not null then reference_at
                    end,
                    daily_minor, case when daily_minor is not null then daily_at end from wide
                where reference_minor is not null or daily_minor is not null
                on conflict (tenant_id, sku_no, scene) do update set
                    reference_minor = case when excluded.reference_since > coalesce(n.reference_since, '-infinity')
                        then excluded.reference_minor else n.reference_minor end,
                    reference_since = greatest(excluded.reference_since, n.reference_since),
                    daily_minor = case when excluded.daily_since > coalesce(n.daily_since, '-infinity')
                        then excluded.daily_minor else n.daily_minor end,
                    daily_since = greatest(excluded.daily_since, n.daily_since)
                where excluded.reference_since > coalesce(n.reference_since, '-infinity')
                    or excluded.daily_since > coalesce(n.daily_since, '-infinity')
                returning n.sku_no)
            select distinct s.item_no from taken cross join lateral (
                select item_no from catalog.sku k where k.tenant_id = {tenant} and k.sku_no = taken.sku_no offset 0) s
            """,
            row => row.GetInt32(0), cancel);
    }

    /// <summary>
    /// Sets present prices from the columns <c>sku_no, reference_minor, daily_minor</c> of a relation (null: there is
    /// none). A price that gives way, or ends, stays in the history; one that stays the same keeps its age.
    /// </summary>
    /// <param name="from">The relation, as SQL of the caller's own.</param>
    /// <param name="tenant">The tenant.</param>
    /// <param name="skuNos">Which of its SKUs; the relation's primary key is <c>sku_no</c>.</param>
    /// <param name="now">From when the new prices stand.</param>
    /// <param name="source">Who says so.</param>
    public static IReadOnlyList<SqlText> SetFrom(
        SqlText.Raw from, Guid tenant, int[] skuNos, DateTimeOffset now, string source) =>
    [
        $"""
        insert into catalog.price as p (tenant_id, sku_no, kind, scene, at, minor, source)
        select {tenant}, n.sku_no, 'reference', 'any', n.reference_since, n.reference_minor, {source} from
            catalog.price_now n
        join {from} f on f.sku_no = n.sku_no where n.tenant_id = {tenant} and n.sku_no = any({skuNos}) and n.scene =
            'any'
            and n.reference_minor is distinct from f.reference_minor and n.reference_since is not null
        union all
        select {tenant}, n.sku_no, 'daily', 'any', n.daily_since, n.daily_minor, {source} from catalog.price_now n
        join {from} f on f.sku_no = n.sku_no where n.tenant_id = {tenant} and n.sku_no = any({skuNos}) and n.scene =
            'any'
            and n.daily_minor is distinct from f.daily_minor and n.daily_since is not null
        union all
        select {tenant}, n.sku_no, 'daily', 'any', {now}, null, {source} from catalog.price_now n
        join {from} f on f.sku_no = n.sku_no where n.tenant_id = {tenant} and n.sku_no = any({skuNos}) and n.scene =
            'any'
            and n.daily_minor is not null and f.daily_minor is null and n.daily_since < {now}
        union all
        select {tenant}, n.sku_no, 'reference', 'any', {now}, null, {source} from catalog.price_now n
        join {from} f on f.sku_no = n.sku_no where n.tenant_id = {tenant} and n.sku_no = any({skuNos}) and n.scene =
            'any'
            and n.reference_minor is not null and f.reference_minor is null and n.reference_since < {now}
        on conflict (tenant_id, sku_no, kind, scene, at) do nothing
        """,
        $"""
        insert into catalog.price_now as n (tenant_id, sku_no, scene, reference_minor, reference_since, daily_minor,
            daily_since)
        select {tenant}, f.sku_no, 'any', f.reference_minor, case when f.reference_minor is not null then {now} end,
            f.daily_minor, case when f.daily_minor is not null then {now} end
        from {from} f
        where f.sku_no = any({skuNos}) and (f.reference_minor is not null or f.daily_minor is not null
            or exists (select from catalog.price_now o where o.tenant_id = {tenant} and o.sku_no = f.sku_no and o.scene
                = 'any'))
        on conflict (tenant_id, sku_no, scene) do update set
            reference_minor = excluded.reference_minor,
            reference_since = case when excluded.reference_minor = n.reference_minor then n.reference_since
                else excluded.reference_since end,
            daily_minor = excluded.daily_minor,
            daily_since = case when excluded.daily_minor = n.daily_minor then n.daily_since else excluded.daily_since
                end
        where n.reference_minor is distinct from excluded.reference_minor or n.daily_minor is distinct from
            excluded.daily_minor
        """,
    ];
}
