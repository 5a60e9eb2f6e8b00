using Marquee.Campaigns;
using Marquee.Kernel;

namespace Marquee.Pricing.Mechanics;

/// <summary>A percentage off every piece. Where the activity price is lower, that one holds.</summary>
internal sealed class ItemPercentageMechanic : IMechanic
{
    public string Name => OfferMechanics.ItemPercentage;

    public Texts Label { get; } = new("单品直降", "Percentage off");

    public Texts Summary { get; } = new("每件按日常价直降一定比例", "Takes a percentage off the daily price of every piece");

    public IReadOnlyList<FieldSchema> Fields { get; } =
    [
        new("offBp", FieldKind.Percent, new("直降比例", "Off"), true, 1, OfferMechanics.DeepestBp),
        .. OfferMechanics.FundingFields,
    ];

    public IReadOnlyList<FieldError> Validate(MechanicSpec spec) => [.. OfferMechanics.WrongFunding(spec)];
}
