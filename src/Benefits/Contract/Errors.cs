using Marquee.Kernel;

namespace Marquee.Benefits;

/// <summary>The benefit is not open: too early, over, or stopped.</summary>
/// <param name="Benefit">The benefit.</param>
/// <param name="Why">upcoming, paused or ended.</param>
/// <param name="From">When it opens.</param>
/// <param name="To">When it ends.</param>
public sealed record BenefitClosed(Id<Benefit> Benefit, string Why, DateTimeOffset From, DateTimeOffset To)
    : Error("benefits.closed", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message => $"The benefit is {Why}: it is open from {From:u} until {To:u}.";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> Data =>
        new Dictionary<string, object?> { ["why"] = Why, ["from"] = From, ["to"] = To };
}

/// <summary>The budget is used up.</summary>
/// <param name="Benefit">The benefit.</param>
public sealed record BenefitSoldOut(Id<Benefit> Benefit) : Error("benefits.sold_out", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message => "Nothing is left of this benefit.";
}

/// <summary>The shopper has had all that one shopper may have.</summary>
/// <param name="Benefit">The benefit.</param>
/// <param name="Limit">Which limit.</param>
/// <param name="Max">What it allows.</param>
public sealed record ClaimLimitReached(Id<Benefit> Benefit, string Limit, long Max)
    : Error("benefits.limit_reached", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message => $"The limit '{Limit}' allows {Max}.";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> Data =>
        new Dictionary<string, object?> { ["limit"] = Limit, ["max"] = Max };
}

/// <summary>The benefit is of a type that is got in another way (a lottery is drawn, a coupon is claimed).</summary>
/// <param name="Benefit">The benefit.</param>
/// <param name="Type">Its type.</param>
public sealed record WrongBenefitType(Id<Benefit> Benefit, string Type)
    : Error("benefits.wrong_type", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message => $"A benefit of type '{Type}' is not got in this way.";
}

/// <summary>A grant cannot be used now.</summary>
/// <param name="Grant">The grant.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="UsableFrom">From when it is usable.</param>
/// <param name="UsableTo">Until when it is usable.</param>
public sealed record GrantNotUsable(
    Id<Grant> Grant, GrantStatus Status, DateTimeOffset UsableFrom, DateTimeOffset UsableTo)
    : Error("benefits.not_usable", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message =>
        $"The benefit {Grant} is {EnumText.Of(Status)}; it is usable from {UsableFrom:u} until {UsableTo:u}.";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> Data =>
        new Dictionary<string, object?> { ["grant"] = Grant.Value, ["status"] = EnumText.Of(Status) };
}

/// <summary>The hold ended, and a grant of it was taken by another meanwhile.</summary>
/// <param name="RequestKey">The hold's key.</param>
public sealed record HoldEnded(string RequestKey) : Error("benefits.hold_ended", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message => "The hold on the benefits has ended; quote again.";
}

/// <summary>A request key was used before, for another request.</summary>
/// <param name="RequestKey">The key.</param>
public sealed record BenefitKeyReused(string RequestKey) : Error("benefits.key_reused", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message =>
        $"The request key '{RequestKey}' was used for another request. A new request needs a new key.";
}

/// <summary>A benefit that has ended stays ended: its seed is public.</summary>
/// <param name="Benefit">The benefit.</param>
public sealed record BenefitOver(Id<Benefit> Benefit) : Error("benefits.over", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message => $"The benefit {Benefit} has ended for good; make a new one.";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> Data => new Dictionary<string,
    object?>
    { ["allowedNow"] = Array.Empty<string>() };
}

/// <summary>A grant cannot be taken away from where it stands.</summary>
/// <param name="Grant">The grant.</param>
/// <param name="Status">Where it stands.</param>
public sealed record GrantNotRevocable(Id<Grant> Grant, GrantStatus Status)
    : Error("benefits.not_revocable", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message =>
        $"The grant {Grant} is {EnumText.Of(Status)}; only granted and given_back ones can be revoked.";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> Data => new Dictionary<string,
    object?>
    { ["status"] = EnumText.Of(Status) };
}

/// <summary>The benefit, its shop or its campaign was taken down.</summary>
/// <param name="Benefit">The benefit.</param>
public sealed record BenefitTakenDown(Id<Benefit> Benefit) : Error("benefits.taken_down", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message => "The benefit is not available at the moment.";
}

/// <summary>The shop may not run offers of its own at present.</summary>
/// <param name="Shop">The shop.</param>
/// <param name="Why">no_limits (the platform has not said within which limits), suspended, or taken_down.</param>
public sealed record ShopOffersClosed(string Shop, string Why)
    : Error("benefits.shop_offers_closed", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message => Why switch
    {
        "no_limits" => "The platform has not opened offers of shops: an operator sets their limits.",
        "suspended" => $"The shop '{Shop}' is suspended.",
        _ => $"The shop '{Shop}' was taken down.",
    };

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> Data => new Dictionary<string, object?> { ["why"] = Why };
}

/// <summary>A shop's own offer cannot be changed from where it stands.</summary>
/// <param name="Offer">The offer.</param>
/// <param name="Status">upcoming, live, paused, ended or over.</param>
/// <param name="AllowedNow">What is possible: change, end, or nothing.</param>
public sealed record ShopOfferNotOpen(Guid Offer, string Status, IReadOnlyList<string> AllowedNow)
    : Error("benefits.shop_offer_not_open", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message => AllowedNow.Count == 0
        ? $"The offer is {Status}; make a new one."
        : $"The offer is {Status}: shoppers count on what it says. It can be ended early.";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> Data =>
        new Dictionary<string, object?> { ["status"] = Status, ["allowedNow"] = AllowedNow };
}

/// <summary>Somebody changed it meanwhile.</summary>
/// <param name="What">What was to be changed.</param>
/// <param name="Revision">Its revision now.</param>
public sealed record NewerShopRevision(string What, int Revision)
    : Error("benefits.newer_revision", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message => $"The {What} stands at revision {Revision}; load it and make the change again.";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> Data =>
        new Dictionary<string, object?> { ["revision"] = Revision };
}
