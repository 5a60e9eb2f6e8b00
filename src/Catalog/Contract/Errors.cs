using System.Globalization;
using Marquee.Kernel;

namespace Marquee.Catalog;

/// <summary>A line that lacks stock.</summary>
/// <param name="SkuNo">The SKU; for the program, not for the wire.</param>
/// <param name="Sku">Its external id; null when the tenant has no such SKU.</param>
/// <param name="Wanted">Units wanted.</param>
/// <param name="Free">Units that could be taken.</param>
public sealed record ShortLine(int SkuNo, string? Sku, long Wanted, long Free);

/// <summary>Some lines of a reservation lack stock; nothing was taken.</summary>
public sealed record StockShort(IReadOnlyList<ShortLine> Lines) : Error("catalog.stock_short", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message => string.Create(
        CultureInfo.InvariantCulture,
        $"SKU '{Lines[0].Sku}' has {Lines[0].Free} left, {Lines[0].Wanted} were wanted; short lines: {Lines.Count}.");

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> Data => new Dictionary<string, object?>
    {
        ["short"] = Lines.Select(line => new { sku = line.Sku, wanted = line.Wanted, free = line.Free }).ToArray(),
    };
}

/// <summary>The request key reserved other lines before.</summary>
public sealed record StockKeyReused(string Key) : Error("catalog.stock_key_reused", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message => $"The request key '{Key}' reserved other lines before.";
}

/// <summary>What the key reserved was given back.</summary>
public sealed record StockReleased(string Key) : Error("catalog.stock_released", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message => $"The stock under the request key '{Key}' was released; use a new key.";
}

/// <summary>What the key reserved was taken for good.</summary>
public sealed record StockConfirmed(string Key) : Error("catalog.stock_confirmed", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message =>
        $"The stock under the request key '{Key}' was confirmed and cannot be released any more.";
}

/// <summary>The import has ended; it cannot be cancelled any more.</summary>
public sealed record ImportEnded(string Id, string Status) : Error("catalog.import_ended", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message => $"The import {Id} has ended: {Status}. There is nothing left to cancel.";
}

/// <summary>The bytes are no picture that is accepted.</summary>
public sealed record NotAnImage(string Why) : Error("catalog.not_an_image", ErrorKind.Invalid)
{
    /// <inheritdoc/>
    public override string Message =>
        $"{Why} Accepted are PNG, JPEG and WebP of at most {CatalogLimits.ImageBytes} bytes"
        + $" and {CatalogLimits.ImageSide} pixels a side.";
}

/// <summary>A file cannot be imported as a whole: its encoding or its header does not fit.</summary>
/// <param name="Reason">The code: <c>catalog.file_…</c>.</param>
/// <param name="Value">What stands there.</param>
/// <param name="Accepted">What would be accepted.</param>
public sealed record FileUnreadable(string Reason, string? Value, string? Accepted = null) : Error(
    Reason, ErrorKind.Invalid)
{
    /// <inheritdoc/>
    public override string Message => Imports.Files.FaultTexts.Of(new(Reason, null, Value, Accepted)).En;
}

/// <summary>Too many imports of this tenant wait or run.</summary>
public sealed record TooManyImports(int Limit) : Error("catalog.too_many_imports", ErrorKind.TooMany)
{
    /// <inheritdoc/>
    public override string Message => $"{Limit} imports wait or run already. Wait for one to end, or cancel one.";
}

/// <summary>The item was changed since it was read.</summary>
public sealed record ItemChanged(int Seen, int Now) : Error("catalog.item_changed", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message =>
        $"The item is at version {Now}, the edit was made on version {Seen}. Read it again.";
}

/// <summary>An item or stock that a shop told does not fit the catalogue.</summary>
/// <param name="Reason">The code of what is wrong, as import files have it: <c>catalog.too_long</c>.</param>
/// <param name="Sentence">The sentence.</param>
public sealed record ShopItemRefused(string Reason, string Sentence) : Error(Reason, ErrorKind.Invalid)
{
    /// <inheritdoc/>
    public override string Message => Sentence;
}
