using Marquee.Kernel;

namespace Marquee.Catalog.Changes;

/// <summary>Writes the change log, as ranges, and announces the entries.</summary>
internal static class ChangeLog
{
    /// <summary>
    /// Logs that rows of these numbers were made or changed. The head's row is locked until the transaction ends:
    /// numbers are gapless, and a later one never becomes visible before an earlier one.
    /// </summary>
    public static async Task AddAsync(
        Transaction tx, CatalogEntity entity, IEnumerable<int> numbers, CancellationToken cancel)
    {
        var ranges = Ranges(numbers);
        if (ranges.Count == 0)
        {
            return;
        }

        var tenant = tx.Call.Tenant.Id;
        var last = await tx.ScalarAsync<long>($"""
            insert into catalog.change_head as h (tenant_id, last_seq) values ({tenant}, {(long)ranges.Count})
            on conflict (tenant_id) do update set last_seq = h.last_seq + {ranges.Count} returning last_seq
            """, cancel);
        var first = last - ranges.Count + 1;
        await tx.ExecuteAsync($"""
            insert into catalog.change_log (tenant_id, seq, entity, first_no, last_no, at)
            select {tenant}, {first - 1} + place, {entity}, first_no, last_no, {tx.Call.Now}
            from unnest({ranges.Select(range => range.First).ToArray()}, {ranges.Select(range => range.Last).ToArray()})
                with ordinality as r (first_no, last_no, place)
            """, cancel);
        await tx.AddAsync(new ItemsChanged(first, last), cancel);
    }

    /// <summary>The numbers as rising ranges without gaps or repeats.</summary>
    internal static List<(int First, int Last)> Ranges(IEnumerable<int> numbers)
    {
        var ranges = new List<(int First, int Last)>();
        foreach (var number in numbers.Distinct().Order())
        {
            if (ranges.Count > 0 && ranges[^1].Last + 1 == number)
            {
                ranges[^1] = (ranges[^1].First, number);
            }
            else
            {
                ranges.Add((number, number));
            }
        }

        return ranges;
    }
}
