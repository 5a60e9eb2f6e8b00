using Marquee.Catalog.Changes;
using Marquee.Catalog.Imports.Files;
using Marquee.Catalog.Imports.Kinds;
using Marquee.Catalog.Reading;
using Marquee.Jobs;
using Marquee.Kernel;

namespace Marquee.Catalog.Imports;

/// <summary>
/// Imports a file, as one range of its bytes. A chunk's rows, its refused rows, the counts, the place of the next row
/// and the job's own position are one transaction, so an import that is killed anywhere goes on at the next row, and
/// each row counts once.
/// </summary>
internal sealed class ImportJob(
    CatalogDb db, IBlobStore blobs, Registry<IImportKind> kinds, TimeProvider time) : IJob
{
    /// <summary>The job's name. Stored in data.</summary>
    public const string JobName = "catalog.import";

    internal sealed record Args(Guid ImportId);

    public string Name => JobName;

    public async Task<Result<JobPlan>> PlanAsync(JobStart start, CancellationToken cancel)
    {
        var id = start.Read<Args>().ImportId;
        await using var tx = await db.BeginAsync(start.Call, cancel);
        var state = (await ImportStore.LoadAsync(tx, id, cancel))!;
        await tx.ExecuteAsync($"""
            update catalog.import set status = case when status = 'queued' then 'running' else status end,
                started_at = coalesce(started_at, {start.Call.Now})
            where tenant_id = {start.Call.Tenant.Id} and import_id = {id}
            """, cancel);
        var file = await OpenAsync(state, cancel);
        if (file.Error is FileUnreadable unreadable)
        {
            await tx.ExecuteAsync($"""
                update catalog.import set error_value = {unreadable.Value}, error_accepted = {unreadable.Accepted}
                where tenant_id = {start.Call.Tenant.Id} and import_id = {id}
                """, cancel);
        }

        await tx.CommitAsync(cancel);
        if (!file.IsSuccess)
        {
            return file.Error;
        }

        await file.Value.DisposeAsync();
        return state.Bytes == 0 ? JobPlan.Nothing : new JobPlan([new KeyRange(0, state.Bytes, state.Bytes)]);
    }

    public async Task<Result<RangeOutcome>> RunRangeAsync(JobRange range, CancellationToken cancel)
    {
        var id = range.Read<Args>().ImportId;
        var (state, seen) = await db.ReadAsync(range.Call, async tx =>
            ((await ImportStore.LoadAsync(tx, id, cancel))!, await ImportStore.SeenAsync(tx, id, cancel)), cancel);
        var opened = await OpenAsync(state, cancel);
        if (!opened.IsSuccess)
        {
            return opened.Error;
        }

        await using var file = opened.Value;
        var kind = kinds.Get(state.Kind);
        var run = new ImportRun(id, state.Bytes, seen);
        string[] columns = [.. kind.Columns.Select(column => column.Name)];
        var (chunk, ahead) = (new Chunk(columns), new Chunk(columns));
        await file.ReadAsync(chunk, cancel);
        while (true)
        {
            // The next rows are read while these are stored.
            var reading = chunk.IsLast ? Task.CompletedTask : file.ReadAsync(ahead, cancel);
            Result<bool> goesOn;
            try
            {
                goesOn = await ApplyAsync(range, run, kind, chunk, state.Derived, cancel);
            }
            finally
            {
                await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            if (!goesOn.IsSuccess)
            {
                return goesOn.Error;
            }

            await reading;
            if (chunk.IsLast || !goesOn.Value)
            {
                return RangeOutcome.Counted;
            }

            (chunk, ahead) = (ahead, chunk);
        }
    }

    public async Task FinishAsync(JobEnd end, CancellationToken cancel)
    {
        var id = end.Read<Args>().ImportId;
        await using var tx = await db.BeginAsync(end.Call, cancel);
        var state = await tx.ScalarAsync<string>($"""
            select status from catalog.import where tenant_id = {end.Call.Tenant.Id} and import_id = {id} for update
            """, cancel);
        if (state is null || EnumText.Parse<ImportStatus>(state)
            is ImportStatus.Done or ImportStatus.Failed or ImportStatus.Cancelled)
        {
            return;
        }

        var status = EnumText.Parse<ImportStatus>(state) == ImportStatus.Cancelling ? ImportStatus.Cancelled
            : end.Status switch
            {
                JobRunStatus.Cancelled => ImportStatus.Cancelled,
                JobRunStatus.Failed => ImportStatus.Failed,
                JobRunStatus.Done or JobRunStatus.Queued or JobRunStatus.Running or JobRunStatus.Cancelling =>
                    ImportStatus.Done,
            };
        await tx.ExecuteAsync($"""
            update catalog.import set status = {status}, finished_at = {end.Call.Now},
                error_code = {end.Error?.Code}, error_message = {end.Error?.Message}
            where tenant_id = {end.Call.Tenant.Id} and import_id = {id}
            """, cancel);
        await tx.ExecuteAsync(
            $"delete from catalog.import_seen where tenant_id = {end.Call.Tenant.Id} and import_id = {id}", cancel);
        var view = (await ImportView.FindAsync(tx, id, cancel))!;
        await tx.AddAsync(new ImportFinished(
            id, view.Kind, EnumText.Of(status), view.Rows.Created, view.Rows.Updated, view.Rows.Unchanged,
            view.Rows.Refused), cancel);
        await tx.CommitAsync(cancel);
        if (view.Rows.Created + view.Rows.Updated >= CatalogLimits.RowsToAnalyse)
        {
            await using var statistics = await db.BeginAsync(end.Call, cancel);
            await statistics.ExecuteAsync(new SqlText("select catalog.refresh_statistics()"), cancel);
            await statistics.CommitAsync(cancel);
        }
    }

    /// <summary>Applies a chunk. False: the import was cancelled meanwhile, and the chunk was not applied.</summary>
    private async Task<Result<bool>> ApplyAsync(
        JobRange range, ImportRun run, IImportKind kind, Chunk chunk, Dictionary<string, long> derived,
        CancellationToken cancel)
    {
        var began = time.GetTimestamp();
        await using var tx = await db.BeginAsync(range.Call, cancel);
        await Numbers.TakeTurnAsync(tx, cancel);
        await IndexPlans.UseAsync(tx, cancel);
        if ((await ImportStore.LoadAsync(tx, run.Id, cancel))!.Status == ImportStatus.Cancelling)
        {
            return false;
        }

        var result = chunk.Count > 0 ? await kind.ApplyAsync(tx, run, chunk, cancel) : new ChunkResult();
        result.Refused.AddRange(chunk.Unreadable);
        foreach (var (column, count) in result.Derived)
        {
            derived[column] = derived.GetValueOrDefault(column) + count;
        }

        var ms = (long)time.GetElapsedTime(began).TotalMilliseconds;
        await ImportStore.StoreAsync(tx, run.Id, chunk, result, run.Seen, derived, ms, cancel);
        if (!await range.AdvanceAsync(tx, chunk.NextByte, chunk.NextByte - chunk.FromByte, 0, cancel))
        {
            return new LeaseLost();
        }

        await tx.CommitAsync(cancel);
        run.Seen.Stored();
        return true;
    }

    private async Task<Result<ImportFile>> OpenAsync(ImportStore.State state, CancellationToken cancel)
    {
        if (blobs.Open(state.Blob) is not { } stream)
        {
            return new FileUnreadable("catalog.file_gone", state.Blob);
        }

        var file = await ImportFile.OpenAsync(
            stream, state.Format == FileFormat.Csv, kinds.Get(state.Kind).Columns, state.NextByte, state.NextLine,
                cancel);
        if (!file.IsSuccess)
        {
            await stream.DisposeAsync();
        }

        return file;
    }
}
