using Marquee.Campaigns.Merchants;
using Marquee.Campaigns.Rounds;
using Marquee.Campaigns.Submissions;
using Marquee.Catalog;
using Marquee.Jobs;
using Marquee.Kernel;
using Marquee.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.EnrollmentSheets;

/// <summary>A filled-in sheet comes in: its bytes become a blob, and a run submits what it says.</summary>
internal static class ReceiveSheet
{
    private const int NameLength = 200;

    public static void Map(RouteGroupBuilder api) => api
        .MapPost("/shops/{shop}/rounds/{round}/sheets", HandleAsync).WithName(nameof(ReceiveSheet))
        .WithSummary("Upload a sheet (format csv or xlsx), streamed as the body; its items are then submitted")
        .Allow([.. EndpointRules.MerchantPeople, Role.Operator, Role.Machine]).Needs(ShopRight.Submit)
        .StreamsBody(SheetLimits.FileBytes);

    private static async Task<Answer<SheetView>> HandleAsync(
        string shop, Id<Round> round, string? name, string? format, HttpRequest request, CallContext call,
        CampaignsDb db, ICatalog catalog, IBlobStore blobs, IJobs jobs, CancellationToken cancel)
    {
        var merchant = await Shops.FindAsync(call, catalog, shop, cancel);
        var kind = FormatOf(name, format);
        if ((merchant.Error ?? kind.Error) is { } wrong)
        {
            return wrong;
        }

        var open = await db.ReadAsync<Result<Done>>(call, async tx =>
            await RoundRows.FindAsync(tx, round, cancel) is not { } state ? new Unknown("round", round.ToString())
                : Submitting.Refusal(state, call.Now) is { } closed ? closed : Done.Instance, cancel);
        if (!open.IsSuccess)
        {
            return open.Error;
        }

        var blob = await blobs.PutAsync(request.Body, SheetLimits.FileBytes, cancel);
        if (!blob.IsSuccess)
        {
            return blob.Error;
        }

        var stored = await db.MutateAsync<Guid>(call, async tx =>
        {
            var id = call.Ids.Next();
            await tx.ExecuteAsync($"""
                insert into campaigns.sheet (tenant_id, id, round_id, merchant_id, name, format, blob, bytes,
                    actor_kind, actor_id, actor_name, created_at)
                values ({call.Tenant.Id}, {id}, {round}, {merchant.Value.Id}, 
                    {name ?? "sheet" + kind.Value.Extension()}, {kind.Value},
                    {blob.Value.Sha256}, {blob.Value.Length}, {call.Actor.Kind}, {call.Actor.Id},
                    {call.Actor.Name}, {call.Now})
                """, cancel);
            await tx.AuditAsync(
                "campaigns.sheet.received", $"sheet:{id:D}", new RowOf(merchant.Value.Id, null),
                new { shop, round, name, blob.Value.Sha256, blob.Value.Length }, cancel);
            return id;
        }, cancel);
        if (stored.Error is { } refused)
        {
            return refused;
        }

        // Also on a repeat: the first request may have been cut short here. The sheet is the run's key.
        var run = await jobs.StartAsync(
            call, SubmitSheet.JobName, new SubmitSheetArgs(stored.Value), stored.Value.ToString("D"), cancel);
        await using var tx = await db.BeginAsync(call, cancel);
        await tx.ExecuteAllAsync(
        [
            $"update campaigns.sheet set run_id = {run} where tenant_id = {call.Tenant.Id} and id = {stored.Value}",
            // Older sheets give their rows up; the submissions that came of them stay.
            $"""
            delete from campaigns.sheet h where h.tenant_id = {call.Tenant.Id} and h.merchant_id = {merchant.Value.Id}
                and h.id <= (select k.id from campaigns.sheet k
                    where k.tenant_id = h.tenant_id and k.merchant_id = h.merchant_id
                    order by k.id desc offset {Limits.SheetsPerShop} limit 1)
            """,
        ], cancel);
        await tx.CommitAsync(cancel);
        return await SheetViews.OneAsync(call, db, jobs, merchant.Value.Id, stored.Value, cancel) is { } view
            ? view : new Unknown("sheet", stored.Value.ToString("D"));
    }

    internal static Result<SheetFormat> FormatOf(string? name, string? format)
    {
        if (name?.Length > NameLength || name?.Any(char.IsControl) == true)
        {
            return new InvalidRequest("name", "is no file name", name, $"up to {NameLength} characters");
        }

        var said = format ?? Path.GetExtension(name ?? "").TrimStart('.');
#pragma warning disable CA1308 // Formats are written in lower case.
        return EnumText.TryParse<SheetFormat>(said.ToLowerInvariant(), out var parsed)
#pragma warning restore CA1308
            ? parsed
            : new InvalidRequest("format", "is no format", said, "csv, xlsx");
    }
}
