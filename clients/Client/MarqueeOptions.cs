namespace Marquee.Client;

/// <summary>Where Marquee is and who calls.</summary>
/// <param name="Host">The host's address, such as <c>https://marquee.example</c>.</param>
/// <param name="Tenant">The tenant's slug.</param>
/// <param name="Key">A machine key of that tenant.</param>
public sealed record MarqueeOptions(Uri Host, string Tenant, string Key)
{
    /// <summary>How often a request is sent again while Marquee is away or asks to wait.</summary>
    public int Retries { get; init; } = 8;

    /// <summary>The wait before the first repeat; it doubles with every further one, up to 30 seconds.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The clock of the waits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
