using FsCheck;
using FsCheck.Fluent;
using Marquee.Benefits.Types;
using Marquee.Campaigns;

namespace Marquee.Benefits.Tests;

public sealed class CouponTypeTests : BenefitTypeCompliance
{
    protected override IBenefitType NewType() => new CouponType();

    protected override Gen<MechanicSpec> ValidSpecs =>
        from off in Gen.Choose(1, 100_000)
        from more in Gen.Choose(0, 100_000)
        from pieces in Gen.Choose(1, 1000)
        from perShopper in Gen.Choose(1, 20)
        from platform in Gen.Choose(0, 10_000)
        from merchant in Gen.Choose(0, 10_000 - platform)
        from shop in Gen.Elements(true, false)
        from valid in Gen.Elements<long?>(null, 60L, 86_400L)
        select Market.SpecOf([.. Fields(off, more, pieces, perShopper, platform, merchant, shop, valid)]);

    private static IEnumerable<(string, object)> Fields(
        int off, int more, int pieces, int perShopper, int platform, int merchant, bool shop, long? valid)
    {
        yield return ("title", "满减");
        yield return ("offMinor", off);
        yield return ("thresholdMinor", off + more);
        yield return ("budgetMinor", (long)off * pieces);
        yield return ("perShopper", perShopper);
        yield return ("platformShareBp", platform);
        yield return ("merchantShareBp", merchant);
        if (shop)
        {
            yield return ("scope", "shop");
            yield return ("merchant", "shop-7");
        }

        if (valid is { } seconds)
        {
            yield return ("validForSeconds", seconds);
        }
    }

    [Theory]
    [InlineData("offMinor", 10_001L, "spec.offMinor")]
    [InlineData("budgetMinor", 1_999L, "spec.budgetMinor")]
    [InlineData("scope", "shop", "spec.merchant")]
    [InlineData("merchant", "shop-7", "spec.merchant")]
    [InlineData("merchantShareBp", 1L, "spec.merchantShareBp")]
    [InlineData("perShopper", 0L, "spec.perShopper")]
    [InlineData("title", "", "spec.title")]
    [InlineData("colour", "red", "spec.colour")]
    public void What_does_not_fit_is_named_by_its_field(string field, object value, string path)
    {
        var fields = new Dictionary<string, object>
        {
            ["title"] = "100 - 20", ["thresholdMinor"] = 10_000L, ["offMinor"] = 2_000L, ["budgetMinor"] = 100_000L,
            [field] = value,
        };
        var wrong = Engine.SpecCheck.Complete(new CouponType(), new MechanicSpec(fields));
        Assert.Contains(path, wrong.Error!.Fields.Select(error => error.Path));
        Assert.All(wrong.Error.Fields, error => Assert.NotNull(error.Accepted));
    }
}
