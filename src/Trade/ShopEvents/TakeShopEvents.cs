using Marquee.Catalog;
using Marquee.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Marquee.Trade.ShopEvents;

/// <summary>
/// An existing shop tells what happened in it. Items and stock go to Catalog, orders and refunds stay here; each part
/// is one transaction. The events' own ids make a repeat harmless, so the request's key is not remembered.
/// </summary>
internal static class TakeShopEvents
{
    /// <summary>Types whose events are of orders and refunds. On the wire: never renamed.</summary>
    public const string OrderPlaced = "order.placed", OrderPaid = "order.paid", OrderCancelled = "order.cancelled",
        RefundMade = "refund.made";

    private static readonly string[] Types =
        [ShopEventTypes.ItemChanged, ShopEventTypes.StockChanged, OrderPlaced, OrderPaid, OrderCancelled, RefundMade];

    internal sealed record Body(IReadOnlyList<ShopEvent> Events);

    /// <summary>The outcome of each event, in the order of the request.</summary>
    internal sealed record Outcomes(IReadOnlyList<ToldAnswer> Events);

    public static void Map(RouteGroupBuilder api) => api
        .MapPost("/shop-events", HandleAsync).Allow(Role.Machine).WithName(nameof(TakeShopEvents))
        .WithSummary("Takes what happened in an existing shop, with an outcome for each event");

    private static async Task<Answer<Outcomes>> HandleAsync(
        CallContext call, Body body, [FromServices] IShopItems items, ShopOrders orders, CancellationToken cancel) =>
        await RunAsync(call, body, items, orders, cancel);

    public static async Task<Result<Outcomes>> RunAsync(
        CallContext call, Body body, [FromServices] IShopItems items, ShopOrders orders, CancellationToken cancel)
    {
        if (call.Actor.Merchants is not null || call.Actor.Categories is not null)
        {
            return new NotAllowed("a key for all merchants and categories: a shop's events may be of any");
        }

        if (Wrong(body, call.Now) is { } wrong)
        {
            return wrong;
        }

        // Items first: an order may be of a SKU that comes with them.
        var ofItems = body.Events.Where(IsOfItem).Select(told =>
            new ShopItemEvent(told.Id, told.At, told.Entity, told.Version, told.Item, told.Stock)).ToList();
        var ofOrders = body.Events.Where(told => !IsOfItem(told)).ToList();
        var itemAnswers = new Queue<ToldAnswer>(
            ofItems.Count == 0 ? [] : await items.TakeAsync(call, ofItems, cancel));
        var orderAnswers = new Queue<ToldAnswer>(await orders.TakeAsync(call, ofOrders, cancel));
        return new Outcomes(
            [.. body.Events.Select(told => IsOfItem(told) ? itemAnswers.Dequeue() : orderAnswers.Dequeue())]);
    }

    private static bool IsOfItem(ShopEvent told) => told.Item is not null || told.Stock is not null;

    /// <summary>What is wrong with the envelopes; an event that cannot be named cannot be answered either.</summary>
    internal static InvalidRequest? Wrong(Body body, DateTimeOffset now)
    {
        if (body.Events.Count is 0 or > KernelLimits.ToldBatch)
        {
            return new InvalidRequest("events", "has no event or too many", body.Events.Count,
                $"1 to {KernelLimits.ToldBatch}");
        }

        var wrong = new List<FieldError>();
        for (var i = 0; i < body.Events.Count; i++)
        {
            if (body.Events[i] is not { } told)
            {
                return new InvalidRequest($"events[{i}]", "is null", null, "an event");
            }

            wrong.AddRange(WrongWith(told, now).Select(field => field with { Path = $"events[{i}].{field.Path}" }));
        }

        return wrong.Count == 0 ? null : new InvalidRequest(wrong);
    }

    private static IEnumerable<FieldError> WrongWith(ShopEvent told, DateTimeOffset now)
    {
        foreach (var (path, id) in ((string, string)[])[("id", told.Id), ("entity", told.Entity)])
        {
            if (id.Length is 0 or > KernelLimits.ExternalIdLength || id.Any(char.IsControl)
                || id.AsSpan().Trim().Length != id.Length)
            {
                yield return new FieldError(path, "is no id", id[..Math.Min(200, id.Length)],
                    $"1 to {KernelLimits.ExternalIdLength} characters without blanks around them");
            }
        }

        if (told.Version < 1)
        {
            yield return new FieldError("version", "is out of range", $"{told.Version}", "1 or more");
        }

        if (told.At < DateTimeOffset.UnixEpoch || told.At > now + TradeLimits.ShopClockAhead)
        {
            yield return new FieldError("at", "is out of range", $"{told.At:u}",
                $"1970 to {now + TradeLimits.ShopClockAhead:u}");
        }

        if (!Types.Contains(told.Type))
        {
            yield return new FieldError(
                "type", "is no type of event", told.Type[..Math.Min(200, told.Type.Length)],
                string.Join(", ", Types));
        }
        else if (!Parts(told).Where(part => part.IsThere).Select(part => part.Name)
            .SequenceEqual(PartOf(told.Type) is { } needed ? [needed] : []))
        {
            yield return new FieldError(
                PartOf(told.Type) ?? "type", $"does not fit: {told.Type} comes with exactly this part", told.Type,
                PartOf(told.Type) ?? "no part");
        }
    }

    private static (string Name, bool IsThere)[] Parts(ShopEvent told) =>
    [
        ("item", told.Item is not null), ("stock", told.Stock is not null), ("order", told.Order is not null),
        ("payment", told.Payment is not null), ("refund", told.Refund is not null),
    ];

    private static string? PartOf(string type) => type switch
    {
        ShopEventTypes.ItemChanged => "item",
        ShopEventTypes.StockChanged => "stock",
        OrderPlaced => "order",
        OrderPaid => "payment",
        RefundMade => "refund",
        _ => null,
    };
}
