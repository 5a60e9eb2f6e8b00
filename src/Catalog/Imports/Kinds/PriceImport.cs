using Marquee.Catalog.Changes;
using Marquee.Catalog.Imports.Files;
using Marquee.Catalog.Prices;
using Marquee.Kernel;

namespace Marquee.Catalog.Imports.Kinds;

/// <summary>Points of the price history, one a row.</summary>
internal sealed class PriceImport : IImportKind
{
    private const int Sku = 0, Kind = 1, Amount = 2, From = 3, Source = 4, Scene = 5, Currency = 6, DerivedColumns = 7;

    internal sealed record Row(
        int Place, int SkuNo, PriceKind Kind, string Scene, DateTimeOffset At, long Minor, string Source,
        string[] Derived)
    {
        public (int SkuNo, PriceKind Kind, string Scene, DateTimeOffset At) Key => (SkuNo, Kind, Scene, At);
    }

    internal sealed record Point(long? Minor, string Source, bool Derived, Guid? ImportId);

    public string Name => "prices";

    public BothTexts Label => new("价格历史", "Price history");

    public IReadOnlyList<ImportColumn> Columns { get; } =
    [
        new("sku_id", "SKU 编号", "The SKU's id", true),
        new("kind", "价格种类：reference、daily、activity 或 transacted",
            "Kind of price: reference, daily, activity or transacted", true),
        new("amount_minor", "金额，最小货币单位", "The price in minor units", true),
        new("valid_from", "生效时间，不晚于现在", "Since when it stood, or when it was paid; not in the future", true),
        new("source", "来源", "Who says so"),
        new("scene", "场景，空为 any", "Where it stood; any when empty"),
        new("currency", "币种，须为结算币种", "Currency; must be the settlement currency"),
        new("derived", "推算得出的列，用逗号分隔", "Columns that were derived, separated by commas"),
    ];

    public async Task<ChunkResult> ApplyAsync(
        Transaction tx, ImportRun run, Chunk chunk, CancellationToken cancel)
    {
        var result = new ChunkResult();
        var rows = Parse(tx.Call, chunk, await SkusAsync(tx, chunk, cancel), result);
        var known = await PointsAsync(tx, rows, cancel);
        var write = new List<Row>();
        var met = new HashSet<(int, PriceKind, string, DateTimeOffset)>();
        foreach (var row in rows)
        {
            var point = known.GetValueOrDefault(row.Key);
            if (met.Contains(row.Key) || (point is not null && point.ImportId == run.Id))
            {
                result.Refused.Add(chunk.Refuse(
                    row.Place, new Fault("catalog.duplicate_row", "valid_from", chunk.Text(row.Place, From))));
                continue;
            }

            met.Add(row.Key);
            result.CountDerived(row.Derived);
            if (point is not null && (point.Minor, point.Source, point.Derived) == (
                row.Minor, row.Source, row.Derived.Length > 0))
            {
                result.Unchanged++;
                continue;
            }

            _ = point is null ? result.Created++ : result.Updated++;
            write.Add(row);
        }

        if (write.Count > 0)
        {
            await StoreAsync(tx, run.Id, write, cancel);
        }

        return result;
    }

    private static List<Row> Parse(CallContext call, Chunk chunk, Dictionary<string, int> skus, ChunkResult result)
    {
        var parser = new RowParser(call, chunk);
        var rows = new List<Row>(chunk.Count);
        for (var place = 0; place < chunk.Count; place++)
        {
            parser.Begin(place);
            parser.Currency(Currency);
            var id = parser.Id(Sku);
            var kind = parser.Choice(
                Kind, PriceKind.Reference, PriceKind.Daily, PriceKind.Activity, PriceKind.Transacted);
            var minor = parser.Number(Amount, 1, CatalogLimits.PriceMinor);
            var at = parser.Instant(From);
            var source = parser.Text(Source) ?? "import";
            var scene = parser.Text(Scene) ?? PriceScenes.Any;
            var derived = parser.Derived(DerivedColumns);
            foreach (var needed in (int[])[Kind, Amount, From])
            {
                if (!parser.Has(needed))
                {
                    parser.Required(needed);
                }
            }

            if (at > call.Now)
            {
                parser.Add(new Fault(
                    "catalog.out_of_range", "valid_from", parser.Value(From), "–" + call.Now.ToString(
                    "yyyy-MM-dd'T'HH:mm:ss'Z'", null)));
            }

            if (id.Length > 0 && !skus.ContainsKey(id))
            {
                parser.Add(new Fault("catalog.unknown_sku", "sku_id", parser.Value(Sku)));
            }

            if (parser.Refused is { } refused)
            {
                result.Refused.Add(refused);
            }
            else
            {
                rows.Add(new Row(place, skus[id], kind!.Value, scene, at!.Value, minor!.Value, source, derived));
            }
        }

        return rows;
    }

