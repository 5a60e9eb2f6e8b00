using Marquee.Campaigns.Rounds;
using Marquee.Campaigns.Submissions;
using Marquee.Kernel;
using Marquee.Rules;

namespace Marquee.Campaigns.Tests;

/// <summary>Things to decide about.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Start = new(2026, 6, 10, 12, 0, 0, TimeSpan.Zero);

    public static SubmissionState Submission(SubmissionStatus status) => new(
        new Id<Submission>(Guid.Parse("019eb167-0000-7000-8000-000000000001")), default, 1, "i1", 1, "m1", "home",
        "Thing", null, status,
        Outcome.Pass, new Plan([new SkuPlan(1, "s1", 8_000, 10, null)], [], [], 0), "hash", null, null, null, null, 1,
        Start, null);

    /// <summary>A round whose phases lie a day each, one after the other, the first from Start on.</summary>
    public static RoundState Round(ExitPolicy? policy = null) => new(
        new Id<Round>(Guid.Parse("019eb167-0000-7000-8000-000000000002")), default, default, "Opening", "Sale",
        CampaignTypes.FlashSale,
        CampaignStatus.Published, policy ?? ExitPolicy.Standard, 1, Windows());

    public static Window[] Windows() =>
    [
        .. PhaseTable.InOrder.Select((phase, i) =>
            new Window(phase, Start.AddDays(i), Start.AddDays(i + 1), PhaseState.Waiting)),
    ];
}
