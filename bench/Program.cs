using System.Text;
using Marquee.Bench;
using Marquee.Bench.Peers;

Console.OutputEncoding = Encoding.UTF8;
if (args is ["bare", var answer])
{
    return await BareServer.RunAsync(answer);
}

var (options, wrong) = Options.Read(args);
if (options is null)
{
    await Console.Error.WriteLineAsync(wrong);
    return 2;
}

return await Runner.RunAsync(options, Console.Out);
