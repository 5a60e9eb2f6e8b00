namespace Marquee.Venues.Rendering;

/// <summary>What the blocks of a page name, each once: read in one go.</summary>
internal sealed class Named
{
    private readonly Dictionary<string, int> _limits = new(StringComparer.Ordinal);

    public HashSet<Guid> Rounds { get; } = [];

    public HashSet<Guid> Benefits { get; } = [];

    public IEnumerable<string> Placements => _limits.Keys;

    /// <summary>The largest number of items any block wants of a placement.</summary>
    public int Limit(string placement) => _limits[placement];

    public void Add(IPageBlock type, BlockProps props)
    {
        foreach (var field in type.Fields)
        {
            switch (field.Kind)
            {
                case BlockFieldKind.Round:
                    Rounds.UnionWith(props.Id(field.Name) is { } round ? [round] : []);
                    break;
                case BlockFieldKind.Benefit:
                    Benefits.UnionWith(props.Id(field.Name) is { } benefit ? [benefit] : []);
                    break;
                case BlockFieldKind.Benefits:
                    Benefits.UnionWith(props.Ids(field.Name));
                    break;
                case BlockFieldKind.Placement when props.Name(field.Name) is { } name:
                    _limits[name] = Math.Max(_limits.GetValueOrDefault(name),
                        props.Integer("limit", VenuesLimits.GridItems));
                    break;
                case BlockFieldKind.Placement or BlockFieldKind.Text or BlockFieldKind.Integer or BlockFieldKind.Choice
                    or BlockFieldKind.Picture:
                    break;
            }
        }
    }
}
