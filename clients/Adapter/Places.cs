using System.Text.Json;

namespace Marquee.Adapter;

/// <summary>How far everything was handed over.</summary>
/// <param name="Journal">The place in the shop's journal.</param>
/// <param name="Prices">The cursor of Marquee's price feed.</param>
/// <param name="CampaignItems">The place in Marquee's feed of campaign items.</param>
public sealed record Places(string? Journal = null, string? Prices = null, long CampaignItems = 0)
{
    /// <summary>The places in a file; the start of everything where there is none.</summary>
    public static async Task<Places> ReadAsync(string file, CancellationToken cancel) => File.Exists(file)
        ? JsonSerializer.Deserialize<Places>(await File.ReadAllTextAsync(file, cancel))
            ?? throw new InvalidDataException($"{file} says null; without it everything begins anew.")
        : new Places();

    /// <summary>Writes them as a whole: a fall leaves the places of before or these.</summary>
    public async Task WriteAsync(string file, CancellationToken cancel)
    {
        var next = file + ".next";
        await using (var stream = new FileStream(next, FileMode.Create, FileAccess.Write))
        {
            await JsonSerializer.SerializeAsync(stream, this, cancellationToken: cancel);
            stream.Flush(flushToDisk: true);
        }

        File.Move(next, file, overwrite: true);
    }
}
