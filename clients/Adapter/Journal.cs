namespace Marquee.Adapter;

/// <summary>A part of the shop's journal.</summary>
/// <param name="Entries">What happened. It may come repeated, in any order and late.</param>
/// <param name="Position">From where to read on.</param>
public sealed record JournalPage(IReadOnlyList<JournalEntry> Entries, string Position);

/// <summary>Something that happened in the shop, in its own words. Exactly one part is given, by the kind.</summary>
/// <param name="Id">Unique in the journal; a repeat has the same.</param>
/// <param name="Kind"><c>product</c>, <c>stock</c>, <c>order</c>, <c>payment</c>, <c>cancellation</c> or
/// <c>return</c>.</param>
/// <param name="Subject">The product's, variant's, order's or return's number.</param>
/// <param name="Revision">Rises with every change of the subject.</param>
/// <param name="At">When.</param>
/// <param name="Product">The product.</param>
/// <param name="Units">Of stock: the units there.</param>
/// <param name="Order">The order.</param>
/// <param name="Cents">Of a payment: how much.</param>
/// <param name="Return">What came back.</param>
public sealed record JournalEntry(
    string Id, string Kind, string Subject, long Revision, DateTimeOffset At, Product? Product = null,
    long? Units = null, PlacedOrder? Order = null, long? Cents = null, Return? Return = null);

/// <summary>A product of the shop.</summary>
/// <param name="Seller">Whose it is.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Active">Whether it is offered.</param>
/// <param name="Variants">What is bought.</param>
public sealed record Product(string Seller, string Name, bool Active, IReadOnlyList<Variant> Variants);

/// <summary>A variant of a product.</summary>
/// <param name="Code">Its number.</param>
/// <param name="Label">What distinguishes it.</param>
/// <param name="Cents">What it costs.</param>
/// <param name="ListCents">What it costs by the list; null without one.</param>
public sealed record Variant(string Code, string Label, long Cents, long? ListCents = null);

/// <summary>An order.</summary>
/// <param name="Customer">Who bought.</param>
/// <param name="Rows">What.</param>
public sealed record PlacedOrder(string Customer, IReadOnlyList<OrderRow> Rows);

/// <summary>A row of an order.</summary>
/// <param name="Row">Its number.</param>
/// <param name="Code">The variant.</param>
/// <param name="Count">Pieces.</param>
/// <param name="Cents">One piece.</param>
public sealed record OrderRow(int Row, string Code, int Count, long Cents);

/// <summary>Pieces that came back.</summary>
/// <param name="Order">The order.</param>
/// <param name="Rows">Which pieces.</param>
/// <param name="Note">Why.</param>
public sealed record Return(string Order, IReadOnlyList<ReturnRow> Rows, string? Note = null);

/// <summary>Pieces of a row that came back.</summary>
/// <param name="Row">The row.</param>
/// <param name="Count">Pieces.</param>
public sealed record ReturnRow(int Row, int Count);

/// <summary>What the shop's search shows of a variant.</summary>
/// <param name="Code">The variant.</param>
/// <param name="Cents">The price; null: it is not to be shown.</param>
/// <param name="ListCents">The price beside it, struck through.</param>
/// <param name="Until">When the price ends.</param>
public sealed record SearchPrice(string Code, long? Cents, long? ListCents, DateTimeOffset? Until);

/// <summary>A product in a campaign.</summary>
/// <param name="Product">The product.</param>
/// <param name="Round">The round of the campaign.</param>
/// <param name="Status">How it stands there.</param>
/// <param name="LiveFrom">From when its prices stand.</param>
/// <param name="LiveTo">Until when.</param>
/// <param name="LockedUntil">Until when the shop leaves it as it is.</param>
/// <param name="Version">Rises with every change of it.</param>
public sealed record CampaignEntry(
    string Product, Guid Round, string Status, DateTimeOffset LiveFrom, DateTimeOffset LiveTo,
    DateTimeOffset LockedUntil, int Version);

/// <summary>A change that somebody in the shop wants to make.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Product">The product.</param>
/// <param name="Change">As <c>ItemChange.Kind</c> of the client.</param>
/// <param name="Variant">The variant, where it is about one.</param>
/// <param name="Units">The new number, of a stock.</param>
public sealed record Wish(string Id, string Product, string Change, string? Variant = null, long? Units = null);

/// <summary>Whether the change may be made.</summary>
/// <param name="Id">The wish.</param>
/// <param name="Decision"><c>allow</c>, <c>block</c> or <c>re_review</c>.</param>
/// <param name="Until">Until when it is blocked.</param>
public sealed record WishAnswer(string Id, string Decision, DateTimeOffset? Until);
