using System.Text.Json.Nodes;

namespace Marquee.Demo.Driver;

/// <summary>The demand side: live, venue, coupons, lottery, carts, orders, refunds, settlement.</summary>
internal sealed partial class CampaignRun
{
    private const int Shoppers = 60;
    private const string PlacementName = "main-hall";

    /// <summary>Benefits of the round by type.</summary>
    private readonly Dictionary<string, string> _benefits = [];

    /// <summary>What one piece costs in a cart of its own, by SKU, where the placement showed it.</summary>
    public Dictionary<string, long> Quoted { get; } = [];

    /// <summary>Refusals that shoppers met: each must carry a code and a sentence.</summary>
    public List<ApiRefusal> Refusals { get; } = [];

    public long Draws { get; private set; }

    private Task GoLiveAsync() => report.StepAsync("live", async () =>
    {
        await MoveToAsync("live");
        // Offers and benefits come from the round's mechanics, by events.
        for (var i = 0; i < 300 && _benefits.Count < 2; i++)
        {
            await foreach (var benefit in api.AllAsync($"{Api}/benefits"))
            {
                _benefits[(string)benefit["type"]!] = (string)benefit["id"]!;
            }

            await Task.Delay(200);
        }

        var pool = await api.PostAsync($"{Api}/pools", "pool", new
        {
            name = "main-pool",
            roundId = Round,
            language = "zh",
            rule = $"适用于每个营销商品：\n（1）全程有效：{await LabelAsync("campaign_item.activity_price")}不低于1{await UnitAsync()}。",
            scoreField = (string?)null,
        });
        await api.PostAsync(
            $"{Api}/placements", "placement", new { name = PlacementName, poolId = (string?)pool["id"], limit = 60 });
        var live = await CountAsync("live");
        return (0, live, $"{live} items at their activity prices, "
            + $"{string.Join(" and ", _benefits.Keys.Order(StringComparer.Ordinal))} open");
    });

    private async Task<string> LabelAsync(string name)
    {
        var fields = await api.GetAsync($"{Api}/rules/fields?entity=campaign_item");
        return (string)(fields as JsonArray ?? fields["items"]!.AsArray()).First(
            field => (string?)field!["name"] == name)!["labelZh"]!;
    }

    private async Task<string> UnitAsync()
    {
        var fields = await api.GetAsync($"{Api}/rules/fields?entity=campaign_item");
        return (string)(fields as JsonArray ?? fields["items"]!.AsArray())
            .First(field => (string?)field!["name"] == "campaign_item.activity_price")!["unitZh"]!;
    }

    private Task VenueAsync() => report.StepAsync("venue", async () =>
    {
        static Dictionary<string, string> Words(string zh, string en) => new() { ["zh-CN"] = zh, ["en"] = en };
        object Block(string id, string type, object props) => new { id, type, props };
        var document = new
        {
            schema = "venue.v1",
            title = Words("双11会场", "Double 11"),
            theme = "festival",
            round = Round,
            blocks = new[]
            {
                Block("banner", "banner",
                    new { title = Words("双11 限时抢购", "Double 11 flash sale"), subtitle = Words(
                        "看到的价就是付的价", "The price you see is the price you pay") }),
                Block("countdown", "countdown", new { round = Round }),
                Block("coupons", "coupon",
                    new { benefits = new[] { _benefits["coupon"] }, title = Words("先领券", "Coupons first") }),
                Block("lottery", "lottery",
                    new { benefit = _benefits["lottery"], title = Words("试试手气", "Try your luck") }),
                Block("items", "item_grid",
                    new { placement = PlacementName, title = Words("会场好价", "In this venue"), limit = 60 }),
            },
        };
        var made = await api.PostAsync($"{Api}/venues", "venue", new { slug = VenueSlug, document });
        await api.PostAsync(
            $"{Api}/venues/{VenueSlug}/publication", "venue-publication", new { revision = (int)made["revision"]! });
        var (status, page) = await api.PageAsync($"/t/{api.Tenant}/venue/{VenueSlug}");
        if (status != System.Net.HttpStatusCode.OK)
        {
            throw new InvalidOperationException($"The venue answered {status}.");
        }

        var placement = await api.GetAsync($"/serve/v1/placements/{PlacementName}");
        foreach (var item in placement["items"]!.AsArray())
        {
            Shown[(string)item!["skuId"]!] = (long)item["price"]!["minor"]!;
        }

        return (0, (long)Shown.Count, $"{page.Length / 1024} kB of HTML, {Shown.Count} items with their prices");
    });

    private async Task ShopAsync()
    {
        var wallet = new List<(string Shopper, string Token, string? Grant)>();
        await report.StepAsync("claim coupons", async () =>
        {
            for (var i = 0; i < Shoppers; i++)
            {
                var shopper = ShopperId(i);
                var token =
                    (string)(await api.PostAsync(
                        $"{Api}/shopper-tokens", $"token-{i}-{api.Once()}", new { shopper }))["token"]!;
                var grant = await TryAsync(() => api.PostAsync(
                    $"/serve/v1/benefits/{_benefits["coupon"]}/claims", $"claim-{i}", new { requestKey = $"claim-{i}" },
                    token));
                wallet.Add((shopper, token, (string?)grant?["id"] ?? (string?)grant?["grantId"]));
            }

            return (0, (long)wallet.Count(entry => entry.Grant is not null), $"{Shoppers} asked");
        });
        await report.StepAsync("draw lottery", async () =>
        {
            var prizes = new List<string>();
            await Parallel.ForEachAsync(
                wallet.Select((entry, i) => (entry, i)), new ParallelOptions { MaxDegreeOfParallelism = 8 },
                async (one, _) =>
            {
                for (var attempt = 0; attempt < 4; attempt++)
                {
                    var drawn = await TryAsync(() => api.PostAsync(
                        $"/serve/v1/lotteries/{_benefits["lottery"]}/draws", $"draw-{one.i}-{attempt}",
                        new { requestKey = $"draw-{one.i}-{attempt}" }, one.entry.Token));
                    if (drawn is not null)
                    {
                        lock (prizes)
                        {
                            prizes.Add((string?)drawn["prize"] ?? "consolation");
                        }
                    }
                }
            });
            Draws = prizes.Count;
            return (0, Draws, Tally(prizes) + ", a fourth try of the day refused");
        });
        await BuyAsync(wallet);
    }

