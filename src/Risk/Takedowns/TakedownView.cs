using Marquee.Kernel;

namespace Marquee.Risk.Takedowns;

/// <summary>An entry of the journal as its reader may see it.</summary>
/// <param name="Id">The id.</param>
/// <param name="Kind">What sort of thing.</param>
/// <param name="Subject">Which one.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Merchant">Whose it is.</param>
/// <param name="Category">The item's category.</param>
/// <param name="InForce">Whether it is down now.</param>
/// <param name="Reason">Why, for the platform's people; null for merchants.</param>
/// <param name="Told">Why, as the merchant is told; null for the general sentence.</param>
/// <param name="Reversible">Whether it may be put back at all.</param>
/// <param name="TakenAt">Since when.</param>
/// <param name="TakenBy">Who did it; null for merchants.</param>
/// <param name="Until">When it comes back by itself.</param>
/// <param name="ReturnedAt">When it came back.</param>
/// <param name="ReturnedBy">Who put it back; null for merchants, and when it came back by itself.</param>
/// <param name="ReturnReason">Why it was put back; null for merchants.</param>
/// <param name="MayReturn">Whether the reader may put it back now.</param>
internal sealed record TakedownView(
    Id<Takedown> Id, TakedownKind Kind, string Subject, string Title, string? Merchant, string? Category, bool InForce,
    string? Reason, string? Told, bool Reversible, DateTimeOffset TakenAt, string? TakenBy, DateTimeOffset? Until,
    DateTimeOffset? ReturnedAt, string? ReturnedBy, string? ReturnReason, bool MayReturn)
{
    public static TakedownView Of(Takedown one, CallContext call, bool secondPerson)
    {
        var staff = call.Actor.IsAny([.. EndpointRules.Staff, Role.Machine]);
        var down = one.HoldsAt(call.Now);
        return new TakedownView(
            one.Id, one.Kind, one.Subject, one.Title, one.MerchantId, one.Category, down, staff ? one.Reason : null,
            one.Told, one.Reversible, one.TakenAt, staff ? one.TakenBy : null, one.Until,
            one.Return?.At ?? (down ? null : one.Until), staff ? one.Return?.By : null,
            staff ? one.Return?.Reason : null,
            call.Actor.IsAny(Role.Risk, Role.Operator)
                && Board.TakedownChanges.Refusal(one, call.Actor, secondPerson, call.Now) is null);
    }

    /// <summary>Whether the actor may know of the entry.</summary>
    public static bool IsVisible(Takedown one, Actor actor) =>
        // What has no category, as a whole round, concerns every category.
        (one.Category is null ? Wide(actor) : actor).Sees(one.MerchantId, one.Category);

    /// <summary>The same as a condition over <c>t</c>.</summary>
    public static SqlText Visible(Actor actor)
    {
        return $"""
            ({RowScope.Of(actor, "t.merchant_id", "t.category")}
                or (t.category is null and {RowScope.Of(Wide(actor), "t.merchant_id", "null::text")}))
            """;
    }

    private static Actor Wide(Actor actor) =>
        actor with { Held = [.. actor.Bounds.Select(bound => bound with { Categories = null })] };
}
