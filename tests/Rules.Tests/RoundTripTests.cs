using System.Text;

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
        for (var seed = 0; seed < Rules; seed++)
        {
            var rule = new RandomRules(seed).Rule();
            var text = RuleText.Print(rule, language, Catalog);
            var read = RuleText.Parse(text, language, Catalog);
            Assert.True(read.IsSuccess, $"seed {seed}: {read.Error?.Message}\n{text}");
            Assert.True(rule == read.Value, $"seed {seed}: {text}");
            Assert.True(seen.TryAdd(text, rule) || seen[text] == rule, $"seed {seed}: two rules read: {text}");
        }

        Assert.True(seen.Count > Rules * 9 / 10, "Random rules differ.");
    }

    [Fact]
    public void Every_random_rule_is_valid_and_its_json_is_read_back_and_named_by_its_hash()
    {
        var seen = new Dictionary<string, Rule>(StringComparer.Ordinal);
        for (var seed = 0; seed < 5_000; seed++)
        {
            var rule = new RandomRules(seed).Rule();
            Assert.Empty(RulePublication.Check(rule, Catalog));
            var json = RuleJson.Write(rule);
            Assert.Equal(rule, RuleJson.Read(json, Catalog).Value);
            var hash = RuleJson.Sha256(json);
            Assert.True(seen.TryAdd(hash, rule) || seen[hash] == rule, $"seed {seed}");
        }
    }

    [Theory]
    [InlineData(Language.Zh)]
    [InlineData(Language.En)]
    public void A_pasted_text_with_other_widths_spaces_and_cases_is_the_same_rule(Language language)
    {
        for (var seed = 0; seed < 2_000; seed++)
        {
            var rule = new RandomRules(seed).Rule();
            var text = Rewrite(RuleText.Print(rule, language, Catalog), new Random(seed), language);
            var read = RuleText.Parse(text, language, Catalog);
            Assert.True(read.IsSuccess && rule == read.Value, $"seed {seed}: {read.Error?.Message}\n{text}");
        }
    }

    [Fact]
    public void A_text_with_one_character_changed_never_reads_as_the_same_rule_unless_it_prints_the_same()
    {
        for (var seed = 0; seed < 3_000; seed++)
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
                Assert.True(Folded(text) == Folded(changed), $"seed {seed} at {at}:\n{text}\n{changed}");
            }
        }
    }

    /// <summary>What reading does not look at: widths, cases, spaces, the order of a set's members.</summary>
    private static string Folded(string text) => string.Concat(
        text.Normalize(NormalizationForm.FormKC).ToLowerInvariant().Where(c => !char.IsWhiteSpace(c)).Order());

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
                rewritten.Append(random.Next(2) == 0 ? (char)(c - 0xFEE0) : c).Append(random.Next(2) == 0 && language == Language.En ? " " : "");
            }
            else
            {
                rewritten.Append(random.Next(4) == 0 ? char.ToUpperInvariant(c) : c);
            }
        }

        return rewritten.ToString();
    }
}
