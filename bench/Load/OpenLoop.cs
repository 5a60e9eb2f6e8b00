using System.Diagnostics;

namespace Marquee.Bench.Load;

/// <summary>
/// Requests that arrive at a constant rate, whether or not earlier ones were answered. An answer's time counts from the
/// instant at which its request was due, so a server that stalls is charged for everybody who had to wait.
/// </summary>
internal static class OpenLoop
{
    /// <summary>Asks for so long at that rate. Anything but success throws: a fast refusal is no answer.</summary>
    public static async Task<Latencies> AskAsync(
        double perSecond, TimeSpan length, Func<long, Task<HttpResponseMessage>> ask)
    {
        var latencies = new Latencies();
        var count = (long)(perSecond * length.TotalSeconds);
        var asked = new List<Task>((int)count);
        var began = TimeProvider.System.GetTimestamp();
        for (var i = 0L; i < count; i++)
        {
            var due = TimeSpan.FromSeconds(i / perSecond);
            var wait = due - TimeProvider.System.GetElapsedTime(began);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait);
            }

            asked.Add(OneAsync(i, due));
        }

        await Task.WhenAll(asked);
        Debug.Assert(latencies.Count == count, "Every request was answered.");
        return latencies;

        async Task OneAsync(long number, TimeSpan due)
        {
            using var response = await ask(number);
            response.EnsureSuccessStatusCode();
            await response.Content.CopyToAsync(Stream.Null);
            latencies.Add((TimeProvider.System.GetElapsedTime(began) - due).TotalMilliseconds);
        }
    }
}
