namespace Marquee.Catalog;

/// <summary>How a merchant stands with the marketplace. Stored by name: members are never renamed.</summary>
public enum MerchantStanding
{
    /// <summary>In good standing.</summary>
    Good,
    /// <summary>On probation: may go on, is watched.</summary>
    Probation,
    /// <summary>Suspended: sells nothing at present.</summary>
    Suspended,
}

/// <summary>A merchant as last told by the marketplace. What is null was never told: unknown, never zero.</summary>
/// <param name="MerchantNo">The dense number: from 1, never reused, never on the wire.</param>
/// <param name="Id">The external id, the only one on the wire.</param>
/// <param name="Name">The shop's name.</param>
/// <param name="Region">The region code; null when unknown.</param>
/// <param name="ScoreHundredths">The service score in hundredths (4.85 is 485), 0 to 1000; null when unknown.</param>
/// <param name="Standing">How it stands with the marketplace.</param>
/// <param name="Licences">The codes of the licences on file; empty when none or unknown.</param>
/// <param name="BreachCount">Breaches on record; null when unknown.</param>
/// <param name="DepositMinor">The deposit paid, in minor units of the tenant's currency; null when unknown.</param>
/// <param name="Version">Rises with every change of the row.</param>
public sealed record Merchant(
    int MerchantNo, string Id, string Name, string? Region, int? ScoreHundredths, MerchantStanding Standing,
    IReadOnlyList<string> Licences, int? BreachCount, long? DepositMinor, int Version);
