using Marquee.Catalog;
using Marquee.Kernel;

namespace Marquee.Benefits.Engine;

/// <summary>Whose request it is: a shopper acts for itself, a machine names the shopper.</summary>
internal sealed class Shoppers(ICatalog catalog)
{
    public async Task<Result<Shopper>> OfAsync(CallContext call, string? named, CancellationToken cancel)
    {
        if (call.Actor.Kind == ActorKind.Shopper)
        {
            if (named is not null && named != call.Actor.Id)
            {
                return new NotAllowed("a machine key: a shopper acts for itself only");
            }

            named = call.Actor.Id;
        }

        if (string.IsNullOrEmpty(named) || named.Length > KernelLimits.ExternalIdLength)
        {
            return new InvalidRequest(
                "shopper", "is needed with a machine key", named,
                $"a shopper's id of 1 to {KernelLimits.ExternalIdLength} characters");
        }

        var found = await catalog.EnsureShoppersAsync(call, [named], cancel);
        return found.Map(byId => byId[named]);
    }

    /// <summary>What is wrong with a request key; null when nothing is.</summary>
    public static InvalidRequest? WrongKey(string key) => key.Length is 0 or > BenefitsLimits.RequestKeyLength
        || key.Any(char.IsControl)
        ? new InvalidRequest(
            "requestKey", "is not accepted", key,
            $"1 to {BenefitsLimits.RequestKeyLength} characters, new for every new request")
        : null;
}
