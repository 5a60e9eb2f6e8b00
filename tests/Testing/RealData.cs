using Xunit;

namespace Marquee.Testing;

/// <summary>Real data for tests: the data folder that <c>MARQUEE_DATA</c> names.</summary>
public static class RealData
{
    /// <summary>The path of a set in the data folder. Skips the test, saying so, where there is none.</summary>
    /// <param name="set">The set's folder name: <c>olist</c>.</param>
    public static string Folder(string set)
    {
        var data = Environment.GetEnvironmentVariable("MARQUEE_DATA");
        Assert.SkipUnless(!string.IsNullOrEmpty(data), "MARQUEE_DATA names no data folder.");
        var folder = Path.Combine(data!, set);
        Assert.SkipUnless(Directory.Exists(folder), $"MARQUEE_DATA has no folder '{set}'.");
        return folder;
    }
}
