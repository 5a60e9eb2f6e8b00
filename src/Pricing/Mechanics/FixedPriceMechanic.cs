using Marquee.Campaigns;
using Marquee.Kernel;

namespace Marquee.Pricing.Mechanics;

/// <summary>
/// The activity price of each SKU. Every live round has it; as a mechanic it says who funds the difference.
/// </summary>
internal sealed class FixedPriceMechanic : IMechanic
{
    public string Name => OfferMechanics.FixedPrice;

    public Texts Label { get; } = new("活动价", "Activity price");

    public Texts Summary { get; } = new(
        "场次期间按报名的活动价销售", "While the round is live every SKU sells at the activity price it was enrolled with");

    public IReadOnlyList<FieldSchema> Fields => OfferMechanics.FundingFields;

    public IReadOnlyList<FieldError> Validate(MechanicSpec spec) => [.. OfferMechanics.WrongFunding(spec)];
}
