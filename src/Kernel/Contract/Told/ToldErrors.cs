namespace Marquee.Kernel;

/// <summary>The id was used before, for something else.</summary>
public sealed record ToldIdReused(string Id) : Error("request.told_id_reused", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message =>
        $"The id '{Id}' came before with another content; something new needs an id of its own.";
}

/// <summary>Too much waits already; it was not kept and may be sent again.</summary>
public sealed record ToldTooManyParked(int Limit) : Error("request.told_too_many_parked", ErrorKind.TooMany)
{
    /// <inheritdoc/>
    public override string Message =>
        $"{Limit} wait already for what they refer to; this was not kept. Send what they wait for, then this again.";
}

/// <summary>What it refers to never came.</summary>
public sealed record ToldWaitedTooLong(string WaitsFor, int Days)
    : Error("request.told_waited_too_long", ErrorKind.Conflict)
{
    /// <inheritdoc/>
    public override string Message =>
        $"It waited {Days} days for {WaitsFor}, which did not come. Send that, then this under a new id.";
}
