using Marquee.Demo.Driver;

var (options, wrong) = Options.Read(args);
if (options is null)
{
    await Console.Error.WriteLineAsync(wrong);
    return 2;
}

return await Demo.RunAsync(options, Console.Out);
