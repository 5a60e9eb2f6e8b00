using System.Text;
using Marquee.Catalog.Imports;
using Marquee.Catalog.Imports.Kinds;
using Marquee.Catalog.Reading;
using Marquee.Jobs;
using Marquee.Kernel;
using Marquee.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Marquee.Catalog.Tests;

/// <summary>
/// The import, interrupted wherever it can be, over files of several chunks with rows that are refused.
/// </summary>
public abstract class ImportJobCompliance(Database fixture) : JobCompliance
{
    private static readonly CancellationToken None = CancellationToken.None;

    protected override TestDatabase Database => fixture.Database;

    protected override IReadOnlyList<IModule> Modules => Tests.Database.Modules;

    protected override string Job => ImportJob.JobName;

    protected abstract (string Kind, string Text) File { get; }

    protected override async Task<object?> ArrangeAsync(TestHost host, CallContext call)
    {
        await LoadAsync(host, call, "merchants", "merchant_id,name\nm0,A\nm1,B\nm2,C\n");
        await LoadAsync(host, call, "items", "item_id,merchant_id,title,daily_price_minor\nold,m0,Old,77\n");
        var (kind, text) = File;
        return new ImportJob.Args(await ReceiveAsync(host, call, kind, text));
    }

    protected override async Task<string> StateAsync(TestHost host, CallContext call) =>
        await Market.StateAsync(Database, call) + "\n" + await Database.ScalarAsync<string>(
            """
            select string_agg(concat_ws('|', kind, status, rows_created, rows_updated, rows_unchanged, rows_refused,
                next_byte - bytes, derived, (select count(*) from catalog.import_error e where e.import_id =
                    i.import_id),
                (select count(*) from catalog.import_seen e where e.import_id = i.import_id)), e'\n' order by kind)
            from catalog.import i where tenant_id = $1
            """, call.Tenant.Id);

    /// <summary>Imports without events: the suite starts the job it looks at by itself.</summary>
    private static async Task LoadAsync(TestHost host, CallContext call, string kind, string text)
    {
        var id = await ReceiveAsync(host, call, kind, text);
        var run = await host.Jobs.StartAsync(call, ImportJob.JobName, new ImportJob.Args(id), "setup " + id, None);
        Assert.Equal(JobRunStatus.Done, (await host.EndOfAsync(call, run)).Status);
    }

    private static async Task<Guid> ReceiveAsync(TestHost host, CallContext call, string kind, string text)
    {
        var blobs = host.Services.GetRequiredService<IBlobStore>();
        var blob = await blobs.PutAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), long.MaxValue, None);
        var id = call.Ids.Next();
        await host.Services.GetRequiredService<CatalogDb>().MutateAsync<Done>(call, async tx =>
        {
            await tx.ExecuteAsync($"""
                insert into catalog.import (tenant_id, import_id, kind, format, name, blob, bytes, status, started_by,
                    created_at)
                values ({call.Tenant.Id}, {id}, {kind}, 'csv', {kind}, {blob.Value.Sha256}, {blob.Value.Length},
                    'queued', 'test', {call.Now})
                """, None);
            return Done.Instance;
        }, None);
        return id;
    }
}

public sealed class ItemImportJobTests(Database fixture) : ImportJobCompliance(fixture), IClassFixture<Database>
{
    protected override (string Kind, string Text) File { get; } = ("items", Make());

    private static string Make()
    {
        var text = new StringBuilder(
            "item_id,sku_id,merchant_id,product_id,title,is_main,daily_price_minor,stock,derived\n");
        for (var i = 0; i < 23_000; i++)
        {
            var item = i / 4;
            var title = i % 1000 == 999 ? "Disagrees" : $"Title {item}";
            var price = i % 700 == 0 ? "free" : $"{100 + (i % 900)}";
            // Now and then a SKU of long ago comes again, and one that exists already changes.
            var sku = i % 5000 == 4999 ? $"s{i / 2}" : $"s{i}";
            text.Append(
                $"i{item},{sku},m{item % 4},p{item / 3},{title},{(i % 4 == 0 ? "true" : "")},{price},{i % 50},"
                + $"{(i % 10 == 0 ? "stock" : "")}\n");
            if (i % 12_000 == 11_000)
            {
                text.Append("old,old,m0,,Old,,78,5,\n\"broken\n");
            }
        }

        return text.ToString();
    }
}

public sealed class PriceImportJobTests(Database fixture) : ImportJobCompliance(fixture), IClassFixture<Database>
{
    protected override (string Kind, string Text) File { get; } = ("prices", Make());

    private static string Make()
    {
        var text = new StringBuilder("sku_id,kind,amount_minor,valid_from,source\n");
        for (var i = 0; i < 22_000; i++)
        {
            var day = new DateTime(2025, 1, 1).AddMinutes(i);
            text.Append(
                $"{(i % 3000 == 1 ? "none" : "old")},{(i % 2 == 0 ? "daily" : "transacted")},{50 + (i % 40)},"
                + $"{day:yyyy-MM-dd'T'HH:mm:ss'Z'},h\n");
        }

        return text.ToString();
    }
}

public sealed class ShopperImportJobTests(Database fixture) : ImportJobCompliance(fixture), IClassFixture<Database>
{
    protected override (string Kind, string Text) File { get; } = (
        "shoppers",
        "shopper_id,region\n" + string.Concat(
            Enumerable.Range(0, 25_000).Select(i => $"u{(i % 9000 == 8999 ? 5 : i)},r{i % 7}\n")));
}
