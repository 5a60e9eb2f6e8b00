using Marquee.Benefits.Engine;
using Marquee.Benefits.Storage;
using Marquee.Benefits.Types;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Benefits.Draws;

/// <summary>
/// What anybody may know of a lottery: the odds and the seed's hash from the start, the seed itself once it has ended.
/// With both, every draw can be computed again.
/// </summary>
internal static class ShowFairness
{
    /// <summary>Tickets from From (inclusive) to To (exclusive), of a million, win the prize.</summary>
    internal sealed record Prize(string Code, string Title, int OddsPpm, int From, int To, long Stock);

    internal sealed record View(
        Id<Benefit> Id, string Title, string SeedHash, string? Seed, string Method, IReadOnlyList<Prize> Prizes);

    private const string Method =
        "ticket(n) = first 8 bytes (big-endian) of HMAC-SHA-256(seed, n as 8 bytes ++ a as 8 bytes) modulo 1000000, " +
        "where n is the draw's number and a the smallest from 0 whose 8 bytes lie below the largest multiple of " +
        "1000000";

    public static void Map(ModuleRoutes routes) => routes.Pages.MapGet("/lotteries/{id}/fairness", HandleAsync)
        .WithName(nameof(ShowFairness))
        .WithSummary("A lottery's odds and the hash of its seed; the seed itself once the lottery has ended.")
        .AllowAnyone();

    private static async Task<Answer<View>> HandleAsync(
        CallContext call, Id<Benefit> id, BenefitsDb db, CancellationToken cancel)
    {
        var row = await db.ReadAsync(call, tx => BenefitRow.FindAsync(tx, id, cancel), cancel);
        return row is null || row.Benefit.Type != LotteryType.TypeName
            ? new Unknown("lottery", id.ToString())
            : ViewOf(row, call.Now);
    }

    internal static View ViewOf(BenefitRow row, DateTimeOffset now)
    {
        var prizes = new List<Prize>();
        var from = 0;
        foreach (var prize in LotteryType.Prizes(row.Spec))
        {
            prizes.Add(new Prize(prize.Code, prize.Title, prize.Ppm, from, from + prize.Ppm, prize.Stock));
            from += prize.Ppm;
        }

        // Only where no draw can follow any more: a round may still move its window, a benefit that stands alone may
        // not.
        var isOver = row.Benefit.Status == BenefitStatus.Ended
            || (row.Benefit.RoundId is null && now >= row.Benefit.To);
        return new View(
            row.Id, row.Benefit.Name, Convert.ToHexStringLower(row.SeedHash),
            isOver ? Convert.ToHexStringLower(row.Seed) : null,
            Method, prizes);
    }
}
