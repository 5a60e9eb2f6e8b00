namespace Marquee.Ledger;

/// <summary>What an account counts; decides how a screen shows its numbers. Stored by name.</summary>
public enum LedgerUnit
{
    /// <summary>Pieces of something: stock, prizes, places, tries.</summary>
    Piece,
    /// <summary>Minor units of the tenant's currency.</summary>
    Money,
}

/// <summary>An account to open.</summary>
/// <param name="Name">
/// The name, unique per tenant, 1 to 200 characters without spaces and controls; by use <c>benefit:{id}:budget</c>,
/// <c>stock:{round}:{sku}</c>. Prefixes up to a colon group accounts on screens.
/// </param>
/// <param name="Cap">The units there are in all, zero or more. Spent and reserved together never exceed it.</param>
/// <param name="Unit">What is counted.</param>
public sealed record LedgerAccount(string Name, long Cap, LedgerUnit Unit = LedgerUnit.Piece);

/// <summary>An account as it stands.</summary>
/// <param name="Name">The name.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="Cap">The units there are in all.</param>
/// <param name="Spent">The units gone for good (until given back).</param>
/// <param name="Reserved">The units on hold.</param>
/// <param name="Frozen">Whether taking and reserving is off.</param>
/// <param name="Sequence">How many records its journal has.</param>
public sealed record LedgerBalance(
    string Name, LedgerUnit Unit, long Cap, long Spent, long Reserved, bool Frozen, long Sequence)
{
    /// <summary>What can still be taken.</summary>
    public long Left => Cap - Spent - Reserved;
}

/// <summary>What proving the journal found.</summary>
/// <param name="Accounts">How many accounts were read.</param>
/// <param name="Records">How many journal records were read.</param>
/// <param name="Granted">The units that all accounts have spent.</param>
/// <param name="Reserved">The units that all accounts have on hold.</param>
/// <param name="Left">The units that are left on all accounts.</param>
/// <param name="Caps">The caps of all accounts: the sum of the three.</param>
/// <param name="FirstBroken">
/// The first record or account that breaks the proof, with the reason; null when it holds.
/// </param>
public sealed record LedgerAudit(
    long Accounts, long Records, long Granted, long Reserved, long Left, long Caps, string? FirstBroken)
{
    /// <summary>Whether grants, reservations and remainders make up the caps in every record.</summary>
    public bool Holds => FirstBroken is null;
}
