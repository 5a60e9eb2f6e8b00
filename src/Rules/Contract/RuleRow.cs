namespace Marquee.Rules;

/// <summary>
/// The values that one compiled rule needs of one object: its own fields, fields one hop away, and one row per SKU.
/// Everything is missing until
/// it is set. Made by <see cref="CompiledRule.NewRow"/>, reusable for the next object; not thread-safe.
/// </summary>
public sealed class RuleRow
{
    private readonly CompiledRule _rule;
    private readonly FieldValue[] _root;
    private readonly int _width;
    private int[] _skuKeys = [];
    private FieldValue[] _skus = [];

    internal RuleRow(CompiledRule rule, int key)
    {
        _rule = rule;
        _root = new FieldValue[rule.RootFields.Count];
        _width = rule.SkuFields.Count;
        Key = key;
    }

    /// <summary>The dense number of the object.</summary>
    public int Key { get; private set; }

    /// <summary>How many SKUs quantifiers look at; zero also when they are not known.</summary>
    public int SkuCount { get; private set; }

    internal CompiledRule Rule => _rule;

    /// <summary>The main SKU's position; −1 when there is none or it is not known.</summary>
    internal int MainSku { get; private set; } = -1;

    /// <summary>Rows of SKUs: the listed ones, and the main one behind them if it is not listed.</summary>
    internal int SkuRows { get; private set; }

    /// <summary>Forgets all values and takes another object.</summary>
    public RuleRow Reset(int key)
    {
        Key = key;
        Array.Clear(_root);
        SkuCount = SkuRows = 0;
        MainSku = -1;
        return this;
    }

    /// <summary>
    /// Sets a field of the object or of one a hop away. A field the rule does not ask for is passed over.
    /// </summary>
    /// <param name="field">The field's name.</param>
    /// <param name="value">Its value; one of another type than declared is a bug of the caller and throws.</param>
    public RuleRow Set(string field, FieldValue value)
    {
        var index = _rule.RootIndexOf(field);
        if (index >= 0)
        {
            SetRoot(index, value);
        }

        return this;
    }

    /// <summary>Says which SKUs the object has; forgets the values of former ones.</summary>
    /// <param name="keys">The dense numbers of its SKUs, distinct, at most 1,000; empty when not known.</param>
    /// <param name="mainSku">The main SKU, listed or not; null when not known.</param>
    public RuleRow SetSkus(IReadOnlyList<int> keys, int? mainSku = null)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(keys.Count, Limits.MaxSkusPerObject, nameof(keys));
        var needed = keys.Count + 1;
        if (_skuKeys.Length < needed)
        {
            _skuKeys = new int[needed];
            _skus = new FieldValue[needed * _width];
        }

        Array.Clear(_skus);
        (SkuCount, SkuRows, MainSku) = (keys.Count, keys.Count, -1);
        for (var i = 0; i < keys.Count; i++)
        {
            _skuKeys[i] = keys[i];
            MainSku = keys[i] == mainSku ? i : MainSku;
        }

        if (mainSku is { } main && MainSku < 0)
        {
            MainSku = SkuRows++;
            _skuKeys[MainSku] = main;
        }

        return this;
    }

    /// <summary>
    /// Sets a field of one of the SKUs. A field the rule does not ask for, or a SKU that was not named, is passed over.
    /// </summary>
    /// <param name="sku">The SKU's dense number.</param>
    /// <param name="field">The field's name.</param>
    /// <param name="value">Its value; one of another type than declared is a bug of the caller and throws.</param>
    public RuleRow SetSku(int sku, string field, FieldValue value)
    {
        var column = _rule.SkuIndexOf(field);
        var position = Array.IndexOf(_skuKeys, sku, 0, SkuRows);
        if (column >= 0 && position >= 0)
        {
            SetSkuAt(position, column, value);
        }

        return this;
    }

    internal FieldValue RootValue(int index) => _root[index];

    internal FieldValue SkuValue(int sku, int index) => _skus[sku * _width + index];

    internal int SkuKey(int sku) => _skuKeys[sku];

    internal void SetRoot(int index, FieldValue value) => _root[index] = Fitting(_rule.RootFields[index], value);

    internal void SetSkuAt(int sku, int index, FieldValue value) =>
        _skus[sku * _width + index] = Fitting(_rule.SkuFields[index], value);

    private static FieldValue Fitting(FieldDeclaration field, FieldValue value) => value.Fits(field.Type)
        ? value
        : throw new InvalidOperationException($"{field.Name} is declared as {field.Type}, but '{value}' was given.");
}
