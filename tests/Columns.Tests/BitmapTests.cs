using Marquee.Testing;
using Xunit;

namespace Marquee.Columns.Tests;

/// <summary>A bitmap is a set: a plain hash set says what every operation must give.</summary>
public sealed class BitmapTests
{
    [Fact]
    public void Every_operation_gives_what_a_plain_set_gives() => Law.Holds(
        Sets.Pairs,
        pair =>
        {
            var (a, b) = pair;
            var (x, y) = (a.ToBitmap(), b.ToBitmap());

            Assert.Equal(a.Intersect(b).Order(), Bitmap.And(x, y).ToArray());
            Assert.Equal(a.Union(b).Order(), Bitmap.Or(x, y).ToArray());
            Assert.Equal(a.Except(b).Order(), Bitmap.AndNot(x, y).ToArray());
            Assert.Equal(a.Except(b).Union(b.Except(a)).Order(), Bitmap.Xor(x, y).ToArray());
        },
        cases: 60);

    [Fact]
    public void Counting_an_operation_is_counting_its_result() => Law.Holds(
        Sets.Pairs,
        pair =>
        {
            var (a, b) = (pair.A.ToBitmap(), pair.B.ToBitmap());

            Assert.Equal(Bitmap.And(a, b).Count, Bitmap.CountAnd(a, b));
            Assert.Equal(Bitmap.Or(a, b).Count, Bitmap.CountOr(a, b));
            Assert.Equal(Bitmap.AndNot(a, b).Count, Bitmap.CountAndNot(a, b));
        },
        cases: 60);

    [Fact]
    public void Equal_sets_are_equal_bytes_however_they_came_about() => Law.Holds(
        Sets.Pairs,
        pair =>
        {
            var (a, b) = (pair.A.ToBitmap(), pair.B.ToBitmap());
            var direct = pair.A.Intersect(pair.B).ToHashSet().ToBitmap();
            var around = Bitmap.AndNot(a, Bitmap.AndNot(a, b));

            Assert.Equal(direct, around);
            Assert.Equal(direct.GetHashCode(), around.GetHashCode());
            Assert.Equal(direct.Write(), around.Write());
        },
        cases: 60);

    [Fact]
    public void A_set_is_read_back_as_it_was_written() => Law.Holds(
        Sets.Any,
        set =>
        {
            var written = set.ToBitmap();

            Assert.True(Bitmap.TryRead(written.Write(), out var read));
            Assert.Equal(written, read);
            Assert.Equal(set.Count, read.Count);
        },
        cases: 60);

    [Fact]
    public void Bytes_that_were_damaged_are_no_other_form_of_the_same_set() => Law.Holds(
        Sets.Any,
        set =>
        {
            var written = set.ToBitmap();
            var bytes = written.Write();
            var random = new Random(set.Count);
            for (var i = 0; i < 20; i++)
            {
                var damaged = bytes.ToArray();
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
                Assert.False(Bitmap.TryRead(damaged, out var read) && read.Equals(written));
                Assert.False(Bitmap.TryRead(damaged.AsSpan(0, random.Next(bytes.Length)), out _));
            }
        },
        cases: 40);

    [Fact]
    public void A_member_is_found_and_a_stranger_is_not() => Law.Holds(
        Sets.Pairs,
        pair =>
        {
            var bitmap = pair.A.ToBitmap();

            Assert.All(pair.A.Take(200), member => Assert.True(bitmap.Contains(member)));
            Assert.All(pair.B.Except(pair.A).Take(200), stranger => Assert.False(bitmap.Contains(stranger)));
            Assert.False(bitmap.Contains(-1));
        },
        cases: 40);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(5, 65_536)]
    [InlineData(65_535, 65_537)]
    [InlineData(100_000, 400_000)]
    [InlineData(Bitmap.MaxMember - 3, Bitmap.MaxMember)]
    public void A_range_is_its_ids(int from, int to)
    {
        var range = Bitmap.Range(from, to);

        Assert.Equal(to - from, range.Count);
        Assert.Equal(Enumerable.Range(from, to - from), range.ToArray());
    }

    [Fact]
    public void Words_and_back_is_the_same_set() => Law.Holds(
        Sets.Any,
        set =>
        {
            var low = set.Where(member => member < 1 << 20).ToHashSet();
            var words = new ulong[1 << 14];
            low.ToBitmap().CopyTo(0, words);

            Assert.Equal(low.ToBitmap(), Bitmap.OfWords(words, 0));
            Assert.Equal(low.Select(member => member + (1 << 20)).Order(), Bitmap.OfWords(words, 1 << 20).ToArray());
        },
        cases: 40);

    [Fact]
    public void The_full_range_of_a_shard_costs_a_few_bytes() =>
        Assert.InRange(Bitmap.Range(0, 1 << 20).Write().Length, 1, 256);

    [Fact]
    public void What_is_no_id_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Bitmap.Of(3, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Bitmap.Range(5, 4));
        Assert.Throws<ArgumentException>(() => Bitmap.OfWords([1], 64));
    }
}
