using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using Marquee.Kernel;
using Marquee.Rules.Text;

namespace Marquee.Rules;

/// <summary>
/// All declared fields of one tenant's currency, the hops between entities, and the source of each field. Immutable and
/// thread-safe.
/// Made by <see cref="FieldCatalogs"/>; tests make their own with <see cref="Create"/>.
/// </summary>
public sealed class FieldCatalog
{
    private readonly FrozenDictionary<string, (FieldDeclaration Field, IFieldSource Source)> _fields;
    private readonly FrozenDictionary<string, Entity> _entities;

    private FieldCatalog(string currency, Dictionary<string, (FieldDeclaration, IFieldSource)> fields,
        List<Entity> entities, Vocabulary vocabulary)
    {
        Currency = currency;
        _fields = fields.ToFrozenDictionary(StringComparer.Ordinal);
        _entities = entities.ToFrozenDictionary(entity => entity.Name, StringComparer.Ordinal);
        Fields = [.. _fields.Values.Select(entry => entry.Field).OrderBy(field => field.Name, StringComparer.Ordinal)];
        Entities = entities;
        Vocabulary = vocabulary;
    }

    /// <summary>The currency of money fields, ISO 4217.</summary>
    public string Currency { get; }

    /// <summary>All fields by name, money fields with the scale and units of the currency.</summary>
    public IReadOnlyList<FieldDeclaration> Fields { get; }

    /// <summary>The well-known entities and those that declare a field.</summary>
    public IReadOnlyList<Entity> Entities { get; }

    internal Vocabulary Vocabulary { get; }

    /// <summary>
    /// Gathers what the sources declare. Refused when a name repeats, a declaration is not sound, two references lead
    /// from one entity to the same
    /// other one, or a label in one language is the beginning of another label or of a group's phrase.
    /// </summary>
    /// <param name="sources">The registered sources.</param>
    /// <param name="currency">The tenant's currency, ISO 4217.</param>
    public static Result<FieldCatalog> Create(IEnumerable<IFieldSource> sources, string currency)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(currency);
        var fields = new Dictionary<string, (FieldDeclaration Field, IFieldSource Source)>(StringComparer.Ordinal);
        foreach (var source in sources)
        {
            foreach (var declared in source.Fields)
            {
                var field = Currencies.Apply(declared, currency);
                if (DeclarationCheck.Problem(field) is { } problem)
                {
                    return new CatalogInvalid($"{field.Name} of {source.Name}: {problem}");
                }

                if (!fields.TryAdd(field.Name, (field, source)))
                {
                    return new CatalogInvalid(
                        $"{field.Name} is declared by {fields[field.Name].Source.Name} and by {source.Name}.");
                }
            }
        }

        var twice = fields.Values.Select(entry => entry.Field).Where(field => field.IsReference)
            .GroupBy(field => (field.Entity, field.RelatedTo, field.Type)).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            return new CatalogInvalid(
                $"Two references lead from {twice.Key.Entity} to {twice.Key.RelatedTo}: "
                + $"{string.Join(", ", twice.Select(x => x.Name))}.");
        }

        var entities = Entity.WellKnown.Concat(fields.Values.Select(entry => entry.Field.Entity)).Distinct().ToList();
        return Vocabulary.TryMake(fields.Values.Select(entry => FieldLabel.Of(entry.Field)), entities,
            out var vocabulary, out var clash)
            ? new FieldCatalog(currency, fields, entities, vocabulary)
            : new CatalogInvalid(clash);
    }

    /// <summary>Finds a field by its name.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out FieldDeclaration? field)
    {
        var found = _fields.TryGetValue(name, out var entry);
        field = found ? entry.Field : null;
        return found;
    }

    /// <summary>The field of that name. Asking for one that does not exist is a bug and throws.</summary>
    public FieldDeclaration Get(string name) => TryGet(name, out var field)
        ? field
        : throw new KeyNotFoundException($"No field is named '{name}'.");

    /// <summary>Finds an entity by its name.</summary>
    public bool TryGetEntity(string name, [NotNullWhen(true)] out Entity? entity) =>
        _entities.TryGetValue(name, out entity);

    /// <summary>The source that loads a field. Asking for a field that does not exist is a bug and throws.</summary>
    public IFieldSource SourceOf(string field) => _fields[field].Source;

    /// <summary>
    /// The declared reference that leads from an entity to another one in one hop; null when there is none.
    /// </summary>
    public FieldDeclaration? Hop(Entity from, Entity to) => Reference(from, to, FieldType.Reference);

    /// <summary>
    /// The declared list of an entity's SKUs; null when it has none, then quantifiers are not allowed.
    /// </summary>
    public FieldDeclaration? SkusOf(Entity root) => Reference(root, Entity.Sku, FieldType.References);

    /// <summary>The declared reference to an entity's main SKU; null when there is none.</summary>
    public FieldDeclaration? MainSkuOf(Entity root) => Hop(root, Entity.Sku);

    /// <summary>
    /// Whether a clause about the root may ask for the field: its own, one hop away over a declared reference, or
    /// (inside a quantifier) the SKU's.
    /// SKU fields outside of a quantifier are refused unless the root is the SKU.
    /// </summary>
    public bool IsReachable(Entity root, FieldDeclaration field, bool insideQuantifier)
    {
        ArgumentNullException.ThrowIfNull(root);
        ArgumentNullException.ThrowIfNull(field);
        if (field.IsReference)
        {
            return false;
        }

        return field.Entity == root
            || (field.Entity == Entity.Sku ? insideQuantifier && SkusOf(root) is not null
                : Hop(root, field.Entity) is not null);
    }

    private FieldDeclaration? Reference(Entity from, Entity to, FieldType type) =>
        Fields.FirstOrDefault(field => field.Type == type && field.Entity == from && field.RelatedTo == to);
}
