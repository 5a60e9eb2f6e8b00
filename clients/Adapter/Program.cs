using Marquee.Adapter;
using Marquee.Client;

string[] names = ["MARQUEE_URL", "MARQUEE_TENANT", "MARQUEE_KEY", "SHOP_URL"];
var settings = names.Select(Environment.GetEnvironmentVariable).ToList();
if (settings.Any(string.IsNullOrEmpty) || args is not ([] or ["--once"]))
{
    await Console.Error.WriteLineAsync($"Set {string.Join(", ", names)}, then: adapter [--once]");
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
using var marquee = new MarqueeClient(new MarqueeOptions(new Uri(settings[0]!), settings[1]!, settings[2]!));
using var shop = new HttpShop(new Uri(settings[3]!.TrimEnd('/') + "/"));
var bridge = new Bridge(
    marquee, shop, Environment.GetEnvironmentVariable("SHOP_CURRENCY") ?? "CNY",
    Environment.GetEnvironmentVariable("ADAPTER_PLACES") ?? "places.json");
while (!stop.IsCancellationRequested)
{
    var moved = false;
    try
    {
        moved = await bridge.StepAsync(stop.Token);
    }
    catch (OperationCanceledException) when (stop.IsCancellationRequested)
    {
        break;
    }
    catch (Exception e) when (e is HttpRequestException or TaskCanceledException or InvalidDataException
        or MarqueeRefusedException or IOException)
    {
        // The places did not move: the next try begins where this one did.
        await Console.Error.WriteLineAsync($"{e.GetType().Name}: {e.Message}");
        if (args.Length > 0)
        {
            return 1;
        }
    }

    if (!moved)
    {
        if (args.Length > 0)
        {
            return 0;
        }

        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, stop.Token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}

return 0;
