using Marquee.Kernel;
using Marquee.Rules;
using Xunit;

namespace Marquee.Testing;

/// <summary>
/// What every <see cref="IFieldSource"/> promises. Inherit it in the tests of the module that owns the source, and name
/// objects that exist: every
/// entity the source declares fields for needs at least two.
/// </summary>
public abstract class FieldSourceCompliance
{
    /// <summary>A source over data that is there, and the dense numbers of objects in it.</summary>
    /// <param name="Source">The source under test.</param>
    /// <param name="Call">A call of the tenant that owns the data.</param>
    /// <param name="Keys">For every entity of which the source declares fields: two or more objects that exist.</param>
    public sealed record Subject(IFieldSource Source, CallContext Call, IReadOnlyDictionary<Entity,
        IReadOnlyList<int>> Keys);

    /// <summary>The dense number that no object has.</summary>
    protected const int Nobody = int.MaxValue;

    /// <summary>Prepares the source and its data.</summary>
    protected abstract ValueTask<Subject> StartAsync();

    [Fact]
    public async Task Its_fields_make_a_catalogue()
    {
        var (source, call, _) = await StartAsync();
        Assert.NotEmpty(source.Fields);
        var catalog = FieldCatalog.Create([source], call.Tenant.Currency);
        Assert.True(catalog.IsSuccess, catalog.Error?.Message);
    }

    [Fact]
    public async Task Every_field_is_answered_for_every_object_in_its_declared_type()
    {
        var (source, call, keysOf) = await StartAsync();
        foreach (var (entity, fields) in ByEntity(source))
        {
            Assert.True(keysOf.TryGetValue(entity, out var keys) && keys.Count >= 2,
                $"The test names no two objects for {entity}.");
            var table = await source.LoadAsync(call, entity, keys, [.. fields.Select(field => field.Name)],
                CancellationToken.None);
            for (var row = 0; row < keys.Count; row++)
            {
                for (var column = 0; column < fields.Count; column++)
                {
                    var value = table[row, column];
                    Assert.True(value.Fits(fields[column].Type),
                        $"{fields[column].Name} of {keys[row]} is no {fields[column].Type}: {value}");
                    Assert.True(value.AsOf is not { } asOf || asOf <= call.Now,
                        $"{fields[column].Name} of {keys[row]} is as of the future.");
                }
            }
        }
    }

    [Fact]
    public async Task A_batch_equals_its_objects_and_fields_asked_one_by_one_in_any_order()
    {
        var (source, call, keysOf) = await StartAsync();
        foreach (var (entity, fields) in ByEntity(source))
        {
            var keys = keysOf[entity].Append(Nobody).Reverse().ToList();
            var names = fields.Select(field => field.Name).Reverse().ToList();
            var batch = await source.LoadAsync(call, entity, keys, names, CancellationToken.None);
            for (var row = 0; row < keys.Count; row++)
            {
                for (var column = 0; column < names.Count; column++)
                {
                    var single = await source.LoadAsync(call, entity, [keys[row]], [names[column]],
                        CancellationToken.None);
                    Assert.Equal(single[0, 0].ToString(), batch[row, column].ToString());
                }
            }
        }
    }

    [Fact]
    public async Task An_object_that_does_not_exist_is_missing_and_never_zero()
    {
        var (source, call, _) = await StartAsync();
        foreach (var (entity, fields) in ByEntity(source))
        {
            var table = await source.LoadAsync(call, entity, [Nobody], [.. fields.Select(field => field.Name)],
                CancellationToken.None);
            Assert.All(Enumerable.Range(0, fields.Count), column =>
                Assert.False(table[0, column].HasValue, $"{fields[column].Name}: {table[0, column]}"));
        }
    }

    [Fact]
    public async Task Nothing_asked_is_answered_with_nothing()
    {
        var (source, call, _) = await StartAsync();
        foreach (var (entity, fields) in ByEntity(source))
        {
            Assert.NotNull(await source.LoadAsync(call, entity, [], [fields[0].Name], CancellationToken.None));
        }
    }

    private static IEnumerable<(Entity Entity, List<FieldDeclaration> Fields)> ByEntity(IFieldSource source) =>
        source.Fields.GroupBy(field => field.Entity).Select(group => (group.Key, group.ToList()));
}
