using Marquee.Kernel;

namespace Marquee.Serving;

/// <summary>Another placement has that name.</summary>
public sealed record PlacementNameTaken(string Name) : Error("serving.name_taken", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message => $"There is a placement '{Name}' already; change it instead.";
}
