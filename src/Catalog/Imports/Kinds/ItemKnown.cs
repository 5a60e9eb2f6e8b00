namespace Marquee.Catalog.Imports.Kinds;

/// <summary>
/// An item as it stands while a chunk is decided. Made new or changed by the chunk's rows, in their order.
/// </summary>
internal sealed class ItemState
{
    /// <summary>Its number; 0 until numbers are handed out.</summary>
    public int No { get; set; }

    public required string Id { get; init; }

    public required int MerchantNo { get; init; }

    public string MerchantId { get; set; } = "";

    public Guid? Digest { get; set; }

    /// <summary>Whether a row of this file named it already.</summary>
    public bool IsNamed { get; set; }

    /// <summary>Its main SKU before this chunk; 0 for none.</summary>
    public int MainSkuNo { get; set; }

    /// <summary>The SKU of this chunk that becomes the main one.</summary>
    public SkuState? NewMain { get; set; }

    public bool IsNew => No == 0;

    /// <summary>Whether this chunk made it; it has its number then.</summary>
    public bool WasMade { get; set; }

    /// <summary>The row that says what it is to be; null when nothing about it changes.</summary>
    public ItemRow? Change { get; set; }
}

/// <summary>A SKU as it stands while a chunk is decided.</summary>
internal sealed class SkuState
{
    public int No { get; set; }

    public bool IsNew { get; init; }

    public required ItemState Item { get; init; }

    public Guid? Digest { get; init; }

    public ItemRow? Change { get; set; }

    public Guid NewDigest { get; set; }

    public bool IsMain { get; set; }
}

/// <summary>What the database knows of the rows of a chunk.</summary>
internal sealed class ItemKnown
{
    /// <summary>SKUs by external id.</summary>
    public Dictionary<string, SkuState> Skus { get; } = new(StringComparer.Ordinal);

    /// <summary>Items by external id.</summary>
    public Dictionary<string, ItemState> Items { get; } = new(StringComparer.Ordinal);

    /// <summary>Merchants' numbers by external id.</summary>
    public Dictionary<string, int> Merchants { get; } = new(StringComparer.Ordinal);

    /// <summary>The categories that exist.</summary>
    public HashSet<string> Categories { get; } = new(StringComparer.Ordinal);

    /// <summary>Products' numbers by external id; 0 for one that is to be made.</summary>
    public Dictionary<string, int> Products { get; } = new(StringComparer.Ordinal);
}
