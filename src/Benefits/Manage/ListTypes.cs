using Marquee.Campaigns;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Benefits.Manage;

/// <summary>The benefit types with their forms.</summary>
internal static class ListTypes
{
    internal sealed record View(
        string Name, Texts Label, Texts Summary, bool IsDrawn, IReadOnlyList<FieldSchema> Fields);

    public static void Map(RouteGroupBuilder api) => api.MapGet("/benefit-types", Handle)
        .WithName("ListBenefitTypes").WithSummary("The benefit types, each with the fields of its form.")
        .AllowStaff().Rows(RowRule.Common);

    private static Answer<IReadOnlyList<View>> Handle(CallContext call, Registry<IBenefitType> types) =>
        Answer<IReadOnlyList<View>>.Of(
            [.. types.All.Select(type => new View(type.Name, type.Label, type.Summary, type.IsDrawn, type.Fields))]);
}
