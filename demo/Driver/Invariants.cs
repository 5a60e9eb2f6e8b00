using System.Text.Json.Nodes;

namespace Marquee.Demo.Driver;

/// <summary>What must hold after a campaign, computed here from what the API answers, not asked of it.</summary>
internal sealed class Invariants(ApiClient api, Report report, CampaignRun run)
{
    private string Api => $"/api/v1/t/{api.Tenant}";

    public async Task CheckAsync()
    {
        CheckImports();
        await CheckTextsAsync();
        await CheckReasonsAsync();
        await CheckAccountsAsync();
        CheckPrices();
        await CheckFundingAsync();
        CheckRefusals();
    }

    private void CheckImports()
    {
        static long Rows(JsonNode import, string what) => (long)import["rows"]![what]!;
        report.Check(
            "every row is accounted for",
            run.Imports.All(import => Rows(import, "read") ==
                Rows(import, "created") + Rows(import, "updated") + Rows(import, "unchanged")
                    + Rows(import, "refused")),
            run.Imports.Sum(import => Rows(import, "read")),
            "read = new + changed + unchanged + refused, per file");
    }

    private async Task CheckTextsAsync()
    {
        var rule = await api.GetAsync($"{Api}/campaigns/{run.Campaign}/rule");
        var checkedTexts = 0;
        var wrong = new List<string>();
        foreach (var gate in rule["published"]!["gates"]!.AsArray())
        {
            foreach (var (language, texts) in new[] { ("zh", "textZh"), ("en", "textEn") })
            {
                var parsed = await api.PostAsync($"{Api}/rules/parse", $"parse-{api.Once()}", new
                {
                    language,
                    text = (string?)gate!["rule"]![texts],
                    json = (string?)null,
                });
                checkedTexts++;
                if ((string?)parsed["sha256"] != (string?)gate["sha256"])
                {
                    wrong.Add($"{gate["gate"]}/{language}");
                }
            }
        }

        report.Check("text = logic", wrong.Count == 0 && checkedTexts > 0, checkedTexts, wrong.Count == 0
            ? "each text parses to the published hash, in both languages" : "differs: " + string.Join(", ", wrong));
    }

    private async Task CheckReasonsAsync()
    {
        long refused = 0, silent = 0;
        await foreach (var row in api.AllAsync($"{Api}/submissions?round={run.Round}&status=refused"))
        {
            refused++;
            silent += (int?)row["reasons"] > 0 && row["reason"] is not null ? 0 : 1;
        }

        report.Check("every refusal has a reason", silent == 0 && refused > 0, refused, $"{silent} without");
        report.Check(
            "verdict before = verdict after", run.Contradictions.Count == 0, run.ForetoldOutcomes.Count,
            run.Contradictions.Count == 0
                ? "submitting said what was foretold"
                : "differs for " + string.Join(", ", run.Contradictions.Take(5)));
    }

    private async Task CheckAccountsAsync()
    {
        long accounts = 0, over = 0;
        foreach (var prefix in (string[])["stock:", "benefit:"])
        {
            await foreach (var account in api.AllAsync($"{Api}/ledger/accounts?prefix={prefix}"))
            {
                accounts++;
                var used = (long)account["spent"]! + (long)account["reserved"]!;
                over += used > (long)account["cap"]! || (long)account["spent"]! < 0 || (long)account["reserved"]! < 0
                    ? 1
                    : 0;
            }
        }

        report.Check(
            "nothing oversold", over == 0 && accounts > 0, accounts,
            $"spent + reserved ≤ cap in every account, {over} over");
        var audit = await api.GetAsync($"{Api}/ledger/audit");
        report.Check(
            "the journal adds up", (bool)audit["holds"]!, accounts, "grants + reservations + remainders = cap");
    }

    /// <summary>
    /// Another offer of the round may touch a line whose activity stock was gone; the item's own step tells.
    /// </summary>
    private static bool HasActivityPrice(JsonNode? line) =>
        line!["steps"]!.AsArray().Any(step => (string?)step!["layer"] == "item");

    private void CheckPrices()
    {
        var other = run.Shown.Count(shown => run.Quoted[shown.Key] != shown.Value);
        report.Check(
            "price shown = price of the cart", other == 0, run.Shown.Count,
            $"the placement's price is what one piece costs, {other} differ");

        long orders = 0, differing = 0, dearer = 0, silent = 0;
        foreach (var (order, quote) in run.Orders)
        {
            orders++;
            differing += Minor(order["payable"]!) == Minor(quote["payable"]!) ? 0 : 1;
            var lines = quote["lines"]!.AsArray();
            var atActivityPrice = lines.All(HasActivityPrice);

            // A line whose activity stock was gone is at its daily price, and the quote that was confirmed says so.
            silent += lines.Count(line => !HasActivityPrice(line)
                && !quote["notApplied"]!.AsArray().Any(offer => (string?)offer!["sku"] == (string?)line!["sku"]));
            if (atActivityPrice && lines.All(line => run.Shown.ContainsKey((string)line!["sku"]!)))
            {
                var shown = lines.Sum(line => run.Shown[(string)line!["sku"]!] * (long)line["quantity"]!);
                dearer += Minor(quote["payable"]!) > shown ? 1 : 0;
            }
        }

        report.Check(
            "price shown = price charged", differing + dearer + silent == 0 && orders > 0, orders,
            $"order = quote confirmed, {differing} differ; dearer than shown: {dearer}; changed without a word: "
                + $"{silent}");
    }

    private async Task CheckFundingAsync()
    {
        long orders = 0, loose = 0, gross = 0, discount = 0, payable = 0;
        foreach (var (order, _) in run.Orders)
        {
            orders++;
            var shares = order["subOrders"]!.AsArray().SelectMany(sub => sub!["lines"]!.AsArray())
                .SelectMany(line => line!["discounts"]!.AsArray()).Sum(share => Minor(share!["amount"]!));
            loose += shares == Minor(order["discount"]!) && Minor(order["gross"]!) - shares == Minor(order["payable"]!)
                ? 0
                : 1;
            gross += Minor(order["gross"]!);
            discount += shares;
            payable += Minor(order["payable"]!);
        }

        report.Check(
            "funding ties per order", loose == 0 && orders > 0, orders,
            $"Σ funders = discount = gross − payable, {loose} loose");
        var statement = await api.GetAsync($"{Api}/settlement");
        var totals = statement["totals"]!;
        var funded = Minor(totals["platformFunded"]!) + Minor(totals["merchantFunded"]!)
            + Minor(totals["brandFunded"]!);
        var ties = (bool)statement["ties"]! && Minor(totals["gross"]!) == gross && funded == discount
            && Minor(totals["paid"]!) == payable;
        report.Check("the statement ties to the cent", ties, (long)statement["orders"]!,
            $"gross {gross} = paid {payable} + funded {discount}, in minor units");
    }

    private void CheckRefusals() => report.Check(
        "every refusal says why",
        run.Refusals.All(refusal => refusal.Code is not null && refusal.Problem?["detail"] is not null),
        run.Refusals.Count, string.Join(", ", run.Refusals.Select(r => r.Code).Distinct().Take(4)));

    private static long Minor(JsonNode money) => (long)money["minor"]!;
}
