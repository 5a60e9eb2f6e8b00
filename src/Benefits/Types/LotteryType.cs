using System.Globalization;
using Marquee.Campaigns;
using Marquee.Kernel;
using Marquee.Ledger;

namespace Marquee.Benefits.Types;

/// <summary>
/// 抽奖: three prizes with odds and stock, tries per day. The number drawn follows from the committed seed and the draw's
/// number; a prize whose stock is gone becomes the consolation.
/// </summary>
internal sealed class LotteryType : IBenefitType
{
    // Stored in data.
    public const string TypeName = "lottery";
    public const string Tries = "tries";
    public const string DailyLimit = "tries_per_day";
    public const string TotalLimit = "tries_in_all";
    private const string TriesPerDay = "triesPerDay";
    private const string TriesInAll = "triesInAll";
    private const string Consolation = "consolation";
    // A thing that was won waits for its winner for a year; only coupons end with their window.
    private const long ThingKept = BenefitsLimits.ValidForSeconds;
    private static readonly string[] Ranks = ["1", "2", "3"];

    public string Name => TypeName;

    public Texts Label { get; } = new("抽奖", "Lottery");

    public Texts Summary { get; } = new(
        "按公布的概率抽奖，结果可复核。", "Draws for prizes at published odds; every draw can be checked afterwards.");

    public bool IsDrawn => true;

    public IReadOnlyList<FieldSchema> Fields { get; } =
    [
        SpecFields.TitleField,
        new(TriesPerDay, FieldKind.Integer, new Texts("每人每天次数", "Tries of a shopper per day"), Min: 1,
            Max: BenefitsLimits.PerShopper, Default: 1L),
        new(TriesInAll, FieldKind.Integer, new Texts("每人总次数", "Tries of a shopper in all"), Required: false, Min: 1,
            Max: BenefitsLimits.PerShopper),
        new(Consolation, FieldKind.Text, new Texts("未中奖文案", "Words when nothing was won"), Min: 1, Max: 60,
            Default: "谢谢参与"),
        SpecFields.ValidFor,
        .. Ranks.SelectMany(PrizeFields),
    ];

    public IReadOnlyList<FieldError> Validate(MechanicSpec spec)
    {
        var wrong = new List<FieldError>();
        var odds = 0L;
        foreach (var rank in Ranks)
        {
            odds += spec.NumberOrNull(Odds(rank)) ?? 0;
            Check(spec, rank, wrong);
        }

        if (odds > BenefitsLimits.Ppm)
        {
            wrong.Add(new FieldError(
                Odds(Ranks[^1]), "makes the odds of all prizes more than the whole",
                odds.ToString(CultureInfo.InvariantCulture),
                $"{BenefitsLimits.Ppm} together"));
        }

        return wrong;
    }

    public IReadOnlyList<BenefitAccount> Accounts(MechanicSpec spec) =>
    [
        // Tries are bounded per shopper, not in all: the account is there to number the draws.
        new(Tries, LedgerLimits.MaxUnits, LedgerUnit.Piece, false),
        .. Prizes(spec).Select(prize => new BenefitAccount(Part(prize.Code), prize.Stock, LedgerUnit.Piece, true)),
    ];

    public BenefitTake Entry(MechanicSpec spec)
    {
        var limits = new List<SubjectLimit> { new(DailyLimit, spec.Number(TriesPerDay), LimitWindow.Day) };
        if (spec.NumberOrNull(TriesInAll) is { } all)
        {
            limits.Add(new SubjectLimit(TotalLimit, all, LimitWindow.Campaign));
        }

        return new BenefitTake(Tries, 1, limits);
    }

    public string? MerchantOf(MechanicSpec spec) => null;

    public BenefitDecision Decide(BenefitInput input, MechanicSpec spec)
    {
        var ticket = Ticket.Of(input.Seed.Span, input.Sequence);
        var consolation = new BenefitAward(null, spec.Text(Consolation), null, null, input.Now, input.Now, false);
        // Prizes lie side by side from zero on, in their order: the published odds say which tickets win which.
        var from = 0L;
        foreach (var prize in Prizes(spec))
        {
            from += prize.Ppm;
            if (ticket < from)
            {
                var coupon = prize.OffMinor == 0
                    ? null
                    : new CouponAward(
                        CouponScope.Platform, prize.ThresholdMinor, prize.OffMinor, FundingShares.AllPlatform);
                var award = new BenefitAward(
                    prize.Code, prize.Title, new BenefitTake(Part(prize.Code), 1, []), coupon,
                    input.Now, coupon is null ? input.Now.AddSeconds(ThingKept) : SpecFields.UsableTo(spec, input),
                    true);
                return new BenefitDecision(award, consolation, ticket);
            }
        }

        return new BenefitDecision(consolation, null, ticket);
    }

