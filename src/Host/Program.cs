using Marquee.Host;
using Marquee.Kernel;

var (settings, wrong) = MarqueeSettings.Read(Environment.GetEnvironmentVariable);
if (settings is null)
{
    foreach (var sentence in wrong)
    {
        await Console.Error.WriteLineAsync(sentence);
    }

    return 2;
}

await using var app = Composition.Build(settings, args);
return await Startup.RunAsync(app);
