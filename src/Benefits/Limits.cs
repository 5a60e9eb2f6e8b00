namespace Marquee.Benefits;

/// <summary>Every bound of Benefits, each with the reason for its number.</summary>
public static class BenefitsLimits
{
    /// <summary>Ids of one call: a page of them.</summary>
    public const int IdsPerCall = 1000;
}
