using System.Runtime.Intrinsics;

namespace Marquee.Columns.Bits;

/// <summary>How wide a kernel works. All widths give the same bits; tests hold them against each other.</summary>
internal enum Lanes
{
    /// <summary>One word or value at a time.</summary>
    Scalar,
    /// <summary>256 bits at a time.</summary>
    Wide256,
    /// <summary>512 bits at a time.</summary>
    Wide512,
}

/// <summary>What this processor does best.</summary>
internal static class BestLanes
{
    public static Lanes Of { get; } = Vector512.IsHardwareAccelerated ? Lanes.Wide512
        : Vector256.IsHardwareAccelerated ? Lanes.Wide256
        : Lanes.Scalar;
}
