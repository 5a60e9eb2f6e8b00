using System.Globalization;
using Marquee.Catalog;
using Marquee.Kernel;
using Marquee.Risk;

namespace Marquee.Campaigns.Submissions;

/// <summary>One SKU of a plan as sent.</summary>
internal sealed record SkuBody(string Sku, long ActivityPriceMinor, int ActivityStock, int? PurchaseLimit = null);

/// <summary>A plan for one item as sent.</summary>
internal sealed record PlanBody(
    string Item, IReadOnlyList<SkuBody> Skus, IReadOnlyList<Id<Slot>>? WishedSlots = null,
    IReadOnlyList<string>? Services = null, int? FundingShareBp = null);

/// <summary>A plan that could be read, with what the catalogue says of its item.</summary>
internal sealed record ReadPlan(Item Item, Merchant Merchant, IReadOnlyList<Sku> AllSkus, Plan Plan)
{
    /// <summary>The daily price of the SKU with the lowest activity price; null when it is unknown.</summary>
    public long? DailyPriceMinor
    {
        get
        {
            var lowest = Plan.Skus.MinBy(sku => sku.ActivityPriceMinor)!;
            return AllSkus.First(sku => sku.SkuNo == lowest.SkuNo).Prices.DailyMinor;
        }
    }
}

/// <summary>
/// Reads the plans of a request against the catalogue: a plan that cannot be read has its error, and the others go on.
/// </summary>
internal sealed class PlanReading(ICatalog catalog, ITakedowns takedowns)
{
    /// <summary>Why nothing can be submitted to a round; null when it can.</summary>
    public async Task<IsTakenDown?> DownAsync(CallContext call, Round round, CancellationToken cancel)
    {
        var list = await takedowns.CertainAsync(call, cancel);
        return list.OfNodes(call.Now, round.Id.Value, round.CampaignId.Value, round.SeasonId.Value) is { } down
            ? IsTakenDown.Of(down) : null;
    }

    public async Task<IReadOnlyList<Result<ReadPlan>>> ReadAsync(
        CallContext call, IReadOnlyList<PlanBody> bodies, IReadOnlyList<Slot> slots, CancellationToken cancel)
    {
        var found = await catalog.FindItemsAsync(
            call,
            [.. bodies.Select(body => body.Item).Where(id => id.Length <= KernelLimits.ExternalIdLength).Distinct()],
            cancel);
        var merchants = await catalog.GetMerchantsAsync(
            call, [.. found.Values.Select(item => item.MerchantNo).Distinct()], cancel);
        var skus = (await catalog.SkusOfItemsAsync(call, [.. found.Values.Select(item => item.ItemNo)], cancel))
            .ToLookup(sku => sku.ItemNo);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var down = await takedowns.CertainAsync(call, cancel);
        return [.. bodies.Select((body, index) =>
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"items[{index}]");
            if (!seen.Add(body.Item))
            {
                return new InvalidRequest($"{path}.item", "is in the request twice", body.Item, "every item once");
            }

            // An item of another shop or category is as unknown as one that does not exist.
            if (!found.TryGetValue(body.Item, out var item) || !merchants.TryGetValue(item.MerchantNo, out var merchant)
                || !call.Actor.Sees(merchant.Id, item.Category))
            {
                return new Unknown("item", body.Item);
            }

            if (down.OfItem(merchant.Id, item.Id, call.Now) is { } taken)
            {
                return IsTakenDown.Of(taken);
            }

            var plan = PlanOf(body, [.. skus[item.ItemNo]], slots, path);
            return plan.Map(read => new ReadPlan(item, merchant, [.. skus[item.ItemNo]], read));
        })];
    }

    internal static Result<Plan> PlanOf(PlanBody body, IReadOnlyList<Sku> skus, IReadOnlyList<Slot> slots, string path)
    {
        var wrong = new List<FieldError>();
        if (body.Skus.Count is 0 or > Limits.SkusPerSubmission)
        {
            wrong.Add(
                new FieldError($"{path}.skus", "are too few or too many", null, $"1 to {Limits.SkusPerSubmission}"));
        }

        var byId = skus.ToDictionary(sku => sku.Id, StringComparer.Ordinal);
        var plans = new List<SkuPlan>();
        for (var i = 0; i < body.Skus.Count; i++)
        {
            var sent = body.Skus[i];
            wrong.AddRange(
                WrongSku(sent, byId, plans, string.Create(CultureInfo.InvariantCulture, $"{path}.skus[{i}]")));
            if (byId.TryGetValue(sent.Sku, out var sku))
            {
                plans.Add(
                    new SkuPlan(sku.SkuNo, sku.Id, sent.ActivityPriceMinor, sent.ActivityStock, sent.PurchaseLimit));
            }
        }

        var wished = body.WishedSlots ?? [];
        if (wished.Count > Limits.WishedSlots || wished.Any(id => slots.All(slot => slot.Id != id)))
        {
            wrong.Add(new FieldError($"{path}.wishedSlots", "are too many, or one is no slot of this round", null,
                $"up to {Limits.WishedSlots} of {string.Join(", ", slots.Take(10).Select(slot => slot.Id))}"));
        }

        var services = (body.Services ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        wrong.AddRange(services.Where(service => !Services.All.Contains(service)).Select(service =>
            new FieldError($"{path}.services", "is no service", service, string.Join(", ", Services.All))));
        if (body.FundingShareBp is < 0 or > 10_000)
        {
            wrong.Add(new FieldError($"{path}.fundingShareBp", "is out of range",
                body.FundingShareBp.Value.ToString(CultureInfo.InvariantCulture), "0 to 10000 basis points"));
        }

        return wrong.Count > 0
            ? new InvalidRequest([.. wrong.Take(100)])
            : new Plan(
                [.. plans.OrderBy(sku => sku.SkuNo)], [.. wished.Distinct()], services, body.FundingShareBp ?? 0);
    }

    private static IEnumerable<FieldError> WrongSku(
        SkuBody sent, Dictionary<string, Sku> known, List<SkuPlan> before, string path)
    {
        if (!known.ContainsKey(sent.Sku))
        {
            yield return new FieldError(
                $"{path}.sku", "is no SKU of this item", sent.Sku, string.Join(", ", known.Keys.Take(10)));
        }
        else if (before.Any(sku => sku.SkuId == sent.Sku))
        {
            yield return new FieldError($"{path}.sku", "is in the plan twice", sent.Sku, "every SKU once");
        }

        if (sent.ActivityPriceMinor is < 1 or > Limits.PriceMinor)
        {
            yield return new FieldError($"{path}.activityPriceMinor", "is out of range",
                sent.ActivityPriceMinor.ToString(CultureInfo.InvariantCulture),
                $"1 to {Limits.PriceMinor} minor units");
        }

        if (sent.ActivityStock is < 1 or > Limits.ActivityStock)
        {
            yield return new FieldError($"{path}.activityStock", "is out of range",
                sent.ActivityStock.ToString(CultureInfo.InvariantCulture), $"1 to {Limits.ActivityStock}");
        }

        if (sent.PurchaseLimit is < 1)
        {
            yield return new FieldError($"{path}.purchaseLimit", "is out of range",
                sent.PurchaseLimit.Value.ToString(CultureInfo.InvariantCulture), "1 or more, or nothing for no limit");
        }
    }
}
