using Marquee.Kernel;
using Marquee.Rules;

namespace Marquee.Catalog.Fields;

/// <summary>What rules may ask about a merchant.</summary>
internal sealed class MerchantFields(ICatalog catalog) : IFieldSource
{
    private const string Owner = "catalog";

    public string Name => "catalog.merchant";

    public IReadOnlyList<FieldDeclaration> Fields { get; } =
    [
        new("merchant.score", Entity.Merchant, FieldType.Number, 2, "店铺评分", "shop score", "分", "points", Owner,
            Topic: FieldTopic.Quality, Min: 0, Max: 1000),
        new("merchant.region", Entity.Merchant, FieldType.Text, 0, "商家地区", "shop region", "", "", Owner),
        new("merchant.standing", Entity.Merchant, FieldType.Text, 0, "商家状态", "shop standing", "", "", Owner,
            Topic: FieldTopic.Qualification),
        new("merchant.licences", Entity.Merchant, FieldType.TextSet, 0, "商家资质", "licences on file", "", "", Owner,
            Topic: FieldTopic.Qualification),
        new("merchant.breaches", Entity.Merchant, FieldType.Count, 0, "违规次数", "breaches on record", "次", "times", Owner,
            Topic: FieldTopic.Breach, Min: 0),
        new("merchant.deposit", Entity.Merchant, FieldType.Money, 0, "已缴保证金", "deposit paid", "", "", Owner,
            Topic: FieldTopic.Qualification, Min: 0),
    ];

    public async ValueTask<IFieldTable> LoadAsync(
        CallContext call, Entity root, IReadOnlyList<int> keys, IReadOnlyList<string> fieldNames,
        CancellationToken cancel)
    {
        var table = new FieldTable(keys, fieldNames);
        foreach (var merchant in (await catalog.GetMerchantsAsync(call, keys, cancel)).Values)
        {
            var no = merchant.MerchantNo;
            table.Set(no, "merchant.score", Known.Number(merchant.ScoreHundredths));
            table.Set(no, "merchant.region", Known.Text(merchant.Region));
            table.Set(no, "merchant.standing", Known.Text(EnumText.Of(merchant.Standing)));
            table.Set(no, "merchant.licences", FieldValue.Of(merchant.Licences, source: Owner));
            table.Set(no, "merchant.breaches", Known.Number(merchant.BreachCount));
            table.Set(no, "merchant.deposit", Known.Number(merchant.DepositMinor));
        }

        return table;
    }
}
