using Marquee.Testing;

namespace Marquee.Rules.Tests;

/// <summary>The suite that real sources inherit holds for the test market too.</summary>
public sealed class TestFieldsCompliance : FieldSourceCompliance
{
    protected override ValueTask<Subject> StartAsync()
    {
        var source = new Fields().With(1, Fields.Sales, FieldValue.Of(5, Calls.Now))
            .With(2, Fields.Category, FieldValue.Of("女装"))
            .With(1, Fields.Skus, FieldValue.Of([7, 8])).With(1, Fields.Tags, FieldValue.Of(["a"]))
                .With(7, Fields.Price, FieldValue.Of(100));
        return ValueTask.FromResult(new Subject(source, Calls.Call(), new Dictionary<Entity, IReadOnlyList<int>>
        {
            [Entity.Item] = [1, 2], [Entity.Merchant] = [1, 2], [Entity.Sku] = [7, 8],
        }));
    }
}
