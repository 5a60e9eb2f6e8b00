using Marquee.Kernel;

namespace Marquee.Rules;

/// <summary>
/// The catalogue of fields for a tenant's currency, from the sources that are registered now. Kept until a source is
/// added, removed or replaced.
/// Thread-safe.
/// </summary>
/// <param name="sources">The registered sources.</param>
public sealed class FieldCatalogs(Registry<IFieldSource> sources)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, FieldCatalog> _byCurrency = new(StringComparer.Ordinal);
    private IReadOnlyList<IFieldSource> _of = [];

    /// <summary>
    /// The catalogue. Declarations that do not make one are a programming error of a module and throw; ask
    /// <see cref="FieldCatalog.Create"/> before
    /// registering foreign sources.
    /// </summary>
    /// <param name="currency">The tenant's currency, ISO 4217.</param>
    public FieldCatalog For(string currency)
    {
        var registered = sources.All;
        lock (_lock)
        {
            if (!registered.SequenceEqual(_of))
            {
                _byCurrency.Clear();
                _of = registered;
            }

            if (!_byCurrency.TryGetValue(currency, out var catalog))
            {
                var made = FieldCatalog.Create(registered, currency);
                catalog = made.IsSuccess ? made.Value : throw new InvalidOperationException(made.Error.Message);
                _byCurrency.Add(currency, catalog);
            }

            return catalog;
        }
    }

    /// <summary>The catalogue of the call's tenant.</summary>
    public FieldCatalog For(CallContext call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return For(call.Tenant.Currency);
    }
}
