using Marquee.Kernel;

namespace Marquee.Venues;

/// <summary>
/// A kind of block, found by its name. Its fields draw the editor's form, check what is filled in and say which data is
/// needed; rendering is a pure function of what was filled in and that data. Implementations are stateless and
/// thread-safe.
/// </summary>
public interface IPageBlock : INamed
{
    /// <summary>What designers call it.</summary>
    Texts Label { get; }

    /// <summary>One sentence: what it is for.</summary>
    Texts Summary { get; }

    /// <summary>The version of its fields, from 1.</summary>
    int Version { get; }

    /// <summary>The fields of its form, constant for its lifetime.</summary>
    IReadOnlyList<BlockField> Fields { get; }

    /// <summary>
    /// The block as HTML. What a field names and does not exist (any more) is absent in the view: the block then says
    /// so in a sentence or shows nothing; it never fails.
    /// </summary>
    Html Render(BlockProps props, BlockView view);
}

/// <summary>What a field of a block holds.</summary>
public enum BlockFieldKind
{
    /// <summary>A wording in both languages.</summary>
    Text,
    /// <summary>A whole number.</summary>
    Integer,
    /// <summary>One of the choices, by name.</summary>
    Choice,
    /// <summary>The SHA-256 of a picture among the tenant's assets.</summary>
    Picture,
    /// <summary>The name of a placement, from which the items come.</summary>
    Placement,
    /// <summary>The id of a benefit.</summary>
    Benefit,
    /// <summary>Ids of benefits, in the order in which they are shown.</summary>
    Benefits,
    /// <summary>The id of a round.</summary>
    Round,
}

/// <summary>One field of a block: enough to draw its form and to check it.</summary>
/// <param name="Name">The stable name, lowerCamelCase: the member of the props.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Label">What designers call it.</param>
/// <param name="Required">Whether it must be filled in.</param>
/// <param name="Min">The smallest number.</param>
/// <param name="Max">The largest number, or the most characters of a wording in one language.</param>
/// <param name="Choices">The choices by name; empty for other kinds.</param>
public sealed record BlockField(
    string Name, BlockFieldKind Kind, Texts Label, bool Required = false, int? Min = null, int? Max = null,
    IReadOnlyList<BlockChoice>? Choices = null);

/// <summary>One choice of a field.</summary>
/// <param name="Name">The stable name.</param>
/// <param name="Label">What designers call it.</param>
public sealed record BlockChoice(string Name, Texts Label);
