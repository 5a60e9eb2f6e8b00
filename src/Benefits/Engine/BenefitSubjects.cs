using Marquee.Benefits.Storage;
using Marquee.Kernel;
using Marquee.Risk;

namespace Marquee.Benefits.Engine;

/// <summary>Benefits as things that can be taken down.</summary>
internal sealed class BenefitSubjects(BenefitsDb db) : ITakedownSubjects
{
    public string Name => "benefit";

    public async Task<TakedownSubject?> FindAsync(CallContext call, string subject, CancellationToken cancel) =>
        Id<Benefit>.TryParse(subject, null, out var id)
        && await db.ReadAsync(call, tx => BenefitRow.FindAsync(tx, id, cancel), cancel) is { } row
            ? new TakedownSubject(row.Benefit.Name, row.MerchantId, null)
            : null;
}
