using Marquee.Kernel;
using Marquee.Rules;

namespace Marquee.Selection.Tests;

/// <summary>One field of campaign items whose values a test sets.</summary>
internal sealed class MarketFields : IFieldSource
{
    public const string Discount = "campaign_item.test_discount";

    public Dictionary<int, long> Values { get; } = [];

    public string Name => "test_market";

    public IReadOnlyList<FieldDeclaration> Fields { get; } =
        [new(Discount, Entity.CampaignItem, FieldType.Count, 0, "测试折扣", "test discount", "分", "points", "Tests")];

    public ValueTask<IFieldTable> LoadAsync(
        CallContext call, Entity root, IReadOnlyList<int> keys, IReadOnlyList<string> fieldNames,
            CancellationToken cancel)
    {
        var table = new FieldTable(keys, fieldNames);
        foreach (var key in keys.Where(Values.ContainsKey))
        {
            table.Set(key, Discount, FieldValue.Of(Values[key]));
        }

        return ValueTask.FromResult<IFieldTable>(table);
    }
}
