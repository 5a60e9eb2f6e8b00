using Marquee.Campaigns.Gates;
using Marquee.Campaigns.Merchants;
using Marquee.Campaigns.Rounds;
using Marquee.Campaigns.Submissions;
using Marquee.Jobs;
using Marquee.Kernel;
using Marquee.Rules;
using Marquee.Sheets;

namespace Marquee.Campaigns.EnrollmentSheets;

/// <summary>The arguments of a run.</summary>
internal sealed record SubmitSheetArgs(Guid Sheet);

/// <summary>
/// Submits what a sheet says: the file is read and its rows are staged while the run is planned, then items are judged
/// and stored, each row with what became of it. Key ranges are row numbers: an item belongs to its first row.
/// </summary>
internal sealed class SubmitSheet(
    CampaignsDb db, IBlobStore blobs, PlanReading reading, RuleLoader loader, Prospecting prospecting) : IJob
{
    public const string JobName = "campaigns.submit_sheet";

    public string Name => JobName;

    public int RangesAtOnce => 2;

    public async Task<Result<JobPlan>> PlanAsync(JobStart start, CancellationToken cancel)
    {
        var id = start.Read<SubmitSheetArgs>().Sheet;
        var sheet = await db.ReadAsync(start.Call, tx => SheetRows.FindAsync(tx, id, cancel), cancel);
        if (sheet is null || blobs.Open(sheet.Blob) is not { } file)
        {
            return new Unknown("sheet", id.ToString("D"));
        }

        await using (file)
        {
            var staged = await StageAsync(start.Call, sheet, file, cancel);
            if (!staged.IsSuccess)
            {
                await using var tx = await db.BeginAsync(start.Call, cancel);
                await SheetRows.RefuseAsync(
                    tx, id, staged.Error is SheetFault fault ? fault.Said : SheetWords.Of(staged.Error), cancel);
                await tx.CommitAsync(cancel);
                return staged.Error;
            }

            return staged.Value == 0 ? JobPlan.Nothing : JobPlan.Of(1, staged.Value + 1L, Limits.RowsPerSheetStep);
        }
    }

    public async Task<Result<RangeOutcome>> RunRangeAsync(JobRange range, CancellationToken cancel)
    {
        var id = range.Read<SubmitSheetArgs>().Sheet;
        var loaded = await db.ReadAsync(range.Call, async tx =>
        {
            var sheet = await SheetRows.FindAsync(tx, id, cancel);
            return sheet?.Header is null ? null : new Loaded(
                sheet, new SheetHead(sheet.Header), await SheetRows.LedAsync(tx, id, range.Position, range.Hi, cancel),
                await RoundRows.ViewsAsync(tx, [sheet.Round], cancel), await loader.LoadAsync(tx, sheet.Round, cancel));
        }, cancel);
        if (loaded is null || !loaded.Rules.IsSuccess)
        {
            return loaded?.Rules.Error ?? new Unknown("sheet", id.ToString("D"));
        }

        var call = range.Call.As(loaded.Sheet.Sender);
        var plans = loaded.Rows.GroupBy(row => row.Lead)
            .Select(rows => PlanRows.Read(loaded.Head, [.. rows], call.Tenant.Currency)).ToList();
        var judged = await JudgeAsync(call, loaded, [.. plans.Where(plan => plan.Plan is not null)], cancel);
        await using var tx = await db.BeginAsync(call, cancel);
        var verdicts = await SubmitAsync(tx, loaded, judged, cancel);
        if (!verdicts.IsSuccess)
        {
            return verdicts.Error;
        }

        var outcomes = plans.SelectMany(plan => Outcomes(
            loaded.Head, plan, verdicts.Value.GetValueOrDefault(plan.Item), call.Tenant.Currency)).ToList();
        await SheetRows.WriteAsync(tx, id, outcomes, cancel);
        var failed = outcomes.LongCount(one => one.Result is RowResult.Refused or RowResult.Wrong);
        if (!await range.AdvanceAsync(tx, range.Hi, loaded.Rows.Count - failed, failed, cancel))
        {
            return new LeaseLost();
        }

        await tx.CommitAsync(cancel);
        return RangeOutcome.Counted;
    }

    public Task FinishAsync(JobEnd end, CancellationToken cancel) => Task.CompletedTask;

    /// <summary>What became of the rows of an item. Pure.</summary>
    internal static IEnumerable<RowOutcome> Outcomes(
        SheetHead head, PlanOfRows plan, (VerdictView Verdict, Prospect? Prospect) found, string currency)
    {
        var wrong = plan.Wrong.ToDictionary(one => one.No, one => one.Said);
        foreach (var row in plan.Rows)
        {
            var sku = head.Cell(row.Cells, SheetColumn.Sku);
            yield return plan.Skipped.Contains(row.No) ? new RowOutcome(row.No, RowResult.Skipped, null, null)
                : wrong.TryGetValue(row.No, out var said) ? new RowOutcome(row.No, RowResult.Wrong, said, null)
                : plan.Plan is null ? new RowOutcome(row.No, RowResult.Wrong, SheetWords.OtherRow, null)
                : found.Verdict.Error is not null || found.Prospect is null
                    ? new RowOutcome(row.No, RowResult.Wrong, SheetWords.Of(Refusal(found.Verdict)), null)
                : found.Verdict.Status == SubmissionStatus.Refused
                    ? new RowOutcome(
                        row.No, RowResult.Refused, SheetWords.Reasons(found.Verdict.Reasons, sku),
                        SheetWords.Change(found.Prospect.Changes, sku, currency))
                : new RowOutcome(
                    row.No, found.Verdict.Unchanged ? RowResult.Unchanged : RowResult.Submitted, null, null);
        }
    }

    private static Error Refusal(VerdictView verdict) => verdict.Refusal ?? new Unknown("item", verdict.Item);

    private async Task<Result<int>> StageAsync(
        CallContext call, StoredSheet sheet, Stream file, CancellationToken cancel)
    {
        SheetHead? head = null;
        var (batch, last, count) = (new List<StagedRow>(), 0, 0);
        // The rows of one item are one plan, wherever they stand: its first row leads them.
        var leads = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var read in SheetReader.Read(file, sheet.Format))
        {
            if (!read.IsSuccess)
            {
                return read.Error;
            }

            var row = read.Value;
            if (head is null)
            {
                var found = SheetHead.Of(row);
                if (!found.IsSuccess)
                {
                    return found.Error;
                }

                head = found.Value;
                continue;
            }

            if (SheetHead.IsNote(row))
            {
                continue;
            }

            var item = head.Cell(row.Cells, SheetColumn.Item);
            leads.TryAdd(item, row.Number);
            batch.Add(new StagedRow(row.Number, leads[item], item, row.Cells));
            (last, count) = (row.Number, count + 1);
            if (batch.Count == Limits.RowsStagedAtOnce)
            {
                await StageAsync(call, sheet, batch, cancel);
            }
        }

        if (head is null)
        {
            return new SheetUnreadable(new Texts("文件是空的。", "The file is empty."));
        }

        await StageAsync(call, sheet, batch, cancel);
        await using var tx = await db.BeginAsync(call, cancel);
        await SheetRows.CompleteAsync(tx, sheet.Id, head.Names, count, cancel);
        await tx.CommitAsync(cancel);
        return last;
    }

    private async Task StageAsync(
        CallContext call, StoredSheet sheet, List<StagedRow> batch, CancellationToken cancel)
    {
        await using var tx = await db.BeginAsync(call, cancel);
        await SheetRows.StageAsync(tx, sheet.Id, batch, cancel);
        await tx.CommitAsync(cancel);
        batch.Clear();
    }

    private async Task<IReadOnlyList<(JudgedPlan Judged, Prospect? Prospect)>> JudgeAsync(
        CallContext call, Loaded loaded, IReadOnlyList<PlanOfRows> plans, CancellationToken cancel)
    {
        var round = loaded.Round[0];
        var read = await reading.ReadAsync(call, [.. plans.Select(plan => plan.Plan!)], round.Slots, cancel);
        var live = round[RoundPhase.Live];
        var prospects = new Queue<Prospect>(await prospecting.ProspectAsync(
            call, loaded.Rules.Value, live.Closes!.Value - live.Opens!.Value,
            [
                .. read.Where(one => one.IsSuccess).Select(
                    one => new ToProspect(one.Value.Item, one.Value.AllSkus, one.Value.Plan)),
            ], cancel));
        return
        [
            .. read.Select((one, i) =>
            {
                if (!one.IsSuccess)
                {
                    return (new JudgedPlan(plans[i].Item, null, null, one.Error), (Prospect?)null);
                }

                var prospect = prospects.Dequeue();
                return (new JudgedPlan(plans[i].Item, one.Value, prospect.Judged, null), prospect);
            }),
        ];
    }

    private async Task<Result<Dictionary<string, (VerdictView Verdict, Prospect? Prospect)>>> SubmitAsync(
        Transaction tx, Loaded loaded, IReadOnlyList<(JudgedPlan Judged, Prospect? Prospect)> judged,
        CancellationToken cancel)
    {
        var round = (await RoundRows.KeepAsync(tx, loaded.Sheet.Round, cancel))!;
        if (Submitting.Refusal(round, tx.Call.Now) is { } closed)
        {
            return judged.ToDictionary(
                one => one.Judged.Item, one => (VerdictView.Refused(one.Judged.Item, closed), one.Prospect));
        }

        // The run tries again by the rules that hold then.
        var rules = await loader.LoadAsync(tx, loaded.Sheet.Round, cancel);
        if (!rules.IsSuccess || !rules.Value.Hashes.SequenceEqual(loaded.Rules.Value.Hashes))
        {
            return rules.Error ?? new RulesMoved(loaded.Sheet.Round);
        }

        var stored = await Submitting.StoreAsync(
            tx, round, new JudgedPlans([.. judged.Select(one => one.Judged)], rules.Value, ForStaff: false), cancel);
        return judged.Zip(stored.Results).ToDictionary(
            pair => pair.First.Judged.Item, pair => (pair.Second, pair.First.Prospect));
    }

    private sealed record Loaded(
        StoredSheet Sheet, SheetHead Head, IReadOnlyList<StagedRow> Rows, IReadOnlyList<Round> Round,
        Result<RoundRules> Rules);
}
