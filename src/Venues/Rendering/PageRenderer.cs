using System.Text.Json;
using Marquee.Benefits;
using Marquee.Campaigns;
using Marquee.Catalog;
using Marquee.Kernel;
using Marquee.Serving;
using Marquee.Venues.Pages;
using Microsoft.Extensions.Logging;

namespace Marquee.Venues.Rendering;

/// <summary>
/// Renders a document: gathers what all blocks name, reads it in one call per module, renders each block from that. A
/// part that is away or a block that fails costs that block and never the page.
/// </summary>
internal sealed partial class PageRenderer(
    Registry<IPageBlock> types, IServing serving, IBenefits benefits, ICampaigns campaigns, ICatalog catalog,
    ShopGoods goods, ILogger<PageRenderer> log)
{
    private sealed record Data(
        IReadOnlyDictionary<string, PlacementView> Placements, IReadOnlyDictionary<Guid, ShopperBenefit> Benefits,
        IReadOnlyDictionary<Guid, Round> Rounds, IReadOnlyList<ShopOffer> Thresholds);

    /// <summary>The page's main part.</summary>
    /// <param name="call">The call.</param>
    /// <param name="locale">The language.</param>
    /// <param name="document">The document.</param>
    /// <param name="path">The page's own path.</param>
    /// <param name="shop">The shop whose own page it is; null for the platform's.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<Html> RenderAsync(
        CallContext call, Locale locale, PageDocument document, string path, string? shop, CancellationToken cancel)
    {
        var data = await GatherAsync(call, document, shop, cancel);
        var blocks = document.Blocks.Select((block, i) => Block(call, locale, block, i == 0, path, data)).ToList();
        var main = Html.Each(blocks, block => block);
        if (document.Round is { } round && data.Rounds.TryGetValue(round, out var found))
        {
            main = $"{StateOf(call, locale, found)}{main}";
        }

        return main;
    }

    private Html Block(CallContext call, Locale locale, PageBlock block, bool isFirst, string path, Data data)
    {
        if (!types.TryGet(block.Type, out var type))
        {
            return Html.Empty;
        }

        var view = new BlockView
        {
            Call = call, Locale = locale, BlockId = block.Id, IsFirst = isFirst, PagePath = path,
            Placements = data.Placements, Benefits = data.Benefits, Rounds = data.Rounds,
            Thresholds = data.Thresholds,
        };
        try
        {
            return type.Render(new BlockProps(block.Props), view);
        }
#pragma warning disable CA1031 // One broken block must not take the page with it; the log has the rest.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogBlock(log, e, block.Id, block.Type);
            return Html.Empty;
        }
    }

    private async Task<Data> GatherAsync(
        CallContext call, PageDocument document, string? shop, CancellationToken cancel)
    {
        var named = NamedBy(document, types);
        var rounds = await WithFallback(
            async () => await campaigns.GetRoundsAsync(call, [.. named.Rounds.Select(id => new Id<Round>(id))],
                cancel), []);
        var placements = await WithFallback(
            async () => await PlacementsAsync(call, named, shop, cancel), []);
        var thresholds = shop is null
            ? [] : await WithFallback(async () => await goods.ThresholdsAsync(call, shop, cancel), []);
        var shopperNo = await WithFallback(async () => await ShopperAsync(call, cancel), null);
        var states = await WithFallback(
            async () => await benefits.ForShopperAsync(call, shopperNo,
                [.. named.Benefits.Select(id => new Id<Benefit>(id))], cancel), []);
        return new Data(
            placements.ToDictionary(placement => placement.Name, StringComparer.Ordinal),
            states.ToDictionary(state => state.Benefit.Id.Value),
            rounds.ToDictionary(round => round.Id.Value), thresholds);
    }

    // A shop's page shows the shop's goods, whatever placement its blocks name.
    private async Task<IReadOnlyList<PlacementView>> PlacementsAsync(
        CallContext call, Named named, string? shop, CancellationToken cancel) => shop is null
        ? await serving.PlacementsAsync(
            call, [.. named.Placements.Select(name => new PlacementAsk(name, named.Limit(name)))], cancel)
        : named.Placements.Contains(ShopAddress.Placement, StringComparer.Ordinal)
            ? [await goods.PlacementAsync(call, shop, named.Limit(ShopAddress.Placement), cancel)]
            : [];

    private async Task<int?> ShopperAsync(CallContext call, CancellationToken cancel)
    {
        if (call.Actor.Kind != ActorKind.Shopper)
        {
            return null;
        }

        var found = await catalog.FindShoppersAsync(call, [call.Actor.Id], cancel);
        return found.TryGetValue(call.Actor.Id, out var shopper) ? shopper.ShopperNo : null;
    }

    private async Task<T> WithFallback<T>(Func<Task<T>> read, T otherwise)
    {
        try
        {
            return await read();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogPart(log, e);
            return otherwise;
        }
    }

    /// <summary>Everything the fields of the blocks name, each once.</summary>
    internal static Named NamedBy(PageDocument document, Registry<IPageBlock> types)
    {
        var named = new Named();
        if (document.Round is { } round)
        {
            named.Rounds.Add(round);
        }

        foreach (var block in document.Blocks)
        {
            if (types.TryGet(block.Type, out var type) && block.Props.ValueKind == JsonValueKind.Object)
            {
                named.Add(type, new BlockProps(block.Props));
            }
        }

        return named;
    }

    private static Html StateOf(CallContext call, Locale locale, Round round)
    {
        var live = round[RoundPhase.Live];
        if (live.Closes is { } closes && call.Now >= closes)
        {
            Html over = $"""
                {locale.Of("本场活动已结束，活动价不再有效。", "This round is over; its prices no longer hold.")}
                <a href="{$"/t/{call.Tenant.Slug}/shop/"}">{locale.Of("去首页看看", "Go to the shop")}</a>
                """;
            return $"""<div class="wrap section">{ShopPieces.Notice("info", over)}</div>""";
        }

        if (live.Opens is not { } opens || call.Now >= opens)
        {
            return Html.Empty;
        }

        Html soon = $"""
            {locale.Of("活动尚未开始，现在显示的是当前价格。开始时间：", "Not open yet: the prices shown are those of now. It opens ")}
            {locale.At(opens, call.Zone, withZone: true)}
            """;
        return $"""<div class="wrap section">{ShopPieces.Notice("info", soon)}</div>""";
    }

    [LoggerMessage(EventId = 1901, Level = LogLevel.Error, Message = "Block {Block} of type {Type} failed")]
    private static partial void LogBlock(ILogger log, Exception e, string block, string type);

    [LoggerMessage(EventId = 1902, Level = LogLevel.Warning, Message = "A part of a page is away")]
    private static partial void LogPart(ILogger log, Exception e);
}
