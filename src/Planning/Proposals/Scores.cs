using Marquee.Campaigns;
using Marquee.Kernel;
using Marquee.Rules;

namespace Marquee.Planning.Proposals;

/// <summary>Reads the declared score of submissions from whoever owns the field.</summary>
internal static class Scores
{
    /// <summary>Whether a field can rank: a plain number of the item, its merchant or its SKUs.</summary>
    public static bool Ranks(FieldDeclaration field) =>
        field.IsNumeric && (field.Entity == Entity.Item || field.Entity == Entity.Merchant
            || field.Entity == Entity.Sku);

    /// <summary>
    /// The score of each submission, in order; null where the value is not known. A field of SKUs counts with the best
    /// of the SKUs that were submitted.
    /// </summary>
    public static async Task<IReadOnlyList<long?>> ReadAsync(
        CallContext call, FieldCatalog catalog, FieldDeclaration field,
            IReadOnlyList<ShortlistedSubmission> submissions,
        CancellationToken cancel)
    {
        var keysOf = submissions.Select(submission => KeysOf(field, submission)).ToList();
        var values = new Dictionary<int, long>();
        foreach (var page in keysOf.SelectMany(keys => keys).Distinct().Order().Chunk(PlanningLimits.Batch))
        {
            var table = await catalog.SourceOf(field.Name).LoadAsync(call, field.Entity, page, [field.Name], cancel);
            for (var i = 0; i < page.Length; i++)
            {
                if (table[i, 0].AgedBy(field.Freshness, call.Now) is { IsKnown: true } value)
                {
                    values[page[i]] = value.Number;
                }
            }
        }

        return [.. keysOf.Select(keys => Best(keys, values))];
    }

    private static IReadOnlyList<int> KeysOf(FieldDeclaration field, ShortlistedSubmission submission) =>
        field.Entity == Entity.Item ? [submission.ItemNo]
        : field.Entity == Entity.Merchant ? [submission.MerchantNo]
        : [.. submission.Skus.Select(sku => sku.SkuNo)];

    private static long? Best(IReadOnlyList<int> keys, Dictionary<int, long> values)
    {
        long? best = null;
        foreach (var key in keys)
        {
            if (values.TryGetValue(key, out var value) && (best is null || value > best))
            {
                best = value;
            }
        }

        return best;
    }
}
