using Marquee.Benefits.Shops;
using Marquee.Benefits.Storage;
using Marquee.Kernel;
using Marquee.Risk;

namespace Marquee.Benefits.Engine;

/// <summary>Benefits, shops' own offers among them, as things that can be taken down.</summary>
internal sealed class BenefitSubjects(BenefitsDb db) : ITakedownSubjects
{
    public string Name => "benefit";

    public async Task<TakedownSubject?> FindAsync(CallContext call, string subject, CancellationToken cancel) =>
        Id<Benefit>.TryParse(subject, null, out var id)
            ? await db.ReadAsync(
                call,
                async tx => await BenefitRow.FindAsync(tx, id, cancel) is { } row
                    ? new TakedownSubject(row.Benefit.Name, row.MerchantId, null)
                    : await ShopOfferRow.FindAsync(tx, id.Value, cancel) is { } offer
                        ? new TakedownSubject(offer.Title, offer.MerchantId, null)
                        : null,
                cancel)
            : null;
}
