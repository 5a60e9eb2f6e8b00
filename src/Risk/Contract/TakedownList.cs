using System.Collections.Frozen;

namespace Marquee.Risk;

/// <summary>
/// Everything of a tenant that is down, as of one revision. Immutable; finding something costs one look-up, and nothing
/// at all as long as nothing is down. Entries that end by themselves are left out from that instant on.
/// </summary>
public sealed class TakedownList
{
    private readonly FrozenDictionary<(TakedownKind Kind, string Subject), Takedown> _inForce;

    /// <summary>The list of these entries, each subject once.</summary>
    public TakedownList(long revision, IReadOnlyCollection<Takedown> inForce)
    {
        Revision = revision;
        _inForce = inForce.ToFrozenDictionary(one => (one.Kind, one.Subject));
        HasCampaigns = inForce.Any(one => one.Kind == TakedownKind.Campaign);
    }

    /// <summary>The list of a tenant of which nothing was ever taken down.</summary>
    public static TakedownList Empty { get; } = new(0, []);

    /// <summary>Grows with every change of the list.</summary>
    public long Revision { get; }

    /// <summary>Whether a campaign may be down: only then is it worth asking which round belongs to which.</summary>
    public bool HasCampaigns { get; }

    /// <summary>The entries, in no order.</summary>
    public IReadOnlyCollection<Takedown> All => _inForce.Values;

    /// <summary>The entry of one subject, if it is down at that instant.</summary>
    public Takedown? Find(TakedownKind kind, string subject, DateTimeOffset now) =>
        _inForce.TryGetValue((kind, subject), out var found) && found.HoldsAt(now) ? found : null;

    /// <summary>Why an item is down: itself, or its merchant.</summary>
    public Takedown? OfItem(string merchantId, string itemId, DateTimeOffset now) =>
        Find(TakedownKind.Item, itemId, now) ?? Find(TakedownKind.Merchant, merchantId, now);

    /// <summary>Why a SKU has no price: its item, its merchant, or its price is down.</summary>
    public Takedown? OfSku(string merchantId, string itemId, string skuId, DateTimeOffset now) =>
        OfItem(merchantId, itemId, now) ?? Find(TakedownKind.Price, skuId, now);

    /// <summary>Why a benefit is down: itself, or the merchant whose benefit it is.</summary>
    public Takedown? OfBenefit(Guid benefit, string? merchantId, DateTimeOffset now) =>
        Find(TakedownKind.Benefit, benefit.ToString("D"), now)
        ?? (merchantId is null ? null : Find(TakedownKind.Merchant, merchantId, now));

    /// <summary>Why something of the campaign tree is down: any of the nodes it hangs on.</summary>
    public Takedown? OfNodes(DateTimeOffset now, params ReadOnlySpan<Guid> nodes)
    {
        if (HasCampaigns)
        {
            foreach (var node in nodes)
            {
                if (Find(TakedownKind.Campaign, node.ToString("D"), now) is { } found)
                {
                    return found;
                }
            }
        }

        return null;
    }
}
