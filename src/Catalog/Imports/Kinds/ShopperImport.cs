using Marquee.Catalog.Changes;
using Marquee.Catalog.Imports.Files;
using Marquee.Kernel;

namespace Marquee.Catalog.Imports.Kinds;

/// <summary>Shoppers, one a row.</summary>
internal sealed class ShopperImport() : KeyedImport<ShopperImport.Row>(
    "catalog.shopper", "shopper_no", "external_id", "shopper")
{
    internal sealed record Row(string? Name, string? Region, DateTimeOffset? RegisteredAt);

    public override string Name => "shoppers";

    public override BothTexts Label => new("消费者", "Shoppers");

    public override IReadOnlyList<ImportColumn> Columns { get; } =
    [
        new("shopper_id", "消费者编号", "The shopper's id", true),
        new("name", "称呼", "What to call the shopper"),
        new("region", "地区代码", "Region code"),
        new("registered_at", "注册时间", "When the shopper registered"),
    ];

    protected override Task TakeTurnAsync(Transaction tx, CancellationToken cancel) =>
        Numbers.TakeShopperTurnAsync(tx, cancel);

    protected override Row Parse(RowParser parser, string key) =>
        new(parser.Text(1), parser.Text(2), parser.Instant(3));

    protected override async Task StoreAsync(
        Transaction tx, IReadOnlyList<Numbered> created, IReadOnlyList<Numbered> updated, CancellationToken cancel)
    {
        IReadOnlyList<Numbered> all = [.. created, .. updated];
        await tx.ExecuteAsync($"""
            insert into catalog.shopper (tenant_id, shopper_no, external_id, name, region, registered_at, row_hash)
            select {tx.Call.Tenant.Id}, no, id, name, region, at::timestamptz, hash
            from unnest({all.Select(row => row.No).ToArray()}, {all.Select(row => row.Key).ToArray()},
                {all.Select(row => row.Row.Name).ToArray()}, {all.Select(row => row.Row.Region).ToArray()},
                {all.Select(row => row.Row.RegisteredAt?.ToUniversalTime().ToString("O")).ToArray()},
                {all.Select(row => row.Digest).ToArray()}) as r (no, id, name, region, at, hash)
            on conflict (tenant_id, shopper_no) do update set name = excluded.name, region = excluded.region,
                registered_at = excluded.registered_at, row_hash = excluded.row_hash
            """, cancel);
    }
}
