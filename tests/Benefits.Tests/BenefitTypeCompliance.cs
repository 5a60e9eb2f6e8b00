using FsCheck;
using FsCheck.Fluent;
using Marquee.Benefits.Engine;
using Marquee.Campaigns;
using Marquee.Kernel;
using Marquee.Testing;

namespace Marquee.Benefits.Tests;

/// <summary>What every benefit type promises; each type's tests inherit it.</summary>
public abstract class BenefitTypeCompliance
{
    private static readonly DateTimeOffset Now = FakeClock.Start;
    private readonly IBenefitType _type;

    /// <summary>For the tests of a type.</summary>
    protected BenefitTypeCompliance() => _type = NewType();

    /// <summary>A new instance of the type.</summary>
    protected abstract IBenefitType NewType();

    /// <summary>Specs that the type accepts.</summary>
    protected abstract Gen<MechanicSpec> ValidSpecs { get; }

    [Fact]
    public void A_generated_spec_is_complete() =>
        Law.Holds(ValidSpecs, spec => Assert.True(SpecCheck.Complete(_type, spec).IsSuccess));

    [Fact]
    public void The_same_seed_and_number_decide_the_same() => Law.Holds(
        from spec in ValidSpecs
        from sequence in Gen.Choose(1, 1_000_000)
        from seed in Gen.Choose(0, 255).ArrayOf(32)
        select (spec, sequence, seed: seed.Select(b => (byte)b).ToArray()),
        one =>
        {
            var input = InputOf(one.sequence, one.seed);
            Assert.Equal(_type.Decide(input, Filled(one.spec)), NewType().Decide(input with { }, Filled(one.spec)));
        });

    [Fact]
    public void A_spec_survives_json_and_means_the_same() => Law.Holds(ValidSpecs, spec =>
    {
        var again = MarqueeJson.Read<MechanicSpec>(MarqueeJson.Text(Filled(spec)));
        Assert.Equal(MarqueeJson.Text(Filled(spec)), MarqueeJson.Text(again));
        var input = InputOf(1, new byte[32]);
        Assert.Equal(_type.Decide(input, Filled(spec)), _type.Decide(input, again));
        Assert.Equal(_type.Accounts(Filled(spec)), _type.Accounts(again));
    });

    [Fact]
    public void Checking_never_throws_and_names_fields_of_the_form() => Law.Holds(
        // Any values in any of the form's fields, most of them nonsense.
        from names in Gen.SubListOf(_type.Fields.Select(field => field.Name).Append("unheardOf"))
        from values in Gen.OneOf(
            Gen.Choose(-5, 2_000_000).Select(n => (object)(long)n), Gen.Constant<object>(long.MaxValue),
            Gen.Elements<object>("", "shop", "platform", "x y", "\u0001", new string('a', 700))).ArrayOf(names.Count)
        select new MechanicSpec(names.Zip(values, (name, value) => new KeyValuePair<string, object>(name, value))),
        spec =>
        {
            var completed = SpecCheck.Complete(_type, spec);
            if (!completed.IsSuccess)
            {
                Assert.All(completed.Error.Fields, error => Assert.True(
                    error.Path == "spec.unheardOf" || _type.Fields.Any(field => "spec." + field.Name == error.Path)));
            }
        },
        cases: 500);

    [Fact]
    public void What_is_awarded_is_within_the_accounts_and_the_form() => Law.Holds(
        from spec in ValidSpecs
        from sequence in Gen.Choose(1, 1_000_000)
        select (spec, sequence),
        one =>
        {
            var spec = Filled(one.spec);
            var accounts = _type.Accounts(spec);
            Assert.Equal(accounts.Count, accounts.Select(account => account.Part).Distinct().Count());
            var entry = _type.Entry(spec);
            Assert.Contains(accounts, account => account.Part == entry.Part && account.Cap >= entry.Units);
            Assert.True(entry.Units > 0);
            Assert.All(entry.Limits, limit => Assert.True(limit.Max >= entry.Units && limit.Max % entry.Units == 0));
            var decision = _type.Decide(InputOf(one.sequence, [.. Enumerable.Repeat((byte)7, 32)]), spec);
            foreach (var award in new[] { decision.Award, decision.Otherwise }.OfType<BenefitAward>())
            {
                Check(award, accounts);
            }

            Assert.Null(decision.Otherwise?.Take);
        });

    [Fact]
    public void The_form_is_one_that_campaigns_accept()
    {
        Assert.InRange(_type.Fields.Count, 1, 20);
        Assert.Equal(_type.Fields.Count, _type.Fields.Select(field => field.Name).Distinct().Count());
        Assert.Contains(_type.Fields, field => field is { Name: "title", Kind: FieldKind.Text });
        Assert.All(_type.Fields, field =>
        {
            Assert.False(string.IsNullOrWhiteSpace(field.Label.Zh) || string.IsNullOrWhiteSpace(field.Label.En));
            Assert.True(field.Kind != FieldKind.Choice || field.Choices is { Count: > 0 });
            Assert.True(field.Default is null or long or string);
        });
        Assert.Matches("^[a-z][a-z0-9_]*$", _type.Name);
    }

    private static void Check(BenefitAward award, IReadOnlyList<BenefitAccount> accounts)
    {
        Assert.NotEmpty(award.Title);
        if (award.InWallet)
        {
            Assert.True(award.UsableFrom < award.UsableTo, "What expires before it begins can never be used.");
        }

        if (award.Take is { } take)
        {
            Assert.Contains(accounts, account => account.Part == take.Part);
            Assert.True(take.Units > 0);
        }

        if (award.Coupon is { } coupon)
        {
            Assert.InRange(coupon.OffMinor, 1, coupon.ThresholdMinor);
            var shares = coupon.Funding;
            Assert.Equal(10_000, shares.PlatformBp + shares.MerchantBp + shares.BrandBp);
            Assert.True(shares is { PlatformBp: >= 0, MerchantBp: >= 0, BrandBp: >= 0 });
        }
    }

    private MechanicSpec Filled(MechanicSpec spec) => SpecCheck.Complete(_type, spec).Value;

    private static BenefitInput InputOf(long sequence, byte[] seed) =>
        new(sequence, seed, Now, Now.AddHours(-1), Now.AddHours(1));
}
