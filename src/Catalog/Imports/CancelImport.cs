using Marquee.Catalog.Reading;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Catalog.Imports;

/// <summary>Somebody stops an import. Its job sees it before the next chunk; what is imported stands.</summary>
internal static class CancelImport
{
    public static void Map(RouteGroupBuilder api) => api
        .MapPost("/imports/{id:guid}/cancellation", HandleAsync).Allow(Role.Operator, Role.Developer, Role.Machine)
        .WithName("CancelImport").WithSummary("Stops an import; the rows taken so far stay");

    private static Task<Answer<ImportView>> HandleAsync(
        CallContext call, Guid id, CatalogDb db, CancellationToken cancel) =>
        db.MutateAsync<ImportView>(call, async tx =>
        {
            var status = await tx.ScalarAsync<string>(
                $"select status from catalog.import where tenant_id = {call.Tenant.Id} and import_id = {id} for update",
                    cancel);
            if (status is null)
            {
                return new Unknown("import", id.ToString("D"));
            }

            var decided = Decide(id, EnumText.Parse<ImportStatus>(status));
            if (!decided.IsSuccess)
            {
                return decided.Error;
            }

            if (decided.Value)
            {
                await tx.ExecuteAsync($"""
                    update catalog.import set status = {ImportStatus.Cancelling}
                    where tenant_id = {call.Tenant.Id} and import_id = {id}
                    """, cancel);
                await tx.AuditAsync("catalog.import.cancelled", $"import:{id}", null, cancel);
            }

            return (await ImportView.FindAsync(tx, id, cancel))!;
        }, cancel);

    /// <summary>Whether there is something to stop.</summary>
    internal static Result<bool> Decide(Guid id, ImportStatus status) => status switch
    {
        ImportStatus.Queued or ImportStatus.Running => true,
        ImportStatus.Cancelling or ImportStatus.Cancelled => false,
        ImportStatus.Done or ImportStatus.Failed => new ImportEnded(id.ToString("D"), EnumText.Of(status)),
    };
}
