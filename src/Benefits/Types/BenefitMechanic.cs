using Marquee.Campaigns;
using Marquee.Kernel;

namespace Marquee.Benefits.Types;

/// <summary>A benefit type as a mechanic of rounds: the same name, form and checks.</summary>
internal sealed class BenefitMechanic(IBenefitType type) : IMechanic
{
    public string Name => type.Name;

    public Texts Label => type.Label;

    public Texts Summary => type.Summary;

    public IReadOnlyList<FieldSchema> Fields => type.Fields;

    public IReadOnlyList<FieldError> Validate(MechanicSpec spec) => type.Validate(spec);
}
