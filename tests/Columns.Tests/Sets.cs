using FsCheck;
using FsCheck.Fluent;

namespace Marquee.Columns.Tests;

/// <summary>Sets of ids of every shape: scattered, dense, in runs, full chunks, and at the ends of the range.</summary>
internal static class Sets
{
    private static readonly Gen<int> Starts =
        Gen.Elements(0, 1, 63, 64, 65_535, 65_536, 131_072, 1_048_575, 1_048_576, Bitmap.MaxMember - 200_000);

    private static readonly Gen<int[]> Scattered =
        from start in Starts
        from offsets in Gen.Choose(0, 200_000).ArrayOf()
        select offsets.Select(offset => start + offset).ToArray();

    private static readonly Gen<int[]> Runs =
        from start in Starts
        from length in Gen.OneOf(Gen.Choose(1, 300), Gen.Choose(1, 140_000))
        select Enumerable.Range(start, length).ToArray();

    private static readonly Gen<int[]> Dense =
        from start in Starts
        from seed in Gen.Choose(1, int.MaxValue)
        from share in Gen.Elements(2, 3, 10, 17, 40)
        select Pick(start, seed, share);

    public static Gen<HashSet<int>> Any { get; } =
        from parts in Gen.OneOf(Scattered, Runs, Dense).ListOf(3)
        select parts.SelectMany(part => part).ToHashSet();

    public static Gen<(HashSet<int> A, HashSet<int> B)> Pairs { get; } =
        from a in Any
        from b in Any
        select (a, b);

    public static Bitmap ToBitmap(this HashSet<int> set) => Bitmap.Of([.. set]);

    private static int[] Pick(int start, int seed, int share)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(start, 100_000).Where(_ => random.Next(share) == 0)];
    }
}
