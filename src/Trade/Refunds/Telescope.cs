using System.Diagnostics;

namespace Marquee.Trade.Refunds;

/// <summary>
/// What some pieces of a line carry of an amount that stands for all its pieces. f(k) = ⌊amount·k/quantity⌋, and pieces
/// r+1 to r+k carry f(r+k) − f(r): never negative, and all pieces together carry the amount exactly, however they are
/// cut.
/// </summary>
internal static class Telescope
{
    public static long Part(long amount, int quantity, int before, int pieces)
    {
        Debug.Assert(amount >= 0 && quantity > 0, "An amount over pieces.");
        Debug.Assert(before >= 0 && pieces >= 0 && before + pieces <= quantity, "Pieces of the line.");
        var part = Upto(amount, quantity, before + pieces) - Upto(amount, quantity, before);
        Debug.Assert(part >= 0 && part <= amount, "A part is no more than the whole.");
        return part;
    }

    private static long Upto(long amount, int quantity, int pieces) => (long)((Int128)amount * pieces / quantity);
}
