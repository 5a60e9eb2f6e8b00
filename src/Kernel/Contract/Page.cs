using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Marquee.Kernel;

/// <summary>A page of a list.</summary>
/// <typeparam name="T">A row.</typeparam>
/// <param name="Items">The rows, in the list's stated order.</param>
/// <param name="Next">The cursor of the next page; null when this is the last.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>
/// Which page is asked for: bind it as <c>[AsParameters] PageQuery page</c>. Cursors are opaque to clients; they name
/// the list and the tenant they came from, and another list or tenant refuses them.
/// </summary>
/// <param name="Cursor">From <c>next</c> of the page before; nothing for the first page.</param>
/// <param name="Limit">How many rows; 1 to 1,000, 50 when not said.</param>
public sealed record PageQuery(string? Cursor, int? Limit)
{
    /// <summary>The key after which the page begins, and its size; or what is wrong with the query.</summary>
    /// <param name="call">The call whose tenant the cursor must be of.</param>
    /// <param name="list">The list's stable name.</param>
    /// <typeparam name="TKey">The sort key of the list, JSON-serialisable.</typeparam>
    public Result<PageStart<TKey>> Start<TKey>(CallContext call, string list) where TKey : struct
    {
        if (Limit is < 1 or > KernelLimits.PageRows)
        {
            return new InvalidRequest("limit", "is out of range", Limit, $"1 to {KernelLimits.PageRows}");
        }

        var limit = Limit ?? KernelLimits.DefaultPageRows;
        if (string.IsNullOrEmpty(Cursor))
        {
            return new PageStart<TKey>(null, limit, call, list);
        }

        try
        {
            var token = JsonSerializer.Deserialize<Token<TKey>>(Base64Url.DecodeFromChars(Cursor), MarqueeJson.Options)
                ?? throw new JsonException("A cursor is no null.");
            if (token.Tenant != call.Tenant.Slug || token.List != list)
            {
                return new CursorInvalid("The cursor belongs to another list or tenant.");
            }

            return new PageStart<TKey>(token.After, limit, call, list);
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return new CursorInvalid("The cursor cannot be read.");
        }
    }

    internal sealed record Token<TKey>(string Tenant, string List, TKey After);
}

/// <summary>Where a page begins.</summary>
/// <typeparam name="TKey">The sort key of the list.</typeparam>
/// <param name="After">Rows come after this key; null for the first page.</param>
/// <param name="Limit">How many rows.</param>
/// <param name="Call">The call.</param>
/// <param name="List">The list's name.</param>
public sealed record PageStart<TKey>(TKey? After, int Limit, CallContext Call, string List) where TKey : struct
{
    /// <summary>
    /// Makes the page from rows read with <c>limit Limit + 1</c>: the extra row only tells that there is more.
    /// </summary>
    public Page<T> Of<T>(IReadOnlyList<T> rows, Func<T, TKey> key)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(key);
        if (rows.Count <= Limit)
        {
            return new Page<T>(rows, null);
        }

        return new Page<T>([.. rows.Take(Limit)], CursorAt(key(rows[Limit - 1])));
    }

    /// <summary>The cursor of a page that begins behind that key, for lists that go on growing at their end.</summary>
    public string CursorAt(TKey key) => Base64Url.EncodeToString(
        Encoding.UTF8.GetBytes(MarqueeJson.Text(new PageQuery.Token<TKey>(Call.Tenant.Slug, List, key))));
}
