using Marquee.Benefits;
using Marquee.Kernel;

namespace Marquee.Venues.Pages;

/// <summary>How a revision becomes what shoppers see, on the platform's pages and on shops'.</summary>
internal static class Publication
{
    internal sealed record Published(string Slug, int Revision, string Address, DateTimeOffset PublishedAt);

    /// <summary>Makes a revision of a page of the platform's, or of that shop, the one that shoppers see.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="slug">The page.</param>
    /// <param name="merchantId">The shop whose page it is; null for the platform's.</param>
    /// <param name="number">The revision.</param>
    /// <param name="types">The kinds of blocks.</param>
    /// <param name="offers">What the shop runs on its own.</param>
    /// <param name="reason">Why, where somebody says it.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<Result<Published>> RunAsync(
        Transaction tx, string slug, string? merchantId, int number, Registry<IPageBlock> types,
        IReadOnlyList<ShopOffer> offers, string? reason, CancellationToken cancel)
    {
        var call = tx.Call;
        if (await PageRows.LoadAsync(tx, slug, merchantId, cancel) is not { } state)
        {
            return new Unknown("venue", slug);
        }

        var fit = await FitAsync(tx, state, merchantId, number, types, offers, cancel);
        if (!fit.IsSuccess)
        {
            return fit.Error;
        }

        await tx.ExecuteAsync($"""
            update venues.page set live_revision = {number}, published_at = {call.Now}
            where tenant_id = {call.Tenant.Id} and page_id = {state.PageId}
            """, cancel);
        await tx.AuditAsync("venues.page.published", "venue:" + slug,
            new { Revision = number, was = state.LiveRevision, reason }, cancel);
        await tx.AddAsync(new PagePublished(slug, number, fit.Value), cancel);
        return Result<Published>.Of(new Published(slug, number, $"/t/{call.Tenant.Slug}/venue/{slug}",
            call.Now));
    }

    /// <summary>The hash of a revision that shoppers could see; otherwise why they cannot.</summary>
    public static async Task<Result<string>> FitAsync(
        Transaction tx, PageRows.State state, string? merchantId, int number, Registry<IPageBlock> types,
        IReadOnlyList<ShopOffer> offers, CancellationToken cancel)
    {
        var revision = await tx.FindAsync(
            $"""
            select document, sha256 from venues.page_revision
            where tenant_id = {tx.Call.Tenant.Id} and page_id = {state.PageId} and revision = {number}
            """,
            row => (Document: row.Json<PageDocument>(0), Hash: row.GetString(1)).ToTuple(), cancel);
        if (revision is null)
        {
            return new InvalidRequest("revision", "does not exist", number, $"1 to {state.HeadRevision}");
        }

        // Block types may have changed since it was saved.
        var wrong = PageRows.Wrong(revision.Item1, types, "document.")
            ?? (merchantId is null ? null : ShopPageCheck.Wrong(revision.Item1, types, offers, "document."));
        return wrong is null ? Result<string>.Of(revision.Item2) : wrong;
    }
}
