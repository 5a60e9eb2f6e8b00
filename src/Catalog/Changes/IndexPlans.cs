using Marquee.Kernel;

namespace Marquee.Catalog.Changes;

/// <summary>Keeps the plans of set-wise statements on their indexes.</summary>
internal static class IndexPlans
{
    /// <summary>
    /// For the rest of the transaction, rows are joined by looking them up. A bulk load runs before anybody has
    /// gathered statistics; PostgreSQL then takes a tenant for a handful of rows and reads all of it once per chunk.
    /// Forbidden plans look so dear to it that it would compile every statement, which takes longer than the chunk.
    /// </summary>
    public static Task<int> UseAsync(Transaction tx, CancellationToken cancel) => tx.ExecuteAsync(new SqlText("""
        set local enable_seqscan = off; set local enable_hashjoin = off; set local enable_mergejoin = off; set local jit
            = off
        """), cancel);
}
