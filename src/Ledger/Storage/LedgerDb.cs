using Marquee.Kernel;
using Npgsql;

namespace Marquee.Ledger.Storage;

/// <summary>Ledger's door to PostgreSQL.</summary>
internal sealed class LedgerDb(NpgsqlDataSource source, MarqueeSettings settings)
    : ModuleDb("ledger", source, settings);
