namespace Marquee.Kernel;

/// <summary>
/// Knows which shops there are. Their owner registers it; Kernel keeps people of shops without owning the shops.
/// </summary>
public interface IShopDirectory
{
    /// <summary>Whether the tenant has a shop of that external id.</summary>
    Task<bool> KnowsAsync(CallContext call, string shop, CancellationToken cancel);
}

/// <summary>Asks whoever knows.</summary>
public static class ShopDirectories
{
    /// <summary>The refusal when nobody knows the shop; null when somebody does, or nobody is there to ask.</summary>
    public static async Task<Unknown?> RefusalAsync(
        this IEnumerable<IShopDirectory> directories, CallContext call, string shop, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(directories);
        var asked = false;
        foreach (var directory in directories)
        {
            if (await directory.KnowsAsync(call, shop, cancel))
            {
                return null;
            }

            asked = true;
        }

        return asked ? new Unknown("shop", shop) : null;
    }
}
