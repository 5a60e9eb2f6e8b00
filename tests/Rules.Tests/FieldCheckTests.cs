using Marquee.Kernel;

namespace Marquee.Rules.Tests;

public sealed class FieldCheckTests
{
    [Fact]
    public void Fields_of_two_modules_that_clash_are_told_before_the_host_starts()
    {
        var one = new Fields { Name = "one", All = [Fields.Price] };
        var other = new Fields { Name = "other", All = [Fields.Price with { Name = "sku.other", LabelZh = "活动价格" }] };
        var wrong = Assert.Single(new FieldCheck(new Registry<IFieldSource>([one, other])).Wrong());
        Assert.Contains("'活动价' is the beginning of '活动价格'", wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void Fields_that_go_together_are_let_pass() =>
        Assert.Empty(new FieldCheck(new Registry<IFieldSource>([new Fields()])).Wrong());
}
