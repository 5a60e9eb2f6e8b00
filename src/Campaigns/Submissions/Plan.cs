using System.Text.Json.Serialization;
using Marquee.Kernel;

namespace Marquee.Campaigns.Submissions;

/// <summary>The plan of a submission as stored: what the merchant offers and asks for.</summary>
internal sealed record Plan(
    IReadOnlyList<SkuPlan> Skus, IReadOnlyList<Id<Slot>> WishedSlots, IReadOnlyList<string> Services,
    int FundingShareBp)
{
    [JsonIgnore]
    public long LowestPriceMinor => Skus.Min(sku => sku.ActivityPriceMinor);

    [JsonIgnore]
    public long ActivityStock => Skus.Sum(sku => (long)sku.ActivityStock);

    /// <summary>The same for the same plan, whatever the order of its SKUs and services.</summary>
    [JsonIgnore]
    public string Hash => Rules.RuleJson.Sha256(MarqueeJson.Text(this));
}

/// <summary>The services that can be promised, by stable name.</summary>
internal static class Services
{
    public const string FreeShipping = "free_shipping";
    public const string ReturnFreightInsurance = "return_freight_insurance";

    public static readonly IReadOnlyList<string> All = [FreeShipping, ReturnFreightInsurance];
}
