using Marquee.Campaigns;
using Marquee.Kernel;
using Marquee.Ledger;

namespace Marquee.Benefits;

/// <summary>
/// A kind of benefit, found by its name: <c>coupon</c>, <c>lottery</c>. Pure: no clock, no randomness of its own, no
/// storage; the same input gives the same output. Money, limits and stock are the engine's. Stateless and thread-safe.
/// </summary>
public interface IBenefitType : INamed
{
    /// <summary>What people call it.</summary>
    Texts Label { get; }

    /// <summary>One sentence about what it does for the shopper.</summary>
    Texts Summary { get; }

    /// <summary>Whether it is drawn (with tries) rather than claimed.</summary>
    bool IsDrawn { get; }

    /// <summary>
    /// The fields of its form, constant for its lifetime; <c>title</c>, what shoppers read, is one of them. At most 20.
    /// </summary>
    IReadOnlyList<FieldSchema> Fields { get; }

    /// <summary>
    /// What is wrong with a spec beyond its schema: fields that do not fit each other. Called after the schema was met.
    /// Never throws; paths are field names.
    /// </summary>
    IReadOnlyList<FieldError> Validate(MechanicSpec spec);

    /// <summary>What the benefit needs from the ledger: budget, stock, tries. The same for the same spec.</summary>
    IReadOnlyList<BenefitAccount> Accounts(MechanicSpec spec);

    /// <summary>
    /// What a claim or draw takes from the ledger before anything is decided. Its answer decides whether the shopper
    /// may.
    /// </summary>
    BenefitTake Entry(MechanicSpec spec);

    /// <summary>The merchant (external id) whose lines the benefit applies to; null for all.</summary>
    string? MerchantOf(MechanicSpec spec);

    /// <summary>What the shopper gets, after the entry was granted. Called with a valid spec.</summary>
    BenefitDecision Decide(BenefitInput input, MechanicSpec spec);
}

/// <summary>An account that a benefit needs; the ledger knows it as <c>benefit:{id}:{part}</c>.</summary>
/// <param name="Part">Its name within the benefit: <c>budget</c>, <c>tries</c>, <c>prize:1</c>.</param>
/// <param name="Cap">How many units there are.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="IsBudget">Whether it bounds what shoppers can get: shown as what is left. Tries are not.</param>
public sealed record BenefitAccount(string Part, long Cap, LedgerUnit Unit, bool IsBudget);

/// <summary>What is taken from one of a benefit's accounts.</summary>
/// <param name="Part">Which account.</param>
/// <param name="Units">How many units; limits of the shopper are counted in them.</param>
/// <param name="Limits">What one shopper may have, in the account's units.</param>
public sealed record BenefitTake(string Part, long Units, IReadOnlyList<SubjectLimit> Limits);

/// <summary>What a decision is made from.</summary>
/// <param name="Sequence">The place of the entry in its account's journal: the draw's number.</param>
/// <param name="Seed">The benefit's secret seed, 32 bytes, committed before by its hash.</param>
/// <param name="Now">The instant of the request on the tenant's clock.</param>
/// <param name="WindowFrom">When the benefit opens.</param>
/// <param name="WindowTo">When the benefit ends.</param>
public sealed record BenefitInput(
    long Sequence, ReadOnlyMemory<byte> Seed, DateTimeOffset Now, DateTimeOffset WindowFrom, DateTimeOffset WindowTo);

/// <summary>What a type decided.</summary>
/// <param name="Award">What to give.</param>
/// <param name="Otherwise">What to give when the award's stock is gone; takes nothing from the ledger.</param>
/// <param name="Ticket">The number drawn; zero for types without chance.</param>
public sealed record BenefitDecision(BenefitAward Award, BenefitAward? Otherwise, int Ticket);

/// <summary>Something to give.</summary>
/// <param name="Code">The prize's code; null when the type has only one award.</param>
/// <param name="Title">What the shopper reads.</param>
/// <param name="Take">What it takes from the ledger beside the entry; null for nothing.</param>
/// <param name="Coupon">What it does as a coupon; null for another thing.</param>
/// <param name="UsableFrom">From when it can be used.</param>
/// <param name="UsableTo">Until when it can be used.</param>
/// <param name="InWallet">Whether a grant is made; a consolation of kind words makes none.</param>
public sealed record BenefitAward(
    string? Code, string Title, BenefitTake? Take, CouponAward? Coupon,
    DateTimeOffset UsableFrom, DateTimeOffset UsableTo, bool InWallet);

/// <summary>
/// A coupon as a type awards it; scope shop means the merchant that <see cref="IBenefitType.MerchantOf"/> names.
/// </summary>
/// <param name="Scope">Where it applies.</param>
/// <param name="ThresholdMinor">From which sum on.</param>
/// <param name="OffMinor">What it takes off.</param>
/// <param name="Funding">Who pays.</param>
public sealed record CouponAward(CouponScope Scope, long ThresholdMinor, long OffMinor, FundingShares Funding);
