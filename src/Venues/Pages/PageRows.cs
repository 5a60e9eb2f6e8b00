using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Marquee.Kernel;

namespace Marquee.Venues.Pages;

/// <summary>How pages and their revisions stand in their tables, and what every document must be to get
/// there.</summary>
internal static class PageRows
{
    internal sealed record State(Guid PageId, int HeadRevision, int? LiveRevision);

    internal sealed record RevisionView(
        string Slug, int Revision, int? LiveRevision, string Sha256, string SavedBy, DateTimeOffset SavedAt,
            PageDocument Document, [property: System.Text.Json.Serialization.JsonIgnore] string? Shop);

    internal sealed record SavedPage(string Slug, int Revision, int? LiveRevision, string Sha256);

    /// <summary>What is wrong with a document, as a refusal; null when nothing is.</summary>
    public static Error? Wrong(PageDocument document, Registry<IPageBlock> types, string prefix)
    {
        if (MarqueeJson.Text(document).Length > VenuesLimits.DocumentLength)
        {
            return new InvalidRequest(prefix.TrimEnd('.'), "is too large", null,
                $"at most {VenuesLimits.DocumentLength} characters of JSON");
        }

        var errors = DocumentCheck.Errors(document, types);
        return errors.Count == 0 ? null
            : new InvalidRequest([.. errors.Take(100).Select(e => e with { Path = prefix + e.Path })]);
    }

    /// <summary>A page to change, locked: the platform's own, or that shop's. Nobody changes others'.</summary>
    public static Task<State?> LoadAsync(
        Transaction tx, string slug, string? merchantId, CancellationToken cancel) => tx.FindAsync(
        $"""
        select page_id, head_revision, live_revision from venues.page
        where tenant_id = {tx.Call.Tenant.Id} and slug = {slug}
            and merchant_id is not distinct from {merchantId}::text for update
        """,
        row => new State(row.GetGuid(0), row.GetInt32(1), row.IntOrNull(2)), cancel);

    public static Task<RevisionView?> FindAsync(Transaction tx, string slug, int? revision,
        CancellationToken cancel) => tx.FindAsync(
        $"""
        select p.slug, r.revision, p.live_revision, r.sha256, r.saved_by, r.saved_at, r.document, p.merchant_id
        from venues.page p
        join venues.page_revision r on (r.tenant_id, r.page_id) = (p.tenant_id, p.page_id)
        where p.tenant_id = {tx.Call.Tenant.Id} and p.slug = {slug} and r.revision = coalesce({revision},
        p.head_revision)
        """,
        row => new RevisionView(
            row.GetString(0), row.GetInt32(1), row.IntOrNull(2), row.GetString(3), row.GetString(4), row.Instant(5),
            row.Json<PageDocument>(6), row.TextOrNull(7)), cancel);

    /// <summary>The next revision of a page.</summary>
    public static async Task<Result<SavedPage>> StoreAsync(
        Transaction tx, string slug, PageRows.State state, PageDocument document, CancellationToken cancel)
    {
        Debug.Assert(state.HeadRevision >= 0, "Revisions count from 1.");
        var revision = state.HeadRevision + 1;
        var json = MarqueeJson.Text(document);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));
        await tx.ExecuteAllAsync(
        [
            $"""
            insert into venues.page_revision (tenant_id, page_id, revision, document, sha256, saved_by, saved_at)
            values ({tx.Call.Tenant.Id}, {state.PageId}, {revision}, {json}::text::jsonb, {hash}, {tx.Call.Actor.Name},
            {tx.Call.Now})
            """,
            $"""
            update venues.page set head_revision = {revision}
            where tenant_id = {tx.Call.Tenant.Id} and page_id = {state.PageId}
            """,
        ], cancel);
        await tx.AuditAsync("venues.page.saved", "venue:" + slug, new { revision, sha256 = hash }, cancel);
        return new SavedPage(slug, revision, state.LiveRevision, hash);
    }
}
