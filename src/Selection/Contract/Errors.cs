using Marquee.Kernel;

namespace Marquee.Selection;

/// <summary>Another pool has that name.</summary>
public sealed record PoolNameTaken(string Name) : Error("selection.name_taken", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message => $"There is a pool '{Name}' already.";
}

/// <summary>The rule is not about what pools are made of.</summary>
public sealed record RuleRootWrong(string Root) : Error("selection.rule_root", ErrorKind.Invalid)
{
    /// <inheritdoc/>
    public override string Message => $"A pool's rule is about a campaign item, this one is about '{Root}'.";

    /// <inheritdoc/>
    public override IReadOnlyList<FieldError> Fields => [new FieldError("rule", Message, Root, "campaign_item")];
}

/// <summary>The round has as many pools as it may have.</summary>
public sealed record TooManyPools(int Limit) : Error("selection.too_many_pools", ErrorKind.TooMany)
{
    /// <inheritdoc/>
    public override string Message => $"A round has at most {Limit} pools.";
}
