using System.Runtime.Intrinsics;

namespace Marquee.Columns.Bits;

/// <summary>One operation of two sets on words of 64 members, in the widths that the processor may have.</summary>
internal interface IWordOp
{
    static abstract ulong Of(ulong a, ulong b);

    static abstract Vector256<ulong> Of(Vector256<ulong> a, Vector256<ulong> b);

    static abstract Vector512<ulong> Of(Vector512<ulong> a, Vector512<ulong> b);
}

/// <summary>Members of both.</summary>
internal readonly struct AndOp : IWordOp
{
    public static ulong Of(ulong a, ulong b) => a & b;

    public static Vector256<ulong> Of(Vector256<ulong> a, Vector256<ulong> b) => a & b;

    public static Vector512<ulong> Of(Vector512<ulong> a, Vector512<ulong> b) => a & b;
}

/// <summary>Members of either.</summary>
internal readonly struct OrOp : IWordOp
{
    public static ulong Of(ulong a, ulong b) => a | b;

    public static Vector256<ulong> Of(Vector256<ulong> a, Vector256<ulong> b) => a | b;

    public static Vector512<ulong> Of(Vector512<ulong> a, Vector512<ulong> b) => a | b;
}

/// <summary>Members of the first that are not in the second.</summary>
internal readonly struct AndNotOp : IWordOp
{
    public static ulong Of(ulong a, ulong b) => a & ~b;

    public static Vector256<ulong> Of(Vector256<ulong> a, Vector256<ulong> b) => Vector256.AndNot(a, b);

    public static Vector512<ulong> Of(Vector512<ulong> a, Vector512<ulong> b) => Vector512.AndNot(a, b);
}

/// <summary>Members of exactly one.</summary>
internal readonly struct XorOp : IWordOp
{
    public static ulong Of(ulong a, ulong b) => a ^ b;

    public static Vector256<ulong> Of(Vector256<ulong> a, Vector256<ulong> b) => a ^ b;

    public static Vector512<ulong> Of(Vector512<ulong> a, Vector512<ulong> b) => a ^ b;
}
