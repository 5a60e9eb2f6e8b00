namespace Marquee.Tidy.Tests;

/// <summary>The house rules, held against the repository and against their own samples.</summary>
public sealed class TidyTests
{
    private const int ShownFindings = 40;

    public static TheoryData<string> Rules => [.. Rule.All.Select(rule => rule.Name)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_repository_keeps(string name)
    {
        var rule = Rule.Named(name);
        var ratchet = Ratchet.Of(name);
        var findings = rule.Check(Tree.Repository).ToList();
        var news = findings.Where(finding => !ratchet.Contains(finding.Path)).Select(finding => finding.ToString());
        var unneeded = ratchet.Except(findings.Select(finding => finding.Path))
            .Select(path => $"{Ratchet.Path}: '{name} {path}' is no longer needed: remove the line");
        var wrong = news.Concat(unneeded).ToList();
        var shown = string.Join('\n', wrong.Take(ShownFindings));
        Assert.True(wrong.Count == 0, $"{rule.Why}\n{shown}\n{wrong.Count} in all");
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_rule_rejects_its_own_bad_sample(string name)
    {
        var rule = Rule.Named(name);
        Assert.NotEmpty(rule.Check(rule.MustReject));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_rule_accepts_its_own_good_sample(string name)
    {
        var rule = Rule.Named(name);
        if (rule.MustAccept is { } sample)
        {
            Assert.Empty(rule.Check(sample));
        }
    }

    [Fact]
    public void Rule_names_are_unique() => Assert.Distinct(Rule.All.Select(rule => rule.Name));

    [Fact]
    public void The_ratchet_names_rules_that_exist() =>
        Assert.All(Ratchet.RuleNames, name => Assert.Contains(Rule.All, rule => rule.Name == name));

    [Fact]
    public void The_table_has_no_circle()
    {
        foreach (var from in ModuleTable.Modules)
        {
            foreach (var to in ModuleTable.Modules.Where(to => to != from && ModuleTable.Allows(from, to)))
            {
                Assert.False(ModuleTable.Allows(to, from), $"{from} and {to} may reference each other.");
            }
        }
    }
}
