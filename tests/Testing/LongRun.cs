using Xunit;

namespace Marquee.Testing;

/// <summary>Tests that take minutes run only under <c>./marquee test --long</c>.</summary>
public static class LongRun
{
    /// <summary>Whether this is a long run.</summary>
    public static bool IsOn { get; } = Environment.GetEnvironmentVariable("MARQUEE_LONG") == "1";

    /// <summary>Skips the test unless this is a long run.</summary>
    public static void Only() => Assert.SkipUnless(IsOn, "Runs only with --long.");
}
