namespace Marquee.Whole.Tests;

/// <summary>The campaign that the other tests of the collection look at.</summary>
[Collection(AfterACampaign.Name)]
public sealed class GeneratedMarketTests(DemoHost fixture)
{
    [Fact]
    public void A_generated_market_walks_every_step_and_everything_holds() =>
        Assert.True(fixture.DemoCode == 0, fixture.DemoOutput + "\n" + fixture.Process.Log);
}
