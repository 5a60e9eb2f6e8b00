using System.Diagnostics;
using Marquee.Kernel;
using Marquee.Trade;

namespace Marquee.Pricing.Engine;

/// <summary>
/// The state of one pricing: what is left of every line, and what took it off. Lines stand by SKU number.
/// </summary>
internal sealed class Waterfall
{
    private readonly List<PriceStep>[] _lineSteps;
    private readonly List<CartStep> _steps = [];
    private readonly List<OfferNotApplied> _notApplied = [];
    private readonly Offer?[] _itemOffers;
    private readonly Guid?[] _rounds;

    public Waterfall(PriceInput input)
    {
        Input = input;
        Lines = [.. input.Lines.OrderBy(line => line.SkuNo)];
        Left = [.. Lines.Select(line => checked(line.UnitMinor * line.Quantity))];
        _lineSteps = [.. Lines.Select(_ => new List<PriceStep>())];
        _itemOffers = new Offer?[Lines.Count];
        _rounds = new Guid?[Lines.Count];
    }

    public PriceInput Input { get; }

    public IReadOnlyList<PriceLine> Lines { get; }

    /// <summary>What each line costs so far.</summary>
    public long[] Left { get; }

    /// <summary>
    /// Takes an offer's parts off its lines. Every part is split among its funders to the minor unit.
    /// </summary>
    /// <param name="taken">What is taken: the offer, for sentences and ids.</param>
    /// <param name="parts">What is taken off each line, by line index; zero for lines not in it.</param>
    public void Take(Taken taken, long[] parts)
    {
        long off = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i] == 0)
            {
                continue;
            }

            Debug.Assert(parts[i] > 0 && parts[i] <= Left[i], "No line goes below zero.");
            Left[i] -= parts[i];
            off += parts[i];
            _rounds[i] ??= taken.RoundId;
            _lineSteps[i].Add(new PriceStep(
                taken.Layer, taken.Id, taken.Kind, taken.Name, parts[i], Left[i],
                Funding.Split(parts[i], taken.FundingOf(Lines[i]), Lines[i].MerchantId), taken.GrantId,
                taken.SourceId));
        }

        if (off > 0)
        {
            _steps.Add(new CartStep(
                taken.Layer, taken.Id, taken.Kind, taken.Name, taken.MerchantId, off, Left.Sum(), taken.Why(off)));
        }
    }

    public void Reject(OfferNotApplied reason) => _notApplied.Add(reason);

    public void HasItemPrice(int line, Offer offer) => _itemOffers[line] = offer;

    public Priced Result()
    {
        Debug.Assert(Left.All(left => left >= 0), "No line is negative.");
        var lines = Lines.Select((line, i) =>
            new PricedLine(line, _rounds[i], _itemOffers[i]?.Id, _lineSteps[i])).ToList();
        return new Priced(lines, _steps,
        [
            .. _notApplied.OrderBy(x => x.Layer).ThenBy(x => x.OfferId, StringComparer.Ordinal)
                .ThenBy(x => x.SkuId, StringComparer.Ordinal).ThenBy(x => x.Name.En, StringComparer.Ordinal),
        ]);
    }
}

/// <summary>An offer as it is taken off.</summary>
internal sealed record Taken(
    PriceLayer Layer, string Id, string Kind, Texts Name, string? MerchantId, Guid? RoundId, Guid? GrantId,
    Guid? SourceId, Func<PriceLine, FundingBp> FundingOf, Func<long, Texts> Why);

/// <summary>Shares of funding in basis points; the platform pays what nobody else does.</summary>
internal readonly record struct FundingBp(int MerchantBp, int BrandBp, string? Brand);

/// <summary>Splits a part among its funders.</summary>
internal static class Funding
{
    private static readonly long[] Ranks = [0, 1, 2];

    /// <summary>
    /// Exact; the odd minor unit goes by largest remainder, ties first to the platform, then to the merchant.
    /// </summary>
    public static IReadOnlyList<FunderShare> Split(long amount, FundingBp funding, string merchantId)
    {
        var brandBp = funding.Brand is null ? 0 : Math.Clamp(funding.BrandBp, 0, 10_000);
        var merchantBp = Math.Clamp(funding.MerchantBp, 0, 10_000 - brandBp);
        var parts = Apportion.LargestRemainder(
            amount, [10_000 - merchantBp - brandBp, merchantBp, brandBp], [amount, amount, amount], Ranks);
        var shares = new List<FunderShare>(3);
        Add(Funder.Platform, parts[0]);
        Add(Funder.Merchant(merchantId), parts[1]);
        Add(Funder.Brand(funding.Brand ?? ""), parts[2]);
        Debug.Assert(shares.Sum(share => share.AmountMinor) == amount, "Funders pay exactly the discount.");
        return shares;

        void Add(Funder funder, long part)
        {
            if (part > 0)
            {
                shares.Add(new FunderShare(funder, part));
            }
        }
    }
}
