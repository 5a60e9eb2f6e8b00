using Marquee.Demo.Adapters;
using Marquee.Demo.Market;

namespace Marquee.Demo.Driver;

/// <summary>Drives a whole campaign through the public API: import to settlement, then checks what must hold.</summary>
internal static class Demo
{
    private const string UpTenant = "demo";

    public static async Task<int> RunAsync(Options options, TextWriter to)
    {
        var key = (await File.ReadAllTextAsync(options.KeyFile)).Trim();
        var now = TimeProvider.System.GetUtcNow();
        var slug = options.Command == "up" ? UpTenant : options.Tenant ?? $"run-{now:yyyyMMdd-HHmmss}";
        var source = SourceOf(options, now);
        if (source is null)
        {
            await Console.Error.WriteLineAsync(
                $"--data {options.Data}: there is no known data set ({DataSets.Names}) here.");
            return 2;
        }

        using var api = new ApiClient(options.Url, key, slug, $"demo/{slug}");
        var report = new Report(to);
        if (options.Command == "up" && await IsLiveAsync(api))
        {
            await WriteAddressesAsync(options, api);
            return 0;
        }

        to.WriteLine($"  tenant {slug}, market {source.Name}");
        report.Heading();
        try
        {
            var campaign = new CampaignRun(api, report, source, options.Command == "up");
            await campaign.WalkAsync();
            report.InvariantsHeading();
            await new Invariants(api, report, campaign).CheckAsync();
        }
        catch (ApiRefusal refusal)
        {
            to.WriteLine($"  stopped: {refusal.Message}");
            return await EndAsync(options, report, 1);
        }

        await WriteAddressesAsync(options, api);
        return await EndAsync(options, report, report.AllHold ? 0 : 1);
    }

    private static async Task<int> EndAsync(Options options, Report report, int code)
    {
        if (options.Report is { } file)
        {
            await report.SaveAsync(file);
        }

        return code;
    }

    private static IMarketSource? SourceOf(Options options, DateTimeOffset now) => options.Data is null
        ? new MarketGenerator(options.Seed, options.Scale, now)
        : DataSets.Find(options.Data);

    private static async Task<bool> IsLiveAsync(ApiClient api)
    {
        try
        {
            var page = await api.PageAsync($"/t/{api.Tenant}/venue/{CampaignRun.VenueSlug}");
            return page.Status == System.Net.HttpStatusCode.OK;
        }
        catch (ApiRefusal)
        {
            return false;
        }
    }

    private static async Task WriteAddressesAsync(Options options, ApiClient api)
    {
        if (options.Addresses is { } file)
        {
            await File.WriteAllTextAsync(
                file,
                $"venue {new Uri(api.Host, $"/t/{api.Tenant}/venue/{CampaignRun.VenueSlug}")}\n"
                + $"shop {new Uri(api.Host, $"/t/{api.Tenant}/shop/")}\n");
        }
    }
}
