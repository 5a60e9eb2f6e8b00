using System.Globalization;

namespace Marquee.Demo.Driver;

/// <summary>What the demo was asked to do.</summary>
internal sealed record Options
{
    /// <summary><c>up</c>: the demo market, once, and stay live. <c>run</c>: everything, with a report.</summary>
    public required string Command { get; init; }

    public required Uri Url { get; init; }

    public required string KeyFile { get; init; }

    /// <summary>A data folder, or the folder of an adapter in it; nothing generates a market.</summary>
    public string? Data { get; init; }

    /// <summary>SKUs of the generated market.</summary>
    public long Scale { get; init; } = 10_000;

    public string? Report { get; init; }

    /// <summary>Where <c>up</c> writes the addresses.</summary>
    public string? Addresses { get; init; }

    /// <summary>The tenant to make or to go on with; nothing makes a new one.</summary>
    public string? Tenant { get; init; }

    public ulong Seed { get; init; } = 20_261_111;

    public const string Usage = """
        usage: Marquee.Demo up  --url URL --key FILE [--addresses FILE]
               Marquee.Demo run --url URL --key FILE [--data DIR] [--scale N] [--report FILE] [--tenant SLUG] [--seed N]
        """;

    /// <summary>Reads the command line; what is wrong comes back as a sentence.</summary>
    public static (Options? Options, string? Wrong) Read(string[] args)
    {
        if (args is not [var command and ("up" or "run"), .. var rest] || rest.Length % 2 != 0)
        {
            return (null, Usage);
        }

        var given = rest.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        var unknown =
            given.Keys.Except(["--url", "--key", "--data", "--scale", "--report", "--addresses", "--tenant", "--seed"])
                .FirstOrDefault();
        if (unknown is not null)
        {
            return (null, $"{unknown} is not known.\n{Usage}");
        }

        if (!Uri.TryCreate(given.GetValueOrDefault("--url"), UriKind.Absolute, out var url))
        {
            return (null, "--url must be the address of a host, such as http://127.0.0.1:5080.");
        }

        if (given.GetValueOrDefault("--key") is not { } key || !File.Exists(key))
        {
            return (null, "--key must name the file with the machine key.");
        }

        if (!TryNumber(given, "--scale", 10_000, 1_000, 10_000_000, out var scale))
        {
            return (null, $"--scale is '{given["--scale"]}'; a number of SKUs from 1,000 to 10,000,000 is accepted.");
        }

        return !TryNumber(given, "--seed", 20_261_111, 0, long.MaxValue, out var seed)
            ? (null, $"--seed is '{given["--seed"]}'; a whole number is accepted.")
            : (new Options
            {
                Command = command, Url = url, KeyFile = key, Data = given.GetValueOrDefault("--data"), Scale = scale,
                Report = given.GetValueOrDefault("--report"), Addresses = given.GetValueOrDefault("--addresses"),
                Tenant = given.GetValueOrDefault("--tenant"), Seed = (ulong)seed,
            }, null);
    }

    private static bool TryNumber(
        Dictionary<string, string> given, string name, long unsaid, long from, long to, out long number)
    {
        number = unsaid;
        return !given.TryGetValue(name, out var text)
            || (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= from
                && number <= to);
    }
}
