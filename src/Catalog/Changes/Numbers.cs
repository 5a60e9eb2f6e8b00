using System.Diagnostics;
using Marquee.Kernel;

namespace Marquee.Catalog.Changes;

/// <summary>
/// Hands out dense numbers in blocks. A block that is rolled back was never seen and is handed out again.
/// </summary>
internal static class Numbers
{
    /// <summary>
    /// Takes the tenant's writing turn until the transaction ends. Writers of the catalogue go one after the other:
    /// their change log is then in order, and two of them never wait for each other's rows.
    /// </summary>
    public static Task<int> TakeTurnAsync(Transaction tx, CancellationToken cancel) => tx.ExecuteAsync(
        $"select pg_advisory_xact_lock(hashtextextended({"catalog.write/" + tx.Call.Tenant.Id}, 0))", cancel);

    /// <summary>
    /// The turn of whoever makes shoppers; apart from the catalogue's, because a checkout may need it.
    /// </summary>
    public static Task<int> TakeShopperTurnAsync(Transaction tx, CancellationToken cancel) => tx.ExecuteAsync(
        $"select pg_advisory_xact_lock(hashtextextended({"catalog.shopper/" + tx.Call.Tenant.Id}, 0))", cancel);

    /// <summary>The first number of a fresh block of so many.</summary>
    public static async Task<int> TakeAsync(Transaction tx, string kind, int count, CancellationToken cancel)
    {
        Debug.Assert(count >= 0, "A block holds something or nothing.");
        if (count == 0)
        {
            return 0;
        }

        return await tx.ScalarAsync<int>($"""
            insert into catalog.id_block as b (tenant_id, kind, next_no) values ({tx.Call.Tenant.Id}, {kind},
                {count + 1})
            on conflict (tenant_id, kind) do update set next_no = b.next_no + {count}
            returning next_no - {count}
            """, cancel);
    }
}
