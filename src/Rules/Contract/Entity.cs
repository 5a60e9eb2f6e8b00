namespace Marquee.Rules;

/// <summary>
/// What a rule can be about: the root of its fields. The name is stored in data and never changes. Two entities are
/// equal
/// when their names are. A module may make further ones; the labels stand in the first line of a rule's text.
/// </summary>
/// <param name="Name">The stable name: lower case, digits, underscores.</param>
/// <param name="LabelZh">What it is called in Chinese text.</param>
/// <param name="LabelEn">What it is called in English text, in the singular.</param>
public sealed record Entity(string Name, string LabelZh, string LabelEn)
{
    /// <summary>A merchant.</summary>
    public static Entity Merchant { get; } = new("merchant", "商家", "merchant");

    /// <summary>A product (SPU, same-product cluster).</summary>
    public static Entity Product { get; } = new("product", "产品", "product");

    /// <summary>An item: a merchant's listing.</summary>
    public static Entity Item { get; } = new("item", "商品", "item");

    /// <summary>A SKU of an item; price and stock belong to it.</summary>
    public static Entity Sku { get; } = new("sku", "SKU", "SKU");

    /// <summary>A shopper.</summary>
    public static Entity Shopper { get; } = new("shopper", "消费者", "shopper");

    /// <summary>An item in a round: what downstream systems read.</summary>
    public static Entity CampaignItem { get; } = new("campaign_item", "营销商品", "campaign item");

    /// <summary>The entities that every catalogue of fields knows.</summary>
    public static IReadOnlyList<Entity> WellKnown { get; } = [Merchant, Product, Item, Sku, Shopper, CampaignItem];

    /// <summary>The label in a language.</summary>
    public string Label(Language language) => language == Language.Zh ? LabelZh : LabelEn;

    /// <summary>Equal by name.</summary>
    public bool Equals(Entity? other) => other is not null && Name == other.Name;

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
