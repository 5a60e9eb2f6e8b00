using System.Text;
using Marquee.Rules.Text;
using Marquee.Testing;

namespace Marquee.Rules.Tests;

public sealed class RoundTripTests
{
    private const int Rules = 20_000;
    private static readonly FieldCatalog Catalog = Fields.Catalog();

    [Theory]
    [InlineData(Language.Zh)]
    [InlineData(Language.En)]
    public void Every_text_is_read_back_as_its_rule_and_no_two_rules_print_alike(Language language)
    {
        var seen = new Dictionary<string, Rule>(StringComparer.Ordinal);
        Law.Holds(RandomRules.Rules, rule =>
        {
            var text = RuleText.Print(rule, language, Catalog);
            var read = RuleText.Parse(text, language, Catalog);
            Assert.True(read.IsSuccess, $"{read.Error?.Message}\n{text}");
            Assert.True(rule == read.Value, text);
            Assert.True(seen.TryAdd(text, rule) || seen[text] == rule, $"Two rules read: {text}");
            return true;
        }, Rules);
        Assert.True(seen.Count > Rules * 9 / 10, "Random rules differ.");
    }

    [Fact]
    public void Every_random_rule_is_valid_and_its_json_is_read_back_and_named_by_its_hash()
    {
        var seen = new Dictionary<string, Rule>(StringComparer.Ordinal);
        Law.Holds(RandomRules.Rules, rule =>
        {
            Assert.Empty(RulePublication.Check(rule, Catalog));
            var json = RuleJson.Write(rule);
            Assert.Equal(rule, RuleJson.Read(json, Catalog).Value);
            var hash = RuleJson.Sha256(json);
            return seen.TryAdd(hash, rule) || seen[hash] == rule;
        }, 5_000);
    }

    [Theory]
    [InlineData(Language.Zh)]
    [InlineData(Language.En)]
    public void A_pasted_text_with_other_widths_spaces_and_cases_is_the_same_rule(Language language)
    {
        Law.Holds(RandomRules.Seeds, seed =>
        {
            var rule = new RandomRules(seed).Rule();
            var text = Rewrite(RuleText.Print(rule, language, Catalog), new Random(seed), language);
            var read = RuleText.Parse(text, language, Catalog);
            Assert.True(read.IsSuccess && rule == read.Value, $"{read.Error?.Message}\n{text}");
        }, 2_000);
    }

    [Fact]
    public void A_text_with_one_character_changed_reads_as_another_rule_unless_the_change_means_nothing()
    {
        Law.Holds(RandomRules.Seeds, seed =>
        {
            var random = new Random(seed);
            var language = (Language)(seed % 2);
            var rule = new RandomRules(seed).Rule();
            var text = RuleText.Print(rule, language, Catalog);
            var at = random.Next(text.Length);
            var changed = text.Remove(at, 1).Insert(at, text[random.Next(text.Length)].ToString());
            var read = RuleText.Parse(changed, language, Catalog);
            if (read.IsSuccess && read.Value == rule)
            {
                Assert.True(Folded(text) == Folded(changed), $"At {at}:\n{text}\n{changed}");
            }
        }, 3_000);
    }

    /// <summary>
    /// What reading does not look at is taken away: widths, cases, spaces, zeros around a number, the order of a set's
    /// members.
    /// </summary>
    private static string Folded(string text) =>
        string.Concat(text.Select(Folding.Fold).Where(c => !char.IsWhiteSpace(c) && c is not ('0' or '-')).Order());

    private static string Rewrite(string text, Random random, Language language)
    {
        var rewritten = new StringBuilder();
        var close = '\0';
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (close != '\0')
            {
                rewritten.Append(c);
                if (c == '\\')
                {
                    rewritten.Append(text[++i]);
                }
                else if (c == close)
                {
                    close = '\0';
                }

                continue;
            }

            close = c switch { '“' => '”', '"' => '"', _ => '\0' };
            if (c is ' ' or '\n')
            {
                rewritten.Append(random.Next(2) == 0 ? "\r\n\t" : "　");
            }
            else if (c is > ' ' and <= '~' && c != '"' && random.Next(4) == 0)
            {
                rewritten.Append((char)(c + 0xFEE0));
            }
            else if (c is '（' or '）' or '；' or '：' or '，')
            {
                rewritten.Append(random.Next(2) == 0 ? (char)(c - 0xFEE0) : c)
                    .Append(random.Next(2) == 0 && language == Language.En ? " " : "");
            }
            else
            {
                rewritten.Append(random.Next(4) == 0 ? char.ToUpperInvariant(c) : c);
            }
        }

        return rewritten.ToString();
    }
}
