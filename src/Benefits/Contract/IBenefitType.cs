using System.Text.Json;
using Marquee.Kernel;

namespace Marquee.Benefits;

/// <summary>
/// A kind of benefit, found by its name: <c>coupon</c>, <c>lottery</c>. Pure: no clock, no randomness of its own, no storage; the
/// same input gives the same output. Money, limits and stock are the engine's.
/// </summary>
public interface IBenefitType : INamed
{
    /// <summary>
    /// What is wrong with a spec, empty when nothing is; paths are relative to the spec. Never throws, whatever the JSON.
    /// </summary>
    IReadOnlyList<FieldError> Validate(JsonElement spec);

    /// <summary>What the benefit needs from the ledger: budget, stock, tries. Called once, with a valid spec.</summary>
    IReadOnlyList<BenefitAccount> Accounts(JsonElement spec);

    /// <summary>
    /// What a claim or draw takes from the ledger before anything is decided. Its answer decides whether the shopper may.
    /// </summary>
    BenefitTake Entry(JsonElement spec);

    /// <summary>What the shopper gets, after the entry was granted. Called with a valid spec.</summary>
    BenefitDecision Decide(BenefitInput input, JsonElement spec);
}

/// <summary>An account that a benefit needs.</summary>
/// <param name="Part">Its name within the benefit: <c>budget</c>, <c>tries</c>, <c>prize:a</c>.</param>
/// <param name="Cap">How many units there are.</param>
/// <param name="IsMoney">Whether the units are minor units of money.</param>
public sealed record BenefitAccount(string Part, long Cap, bool IsMoney);

/// <summary>What is taken from one of a benefit's accounts.</summary>
/// <param name="Part">Which account.</param>
/// <param name="Units">How many units.</param>
/// <param name="Limits">Per-shopper limits, in the account's units.</param>
/// <param name="LimitScale">Units per claim: a limit's maximum divided by it is what people are told.</param>
public sealed record BenefitTake(
    string Part, long Units, IReadOnlyList<Ledger.SubjectLimit> Limits, long LimitScale);

/// <summary>What a decision is made from.</summary>
/// <param name="Sequence">The place of the entry in its account's journal, from 1: the draw's number.</param>
/// <param name="Seed">The benefit's secret seed, 32 bytes, committed before by its hash.</param>
/// <param name="ShopperNo">Who.</param>
/// <param name="Now">The instant on the tenant's clock.</param>
/// <param name="WindowFrom">When the benefit opens.</param>
/// <param name="WindowTo">When the benefit ends.</param>
public sealed record BenefitInput(
    long Sequence, ReadOnlyMemory<byte> Seed, int ShopperNo, DateTimeOffset Now,
    DateTimeOffset WindowFrom, DateTimeOffset WindowTo);

/// <summary>What a type decided: the award, and what to give when the award's stock is gone.</summary>
/// <param name="Award">What to give; null for nothing.</param>
/// <param name="Otherwise">What to give when the award's stock is gone; null for nothing.</param>
/// <param name="Ticket">The number drawn; zero for types without chance.</param>
public sealed record BenefitDecision(BenefitAward? Award, BenefitAward? Otherwise, int Ticket);

/// <summary>Something to put into the wallet.</summary>
/// <param name="Code">The prize's code; null when the type has only one award.</param>
/// <param name="Title">What the shopper reads.</param>
/// <param name="Take">What it takes from the ledger beside the entry; null for nothing.</param>
/// <param name="Coupon">What it does as a coupon, by merchant external id; null for another thing.</param>
/// <param name="UsableFrom">From when it can be used.</param>
/// <param name="UsableTo">Until when it can be used.</param>
/// <param name="IsConsolation">Whether it stands for having won nothing.</param>
/// <param name="InWallet">Whether a grant is made; a consolation of kind words makes none.</param>
public sealed record BenefitAward(
    string? Code, string Title, BenefitTake? Take, CouponAward? Coupon,
    DateTimeOffset UsableFrom, DateTimeOffset UsableTo, bool IsConsolation, bool InWallet);

/// <summary>A coupon as a type awards it.</summary>
/// <param name="Scope">Where it applies.</param>
/// <param name="Merchant">Scope shop: the merchant's external id.</param>
/// <param name="ThresholdMinor">From which sum on.</param>
/// <param name="OffMinor">What it takes off.</param>
/// <param name="Funding">Who pays.</param>
public sealed record CouponAward(
    CouponScope Scope, string? Merchant, long ThresholdMinor, long OffMinor, FundingShares Funding);
