using Marquee.Catalog.Changes;
using Marquee.Catalog.Prices;
using Marquee.Catalog.Reading;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Catalog.Items;

/// <summary>Somebody edits a SKU's prices or tells its stock. The price that gives way stays in the history.</summary>
internal static class EditSku
{
    /// <param name="DailyPrice">The new daily price; nothing leaves it.</param>
    /// <param name="ReferencePrice">The new reference price; nothing leaves it.</param>
    /// <param name="Stock">Units on hand, reserved ones included; nothing leaves it.</param>
    internal sealed record Body(Money? DailyPrice = null, Money? ReferencePrice = null, long? Stock = null);

    internal sealed record State(
        int SkuNo, int ItemNo, string MerchantId, string? Category, long? Daily, long? Reference, long? OnHand,
        long Reserved);

    internal sealed record Change(long? Daily, long? Reference, long? OnHand);

    public static void Map(RouteGroupBuilder api) => api
        .MapPut("/catalog/skus/{id}", HandleAsync)
        .Allow(Role.Operator, Role.Machine, Role.MerchantOwner, Role.MerchantStaff, Role.ServiceProvider)
        .WithName("EditSku").WithSummary("Changes prices or stock of a SKU");

    private static async Task<Answer<SkuView>> HandleAsync(
        CallContext call, string id, Body body, CatalogDb db, ICatalog catalog, CancellationToken cancel)
    {
        var edited = await db.MutateAsync<Done>(call, async tx =>
        {
            await Numbers.TakeTurnAsync(tx, cancel);
            if (await LoadAsync(tx, id, cancel) is not { } state || !Scope.Sees(
                call.Actor, state.MerchantId, state.Category))
            {
                return new Unknown("SKU", id);
            }

            var decided = Decide(state, body, call.Tenant.Currency);
            if (decided.IsSuccess)
            {
                await StoreAsync(tx, id, state, decided.Value, cancel);
            }

            return decided.Map(_ => Done.Instance);
        }, cancel);
        return edited.Error ?? (Answer<SkuView>)ItemViews.ToView(
            call.Tenant, (await catalog.FindSkusAsync(call, [id], cancel))[id]);
    }

    internal static Result<Change> Decide(State state, Body body, string currency)
    {
        foreach (
            var (path, price) in ((string, Money?)[])[("dailyPrice", body.DailyPrice), (
            "referencePrice", body.ReferencePrice)])
        {
            if (price is { } amount && amount.Currency != currency)
            {
                return new InvalidRequest(
                    path + ".currency", "is not the settlement currency", amount.Currency, currency);
            }

            if (price is { Minor: < 1 or > CatalogLimits.PriceMinor } wrong)
            {
                return new InvalidRequest(
                    path + ".minor", "is out of range", wrong.Minor, $"1 to {CatalogLimits.PriceMinor}");
            }
        }

        if (body.Stock is < 0 or > CatalogLimits.StockUnits)
        {
            return new InvalidRequest("stock", "is out of range", body.Stock, $"0 to {CatalogLimits.StockUnits}");
        }

        return body.Stock < state.Reserved
            ? new InvalidRequest("stock", "is less than what is reserved", body.Stock, $"{state.Reserved} or more")
            : new Change(body.DailyPrice?.Minor ?? state.Daily, body.ReferencePrice?.Minor ?? state.Reference,
                body.Stock ?? state.OnHand);
    }

    private static Task<State?> LoadAsync(Transaction tx, string id, CancellationToken cancel)
    {
        var tenant = tx.Call.Tenant.Id;
        return tx.FindAsync(
            $"""
            with locked as materialized (
                select k.sku_no, k.on_hand, k.reserved from catalog.stock k
                where k.tenant_id = {tenant} and k.sku_no = (
                    select sku_no from catalog.sku where tenant_id = {tenant} and external_id = {id}) for update)
            select s.sku_no, s.item_no, m.external_id, i.category, n.daily_minor, n.reference_minor, l.on_hand,
                coalesce(l.reserved, 0)
            from catalog.sku s
            join catalog.item i on i.tenant_id = {tenant} and i.item_no = s.item_no
            join catalog.merchant m on m.tenant_id = {tenant} and m.merchant_no = i.merchant_no
            left join catalog.price_now n on n.tenant_id = {tenant} and n.sku_no = s.sku_no and n.scene = 'any'
            left join locked l on l.sku_no = s.sku_no
            where s.tenant_id = {tenant} and s.external_id = {id}
            """,
            row => new State(
                row.GetInt32(0), row.GetInt32(1), row.GetString(2), row.TextOrNull(3), row.LongOrNull(4),
                row.LongOrNull(5),
                row.LongOrNull(6), row.GetInt64(7)), cancel);
    }

    private static async Task StoreAsync(
        Transaction tx, string id, State state, Change change, CancellationToken cancel)
    {
        if (change == new Change(state.Daily, state.Reference, state.OnHand))
        {
            return;
        }

        await tx.ExecuteAsync(new SqlText("""
            create temp table sku_edit (sku_no int primary key, reference_minor bigint, daily_minor bigint)
                on commit drop
            """), cancel);
        await tx.ExecuteAsync(
            $"insert into pg_temp.sku_edit values ({state.SkuNo}, {change.Reference}, {change.Daily})", cancel);
        await tx.ExecuteAllAsync(
            PresentPrices.SetFrom(new SqlText.Raw("pg_temp.sku_edit"), tx.Call.Tenant.Id, [state.SkuNo], tx.Call.Now,
                "edit"), cancel);
        if (change.OnHand is { } onHand && onHand != state.OnHand)
        {
            await tx.ExecuteAsync($"""
                insert into catalog.stock as k (tenant_id, sku_no, on_hand, told) values ({tx.Call.Tenant.Id},
                    {state.SkuNo}, {onHand}, {onHand})
                on conflict (tenant_id, sku_no) do update set on_hand = greatest(excluded.on_hand, k.reserved)
                """, cancel);
        }

        await ChangeLog.AddAsync(tx, CatalogEntity.Item, [state.ItemNo], cancel);
        await tx.AuditAsync(
            "catalog.sku.edited", $"sku:{id}", new RowOf(state.MerchantId, state.Category),
            new { from = new Change(state.Daily, state.Reference, state.OnHand), to = change }, cancel);
    }
}
