using Marquee.Benefits.Engine;
using Marquee.Campaigns;
using Marquee.Kernel;
using Marquee.Ledger;

namespace Marquee.Benefits.Manage;

/// <summary>A benefit for staff: what it is, and where its budget stands.</summary>
/// <param name="Id">The id.</param>
/// <param name="Type">Its type's name.</param>
/// <param name="Name">What shoppers read.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="RoundId">The round it was made for.</param>
/// <param name="From">When it opens.</param>
/// <param name="To">When it ends.</param>
/// <param name="Spec">Its fields.</param>
/// <param name="SeedHash">SHA-256 of the seed, in hex: the commitment.</param>
/// <param name="Accounts">Its budgets and prizes.</param>
/// <param name="CreatedAt">When it was made.</param>
internal sealed record BenefitView(
    Id<Benefit> Id, string Type, string Name, BenefitStatus Status, Guid? RoundId, DateTimeOffset From,
    DateTimeOffset To,
    MechanicSpec Spec, string SeedHash, IReadOnlyList<BenefitView.Account> Accounts, DateTimeOffset CreatedAt)
{
    /// <summary>A budget, or the stock of a prize.</summary>
    internal sealed record Account(
        string Name, LedgerUnit Unit, long Cap, long Spent, long Reserved, long Left, bool Frozen);

    public static BenefitView Of(
        BenefitRow row, IEnumerable<string> names, IReadOnlyDictionary<string, LedgerBalance> balances) => new(
        row.Id, row.Benefit.Type, row.Benefit.Name, row.Benefit.Status, row.Benefit.RoundId, row.Benefit.From,
        row.Benefit.To,
        row.Spec, Convert.ToHexStringLower(row.SeedHash),
        [
            .. from name in names
               where balances.ContainsKey(name)
               let b = balances[name]
               select new Account(b.Name, b.Unit, b.Cap, b.Spent, b.Reserved, b.Left, b.Frozen),
        ],
        row.CreatedAt);
}
