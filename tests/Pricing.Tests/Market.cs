using System.Collections.Concurrent;
using Marquee.Benefits;
using Marquee.Campaigns;
using Marquee.Catalog;
using Marquee.Kernel;

namespace Marquee.Pricing.Tests;

/// <summary>
/// The neighbours of Pricing in memory, by the letter of their contracts: a few SKUs, stock, coupons, rounds.
/// Thread-safe. Ledger and Trade are the real ones.
/// </summary>
internal sealed class Market : ICatalog, IStock, ICampaigns, IBenefits, IPriceHistory, IShopOffers
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (Dictionary<int, long> Lines, string State)> _stockKeys = [];
    private readonly Dictionary<int, long> _onHand = [];
    private readonly Dictionary<string, (List<Id<Grant>> Grants, string State)> _holds = [];
    private readonly List<CatalogChange> _log = [];

    public ConcurrentDictionary<int, Sku> Skus { get; } = new();

    public ConcurrentDictionary<int, Item> Items { get; } = new();

    public ConcurrentDictionary<Id<Grant>, (int Shopper, UsableCoupon Coupon, GrantStatus Status)> Grants { get; } =
        new();

    public ConcurrentDictionary<Id<Round>, Round> Rounds { get; } = new();

    public ConcurrentDictionary<Id<Round>, List<CampaignItem>> CampaignItems { get; } = new();

    /// <summary>What shops run on their own, by shop.</summary>
    public ConcurrentDictionary<string, IReadOnlyList<ShopOffer>> ShopOffers { get; } = new();

    public Task<IReadOnlyList<ShopOffer>> OfShopAsync(
        CallContext call, string merchantId, CancellationToken cancel) =>
        Task.FromResult(ShopOffers.GetValueOrDefault(merchantId, []));

    /// <summary>Adds a single-SKU item with the same number, or tells it anew.</summary>
    public void Add(int no, long? daily, int merchant = 1, long stock = 100, long? reference = null, bool listed = true)
    {
        Skus[no] = new Sku(no, $"sku-{no}", no, "", true, new SkuPrices(reference, daily, null), stock, null);
        Items[no] = new Item(no, $"item-{no}", merchant, null, $"Title {no}", null, listed, null, null, null, 1);
        lock (_lock)
        {
            _onHand[no] = stock;
            _log.Add(new CatalogChange(_log.Count + 1, CatalogEntity.Item, no, no, default));
        }
    }

    public Id<Grant> Give(int shopper, long from, long off, int? merchant, IdSource ids, TimeProvider time)
    {
        var id = ids.Next<Grant>();
        var now = time.GetUtcNow();
        Grants[id] = (shopper, new UsableCoupon(
            id, ids.Next<Benefit>(), $"{off} off {from}",
            new CouponValue(merchant is null ? CouponScope.Platform : CouponScope.Shop, merchant, from, off,
                FundingShares.AllPlatform),
            now.AddDays(-1), now.AddDays(30)), GrantStatus.Granted);
        return id;
    }

    /// <summary>Units of a SKU that are set aside, and those taken for good.</summary>
    public (long Reserved, long Taken) StockOf(int sku)
    {
        lock (_lock)
        {
            return (Sum("reserved"), Sum("confirmed"));

            long Sum(string state) => _stockKeys.Values.Where(k => k.State == state)
                .Sum(k => k.Lines.GetValueOrDefault(sku));
        }
    }

    Task<Result<Done>> IStock.ReserveAsync(CallContext call, string requestKey, IReadOnlyList<StockLine> lines,
        CancellationToken cancel)
    {
        lock (_lock)
        {
            var asked = lines.ToDictionary(l => l.SkuNo, l => l.Units);
            if (_stockKeys.TryGetValue(requestKey, out var key))
            {
                return Answer(key.State == "released" ? new StockReleased(requestKey)
                    : key.Lines.OrderBy(l => l.Key).SequenceEqual(asked.OrderBy(l => l.Key))
                        ? null : new StockKeyReused(requestKey));
            }

            var shorts = asked.Where(l => _onHand.GetValueOrDefault(l.Key) < l.Value)
                .Select(l => new ShortLine(l.Key, $"sku-{l.Key}", l.Value, _onHand.GetValueOrDefault(l.Key))).ToList();
            if (shorts.Count > 0)
            {
                return Answer(new StockShort(shorts));
            }

            foreach (var (sku, units) in asked)
            {
                _onHand[sku] -= units;
            }

            _stockKeys[requestKey] = (asked, "reserved");
            return Answer(null);
        }
    }

    Task<Result<Done>> IStock.ConfirmAsync(CallContext call, string requestKey, CancellationToken cancel)
    {
        lock (_lock)
        {
            if (!_stockKeys.TryGetValue(requestKey, out var key))
            {
                return Answer(new Unknown("reservation", requestKey));
            }

            if (key.State == "released")
            {
                return Answer(new StockReleased(requestKey));
            }

            _stockKeys[requestKey] = (key.Lines, "confirmed");
            return Answer(null);
        }
    }

    Task<Result<Done>> IStock.ReleaseAsync(CallContext call, string requestKey, CancellationToken cancel)
    {
        lock (_lock)
        {
            var key = _stockKeys.GetValueOrDefault(requestKey, ([], "none"));
            if (key.State == "confirmed")
            {
                return Answer(new StockConfirmed(requestKey));
            }

            foreach (var (sku, units) in key.State == "reserved" ? key.Lines : [])
            {
                _onHand[sku] += units;
            }

            _stockKeys[requestKey] = (key.Lines, "released");
            return Answer(null);
        }
    }

    Task<Result<IReadOnlyList<UsableCoupon>>> IBenefits.ReserveAsync(
        CallContext call, string requestKey, int shopperNo, IReadOnlyList<Id<Grant>> grants, string orderRef,
        DateTimeOffset until, CancellationToken cancel)
    {
        lock (_lock)
        {
            if (!_holds.ContainsKey(requestKey))
            {
                foreach (var id in grants)
                {
                    if (!Grants.TryGetValue(id, out var grant) || grant.Shopper != shopperNo
                        || grant.Status != GrantStatus.Granted)
                    {
                        return Task.FromResult<Result<IReadOnlyList<UsableCoupon>>>(
                            new GrantNotUsable(id, grant.Status, default, default));
                    }
                }

                Move([.. grants], GrantStatus.Reserved);
                _holds[requestKey] = ([.. grants], "held");
            }

            return Task.FromResult(Result<IReadOnlyList<UsableCoupon>>.Of([.. grants.Select(g => Grants[g].Coupon)]));
        }
    }

    Task<Result<Done>> IBenefits.ConfirmAsync(CallContext call, string requestKey, string orderId,
        CancellationToken cancel)
    {
        lock (_lock)
        {
            var hold = _holds[requestKey];
            if (hold.State == "released")
            {
                return Answer(new HoldEnded(requestKey));
            }

            Move(hold.Grants, GrantStatus.Used);
            _holds[requestKey] = (hold.Grants, "used");
            return Answer(null);
        }
    }

    Task<Result<Done>> IBenefits.ReleaseAsync(CallContext call, string requestKey, CancellationToken cancel)
    {
        lock (_lock)
        {
            if (_holds.TryGetValue(requestKey, out var hold) && hold.State != "released")
            {
                Move(hold.Grants, GrantStatus.Granted);
                _holds[requestKey] = (hold.Grants, "released");
            }

            return Answer(null);
        }
    }

    public Task<IReadOnlyList<UsableCoupon>> UsableCouponsAsync(
        CallContext call, int shopperNo, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<UsableCoupon>>(
            [.. Grants.Values.Where(g => g.Shopper == shopperNo && g.Status == GrantStatus.Granted)
                .Select(g => g.Coupon)]);

    public Task<IReadOnlyDictionary<int, Sku>> GetSkusAsync(
        CallContext call, IReadOnlyList<int> skuNos, CancellationToken cancel) =>
        Pick(Skus, skuNos);

    public Task<IReadOnlyDictionary<int, Item>> GetItemsAsync(
        CallContext call, IReadOnlyList<int> itemNos, CancellationToken cancel) =>
        Pick(Items, itemNos);

    public Task<IReadOnlyDictionary<int, Merchant>> GetMerchantsAsync(
        CallContext call, IReadOnlyList<int> merchantNos, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyDictionary<int,
        Merchant>>(merchantNos.Distinct().ToDictionary(no => no, no => new Merchant(
            no, $"shop-{no}", $"Shop {no}", null, null, MerchantStanding.Good, [], null, null, 1)));

    public Task<IReadOnlyDictionary<int, Shopper>> GetShoppersAsync(
        CallContext call, IReadOnlyList<int> shopperNos, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyDictionary<int, Shopper>>(
            shopperNos.Distinct().ToDictionary(no => no, no => new Shopper(no, $"shopper-{no}", null)));

    public Task<IReadOnlyDictionary<string, Sku>> FindSkusAsync(
        CallContext call, IReadOnlyList<string> ids, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyDictionary<string, Sku>>(
            Skus.Values.Where(sku => ids.Contains(sku.Id)).ToDictionary(sku => sku.Id));

    public Task<Result<IReadOnlyDictionary<string, Shopper>>> EnsureShoppersAsync(
        CallContext call, IReadOnlyList<string> ids, CancellationToken cancel) =>
        Task.FromResult(Result<IReadOnlyDictionary<string, Shopper>>.Of(ids.ToDictionary(
            id => id, id => new Shopper(int.Parse(id.Split('-')[1], null), id, null))));

    public Task<IReadOnlyList<Round>> GetRoundsAsync(
        CallContext call, IReadOnlyList<Id<Round>> ids, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<Round>>([.. ids.Where(Rounds.ContainsKey).Select(id => Rounds[id])]);

    public Task<IReadOnlyList<CampaignItem>> CampaignItemsAsync(
        CallContext call, Id<Round> round, int afterItemNo, int limit, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<CampaignItem>>(
            [.. CampaignItems[round].Where(i => i.ItemNo > afterItemNo).OrderBy(i => i.ItemNo).Take(limit)]);

    public async Task<IReadOnlyDictionary<string, Merchant>> FindMerchantsAsync(
        CallContext call, IReadOnlyList<string> ids, CancellationToken cancel) =>
        (await GetMerchantsAsync(call, [.. Items.Values.Select(item => item.MerchantNo)], cancel)).Values
            .Where(merchant => ids.Contains(merchant.Id)).ToDictionary(merchant => merchant.Id);

    public Task<IReadOnlyDictionary<string, Item>> FindItemsAsync(
        CallContext call, IReadOnlyList<string> ids, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyDictionary<string, Item>>(
            Items.Values.Where(item => ids.Contains(item.Id)).ToDictionary(item => item.Id));

    public Task<IReadOnlyList<Sku>> SkusOfItemsAsync(
        CallContext call, IReadOnlyList<int> itemNos, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<Sku>>(
            [.. Skus.Values.Where(sku => itemNos.Contains(sku.ItemNo)).OrderBy(sku => sku.SkuNo)]);

    public Task<IReadOnlyList<Item>> ListItemsAsync(
        CallContext call, ItemFilter filter, int afterItemNo, int limit, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<Item>>(
            [.. Items.Values.Where(item => item.MerchantNo == filter.MerchantNo && item.ItemNo > afterItemNo)
                .OrderBy(item => item.ItemNo).Take(limit)]);

    public Task<IReadOnlyList<CatalogChange>> ChangesAsync(
        CallContext call, long afterSeq, int limit, CancellationToken cancel)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<CatalogChange>>([.. _log.Skip((int)afterSeq).Take(limit)]);
        }
    }

    private void Move(List<Id<Grant>> grants, GrantStatus to)
    {
        foreach (var id in grants)
        {
            Grants[id] = (Grants[id].Shopper, Grants[id].Coupon, to);
        }
    }

    private static Task<Result<Done>> Answer(Error? error) =>
        Task.FromResult(error is null ? Done.Instance : (Result<Done>)error);

    private static Task<IReadOnlyDictionary<int, T>> Pick<T>(
        ConcurrentDictionary<int, T> all, IReadOnlyList<int> nos) =>
        Task.FromResult<IReadOnlyDictionary<int,
        T>>(nos.Distinct().Where(all.ContainsKey).ToDictionary(no => no, no => all[no]));

    public ConcurrentQueue<PricePoint> Paid { get; } = new();

    Task<Result<Done>> IPriceHistory.RecordAsync(
        CallContext call, IReadOnlyList<PricePoint> points, CancellationToken cancel)
    {
        foreach (var point in points.Except(Paid))
        {
            Paid.Enqueue(point);
        }

        return Answer(null);
    }

    // What Pricing never asks for.
    Task<IReadOnlyDictionary<int, LowestPrice>> IPriceHistory.LowestAsync(
        CallContext call, IReadOnlyList<int> skuNos, PriceKind kind, int days, CancellationToken cancel,
        string scene) =>
        throw new NotSupportedException();

    Task<IReadOnlyDictionary<string, Shopper>> ICatalog.FindShoppersAsync(CallContext call, IReadOnlyList<string> ids,
        CancellationToken cancel) => throw new NotSupportedException();

    Task<IReadOnlyList<Category>> ICatalog.CategoriesAsync(CallContext call, CancellationToken cancel) =>
        throw new NotSupportedException();

    Task<IReadOnlyDictionary<int, StockLevel>> IStock.LevelsAsync(CallContext call, IReadOnlyList<int> skuNos,
        CancellationToken cancel) => throw new NotSupportedException();

    Task<IReadOnlyList<Round>> ICampaigns.LiveRoundsAsync(CallContext call, CancellationToken cancel) =>
        throw new NotSupportedException();

    Task<IReadOnlyList<CampaignItem>> ICampaigns.GetCampaignItemsAsync(CallContext call, IReadOnlyList<int> nos,
        CancellationToken cancel) => throw new NotSupportedException();

    Task<IReadOnlyList<CampaignItem>> ICampaigns.CampaignItemsOfSkusAsync(CallContext call, IReadOnlyList<int> skuNos,
        CancellationToken cancel) => throw new NotSupportedException();

    Task<IReadOnlyList<ShortlistedSubmission>> ICampaigns.ShortlistAsync(CallContext call, Id<Round> round,
        Id<Submission>? after, int limit, CancellationToken cancel) => throw new NotSupportedException();

    Task<Result<IReadOnlyList<AssignmentOutcome>>> ICampaigns.AssignAsync(CallContext call, Id<Round> round,
        IReadOnlyList<Assignment> assignments, CancellationToken cancel) => throw new NotSupportedException();

    Task<IReadOnlyList<ItemChangeAnswer>> ICampaigns.CheckChangesAsync(CallContext call,
        IReadOnlyList<ItemChange> changes, CancellationToken cancel) => throw new NotSupportedException();

    Task<IReadOnlyList<FeedRow>> ICampaigns.ReadFeedAsync(CallContext call, long afterSeq, int limit,
        CancellationToken cancel) => throw new NotSupportedException();

    Task<IReadOnlyList<Benefit>> IBenefits.GetAsync(CallContext call, IReadOnlyList<Id<Benefit>> ids,
        CancellationToken cancel) => throw new NotSupportedException();

    Task<IReadOnlyList<Benefit>> IBenefits.OfRoundsAsync(CallContext call, IReadOnlyList<Guid> rounds,
        CancellationToken cancel) => throw new NotSupportedException();

    /// <summary>Benefits that are down.</summary>
    public HashSet<Id<Benefit>> DownBenefits { get; } = [];

    Task<IReadOnlySet<Id<Benefit>>> IBenefits.DownAsync(CallContext call, IReadOnlyList<Id<Benefit>> ids,
        CancellationToken cancel) =>
        Task.FromResult<IReadOnlySet<Id<Benefit>>>(ids.Where(DownBenefits.Contains).ToHashSet());

    Task<IReadOnlyList<ShopperBenefit>> IBenefits.ForShopperAsync(CallContext call, int? shopperNo,
        IReadOnlyList<Id<Benefit>> ids, CancellationToken cancel) => throw new NotSupportedException();

    Task<Result<Grant>> IBenefits.ClaimAsync(CallContext call, int shopperNo, Id<Benefit> benefit, string requestKey,
        CancellationToken cancel) => throw new NotSupportedException();

    Task<Result<DrawOutcome>> IBenefits.DrawAsync(CallContext call, int shopperNo, Id<Benefit> lottery,
        string requestKey, CancellationToken cancel) => throw new NotSupportedException();

    Task<IReadOnlyList<Grant>> IBenefits.WalletAsync(CallContext call, int shopperNo, CancellationToken cancel) =>
        throw new NotSupportedException();
}
