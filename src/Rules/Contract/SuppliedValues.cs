using System.Diagnostics.CodeAnalysis;

namespace Marquee.Rules;

/// <summary>
/// Values that the caller knows better than any source, because they stand in no table yet: the activity price and
/// stock of a submission. They
/// take the place of loaded ones. Not thread-safe while it is filled.
/// </summary>
public sealed class SuppliedValues
{
    private readonly Dictionary<(string Field, int Key), FieldValue> _values = [];
    private readonly Dictionary<int, (IReadOnlyList<int> Skus, int? Main)> _skus = [];

    /// <summary>Supplies a field of an object; the field's name says of which entity.</summary>
    /// <param name="field">The field's name.</param>
    /// <param name="key">The dense number of the object: of the SKU for a field of a SKU.</param>
    /// <param name="value">The value, known or missing.</param>
    public SuppliedValues Set(string field, int key, FieldValue value)
    {
        _values[(field, key)] = value;
        return this;
    }

    /// <summary>
    /// Says which SKUs of a root object quantifiers look at, instead of all it has: those of the submission. The main
    /// SKU is still the catalogue's unless
    /// it is given here.
    /// </summary>
    /// <param name="rootKey">The dense number of the root object.</param>
    /// <param name="skus">The dense numbers of the SKUs, distinct.</param>
    /// <param name="main">The main SKU, if it is another one than the source says.</param>
    public SuppliedValues SetSkus(int rootKey, IReadOnlyList<int> skus, int? main = null)
    {
        _skus[rootKey] = (skus, main);
        return this;
    }

    internal bool TryGet(string field, int key, out FieldValue value) => _values.TryGetValue((field, key), out value);

    internal bool TryGetSkus(int rootKey, [NotNullWhen(true)] out IReadOnlyList<int>? skus, out int? main)
    {
        var found = _skus.TryGetValue(rootKey, out var entry);
        (skus, main) = found ? (entry.Skus, entry.Main) : (null, null);
        return found;
    }
}
