namespace Marquee.Kernel;

/// <summary>What a tenant is for.</summary>
public enum TenantKind
{
    /// <summary>Real shoppers and real money; its clock is the wall clock.</summary>
    Live,
    /// <summary>For trying a season out; an operator moves its clock.</summary>
    Rehearsal,
}

/// <summary>One marketplace on this installation. Everything that is stored belongs to exactly one tenant.</summary>
/// <param name="Id">The id that every row carries.</param>
/// <param name="Slug">The name in addresses: 2–40 of a–z, 0–9 and hyphen.</param>
/// <param name="Name">The name that people read.</param>
/// <param name="Kind">Live or rehearsal.</param>
/// <param name="Currency">The one settlement currency, ISO 4217.</param>
/// <param name="Zone">The IANA time zone that decides days and windows.</param>
/// <param name="ClockOffset">How far the tenant's clock is from the wall clock; zero unless rehearsal.</param>
public sealed record Tenant(
    Guid Id, string Slug, string Name, TenantKind Kind, string Currency, string Zone, TimeSpan ClockOffset)
{
    /// <summary>The tenant of the installation itself, for calls that concern no marketplace.</summary>
    public static Tenant Platform { get; } =
        new(Guid.Empty, "platform", "Platform", TenantKind.Live, "XXX", "Etc/UTC", TimeSpan.Zero);

    /// <summary>An amount in the tenant's currency.</summary>
    public Money Money(long minor) => new(minor, Currency);
}