    private async Task BuyAsync(List<(string Shopper, string Token, string? Grant)> wallet)
    {
        var skus = Shown.Keys.Order(StringComparer.Ordinal).ToList();
        await report.StepAsync("quote what is shown", async () =>
        {
            foreach (var sku in skus)
            {
                var quote =
                    await api.PostAsync(
                        "/serve/v1/quotes", "quote-" + sku, new { lines = new[] { new { sku, quantity = 1 } } });
                Quoted[sku] = (long)quote["payable"]!["minor"]!;
            }

            return (0, (long)Quoted.Count, "one piece of each");
        });
        await report.StepAsync("quote, check out, pay", async () =>
        {
            if (skus.Count > 0)
            {
                await Parallel.ForEachAsync(
                    wallet.Select((entry, i) => (entry, i)), new ParallelOptions { MaxDegreeOfParallelism = 4 },
                    async (one, _) =>
                {
                    var lines = Enumerable.Range(0, 1 + (one.i % 4))
                        .Select(k => skus[((one.i * 7) + (k * 13)) % skus.Count]).Distinct(StringComparer.Ordinal)
                        .Select((sku, k) => new { sku, quantity = 1 + ((one.i + k) % 3) }).ToArray();
                    if (await TryAsync(() => CheckOutAsync(one.i, one.entry, lines)) is { } order)
                    {
                        await api.PostAsync(
                            $"/serve/v1/orders/{order}/payment", $"pay-{one.i}",
                            new { requestKey = $"pay-{one.i}", method = "demo" }, one.entry.Token);
                    }
                });
            }

            await ReadOrdersAsync();
            return (0, (long)Orders.Count, $"{Orders.Count} orders, "
                + $"{Orders.Sum(o => o.Order["subOrders"]!.AsArray().Count)} sub-orders");
        });
        await report.StepAsync("refund", async () =>
        {
            var refunded = 0L;
            foreach (var (order, i) in Orders.Select((o, i) => (o.Order, i)).Where(o => o.i % 3 == 0).ToList())
            {
                var line = order["subOrders"]![0]!["lines"]![0]!;
                if ((int)line["refundedQuantity"]! > 0)
                {
                    // A run before this one was here.
                    refunded++;
                    continue;
                }

                var quantity = i % 2 == 0 ? 1 : (int)line["quantity"]!;
                await api.PostAsync(
                    $"{Api}/orders/{order["id"]}/refunds", $"refund-{order["id"]}",
                    new { lines = new[] { new { lineNo = (int)line["lineNo"]!, quantity } }, reason = "demo" });
                refunded++;
            }

            return (0, refunded, "part and whole lines, by stored shares");
        });
    }

    /// <summary>
    /// The orders of the round as the platform has them, each with the quote that it was placed from.
    /// </summary>
    private async Task ReadOrdersAsync()
    {
        Orders.Clear();
        await foreach (var order in api.AllAsync($"{Api}/orders", 100))
        {
            var quote =
                await api.GetAsync($"/serve/v1/checkout-quotes/{order["quoteId"]}?shopper={order["shopperId"]}");
            Orders.Add((order, quote["quote"]!));
        }

        Orders.Sort((one, other) => string.CompareOrdinal((string?)one.Order["id"], (string?)other.Order["id"]));
    }

    private async Task<JsonNode> CheckOutAsync(int i, (string Shopper, string Token, string? Grant) who, object lines)
    {
        string[] grants = who.Grant is null ? [] : [who.Grant];
        var held = await api.PostAsync(
            "/serve/v1/checkout-quotes", $"hold-{i}", new { requestKey = $"hold-{i}", lines, grants }, who.Token);
        var placed = await api.PostAsync(
            "/serve/v1/checkouts", $"checkout-{i}", new { requestKey = $"checkout-{i}", quoteId = (string)held["id"]! },
            who.Token);
        return placed["orderId"] ?? placed["id"]!;
    }

    /// <summary>What a shopper may be refused; the refusal is kept, because every one must say why.</summary>
    private async Task<JsonNode?> TryAsync(Func<Task<JsonNode>> ask)
    {
        try
        {
            return await ask();
        }
        catch (ApiRefusal refusal)
        {
            lock (Refusals)
            {
                Refusals.Add(refusal);
            }

            return null;
        }
    }

    private string ShopperId(int i) => source.Shoppers.Rows.Skip(i).First()[0];

    private Task SettleAsync() => report.StepAsync("settle", async () =>
    {
        await MoveToAsync("settle");
        var statement = await SettlementAsync();
        return (0, statement["merchants"]!.AsArray().Count, $"{statement["orders"]} orders, "
            + $"{statement["merchants"]!.AsArray().Count} merchants, ties: {statement["ties"]}");
    });

    public Task<JsonNode> SettlementAsync() => api.GetAsync($"{Api}/settlement?round={Round}");
}
