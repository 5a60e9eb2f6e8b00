using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Campaigns.Mechanics;

/// <summary>The kinds of mechanics and of campaigns: what a form for a round is drawn from.</summary>
internal static class ListMechanics
{
    internal sealed record View(string Name, Texts Label, Texts Summary, IReadOnlyList<FieldSchema> Fields);

    internal sealed record TypeView(string Name, Texts Label, IReadOnlyList<string> Excludes);

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/mechanics", (Registry<IMechanic> mechanics) => Answer<IReadOnlyList<View>>.Of(
            [.. mechanics.All.Select(kind => new View(kind.Name, kind.Label, kind.Summary, kind.Fields))]))
            .WithName(nameof(ListMechanics)).WithSummary(
                "The kinds of mechanics with the fields of their forms").AllowStaff().Rows(RowRule.Common);
        api.MapGet("/campaign-types", (Registry<CampaignType> types) => Answer<IReadOnlyList<TypeView>>.Of(
            [.. types.All.Select(type => new TypeView(type.Name, type.Label,
                [.. types.All.Where(other => Rounds.CampaignTypes.Exclude(type, other)).Select(
                    other => other.Name)]))]))
            .WithName("ListCampaignTypes").WithSummary(
                "The campaign types, and which exclude each other for an item").AllowStaff().Rows(RowRule.Common);
    }
}
