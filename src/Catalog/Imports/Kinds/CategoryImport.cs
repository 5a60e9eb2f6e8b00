using Marquee.Catalog.Imports.Files;
using Marquee.Kernel;

namespace Marquee.Catalog.Imports.Kinds;

/// <summary>Categories, one a row; the tree is in their codes.</summary>
internal sealed class CategoryImport() : KeyedImport<CategoryImport.Row>(
    "catalog.category", "category_no", "code", "category")
{
    internal sealed record Row(string? NameZh, string? NameEn);

    public override string Name => "categories";

    public override BothTexts Label => new("类目", "Categories");

    public override IReadOnlyList<ImportColumn> Columns { get; } =
    [
        new("category", "类目代码，以 / 分隔的路径", "The category's code, a path separated by slashes", true),
        new("name_zh", "中文名称", "Chinese name"),
        new("name_en", "英文名称", "English name"),
    ];

    protected override int KeyLength => CatalogLimits.TextLength;

    protected override Row Parse(RowParser parser, string key)
    {
        if (key.StartsWith('/') || key.EndsWith('/') || key.Contains("//", StringComparison.Ordinal))
        {
            parser.Add(new Fault("catalog.not_a_choice", "category", parser.Value(0), "home/kitchen"));
        }

        return new Row(parser.Text(1), parser.Text(2));
    }

    protected override Task StoreAsync(
        Transaction tx, IReadOnlyList<Numbered> created, IReadOnlyList<Numbered> updated, CancellationToken cancel)
    {
        IReadOnlyList<Numbered> all = [.. created, .. updated];
        return tx.ExecuteAsync($"""
            insert into catalog.category (tenant_id, category_no, code, name_zh, name_en, row_hash)
            select {tx.Call.Tenant.Id}, no, code, zh, en, hash
            from unnest({all.Select(row => row.No).ToArray()}, {all.Select(row => row.Key).ToArray()},
                {all.Select(row => row.Row.NameZh).ToArray()}, {all.Select(row => row.Row.NameEn).ToArray()},
                {all.Select(row => row.Digest).ToArray()}) as r (no, code, zh, en, hash)
            on conflict (tenant_id, category_no) do update set name_zh = excluded.name_zh, name_en = excluded.name_en,
                row_hash = excluded.row_hash
            """, cancel);
    }
}
