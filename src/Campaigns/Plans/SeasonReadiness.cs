using Marquee.Campaigns.Gates;
using Marquee.Campaigns.Rounds;
using Marquee.Kernel;

namespace Marquee.Campaigns.Plans;

/// <summary>What is asked of a node before its season is published. On the wire: members are never renamed.</summary>
internal enum ReadinessStep
{
    /// <summary>The season has a campaign.</summary>
    Campaigns,
    /// <summary>A rule says who may take part.</summary>
    Rule,
    /// <summary>What is written as a rule can be published.</summary>
    RuleReadable,
    /// <summary>The campaign has a round to enroll in.</summary>
    Rounds,
    /// <summary>Enrollment and sale lie ahead.</summary>
    Schedule,
    /// <summary>Something happens to prices or benefits.</summary>
    Mechanics,
    /// <summary>Merchants see it as it stands here.</summary>
    Published,
}

/// <summary>One line of the checklist.</summary>
/// <param name="Node">What sort of node.</param>
/// <param name="Id">The node.</param>
/// <param name="Name">Its name.</param>
/// <param name="Step">What is asked.</param>
/// <param name="Done">Whether it is so.</param>
/// <param name="Needed">Whether the season cannot be published without it.</param>
/// <param name="Text">What there is to do, or what was done.</param>
internal sealed record ReadinessItem(
    NodeKind Node, Guid Id, string Name, ReadinessStep Step, bool Done, bool Needed, Texts Text);

/// <summary>A node of a season with what its publication depends on.</summary>
/// <param name="Node">The node.</param>
/// <param name="Parent">The campaign of a round, the season of a campaign.</param>
/// <param name="HasRule">Whether a rule of its own is in force.</param>
/// <param name="HasDraft">Whether something is written and not in force.</param>
/// <param name="Unreadable">Why what is written cannot be published; null when it can.</param>
/// <param name="Published">Whether a campaign is published; rounds follow theirs.</param>
/// <param name="Windows">A round's windows.</param>
/// <param name="Mechanics">How many mechanics a round has.</param>
internal sealed record ReadyNode(
    Node Node, Guid? Parent, bool HasRule, bool HasDraft, string? Unreadable, bool Published,
    IReadOnlyList<Window> Windows, int Mechanics);

/// <summary>The one checklist of a season: what is missing before it can be published at once. Pure.</summary>
internal static class SeasonReadiness
{
    public static IReadOnlyList<ReadinessItem> Of(IReadOnlyList<ReadyNode> nodes, DateTimeOffset now)
    {
        var season = nodes.First(node => node.Node.Kind == NodeKind.Season);
        var campaigns = nodes.Where(node => node.Node.Kind == NodeKind.Campaign).ToList();
        var items = new List<ReadinessItem>
        {
            Item(season, ReadinessStep.Campaigns, campaigns.Count > 0, true,
                new Texts("大促下至少要有一个活动", "The season has at least one campaign")),
        };
        items.AddRange(OfRule(season));
        foreach (var campaign in campaigns)
        {
            var rounds = nodes.Where(node => node.Parent == campaign.Node.Id).ToList();
            items.Add(Item(
                campaign, ReadinessStep.Rule,
                campaign.HasRule || campaign.HasDraft || season.HasRule || season.HasDraft, true,
                new Texts("报名规则：谁可以参加", "A rule says who may take part")));
            items.AddRange(OfRule(campaign));
            items.Add(Item(campaign, ReadinessStep.Rounds, rounds.Count > 0, true,
                new Texts("至少有一个场次", "There is at least one round")));
            items.AddRange(rounds.SelectMany(round => OfRound(round, campaign.Published, now)));
            items.Add(Item(
                campaign, ReadinessStep.Published,
                campaign.Published && !campaign.HasDraft && rounds.All(round => !round.HasDraft), false,
                new Texts("商家看到的与此处一致", "Merchants see it as it stands here")));
        }

        return items;
    }

    private static IEnumerable<ReadinessItem> OfRound(ReadyNode round, bool published, DateTimeOffset now)
    {
        foreach (var item in OfRule(round))
        {
            yield return item;
        }

        var enroll = round.Windows.FirstOrDefault(window => window.Phase == RoundPhase.Enroll);
        var live = round.Windows.FirstOrDefault(window => window.Phase == RoundPhase.Live);
        // What is published already runs by its phases; it is not held up by having begun.
        yield return Item(
            round, ReadinessStep.Schedule, published || (enroll?.Closes > now && live?.Opens > now), true,
            new Texts("报名截止与开售都在未来", "Enrollment ends and the sale begins in the future"));
        yield return Item(
            round, ReadinessStep.Mechanics, round.Mechanics > 0, false,
            new Texts("设有玩法（没有时只按活动价销售）", "It has a mechanic; without one only activity prices hold"));
    }

    private static IEnumerable<ReadinessItem> OfRule(ReadyNode node)
    {
        if (node.Unreadable is { } why)
        {
            yield return Item(node, ReadinessStep.RuleReadable, false, true,
                new Texts($"已写的规则无法发布：{why}", $"The rule as written cannot be published: {why}"));
        }
    }

    private static ReadinessItem Item(ReadyNode node, ReadinessStep step, bool done, bool needed, Texts text) =>
        new(node.Node.Kind, node.Node.Id, node.Node.Name, step, done, needed, text);
}
