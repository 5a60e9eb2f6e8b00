using Npgsql;

namespace Marquee.Kernel.Identity;

/// <summary>
/// What a person may do: roles given by an administrator, and what shops allow, each for itself. One reading of both.
/// </summary>
internal static class ShopGrants
{
    /// <summary>Principal, tenant, role, categories, merchants and rights: a query to join.</summary>
    public const string AllGrants = """
        select principal_id, tenant_id, role, categories, merchants, null::text[] as rights from kernel.role_grant
        union all
        select principal_id, tenant_id, role, null, array[merchant_id], rights from kernel.shop_grant
        """;

    /// <summary>The grant in the columns from tenant to rights.</summary>
    public static Authenticator.Grant Read(NpgsqlDataReader row, int first) => new(
        row.IsDBNull(first) ? null : row.GetGuid(first), row.Enum<Role>(first + 1),
        row.IsDBNull(first + 2) ? null : row.List<string>(first + 2),
        row.IsDBNull(first + 3) ? null : row.List<string>(first + 3),
        row.IsDBNull(first + 4) ? null : RightsOf(row, first + 4));

    /// <summary>The rights in an array column.</summary>
    public static IReadOnlyList<ShopRight> RightsOf(NpgsqlDataReader row, int column) =>
        [.. row.List<string>(column).Select(EnumText.Parse<ShopRight>).Order()];

    /// <summary>The rights as stored: seeing belongs to every one of them.</summary>
    public static string[] Stored(IEnumerable<ShopRight> rights) =>
        [.. rights.Append(ShopRight.See).Distinct().Order().Select(right => EnumText.Of(right))];

    /// <summary>Whether a shop has room for one more; who works for it already needs none.</summary>
    public static async Task<Error?> RefusalAsync(
        Transaction tx, string shop, Guid? principal, CancellationToken cancel) =>
        await tx.ScalarAsync<long>(
            $"""
            select (select count(*) from kernel.shop_grant
                    where tenant_id = {tx.Call.Tenant.Id} and merchant_id = {shop}
                        and ({principal}::uuid is null or principal_id <> {principal}))
                + (select count(*) from kernel.shop_invitation
                    where tenant_id = {tx.Call.Tenant.Id} and merchant_id = {shop} and accepted_at is null
                        and expires_at > {tx.Call.Now})
            """, cancel) < KernelLimits.PeoplePerShop ? null : new ShopFull(KernelLimits.PeoplePerShop);

    private sealed record ShopFull(int Limit) : Error("kernel.shop_full", ErrorKind.Conflict)
    {
        public override string Message =>
            $"{Limit} people work for this shop or are invited. Withdraw somebody or an invitation first.";
    }
}
