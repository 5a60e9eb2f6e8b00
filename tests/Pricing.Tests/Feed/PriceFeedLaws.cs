using Marquee.Campaigns;
using Marquee.Kernel;
using Marquee.Ledger;
using Marquee.Pricing.Mechanics;
using Marquee.Risk;
using Marquee.Testing;

namespace Marquee.Pricing.Tests.Feed;

/// <summary>
/// Whatever happens, and wherever a follower goes on from: it ends with the prices that are asked for.
/// </summary>
public sealed class PriceFeedLaws(PricingFixture fixture) : IClassFixture<PricingFixture>
{
    private const int Skus = 9;

    [Fact]
    public async Task Replaying_the_feed_from_any_cursor_gives_the_prices_that_are_asked_for()
    {
        for (var market = 0; market < (LongRun.IsOn ? 100 : 4); market++)
        {
            var random = new Random(TestSeed.Next());
            var shop = await fixture.NewShopAsync();
            for (var sku = 1; sku <= Skus; sku++)
            {
                Tell(shop, sku, random);
            }

            var followers = new List<Follower> { new(shop) };
            for (var step = 0; step < 60; step++)
            {
                await StepAsync(shop, random);
                var one = followers[random.Next(followers.Count)];
                switch (random.Next(4))
                {
                    case 0:
                        await shop.Feed.LookAsync(shop.Call, default);
                        break;
                    case 1:
                        await one.ReadAsync(random.Next(1, Skus));
                        break;
                    case 2:
                        // What was read up to here is a place that somebody may go on from later.
                        followers.Add(random.Next(3) == 0 ? new Follower(shop) : one.Copy());
                        break;
                    default:
                        break;
                }
            }

            while (!await shop.Feed.LookAsync(shop.Call, default))
            {
            }

            var asked = await Follower.AskedAsync(shop);
            Assert.Equal(Skus, asked.Count);
            foreach (var follower in followers)
            {
                await follower.ReadToEndAsync(random.Next(1, Skus + 2));
                Assert.Equal(asked, follower.Prices);
            }
        }
    }

    private static async Task StepAsync(Shop shop, Random random)
    {
        var sku = random.Next(1, Skus + 1);
        var rounds = shop.Market.Rounds.Keys.ToList();
        var round = rounds.Count == 0 ? default : rounds[random.Next(rounds.Count)];
        switch (random.Next(9))
        {
            case 0 or 1:
                Tell(shop, sku, random);
                break;
            case 2:
                await shop.GoLiveAsync(
                    [.. Enumerable.Range(1, Skus).Where(_ => random.Next(3) == 0)
                        .Select(no => (no, (long)random.Next(1, 1_200), random.Next(3), (int?)null))],
                    [.. Mechanics(random)]);
                break;
            case 3 when rounds.Count > 0:
                await shop.EndAsync(round);
                break;
            case 4:
                shop.Takedowns.AllBack();
                break;
            case 5:
                TakeDown(shop, sku, rounds.Count > 0 ? round : null, random);
                break;
            case 6:
                shop.Advance(TimeSpan.FromMinutes(random.Next(1, 240)));
                break;
            case 7 when rounds.Count > 0:
                await shop.Ledger.ApplyAsync(
                    shop.Call,
                    [LedgerRequest.Take($"take-{Guid.NewGuid()}", CampaignAccounts.Stock(round, sku), 1)], default);
                break;
            case 8 when rounds.Count > 0:
                await shop.Ledger.FreezeAsync(
                    shop.Call, [CampaignAccounts.Stock(round, sku)], random.Next(2) == 0, default);
                break;
            default:
                break;
        }
    }

    private static void Tell(Shop shop, int sku, Random random) => shop.Market.Add(
        sku, random.Next(6) == 0 ? null : random.Next(1, 1_500), merchant: 1 + (sku % 3),
        reference: random.Next(2) == 0 ? random.Next(1, 2_000) : null, listed: random.Next(6) > 0);

    private static void TakeDown(Shop shop, int sku, Id<Round>? round, Random random)
    {
        DateTimeOffset? until = random.Next(2) == 0 ? shop.Call.Now.AddMinutes(random.Next(1, 200)) : null;
        var (kind, subject) = random.Next(4) switch
        {
            0 => (TakedownKind.Item, $"item-{sku}"),
            1 => (TakedownKind.Merchant, $"shop-{1 + (sku % 3)}"),
            2 when round is { } one => (TakedownKind.Campaign, one.ToString()),
            _ => (TakedownKind.Price, $"sku-{sku}"),
        };
        shop.Takedowns.Down(kind, subject, until);
    }

    private static IEnumerable<(string Kind, MechanicSpec Spec)> Mechanics(Random random)
    {
        if (random.Next(3) == 0)
        {
            yield return (OfferMechanics.ItemPercentage, Shop.Spec(("offBp", random.Next(100, 5_000))));
        }

        if (random.Next(3) == 0)
        {
            yield return (OfferMechanics.PlatformThreshold, Shop.Spec(
                ("thresholdMinor", random.Next(200, 900)), ("offMinor", random.Next(1, 150)), ("repeats", "once")));
        }
    }
}
