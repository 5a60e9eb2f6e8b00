using System.Text.Json;
using FsCheck.Fluent;
using Marquee.Kernel;
using Marquee.Kernel.Identity;
using Marquee.Testing;

namespace Marquee.Kernel.Tests;

public sealed class ValueTests
{
    private static readonly Tenant Tenant = new(
        Guid.Parse("00000000-0000-7000-8000-000000000001"), "one", "One", TenantKind.Live, "CNY", "Asia/Shanghai",
        TimeSpan.Zero);

    [Fact]
    public void Amounts_of_two_currencies_do_not_mix() =>
        Assert.Throws<InvalidOperationException>(() => new Money(1, "CNY") + new Money(1, "EUR"));

    [Theory]
    [InlineData("""{"currency":"CNY"}""", "minor")]
    [InlineData("""{"minor":1}""", "currency")]
    [InlineData("{}", "minor")]
    public void An_amount_that_lacks_a_part_is_refused_rather_than_zero(string json, string missing)
    {
        var refused = Assert.Throws<JsonException>(
            () => JsonSerializer.Deserialize<Money>(json, MarqueeJson.Options));
        Assert.Contains(missing, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sum_that_does_not_fit_is_refused_rather_than_wrapped() =>
        Assert.Throws<OverflowException>(() => new Money(long.MaxValue, "CNY") + new Money(1, "CNY"));

    [Theory]
    [InlineData(1234, "CNY", "12.34 CNY")]
    [InlineData(-5, "EUR", "-0.05 EUR")]
    [InlineData(1234, "JPY", "1234 JPY")]
    [InlineData(1234, "KWD", "1.234 KWD")]
    public void Amounts_print_with_their_currencys_decimals(long minor, string currency, string text) =>
        Assert.Equal(text, new Money(minor, currency).ToString());

    [Fact]
    public void Any_id_survives_json_and_text()
    {
        Law.Holds(ArbMap.Default.ArbFor<Guid>(), value =>
        {
            var id = new Id<Tenant>(value);
            return JsonSerializer.Deserialize<Id<Tenant>>(MarqueeJson.Text(id), MarqueeJson.Options) == id
                && Id<Tenant>.TryParse(id.ToString(), null, out var parsed) && parsed == id;
        });
    }

    [Fact]
    public void Two_of_one_name_in_a_registry_are_a_bug() =>
        Assert.Throws<InvalidOperationException>(() => new Registry<Named>([new Named("a"), new Named("a")]));

    [Fact]
    public void Asking_a_registry_for_a_name_it_lacks_says_which_it_has()
    {
        var missing = Assert.Throws<KeyNotFoundException>(
            () => new Registry<Named>([new Named("a"), new Named("b")]).Get("c"));
        Assert.Contains("a, b", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cursor_of_another_tenant_or_list_is_refused()
    {
        var call = Call(Tenant);
        var page = new PageQuery(null, 2).Start<int>(call, "things").Value.Of([1, 2, 3], x => x);
        Assert.Equal([1, 2], page.Items);
        Assert.Equal(2, new PageQuery(page.Next, 2).Start<int>(call, "things").Value.After);
        Assert.Equal("request.cursor_invalid", new PageQuery(page.Next, 2).Start<int>(call, "others").Error?.Code);
        Assert.Equal(
            "request.cursor_invalid",
            new PageQuery(page.Next, 2).Start<int>(Call(Tenant with { Slug = "two" }), "things").Error?.Code);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("!!!!")]
    [InlineData("bnVsbA")]
    public void A_cursor_that_cannot_be_read_is_refused(string cursor) =>
        Assert.Equal("request.cursor_invalid", new PageQuery(cursor, 2).Start<int>(Call(Tenant), "things").Error?.Code);

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public void A_page_out_of_range_names_the_field_the_value_and_what_is_accepted(int limit)
    {
        var wrong = Assert.Single(new PageQuery(null, limit).Start<int>(Call(Tenant), "things").Error!.Fields);
        Assert.Equal("limit", wrong.Path);
        Assert.Equal(limit.ToString(System.Globalization.CultureInfo.InvariantCulture), wrong.Value);
        Assert.Equal("1 to 1000", wrong.Accepted);
    }

    [Fact]
    public void Days_follow_the_tenants_zone()
    {
        var call = Call(Tenant);
        Assert.Equal(new DateOnly(2026, 11, 11), call.DayOf(new DateTimeOffset(2026, 11, 10, 16, 0, 0, TimeSpan.Zero)));
        Assert.Equal(
            new DateTimeOffset(2026, 11, 10, 16, 0, 0, TimeSpan.Zero), call.StartOf(new DateOnly(2026, 11, 11)));
    }

    [Fact]
    public void A_day_whose_midnight_does_not_exist_starts_when_it_can()
    {
        // São Paulo put its clocks forward at midnight on 4 November 2018.
        var call = Call(Tenant with { Zone = "America/Sao_Paulo" });
        Assert.Equal(new DateTimeOffset(2018, 11, 4, 3, 0, 0, TimeSpan.Zero), call.StartOf(new DateOnly(2018, 11, 4)));
    }

    [Fact]
    public void A_rehearsals_clock_is_its_own()
    {
        var moved = Call(Tenant with { Kind = TenantKind.Rehearsal, ClockOffset = TimeSpan.FromDays(3) });
        Assert.Equal(FakeClock.Start + TimeSpan.FromDays(3), moved.Now);
    }

    [Fact]
    public void A_password_is_checked_and_never_stored()
    {
        var stored = Secrets.HashPassword("correct horse battery");
        Assert.DoesNotContain("horse", stored, StringComparison.Ordinal);
        Assert.True(Secrets.IsPassword("correct horse battery", stored));
        Assert.False(Secrets.IsPassword("correct horse batterz", stored));
    }

    [Fact]
    public void A_shopper_token_that_was_tampered_with_is_not_signed()
    {
        byte[] secret = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
        var token = ShopperToken.Make(secret, Tenant, "u-1", FakeClock.Start);
        Assert.True(ShopperToken.IsSigned(secret, token));
        Assert.Equal("u-1", ShopperToken.Peek(token)?.Shopper);
        for (var i = 3; i < token.Length; i++)
        {
            if (token[i] != '.')
            {
                var forged = token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..];
                Assert.False(ShopperToken.IsSigned(secret, forged), $"character {i}");
            }
        }
    }

    [Theory]
    [InlineData("MARQUEE_DATABASE", null)]
    [InlineData("MARQUEE_DATABASE", "Host=x;Nonsense=1")]
    [InlineData("MARQUEE_DATABASE", "Host=x;Username=u")]
    [InlineData("MARQUEE_DATABASE", "Host=x;Database=Bad-Name")]
    [InlineData("MARQUEE_DATA_DIR", "relative/path")]
    [InlineData("MARQUEE_DATA_DIR", null)]
    [InlineData("MARQUEE_URLS", "localhost:80")]
    public void A_wrong_setting_is_refused_by_its_name(string variable, string? value)
    {
        var given = new Dictionary<string, string?>
        {
            ["MARQUEE_DATABASE"] = "Host=/run/pg;Database=marquee", ["MARQUEE_DATA_DIR"] = "/var/lib/marquee",
        };
        Assert.Empty(MarqueeSettings.Read(given.GetValueOrDefault).Wrong);
        given[variable] = value;
        Assert.Contains(
            variable, Assert.Single(MarqueeSettings.Read(given.GetValueOrDefault).Wrong), StringComparison.Ordinal);
    }

    private static CallContext Call(Tenant tenant)
    {
        var clock = new FakeClock();
        return new CallContext(tenant, Actor.System, clock, new SeededIds(1, clock));
    }

    private sealed record Named(string Name) : INamed;
}
