namespace Marquee.Whole.Tests;

/// <summary>Tests that look at one finished campaign, one after the other, and leave it as it was.</summary>
[CollectionDefinition(Name)]
public sealed class AfterACampaign : ICollectionFixture<DemoHost>
{
    public const string Name = "after a campaign";
}
