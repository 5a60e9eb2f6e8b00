using FsCheck;
using FsCheck.Fluent;
using Marquee.Storefront.Carts;
using Marquee.Testing;

namespace Marquee.Storefront.Tests;

public sealed class CartCookieTests
{
    [Fact]
    public void A_cart_that_is_written_reads_back_the_same() => Law.Holds(Carts, lines =>
    {
        var cart = lines.Aggregate(CartCookie.Empty, (sofar, line) => sofar.With(line.Sku, line.Quantity));
        Assert.True(!cart.Fits || CartCookie.Read(cart.Write()).Lines.SequenceEqual(cart.Lines));
    });

    [Fact]
    public void Whatever_stands_in_the_cookie_reading_it_never_fails() =>
        Law.Holds(ArbMap.Default.GeneratorFor<string>(), text =>
        Assert.True(CartCookie.Read(text).Pieces >= 0));

    [Theory]
    [InlineData("a*0")]
    [InlineData("a*-1")]
    [InlineData("a*100")]
    [InlineData("a*1!a*2")]
    [InlineData("*1")]
    [InlineData("a")]
    [InlineData("a*99999999999999999999")]
    public void A_cookie_that_we_did_not_write_is_an_empty_cart(string text) =>
        Assert.Empty(CartCookie.Read(text).Lines);

    [Fact]
    public void Taking_all_pieces_out_takes_the_line_out() =>
        Assert.Empty(CartCookie.Empty.Plus("a", 2).With("a", 0).Lines);

    [Fact]
    public void Adding_stops_at_the_most_of_a_line() =>
        Assert.Equal(StorefrontLimits.LineQuantity, CartCookie.Empty.Plus("a", 90).Plus("a", 90).Pieces);

    [Fact]
    public void A_cart_beyond_its_bounds_does_not_fit()
    {
        var cart = CartCookie.Empty;
        for (var i = 0; i <= StorefrontLimits.CartLines; i++)
        {
            cart = cart.With($"sku-{i}", 1);
        }

        Assert.False(cart.Fits);
        Assert.False(CartCookie.Empty.With(new string('x', StorefrontLimits.CartCookieLength), 1).Fits);
    }

    private static Gen<IReadOnlyList<(string Sku, int Quantity)>> Carts =>
        (from sku in ArbMap.Default.GeneratorFor<NonEmptyString>()
         from quantity in Gen.Choose(1, StorefrontLimits.LineQuantity)
         select (Wellformed(sku.Get), quantity)).ListOf()
             .Select(list => (IReadOnlyList<(string, int)>)[.. list.Where(l => l.Item1.Length > 0)]);

    // Half a surrogate is no text that an id could be.
    private static string Wellformed(string text) => new([.. text.Where(c => !char.IsSurrogate(c))]);
}
