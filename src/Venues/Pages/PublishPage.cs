using Marquee.Campaigns;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Marquee.Venues.Pages;

/// <summary>A revision becomes what shoppers see. Publishing an earlier one is how a page is rolled back.</summary>
internal static class PublishPage
{
    internal sealed record Body(int Revision);

    public static void Map(ModuleRoutes routes) => routes.Api.MapPost("/venues/{slug}/publication", HandleAsync)
        .Allow(Role.Designer, Role.Operator, Role.Machine).Frozen(ChangeArea.Venues).WithName("PublishVenue")
        .WithSummary("Makes a revision the one that shoppers see; an earlier one rolls back.");

    private static Task<Answer<Publication.Published>> HandleAsync(
        CallContext call, string slug, Body body, VenuesDb db, Registry<IPageBlock> types, CancellationToken cancel) =>
        db.MutateAsync(
            call, tx => Publication.RunAsync(tx, slug, null, body.Revision, types, [], null, cancel), cancel);
}
