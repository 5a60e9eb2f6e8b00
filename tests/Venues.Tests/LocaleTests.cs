using Marquee.Kernel;

namespace Marquee.Venues.Tests;

public sealed class LocaleTests
{
    [Theory]
    [InlineData("", "zh")]
    [InlineData("en-GB,en;q=0.9,zh;q=0.8", "en")]
    [InlineData("zh-CN,zh;q=0.9,en;q=0.8", "zh")]
    [InlineData("de-DE, en;q=0.5", "en")]
    [InlineData("en;q=0, zh;q=0.1", "zh")]
    [InlineData("fr", "zh")]
    [InlineData(";;;q=,,", "zh")]
    public void The_browser_s_first_of_the_two_languages_wins(string header, string code) =>
        Assert.Equal(code, Locale.ByHeader(header).Code);

    [Theory]
    [InlineData(123_456_789, "CNY", "¥1,234,567.89")]
    [InlineData(5, "CNY", "¥0.05")]
    [InlineData(500, "JPY", "¥500")]
    [InlineData(1_234, "KWD", "KWD\u00a01.234")]
    [InlineData(-250, "BRL", "−R$2.50")]
    public void Amounts_have_the_decimals_of_their_currency(long minor, string currency, string text) =>
        Assert.Equal(text, Locale.Amount(new Money(minor, currency)));

    [Fact]
    public void What_is_left_is_said_in_two_units()
    {
        Assert.Equal("2 天 3 小时", Locale.Chinese.Lasting(new TimeSpan(2, 3, 59, 0)));
        Assert.Equal("3 h 5 min", Locale.English.Lasting(new TimeSpan(3, 5, 0)));
        Assert.Equal("0 min", Locale.English.Lasting(TimeSpan.FromSeconds(-3)));
    }
}
