using Marquee.Benefits.Storage;
using Marquee.Campaigns;
using Marquee.Catalog;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Benefits.Shops;

/// <summary>The platform sets within what shops may run offers of their own.</summary>
internal static class KeepShopLimits
{
    /// <summary>Limits to set.</summary>
    /// <param name="Scope">market, category or merchant.</param>
    /// <param name="Limits">The fields; those that a narrower scope leaves out are not narrowed.</param>
    /// <param name="Subject">The category's code or the merchant's id; nothing for the market.</param>
    /// <param name="Revision">The revision that was seen; 0 when there were none.</param>
    internal sealed record Body(string Scope, MechanicSpec Limits, string? Subject = null, int Revision = 0);

    internal sealed record LimitView(
        string Scope, string? Subject, MechanicSpec Limits, int Revision, string SetBy, DateTimeOffset SetAt);

    internal sealed record View(IReadOnlyList<LimitView> Limits, IReadOnlyList<FieldSchema> Fields);

    internal sealed record Removed(string Scope, string? Subject);

    private static readonly string[] Scopes =
        [ShopLimitSet.MarketScope, ShopLimitSet.CategoryScope, ShopLimitSet.MerchantScope];

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/shop-limits", ListAsync).AllowStaff().Rows(RowRule.Whole).WithName("ListShopLimits")
            .WithSummary("Within what shops may run offers of their own: the market's limits and narrower ones.");
        api.MapPut("/shop-limits", SetAsync).Allow(Role.Operator, Role.Risk).Frozen(ChangeArea.Benefits)
            .WithName("SetShopLimits")
            .WithSummary("Sets the limits of shops' own offers for the market, a category or a merchant.");
        api.MapDelete("/shop-limits", RemoveAsync).Allow(Role.Operator, Role.Risk).Frozen(ChangeArea.Benefits)
            .WithName("RemoveShopLimits")
            .WithSummary("Removes limits; without the market's no shop makes anything new.");
    }

    private static async Task<Answer<View>> ListAsync(CallContext call, BenefitsDb db, CancellationToken cancel) =>
        new View(await db.ReadAsync(call, tx => AllAsync(tx, cancel), cancel), ShopLimitSet.Fields);

    private static async Task<Answer<LimitView>> SetAsync(
        CallContext call, Body body, BenefitsDb db, ICatalog catalog, CancellationToken cancel)
    {
        if (await WrongAsync(call, body.Scope, body.Subject, catalog, cancel) is { } wrong)
        {
            return wrong;
        }

        var limits = ShopLimitSet.Check(body.Scope, body.Limits);
        if (!limits.IsSuccess)
        {
            return limits.Error;
        }

        return await db.MutateAsync<LimitView>(call, async tx =>
        {
            var all = await AllAsync(tx, cancel);
            var was = all.FirstOrDefault(one => one.Scope == body.Scope && one.Subject == body.Subject);
            if ((was?.Revision ?? 0) != body.Revision)
            {
                return new NewerShopRevision("limits", was?.Revision ?? 0);
            }

            if (was is null && all.Count >= BenefitsLimits.ShopLimits)
            {
                return new InvalidRequest(
                    "subject", "is one too many", body.Subject, $"up to {BenefitsLimits.ShopLimits} limits in all");
            }

            var stored = await tx.ExecuteAsync($"""
                insert into benefits.shop_limit as l (tenant_id, scope, subject, limits, revision, set_by, set_at)
                values ({call.Tenant.Id}, {body.Scope}, {body.Subject ?? ""}, {new SqlText.Json(limits.Value)}, 1,
                    {call.Actor.Name}, {call.Now})
                on conflict (tenant_id, scope, subject) do update set limits = excluded.limits,
                    revision = l.revision + 1, set_by = excluded.set_by, set_at = excluded.set_at
                where l.revision = {body.Revision}
                """, cancel);
            if (stored == 0)
            {
                return new NewerShopRevision("limits", body.Revision + 1);
            }

            await tx.AuditAsync(
                "benefits.shop_limits.set", SubjectOf(body.Scope, body.Subject),
                new { was = was?.Limits, limits = limits.Value }, cancel);
            return new LimitView(
                body.Scope, body.Subject, limits.Value, body.Revision + 1, call.Actor.Name, call.Now);
        }, cancel);
    }

    private static async Task<Answer<Removed>> RemoveAsync(
        CallContext call, string scope, BenefitsDb db, ICatalog catalog, CancellationToken cancel,
        string? subject = null)
    {
        if (await WrongAsync(call, scope, subject, catalog, cancel) is { } wrong)
        {
            return wrong;
        }

        return await db.MutateAsync<Removed>(call, async tx =>
        {
            var gone = await tx.ExecuteAsync($"""
                delete from benefits.shop_limit
                where tenant_id = {call.Tenant.Id} and scope = {scope} and subject = {subject ?? ""}
                """, cancel);
            if (gone == 0)
            {
                return new Unknown("limits", SubjectOf(scope, subject));
            }

            await tx.AuditAsync("benefits.shop_limits.removed", SubjectOf(scope, subject), null, cancel);
            return new Removed(scope, subject);
        }, cancel);
    }

    private static async Task<InvalidRequest?> WrongAsync(
        CallContext call, string scope, string? subject, ICatalog catalog, CancellationToken cancel)
    {
        if (!Scopes.Contains(scope, StringComparer.Ordinal))
        {
            return new InvalidRequest("scope", "is no scope of limits", scope, string.Join(", ", Scopes));
        }

        if (scope == ShopLimitSet.MarketScope)
        {
            return subject is null
                ? null : new InvalidRequest("subject", "the market has none", subject, "nothing");
        }

        var isThere = subject is { Length: > 0 and <= KernelLimits.ExternalIdLength }
            && (scope == ShopLimitSet.MerchantScope
                ? (await catalog.FindMerchantsAsync(call, [subject], cancel)).ContainsKey(subject)
                : (await catalog.CategoriesAsync(call, cancel)).Any(category => category.Code == subject));
        return isThere
            ? null
            : new InvalidRequest(
                "subject", "is not known", subject,
                scope == ShopLimitSet.MerchantScope ? "the id of an imported merchant" : "the code of a category");
    }

    private static Task<List<LimitView>> AllAsync(Transaction tx, CancellationToken cancel) => tx.QueryAsync(
        $"""
        select scope, subject, limits, revision, set_by, set_at from benefits.shop_limit
        where tenant_id = {tx.Call.Tenant.Id}
        order by scope <> 'market', scope, subject limit {BenefitsLimits.ShopLimits}
        """,
        row => new LimitView(
            row.GetString(0), row.GetString(1) is { Length: > 0 } subject ? subject : null,
            row.Json<MechanicSpec>(2), row.GetInt32(3), row.GetString(4), row.Instant(5)), cancel);

    private static string SubjectOf(string scope, string? subject) =>
        subject is null ? $"shop_limits:{scope}" : $"shop_limits:{scope}:{subject}";
}
