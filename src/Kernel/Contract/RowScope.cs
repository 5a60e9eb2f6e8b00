namespace Marquee.Kernel;

/// <summary>What <see cref="Actor.Sees"/> says of one row, as a condition over many.</summary>
public static class RowScope
{
    /// <summary>
    /// A condition over two columns: the merchant's external id and the category's code. Where rows have no category,
    /// give <c>null::text</c>: whoever is bounded by categories sees none of them.
    /// </summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="merchant">The column, a constant of the code.</param>
    /// <param name="category">The column, a constant of the code.</param>
    public static SqlText Of(Actor actor, string merchant, string category)
    {
        ArgumentNullException.ThrowIfNull(actor);
        if (!actor.IsBounded)
        {
            return new SqlText("true");
        }

        var bounds = Merged(actor.Bounds);
        SqlText condition = One(bounds[0], merchant, category);
        foreach (var bound in bounds.Skip(1))
        {
            condition = $"{condition} or {One(bound, merchant, category)}";
        }

        return $"({condition})";
    }

    /// <summary>
    /// The same bounds, fewer of them: what differs in one member only is one bound. A service provider of hundreds of
    /// shops has a bound for each.
    /// </summary>
    internal static IReadOnlyList<RowBound> Merged(IReadOnlyList<RowBound> bounds)
    {
        var byCategories = bounds.GroupBy(one => KeyOf(one.Categories), StringComparer.Ordinal).Select(
            same => new RowBound(null, same.First().Categories, Union(same.Select(one => one.Merchants))));
        return
        [
            .. byCategories.GroupBy(one => KeyOf(one.Merchants), StringComparer.Ordinal).Select(
                same => new RowBound(null, Union(same.Select(one => one.Categories)), same.First().Merchants)),
        ];
    }

    private static SqlText One(RowBound bound, string merchant, string category)
    {
        var (merchants, categories) = (bound.Merchants?.ToArray(), bound.Categories?.ToArray());
        return $"""
            (({merchants}::text[] is null or {new SqlText.Raw(merchant)} = any({merchants}))
            and ({categories}::text[] is null or exists (select from unnest({categories}::text[]) k (code)
                where {new SqlText.Raw(category)} = k.code or starts_with({new SqlText.Raw(category)}, k.code || '/'))))
            """;
    }

    private static string KeyOf(IReadOnlySet<string>? members) =>
        members is null ? "*" : MarqueeJson.Text(members.Order(StringComparer.Ordinal));

    private static HashSet<string>? Union(IEnumerable<IReadOnlySet<string>?> sets)
    {
        var all = sets.ToList();
        return all.Contains(null) ? null : all.SelectMany(set => set!).ToHashSet(StringComparer.Ordinal);
    }
}
