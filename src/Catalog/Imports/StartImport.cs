using Marquee.Jobs;
using Marquee.Kernel;

namespace Marquee.Catalog.Imports;

/// <summary>
/// Starts the job of an import that was received. By event, so that a file that was taken in is imported also when the
/// host dies in between.
/// </summary>
internal sealed class StartImport(IJobs jobs) : ISubscription
{
    public string Name => "catalog.start_import";

    public IReadOnlyList<string> EventNames => ["catalog.import_received"];

    public Task HandleAsync(Delivery delivery, CancellationToken cancel)
    {
        // Starting is idempotent by the import's id, so a repeat needs no mark of its own.
        var id = delivery.Read<ImportReceived>().ImportId;
        return jobs.StartAsync(delivery.Call, ImportJob.JobName, new ImportJob.Args(id), id.ToString("D"), cancel);
    }
}
