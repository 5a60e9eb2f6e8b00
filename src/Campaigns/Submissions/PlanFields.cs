using Marquee.Kernel;
using Marquee.Rules;

namespace Marquee.Campaigns.Submissions;

/// <summary>The names of the fields that a plan supplies while it is judged. Stored in rules: never renamed.</summary>
internal static class PlanFields
{
    public const string ActivityPrice = "sku.activity_price";
    public const string ActivityStock = "sku.activity_stock";
    public const string PurchaseLimit = "sku.purchase_limit";
    public const string FundingShare = "item.funding_share";
    public const string Services = "item.services";

    /// <summary>
    /// Stands in a plan that nobody submitted for a price or stock that nobody stated: rules see it as missing.
    /// </summary>
    public const int NotStated = 0;

    /// <summary>The values of a plan, as rules see them.</summary>
    public static void Supply(SuppliedValues values, int itemNo, Plan plan, DateTimeOffset asOf)
    {
        const string source = "submission";
        values.SetSkus(itemNo, [.. plan.Skus.Select(sku => sku.SkuNo)]);
        values.Set(FundingShare, itemNo, FieldValue.Of(plan.FundingShareBp, asOf, source));
        values.Set(Services, itemNo, FieldValue.Of(plan.Services, asOf, source));
        foreach (var sku in plan.Skus)
        {
            values.Set(ActivityPrice, sku.SkuNo, Stated(sku.ActivityPriceMinor));
            values.Set(ActivityStock, sku.SkuNo, Stated(sku.ActivityStock));
            if (sku.PurchaseLimit is { } limit)
            {
                values.Set(PurchaseLimit, sku.SkuNo, FieldValue.Of(limit, asOf, source));
            }
        }

        FieldValue Stated(long value) =>
            value == NotStated ? FieldValue.Missing() : FieldValue.Of(value, asOf, source);
    }
}
