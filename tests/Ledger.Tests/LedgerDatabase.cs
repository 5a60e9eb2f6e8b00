using Marquee.Kernel;
using Marquee.Ledger.Engine;
using Marquee.Ledger.Storage;
using Marquee.Testing;

namespace Marquee.Ledger.Tests;

/// <summary>A database with the ledger's tables.</summary>
public sealed class LedgerDatabase() : DatabaseFixture(new LedgerModule())
{
    internal PostgresLedger Ledger() => new(new LedgerDb(Database.Source, Database.Settings));

    internal async Task<CallContext> CallAsync() => Database.Call(await Database.NewTenantAsync());
}
