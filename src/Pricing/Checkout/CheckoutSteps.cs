using System.Diagnostics;
using System.Globalization;
using Marquee.Benefits;
using Marquee.Catalog;
using Marquee.Kernel;
using Marquee.Ledger;
using Marquee.Pricing.Engine;
using Marquee.Pricing.Offers;
using Marquee.Pricing.Quotes;
using Marquee.Trade;

namespace Marquee.Pricing.Checkout;

/// <summary>
/// What each state of a checkout does before the next is written. Every step is idempotent under keys made of the
/// quote's id and depends only on what the row says, so doing one again after a fall ends in the same next state.
/// </summary>
internal sealed class CheckoutSteps(
    OfferSnapshots snapshots, ILedger ledger, IStock stock, IBenefits benefits, ITrade trade)
{
    /// <summary>Does the present state's work and says what the row shall be next.</summary>
    public Task<CheckoutRow> NextAsync(CallContext call, CheckoutRow row, CancellationToken cancel) => row.Status switch
    {
        CheckoutStatus.Reserving => ReserveAsync(call, row, cancel),
        CheckoutStatus.Priced => HoldAsync(call, row, cancel),
        CheckoutStatus.Placing => PlaceAsync(call, row, cancel),
        CheckoutStatus.Confirming => ConfirmAsync(call, row, cancel),
        CheckoutStatus.Releasing => ReleaseAsync(call, row, cancel),
        CheckoutStatus.Held or CheckoutStatus.Confirmed or CheckoutStatus.Released =>
            throw new UnreachableException("A checkout at rest has no next step."),
    };

    /// <summary>
    /// Reserves the activity stock that the price needs. A line that gets none is priced without that offer, which may
    /// bring another one to the front: so again, until the price needs nothing more. Each turn blocks at least one
    /// offer on a line.
    /// </summary>
    private async Task<CheckoutRow> ReserveAsync(CallContext call, CheckoutRow row, CancellationToken cancel)
    {
        var set = await snapshots.GetAsync(call, row.Input.Revision, cancel);
        var offers = set.For(row.Input.Goods);
        var byId = offers.ToDictionary(offer => offer.Id, StringComparer.Ordinal);
        var input = row.Input with { Blocked = [] };
        var holds = new Dictionary<string, Hold>(StringComparer.Ordinal);
        while (true)
        {
            var wanted = input.Run(offers).Lines.Where(line => line.ItemOfferId is not null)
                .Select(line => (line.Line, Offer: byId[line.ItemOfferId!]))
                .Where(x => !holds.ContainsKey(GrantOf(row, x.Offer, x.Line.SkuNo))).ToList();
            if (wanted.Count == 0)
            {
                break;
            }

            var requests = wanted.Select(x => RequestOf(row, x.Offer, x.Line)).ToList();
            var answers = await ledger.ApplyAsync(call, requests, cancel);
            var blocked = new List<Blocked>(input.Blocked);
            foreach (var (x, answer) in wanted.Zip(answers))
            {
                if (answer.Granted)
                {
                    var grant = GrantOf(row, x.Offer, x.Line.SkuNo);
                    holds.Add(grant, new Hold(CartReader.AccountOf(x.Offer, x.Line.SkuNo), grant));
                }
                else
                {
                    // One account stands behind all item offers of the round on this SKU.
                    blocked.AddRange(offers.Where(o => o.RoundId == x.Offer.RoundId && o.Skus.ContainsKey(x.Line.SkuNo)
                            && o.Terms is OfferTerms.FixedPrice or OfferTerms.Percentage)
                        .Select(o => new Blocked(o.Id, x.Line.SkuNo, CodeOf(answer.RefusedBy!), null)));
                }
            }

            input = input with { Blocked = [.. blocked.DistinctBy(b => (b.OfferId, b.SkuNo))] };
        }

        var quote = input.Price(offers);
        var next = row with { Input = input, Quote = quote, Holds = [.. holds.Values] };
        return row.ShownMinor is { } shown && shown != quote.PayableMinor
            ? next with { Status = CheckoutStatus.Releasing, Refusal = Refusal.PriceChanged(shown, quote.PayableMinor) }
            : next with { Status = CheckoutStatus.Priced };
    }

    private async Task<CheckoutRow> HoldAsync(CallContext call, CheckoutRow row, CancellationToken cancel)
    {
        var quote = row.Quote!;
        var reserved = await stock.ReserveAsync(
            call, row.Key, [.. quote.Lines.Select(line => new StockLine(line.SkuNo, line.Quantity))], cancel);
        if (!reserved.IsSuccess)
        {
            return Refused(row, reserved.Error is StockShort short_
                ? Refusal.OutOfStock(
                    [.. short_.Lines.Select(line => line.Sku ?? line.SkuNo.ToString(CultureInfo.InvariantCulture))])
                : Refusal.Undone(reserved.Error.Message));
        }

        var grants = quote.Lines.SelectMany(line => line.Steps).Where(step => step.GrantId is not null)
            .Select(step => new Id<Grant>(step.GrantId!.Value)).Distinct().ToList();
        var held = await benefits.ReserveAsync(
            call, row.Key, row.ShopperNo, grants, row.Key, row.ExpiresAt + PricingLimits.LedgerGrace, cancel);
        return held.IsSuccess
            ? row with { Status = CheckoutStatus.Held }
            : Refused(row, Refusal.Coupon(held.Error.Message));
    }

    private async Task<CheckoutRow> PlaceAsync(CallContext call, CheckoutRow row, CancellationToken cancel)
    {
        var placed = await trade.PlaceAsync(call, row.Key, OrderOf(row), cancel);
        if (!placed.IsSuccess)
        {
            return Refused(row, Refusal.Undone(placed.Error.Message));
        }

        // What was shown is what is charged; the table says so too.
        return placed.Value.Payable.Minor == row.Quote!.PayableMinor
            ? row with { Status = CheckoutStatus.Confirming, OrderId = placed.Value.Id }
            : throw new InvalidOperationException(
                $"The order {placed.Value.Id} costs {placed.Value.Payable.Minor}, shown was {row.Quote.PayableMinor}.");
    }

    private async Task<CheckoutRow> ConfirmAsync(CallContext call, CheckoutRow row, CancellationToken cancel)
    {
        var answers = await ledger.ApplyAsync(
            call, [.. row.Holds!.Select(hold =>
                LedgerRequest.Confirm(hold.Grant + ":confirm", hold.Account, hold.Grant))], cancel);
        var refused = answers.FirstOrDefault(answer => !answer.Granted)?.Error
            ?? (await benefits.ConfirmAsync(call, row.Key, row.OrderId!.Value.ToString(), cancel)).Error;
        if (refused is null)
        {
            return row with { Status = CheckoutStatus.Confirmed };
        }

        // Only after a fall that outlasted the holds' grace. The order cannot stand on what is no longer there.
        var cancelled = await trade.CancelAsync(call.AsSystem(), row.OrderId!.Value, CancelReason.Platform, cancel);
        return cancelled.IsSuccess
            ? Refused(row, Refusal.Undone(refused.Message))
            : throw new InvalidOperationException($"{row.OrderId} stands without its holds: {refused.Message}");
    }

    /// <summary>
    /// Gives everything back, held or confirmed. Nobody can be reserving any more: the status only comes here from
    /// states whose reservations were all answered.
    /// </summary>
    private async Task<CheckoutRow> ReleaseAsync(CallContext call, CheckoutRow row, CancellationToken cancel)
    {
        // What is still held is let go; what was confirmed is given back. Each grant answers to one of the two.
        await ledger.ApplyAsync(
            call, [.. row.Holds!.Select(hold =>
                LedgerRequest.Release(hold.Grant + ":release", hold.Account, hold.Grant))], cancel);
        await ledger.ApplyAsync(
            call, [.. row.Holds!.Select(hold =>
                LedgerRequest.GiveBack(hold.Grant + ":back", hold.Account, hold.Grant))], cancel);
        if (!row.StockTaken)
        {
            Must(await stock.ReleaseAsync(call, row.Key, cancel));
        }

        Must(await benefits.ReleaseAsync(call, row.Key, cancel));
        return row with { Status = CheckoutStatus.Released };
    }

    /// <summary>The order of a quote: the quote's lines and shares, one by one.</summary>
    internal static PlacedOrder OrderOf(CheckoutRow row)
    {
        var quote = row.Quote!;
        return new PlacedOrder(
            row.ShopperNo, row.ShopperId, row.Id.Value, quote.Revision, quote.PayableMinor,
            [
                .. quote.Lines.Select((line, i) => new PlacedLine(
                    i + 1, line.SkuNo, line.SkuId, line.ItemId, line.MerchantNo, line.MerchantId, line.Title, line.Spec,
                    line.Quantity, line.UnitPriceMinor, line.RoundId,
                    [
                        .. line.Steps.SelectMany(step => step.Shares.Select(share => new PlacedDiscount(
                            step.OfferId, step.Kind, share.Funder, share.AmountMinor, step.GrantId,
                            step.SourceId))),
                    ])),
            ]);
    }

    private static CheckoutRow Refused(CheckoutRow row, Refusal refusal) =>
        row with { Status = CheckoutStatus.Releasing, Refusal = refusal };

    private static string GrantOf(CheckoutRow row, Offer offer, int skuNo) =>
        string.Create(CultureInfo.InvariantCulture, $"{row.Key}:{offer.RoundId}:{skuNo}");

    private static LedgerRequest RequestOf(CheckoutRow row, Offer offer, PriceLine line)
    {
        var limit = offer.Skus[line.SkuNo].PurchaseLimit;
        return LedgerRequest.Reserve(
            GrantOf(row, offer, line.SkuNo), CartReader.AccountOf(offer, line.SkuNo), line.Quantity,
            row.ExpiresAt + PricingLimits.LedgerGrace,
            string.Create(CultureInfo.InvariantCulture, $"shopper:{row.ShopperNo}"),
            limit is { } most ? [new SubjectLimit("per_shopper", most, LimitWindow.Campaign)] : []);
    }

    private static string CodeOf(string refusedBy) => refusedBy switch
    {
        LedgerRefusals.Cap => "sold_out",
        _ when refusedBy.StartsWith(LedgerRefusals.SubjectPrefix, StringComparison.Ordinal) => "purchase_limit",
        _ => "paused",
    };

    private static void Must(Result<Done> result)
    {
        if (!result.IsSuccess)
        {
            throw new InvalidOperationException(
                $"What is held cannot be given back: {result.Error.Code}: {result.Error.Message}");
        }
    }
}
