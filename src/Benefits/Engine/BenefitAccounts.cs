using Marquee.Kernel;
using Marquee.Ledger;

namespace Marquee.Benefits.Engine;

/// <summary>The ledger accounts of benefits, and the keys of the requests on them.</summary>
internal sealed class BenefitAccounts(ILedger ledger, Registry<IBenefitType> types)
{
    /// <summary>The name of a benefit's account.</summary>
    public static string NameOf(Id<Benefit> benefit, string part) => $"benefit:{benefit}:{part}";

    /// <summary>Opens a benefit's accounts; harmless when they are open.</summary>
    public Task OpenAsync(CallContext call, BenefitRow benefit, CancellationToken cancel) => ledger.OpenAsync(
        call,
        [.. types.Get(benefit.Benefit.Type).Accounts(benefit.Spec)
            .Select(account => new LedgerAccount(NameOf(benefit.Id, account.Part), account.Cap, account.Unit))],
        cancel);

    /// <summary>Takes from one of a benefit's accounts. One that a fall left unopened is opened on the way.</summary>
    public async Task<LedgerAnswer> TakeAsync(
        CallContext call, BenefitRow benefit, BenefitTake take, string key, int shopperNo, CancellationToken cancel)
    {
        var subject = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"shopper:{shopperNo}");
        var request = LedgerRequest.Take(key, NameOf(benefit.Id, take.Part), take.Units, subject, take.Limits);
        var answer = (await ledger.ApplyAsync(call, [request], cancel))[0];
        if (answer.RefusedBy == LedgerRefusals.UnknownAccount)
        {
            await OpenAsync(call, benefit, cancel);
            answer = (await ledger.ApplyAsync(call, [request], cancel))[0];
        }

        return answer;
    }

    /// <summary>The balances of benefits' budget accounts, by account name.</summary>
    public async Task<IReadOnlyDictionary<string, LedgerBalance>> BudgetsAsync(
        CallContext call, IReadOnlyList<BenefitRow> benefits, CancellationToken cancel) => await ledger.BalancesAsync(
        call, [.. benefits.SelectMany(benefit => BudgetNames(benefit))], cancel);

    /// <summary>The names of a benefit's budget accounts.</summary>
    public IEnumerable<string> BudgetNames(BenefitRow benefit) =>
        from account in types.Get(benefit.Benefit.Type).Accounts(benefit.Spec)
        where account.IsBudget
        select NameOf(benefit.Id, account.Part);
}
