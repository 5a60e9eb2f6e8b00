using Marquee.Catalog.Changes;
using Marquee.Catalog.Reading;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Catalog.Items;

/// <summary>
/// Somebody edits an item's own words. Whether a campaign has it locked is asked by the shop beforehand; the catalogue
/// does not know campaigns.
/// </summary>
internal static class EditItem
{
    /// <param name="Title">The new title; nothing leaves it.</param>
    /// <param name="Category">The new category's code; nothing leaves it.</param>
    /// <param name="Listed">Whether the shop offers it; nothing leaves it.</param>
    /// <param name="Image">The SHA-256 of an uploaded picture; nothing leaves it.</param>
    /// <param name="Version">The version the edit was made on; nothing edits whichever stands.</param>
    internal sealed record Body(
        string? Title = null, string? Category = null, bool? Listed = null, string? Image = null, int? Version = null);

    internal sealed record State(
        int ItemNo, string MerchantId, string Title, string? Category, bool Listed, string? Image, int Version,
        bool CategoryExists,
        bool ImageExists);

    internal sealed record Change(string Title, string? Category, bool Listed, string? Image);

    public static void Map(RouteGroupBuilder api) => api
        .MapPut("/catalog/items/{id}", HandleAsync)
        .Allow(Role.Operator, Role.Machine, Role.MerchantOwner, Role.MerchantStaff, Role.ServiceProvider)
        .WithName("EditItem").WithSummary("Changes title, category, picture or listing of an item");

    private static async Task<Answer<ItemView>> HandleAsync(
        CallContext call, string id, Body body, CatalogDb db, ICatalog catalog, CancellationToken cancel)
    {
        var edited = await db.MutateAsync<Done>(call, async tx =>
        {
            await Numbers.TakeTurnAsync(tx, cancel);
            if (await LoadAsync(tx, id, body, cancel) is not { } state || !Scope.Sees(
                call.Actor, state.MerchantId, state.Category))
            {
                return new Unknown("item", id);
            }

            var decided = Decide(state, body);
            if (decided.IsSuccess)
            {
                await StoreAsync(tx, id, state, decided.Value, cancel);
            }

            return decided.Map(_ => Done.Instance);
        }, cancel);
        return edited.Error ?? (Answer<ItemView>)(await ItemViews.FindAsync(call, id, catalog, cancel))!;
    }

    internal static Result<Change> Decide(State state, Body body)
    {
        if (body.Version is { } version && version != state.Version)
        {
            return new ItemChanged(version, state.Version);
        }

        if (body.Title is { } title && (
            title.Trim().Length is 0 or > CatalogLimits.TitleLength || title.Any(char.IsControl)))
        {
            return new InvalidRequest("title", "is no title", title, $"1 to {CatalogLimits.TitleLength} characters");
        }

        if (body.Category is not null && !state.CategoryExists)
        {
            return new InvalidRequest("category", "does not exist", body.Category, "the code of a category");
        }

        if (body.Image is not null && !state.ImageExists)
        {
            return new InvalidRequest("image", "was not uploaded", body.Image, "the SHA-256 of an uploaded picture");
        }

        return new Change(
            body.Title?.Trim() ?? state.Title, body.Category ?? state.Category, body.Listed ?? state.Listed,
            body.Image ?? state.Image);
    }

    private static Task<State?> LoadAsync(Transaction tx, string id, Body body, CancellationToken cancel) =>
        tx.FindAsync(
        $"""
        select i.item_no, m.external_id, i.title, i.category, i.listed, i.main_image, i.version,
            exists (select from catalog.category c where c.tenant_id = {tx.Call.Tenant.Id} and c.code =
                {body.Category}),
            exists (select from catalog.asset a where a.tenant_id = {tx.Call.Tenant.Id} and a.sha256 = {body.Image})
        from catalog.item i join catalog.merchant m on m.tenant_id = {tx.Call.Tenant.Id} and m.merchant_no =
            i.merchant_no
        where i.tenant_id = {tx.Call.Tenant.Id} and i.external_id = {id} for update of i
        """,
        row => new State(
            row.GetInt32(0), row.GetString(1), row.GetString(2), row.TextOrNull(3), row.GetBoolean(4), row.TextOrNull(
                5),
            row.GetInt32(6), row.GetBoolean(7), row.GetBoolean(8)), cancel);

    private static async Task StoreAsync(
        Transaction tx, string id, State state, Change change, CancellationToken cancel)
    {
        if (change == new Change(state.Title, state.Category, state.Listed, state.Image))
        {
            return;
        }

        await tx.ExecuteAsync($"""
            update catalog.item set title = {change.Title}, category = {change.Category}, listed = {change.Listed},
                main_image = {change.Image}, version = version + 1, updated_at = {tx.Call.Now}
            where tenant_id = {tx.Call.Tenant.Id} and item_no = {state.ItemNo}
            """, cancel);
        await ChangeLog.AddAsync(tx, CatalogEntity.Item, [state.ItemNo], cancel);
        await tx.AuditAsync(
            "catalog.item.edited", $"item:{id}", new RowOf(state.MerchantId, state.Category),
            new { from = new Change(state.Title, state.Category, state.Listed, state.Image), to = change }, cancel);
    }
}
