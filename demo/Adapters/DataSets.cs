using Marquee.Demo.Market;

namespace Marquee.Demo.Adapters;

/// <summary>The public data sets that a market can be made of, each known by a file that only it has.</summary>
internal static class DataSets
{
    private static readonly (string Name, string Marker, Func<string, IMarketSource> Open)[] Known =
    [
        ("olist", "olist_products_dataset.csv", folder => new OlistFolder(folder)),
        ("online-retail", "online_retail*.csv", folder => new OnlineRetailFolder(folder)),
        ("completejourney", "coupon_redemptions.csv", folder => new CompleteJourneyFolder(folder)),
    ];

    /// <summary>The sets' names, for a refusal.</summary>
    public static string Names => string.Join(", ", Known.Select(set => set.Name));

    /// <summary>The set that stands in the folder, or else in one of its folders of that name; null for none.</summary>
    public static IMarketSource? Find(string folder)
    {
        var found = Known.FirstOrDefault(set => IsIn(folder, set.Marker));
        if (found.Open is not null)
        {
            return found.Open(folder);
        }

        var below = Known.FirstOrDefault(set => IsIn(Path.Combine(folder, set.Name), set.Marker));
        return below.Open?.Invoke(Path.Combine(folder, below.Name));
    }

    private static bool IsIn(string folder, string marker) =>
        Directory.Exists(folder) && Directory.EnumerateFiles(folder, marker).Any();
}
