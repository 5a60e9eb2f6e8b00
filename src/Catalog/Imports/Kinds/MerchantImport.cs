using Marquee.Catalog.Changes;
using Marquee.Catalog.Imports.Files;
using Marquee.Kernel;

namespace Marquee.Catalog.Imports.Kinds;

/// <summary>Merchants, one a row.</summary>
internal sealed class MerchantImport() : KeyedImport<MerchantImport.Row>(
    "catalog.merchant", "merchant_no", "external_id", "merchant")
{
    internal sealed record Row(
        string Name, string? Region, int? Score, MerchantStanding Standing, string[] Licences, int? Breaches,
        long? Deposit);

    public override string Name => "merchants";

    public override BothTexts Label => new("商家", "Merchants");

    public override IReadOnlyList<ImportColumn> Columns { get; } =
    [
        new("merchant_id", "商家编号", "The merchant's id", true),
        new("name", "店铺名称", "The shop's name", true),
        new("region", "地区代码", "Region code"),
        new("score_hundredths", "店铺评分，百分之一分（4.85 填 485）", "Service score in hundredths (4.85 is 485)"),
        new("standing", "状态：good、probation 或 suspended，空为 good",
            "Standing: good, probation or suspended; good when empty"),
        new("breaches", "违规次数", "Breaches on record"),
        new("deposit_minor", "保证金，最小货币单位", "Deposit paid, in minor units"),
        new("licences", "资质代码，用 | 分隔", "Codes of licences on file, separated by |"),
        new("currency", "币种，须为结算币种", "Currency; must be the settlement currency"),
        new("derived", "推算得出的列，用逗号分隔", "Columns that were derived, separated by commas"),
    ];

    protected override IReadOnlyList<string> DerivedOf(RowParser parser) => parser.Derived(9);

    protected override Row Parse(RowParser parser, string key)
    {
        parser.Currency(8);
        return new Row(
            parser.Required(1), parser.Text(2), parser.Small(3, 0, 1000),
            parser.Choice(4, MerchantStanding.Good, MerchantStanding.Probation, MerchantStanding.Suspended)
                ?? MerchantStanding.Good,
            parser.List(7, '|', CatalogLimits.Licences), parser.Small(5, 0, int.MaxValue),
            parser.Number(6, 0, CatalogLimits.PriceMinor));
    }

    protected override async Task StoreAsync(
        Transaction tx, IReadOnlyList<Numbered> created, IReadOnlyList<Numbered> updated, CancellationToken cancel)
    {
        IReadOnlyList<Numbered> all = [.. created, .. updated];
        await tx.ExecuteAsync($"""
            insert into catalog.merchant as m (tenant_id, merchant_no, external_id, name, region, score_hundredths,
                standing,
                licences, breach_count, deposit_minor, row_hash, updated_at)
            select {tx.Call.Tenant.Id}, no, id, name, region, score, standing,
                case when licences = '' then array[]::text[] else string_to_array(licences, '|') end, breaches, deposit,
                    hash, {tx.Call.Now}
            from unnest({all.Select(row => row.No).ToArray()}, {all.Select(row => row.Key).ToArray()},
                {all.Select(row => row.Row.Name).ToArray()}, {all.Select(row => row.Row.Region).ToArray()},
                {all.Select(row => row.Row.Score).ToArray()},
                    {all.Select(row => EnumText.Of(row.Row.Standing)).ToArray()},
                {all.Select(row => string.Join('|', row.Row.Licences)).ToArray()},
                {all.Select(row => row.Row.Breaches).ToArray()}, {all.Select(row => row.Row.Deposit).ToArray()},
                {all.Select(row => row.Digest).ToArray()})
                as r (no, id, name, region, score, standing, licences, breaches, deposit, hash)
            on conflict (tenant_id, merchant_no) do update set name = excluded.name, region = excluded.region,
                score_hundredths = excluded.score_hundredths, standing = excluded.standing, licences =
                    excluded.licences,
                breach_count = excluded.breach_count, deposit_minor = excluded.deposit_minor, row_hash =
                    excluded.row_hash,
                version = m.version + 1, updated_at = excluded.updated_at
            """, cancel);
        await ChangeLog.AddAsync(tx, CatalogEntity.Merchant, all.Select(row => row.No), cancel);
    }
}
