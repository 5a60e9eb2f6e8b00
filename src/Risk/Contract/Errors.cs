using Marquee.Kernel;

namespace Marquee.Risk;

/// <summary>The thing is down already.</summary>
/// <param name="Takedown">The entry.</param>
/// <param name="What">What it is.</param>
/// <param name="Since">Since when.</param>
public sealed record AlreadyDown(Id<Takedown> Takedown, string What, DateTimeOffset Since)
    : Error("risk.already_down", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message => $"{What} is down since {Since:u} (take-down {Takedown}).";

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> Data =>
        new Dictionary<string, object?> { ["takedown"] = Takedown.Value };
}

/// <summary>The thing is not down any more.</summary>
/// <param name="Takedown">The entry.</param>
/// <param name="Since">Since when it is back.</param>
public sealed record AlreadyBack(Id<Takedown> Takedown, DateTimeOffset Since)
    : Error("risk.already_back", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message => $"The take-down {Takedown} ended at {Since:u}; there is nothing to put back.";
}

/// <summary>The take-down was made for good.</summary>
/// <param name="Takedown">The entry.</param>
public sealed record Irreversible(Id<Takedown> Takedown) : Error("risk.irreversible", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message =>
        $"The take-down {Takedown} was made for good and cannot be put back; make the thing anew under another id.";
}

/// <summary>Putting back needs a second person.</summary>
/// <param name="Takedown">The entry.</param>
/// <param name="TakenBy">Who took it down.</param>
public sealed record SecondPersonNeeded(Id<Takedown> Takedown, string TakenBy)
    : Error("risk.second_person_needed", ErrorKind.Forbidden)
{
    /// <inheritdoc/>
    public override string Message =>
        $"'{TakenBy}' took it down; the policy wants another person of the role risk or operator to put it back.";
}

/// <summary>There are too many take-downs in force.</summary>
/// <param name="InForce">How many.</param>
public sealed record TooManyDown(int InForce) : Error("risk.too_many_down", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message =>
        $"{InForce} take-downs are in force, and at most {RiskLimits.InForce} can be; take down the merchant or the "
            + "campaign instead of its items.";
}
