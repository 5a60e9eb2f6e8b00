using Marquee.Kernel;

namespace Marquee.Rules.Evaluation;

/// <summary>
/// The values of one page of objects: loaded from the sources in as few calls as there are sources and entities.
/// </summary>
internal sealed class Gathering
{
    private readonly CallContext _call;
    private readonly FieldCatalog _catalog;
    private readonly SuppliedValues? _supplied;
    private readonly Dictionary<string, Dictionary<int, FieldValue>> _values = new(StringComparer.Ordinal);
    private readonly DateTimeOffset _now;

    private Gathering(CallContext call, FieldCatalog catalog, SuppliedValues? supplied)
    {
        _call = call;
        _catalog = catalog;
        _supplied = supplied;
        _now = call.Now;
    }

    public static async ValueTask<Gathering> LoadAsync(
        CallContext call, IReadOnlyList<CompiledRule> rules, IReadOnlyList<int> keys, SuppliedValues? supplied,
        CancellationToken cancel)
    {
        var (root, catalog) = (rules[0].Root, rules[0].Catalog);
        var gathering = new Gathering(call, catalog, supplied);
        var asked = rules.SelectMany(rule => rule.RootFields).Distinct().ToList();
        var hops = asked.Select(field => field.Entity).Where(entity => entity != root).Distinct()
            .Select(entity => catalog.Hop(root, entity)!).ToList();
        var own = asked.Where(field => field.Entity == root).Concat(hops);
        if (rules.Any(rule => rule.UsesSkus))
        {
            own = own.Append(catalog.SkusOf(root)!);
        }

        if (rules.Any(rule => rule.UsesMainSku))
        {
            own = own.Append(catalog.MainSkuOf(root)!);
        }

        var distinct = keys.Distinct().ToList();
        await gathering.LoadAsync(root, own.Distinct(), distinct, cancel);
        foreach (var hop in hops)
        {
            var related = distinct.Select(key => gathering.Get(hop.Name, key)).Where(value => value.HasValue)
                .Select(value => (int)value.Number).Distinct().ToList();
            await gathering.LoadAsync(hop.RelatedTo!, asked.Where(field => field.Entity == hop.RelatedTo), related,
                cancel);
        }

        var ofSkus = rules.SelectMany(rule => rule.SkuFields).Distinct();
        var skus = distinct.SelectMany(key => gathering.SkusOf(rules[0], key) is var (listed, main)
            ? main is { } one ? listed.Append(one) : listed
            : []);
        await gathering.LoadAsync(Entity.Sku, ofSkus, [.. skus.Distinct()], cancel);
        return gathering;
    }

    /// <summary>Puts the values of the row's object into the row.</summary>
    public void Fill(RuleRow row)
    {
        var rule = row.Rule;
        for (var i = 0; i < rule.RootFields.Count; i++)
        {
            row.SetRoot(i, ValueOf(rule, rule.RootFields[i], row.Key));
        }

        if (!rule.UsesSkus)
        {
            return;
        }

        var (listed, main) = SkusOf(rule, row.Key);
        row.SetSkus(listed, main);
        for (var sku = 0; sku < row.SkuRows; sku++)
        {
            for (var i = 0; i < rule.SkuFields.Count; i++)
            {
                row.SetSkuAt(sku, i, Get(rule.SkuFields[i].Name, row.SkuKey(sku)));
            }
        }
    }

    private FieldValue ValueOf(CompiledRule rule, FieldDeclaration field, int key)
    {
        if (field.Entity == rule.Root)
        {
            return Get(field.Name, key);
        }

        var hop = Get(_catalog.Hop(rule.Root, field.Entity)!.Name, key);
        return hop.HasValue ? Get(field.Name, (int)hop.Number) : FieldValue.Missing(hop.Source);
    }

    /// <summary>
    /// The SKUs that quantifiers look at and the main one. A list that is missing, or longer than any listing should
    /// be, is not known: the quantifier
    /// then ends in unknown instead of deciding on a part.
    /// </summary>
    private (IReadOnlyList<int> Listed, int? Main) SkusOf(CompiledRule rule, int key)
    {
        int? main = null;
        IReadOnlyList<int>? listed = null;
        if (_supplied is null || !_supplied.TryGetSkus(key, out listed, out main))
        {
            listed = _catalog.SkusOf(rule.Root) is { } field ? Get(field.Name, key).Keys : null;
        }

        if (main is null && _catalog.MainSkuOf(rule.Root) is { } mainField
            && Get(mainField.Name, key) is { HasValue: true } value)
        {
            main = (int)value.Number;
        }

        return (listed is null || listed.Count > Limits.MaxSkusPerObject ? [] : listed, main);
    }

    private FieldValue Get(string field, int key) => _values.TryGetValue(field, out var byKey)
        && byKey.TryGetValue(key, out var value)
        ? value
        : default;

    private async ValueTask LoadAsync(Entity entity, IEnumerable<FieldDeclaration> fields, IReadOnlyList<int> keys,
        CancellationToken cancel)
    {
        foreach (var bySource in fields.GroupBy(field => _catalog.SourceOf(field.Name)))
        {
            var wanted = bySource.ToList();
            foreach (var page in keys.Chunk(Limits.MaxKeysPerEvaluation))
            {
                var (loading, columns) = NotSupplied(wanted, page);
                var table = columns.Count == 0 ? null
                    : await bySource.Key.LoadAsync(_call, entity, loading, columns, cancel);
                for (var column = 0; table is not null && column < columns.Count; column++)
                {
                    Keep(table, column, _catalog.Get(columns[column]), loading);
                }
            }
        }
    }

    /// <summary>
    /// Keeps what the caller supplied; says what is left to load: fields of which a key is not supplied, for the keys
    /// that lack any of them.
    /// </summary>
    private (IReadOnlyList<int> Keys, IReadOnlyList<string> Fields) NotSupplied(List<FieldDeclaration> wanted,
        int[] keys)
    {
        var (missingKeys, missingFields) = (new HashSet<int>(), new List<string>());
        foreach (var field in wanted)
        {
            var byKey = ByKey(field.Name);
            var complete = true;
            foreach (var key in keys)
            {
                if (_supplied is not null && _supplied.TryGet(field.Name, key, out var value))
                {
                    byKey[key] = value.AgedBy(field.Freshness, _now);
                }
                else
                {
                    complete = false;
                    missingKeys.Add(key);
                }
            }

            if (!complete)
            {
                missingFields.Add(field.Name);
            }
        }

        return ([.. missingKeys], missingFields);
    }

    private void Keep(IFieldTable table, int column, FieldDeclaration field, IReadOnlyList<int> keys)
    {
        var byKey = ByKey(field.Name);
        for (var row = 0; row < keys.Count; row++)
        {
            var value = table[row, column];
            if (!value.Fits(field.Type))
            {
                throw new InvalidOperationException(
                    $"{field.Name} is declared as {field.Type}, but its source answered '{value}' for "
                    + $"{field.Entity} {keys[row]}.");
            }

            byKey.TryAdd(keys[row], value.AgedBy(field.Freshness, _now));
        }
    }

    private Dictionary<int, FieldValue> ByKey(string field)
    {
        if (!_values.TryGetValue(field, out var byKey))
        {
            _values.Add(field, byKey = []);
        }

        return byKey;
    }
}
