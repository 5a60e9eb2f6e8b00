using Marquee.Kernel;

namespace Marquee.Sheets;

/// <summary>A file that is refused as a whole, said in both languages.</summary>
public abstract record SheetFault(string Code, Texts Said) : Error(Code, ErrorKind.Invalid)
{
    /// <inheritdoc/>
    public override string Message => Said.En;

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?>? Data =>
        new Dictionary<string, object?> { ["texts"] = Said };
}

/// <summary>The file is not what its format says, or is damaged.</summary>
public sealed record SheetUnreadable(Texts Said) : SheetFault("sheets.unreadable", Said);

/// <summary>The file contains what acts by itself or reaches out: a formula, a macro, a link to another file.</summary>
public sealed record SheetActive(Texts Said) : SheetFault("sheets.active", Said);

/// <summary>The file is larger than its stated limits: bytes, rows, columns, cells.</summary>
public sealed record SheetTooLarge(Texts Said) : SheetFault("sheets.too_large", Said);