    /// <summary>The prizes that a spec has, in the order of their ranks.</summary>
    public static IEnumerable<LotteryPrize> Prizes(MechanicSpec spec) =>
        from rank in Ranks
        let title = spec.TextOrNull(TitleOf(rank))
        where title is not null
        select new LotteryPrize(
            "prize" + rank, title, (int)spec.Number(Odds(rank)), spec.Number(Stock(rank)),
            spec.NumberOrNull(Off(rank)) ?? 0, spec.NumberOrNull(Threshold(rank)) ?? spec.NumberOrNull(Off(rank)) ?? 0);

    private static void Check(MechanicSpec spec, string rank, List<FieldError> wrong)
    {
        var has = spec.TextOrNull(TitleOf(rank)) is not null;
        foreach (var field in (string[])[Odds(rank), Stock(rank)])
        {
            if (has != spec.NumberOrNull(field) is not null)
            {
                wrong.Add(new FieldError(
                    field, $"and {TitleOf(rank)} are given together or not at all", $"{spec[field]}",
                    "a prize with title, odds and stock"));
            }
        }

        var off = spec.NumberOrNull(Off(rank));
        if (!has && (off ?? spec.NumberOrNull(Threshold(rank))) is not null)
        {
            wrong.Add(new FieldError(TitleOf(rank), "is needed for a prize", null, "1 to 60 characters"));
        }

        if (spec.NumberOrNull(Threshold(rank)) is { } threshold && (off is null || threshold < off))
        {
            wrong.Add(new FieldError(
                Threshold(rank),
                off is null ? "is only for prizes that are coupons" : "is below what the coupon takes off",
                $"{threshold}", off is null ? "nothing" : $"at least {off}"));
        }
    }

    private static IEnumerable<FieldSchema> PrizeFields(string rank)
    {
        var required = rank == Ranks[0];
        yield return new(
            TitleOf(rank), FieldKind.Text, new Texts($"{rank} 等奖名称", $"Prize {rank}: title"), required, 1, 60);
        yield return new(
            Odds(rank), FieldKind.Integer, new Texts($"{rank} 等奖概率（百万分之）", $"Prize {rank}: odds, parts per million"),
            required, 1, BenefitsLimits.Ppm);
        yield return new(
            Stock(rank), FieldKind.Integer, new Texts($"{rank} 等奖数量", $"Prize {rank}: pieces"), required, 0,
            BenefitsLimits.PrizeStock);
        yield return new(
            Off(rank), FieldKind.Money, new Texts($"{rank} 等奖券面额", $"Prize {rank}: off, as a coupon"), false, 1,
            BenefitsLimits.MaxMinor);
        yield return new(
            Threshold(rank), FieldKind.Money, new Texts($"{rank} 等奖券门槛", $"Prize {rank}: from, as a coupon"), false, 1,
            BenefitsLimits.MaxMinor);
    }

    private static string Part(string code) => "prize:" + code;

    private static string TitleOf(string rank) => $"prize{rank}Title";

    private static string Odds(string rank) => $"prize{rank}OddsPpm";

    private static string Stock(string rank) => $"prize{rank}Stock";

    private static string Off(string rank) => $"prize{rank}OffMinor";

    private static string Threshold(string rank) => $"prize{rank}ThresholdMinor";
}

/// <summary>A prize of a lottery.</summary>
/// <param name="Code">Its stable code.</param>
/// <param name="Title">What shoppers read.</param>
/// <param name="Ppm">Its odds in parts per million.</param>
/// <param name="Stock">How many pieces there are.</param>
/// <param name="OffMinor">As a coupon: what it takes off; zero for another thing.</param>
/// <param name="ThresholdMinor">As a coupon: from which sum on.</param>
internal sealed record LotteryPrize(string Code, string Title, int Ppm, long Stock, long OffMinor, long ThresholdMinor);
