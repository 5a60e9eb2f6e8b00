using Marquee.Benefits.Storage;
using Marquee.Campaigns;
using Marquee.Kernel;

namespace Marquee.Benefits.Manage;

/// <summary>A step of a contingency plan: a benefit is paused, and resumed when it was running before.</summary>
internal sealed class PauseBenefit(BenefitsDb db) : IContingencyAction
{
    public string Name => "benefits.pause";

    public Texts Label => new("暂停权益", "Pause a benefit");

    public IReadOnlyList<ContingencySetting> Settings { get; } =
        [new("benefit", new("权益", "Benefit"), new("权益的 ID", "The benefit's id"))];

    public async Task<Result<string>> LookAsync(CallContext call, ContingencyStep step, CancellationToken cancel) =>
        await StatusAsync(call, step, cancel) is not { } status
            ? new Unknown("benefit", step.Settings["benefit"])
            : status == BenefitStatus.Ended
                ? new BenefitOver(new Id<Benefit>(Guid.Parse(step.Settings["benefit"])))
                : EnumText.Of(status);

    public Task<Error?> TakeAsync(
        CallContext call, ContingencyStep step, string why, CancellationToken cancel) =>
        MoveAsync(call, step, BenefitStatus.Active, BenefitStatus.Paused, why, cancel);

    public async Task<Error?> PutBackAsync(
        CallContext call, ContingencyStep step, string before, string why, CancellationToken cancel) =>
        EnumText.Parse<BenefitStatus>(before) != BenefitStatus.Active ? null
            : await MoveAsync(call, step, BenefitStatus.Paused, BenefitStatus.Active, why, cancel);

    private async Task<Error?> MoveAsync(
        CallContext call, ContingencyStep step, BenefitStatus from, BenefitStatus to, string why,
        CancellationToken cancel)
    {
        if (!Guid.TryParse(step.Settings["benefit"], out var id))
        {
            return new Unknown("benefit", step.Settings["benefit"]);
        }

        await using var tx = await db.BeginAsync(call, cancel);
        var moved = await tx.ExecuteAsync(
            $"""
            update benefits.benefit set status = {to}
            where tenant_id = {call.Tenant.Id} and benefit_id = {id} and status = {from}
            """, cancel);
        if (moved == 1)
        {
            await tx.AuditAsync(
                "benefits.benefit." + EnumText.Of(to), $"benefit:{id}", new { from, reason = why }, cancel);
            await tx.CommitAsync(cancel);
            return null;
        }

        return await StatusAsync(call, step, cancel) == to ? null : new ChangedSince($"benefit:{id}");
    }

    private async Task<BenefitStatus?> StatusAsync(CallContext call, ContingencyStep step, CancellationToken cancel)
    {
        if (!Guid.TryParse(step.Settings["benefit"], out var id))
        {
            return null;
        }

        var status = await db.ReadAsync(call, tx => tx.ScalarAsync<string>(
            $"""
            select status from benefits.benefit where tenant_id = {call.Tenant.Id} and benefit_id = {id}
            """, cancel), cancel);
        return status is null ? null : EnumText.Parse<BenefitStatus>(status);
    }
}