    private static async Task<Dictionary<string, int>> SkusAsync(Transaction tx, Chunk chunk, CancellationToken cancel)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var row = 0; row < chunk.Count; row++)
        {
            ids.Add(chunk.Text(row, Sku).Replace('\0', '\uFFFD'));
        }

        var rows = await tx.QueryAsync(
            $"""
            select external_id, sku_no from catalog.sku
            where tenant_id = {tx.Call.Tenant.Id} and external_id = any({ids})
            """,
            row => (Id: row.GetString(0), No: row.GetInt32(1)), cancel);
        return rows.ToDictionary(row => row.Id, row => row.No, StringComparer.Ordinal);
    }

    private static async Task<Dictionary<(int, PriceKind, string, DateTimeOffset), Point>> PointsAsync(
        Transaction tx, List<Row> rows, CancellationToken cancel)
    {
        var found = await tx.QueryAsync(
            $"""
            select k.sku_no, k.kind, k.scene, k.at, p.minor, p.source, p.derived, p.import_id
            from (select distinct * from unnest({rows.Select(row => row.SkuNo).ToArray()},
                {rows.Select(row => EnumText.Of(row.Kind)).ToArray()}, {rows.Select(row => row.Scene).ToArray()},
                {rows.Select(row => row.At).ToArray()}) as u (sku_no, kind, scene, at)) as k
            -- offset 0: each point is looked up, whatever the planner thinks of how many there are.
            cross join lateral (
                select * from catalog.price p where p.tenant_id = {tx.Call.Tenant.Id} and p.sku_no = k.sku_no
                    and p.kind = k.kind and p.scene = k.scene and p.at = k.at offset 0) p
            """,
            row => (
                Key: (row.GetInt32(0), row.Enum<PriceKind>(1), row.GetString(2), row.Instant(3)),
                Point: new Point(
                    row.LongOrNull(4), row.GetString(5), row.GetBoolean(6), row.IsDBNull(7) ? null : row.GetGuid(7))),
            cancel);
        return found.ToDictionary(row => row.Key, row => row.Point);
    }

    private static async Task StoreAsync(Transaction tx, Guid importId, List<Row> rows, CancellationToken cancel)
    {
        await tx.ExecuteAsync($"""
            insert into catalog.price (tenant_id, sku_no, kind, scene, at, minor, source, derived, import_id)
            select {tx.Call.Tenant.Id}, sku_no, kind, scene, at, minor, source, derived, {importId}
            from unnest({rows.Select(row => row.SkuNo).ToArray()},
                {rows.Select(row => EnumText.Of(row.Kind)).ToArray()},
                {rows.Select(row => row.Scene).ToArray()}, {rows.Select(row => row.At).ToArray()},
                {rows.Select(row => row.Minor).ToArray()}, {rows.Select(row => row.Source).ToArray()},
                {rows.Select(row => row.Derived.Length > 0).ToArray()}) as r (sku_no, kind, scene, at, minor, source,
                    derived)
            on conflict (tenant_id, sku_no, kind, scene, at) do update set minor = excluded.minor, source =
                excluded.source,
                derived = excluded.derived, import_id = excluded.import_id
            """, cancel);
        var changed = await PresentPrices.TakeOverAsync(tx, [.. rows.Select(row => row.SkuNo).Distinct()], cancel);
        await ChangeLog.AddAsync(tx, CatalogEntity.Item, changed, cancel);
    }
}
