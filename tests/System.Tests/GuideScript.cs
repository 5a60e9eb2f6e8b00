using System.Diagnostics;
using System.Text.RegularExpressions;
using Marquee.Testing;

namespace Marquee.Whole.Tests;

/// <summary>The command blocks of a guide, run in their order as one script against a host.</summary>
internal static partial class GuideScript
{
    /// <summary>The blocks of <c>docs/guides/{name}.md</c>; at least so many, or the guide has lost some.</summary>
    public static async Task<IReadOnlyList<string>> BlocksAsync(string name, int atLeast)
    {
        Assert.SkipUnless(IsThere("curl"), "The guide's blocks need curl.");
        var guide = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "guides", name + ".md"));
        var blocks = Blocks().Matches(guide).Select(block => block.Groups[1].Value).ToList();
        Assert.True(blocks.Count >= atLeast, $"{name} should have its blocks");
        return blocks;
    }

    /// <summary>Runs them in a folder of their own; fails with what they said unless all went well.</summary>
    public static async Task RunAsync(HostProcess host, IEnumerable<string> blocks, string tenant, string key)
    {
        var folder = Directory.CreateTempSubdirectory("marquee-guide-").FullName;
        var start = new ProcessStartInfo("bash")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        start.Environment["MARQUEE_URL"] = host.Address.ToString().TrimEnd('/');
        start.Environment["MARQUEE_TENANT"] = tenant;
        start.Environment["MARQUEE_KEY"] = key;
        using var bash = Process.Start(start)!;
        var output = bash.StandardOutput.ReadToEndAsync();
        var errors = bash.StandardError.ReadToEndAsync();
        await bash.StandardInput.WriteAsync(string.Join('\n', ["set -euo pipefail", .. blocks]));
        bash.StandardInput.Close();
        using var tooLong = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        try
        {
            await bash.WaitForExitAsync(tooLong.Token);
        }
        catch (OperationCanceledException)
        {
            bash.Kill(entireProcessTree: true);
        }

        var said = await output + await errors;
        Directory.Delete(folder, recursive: true);
        Assert.True(bash.HasExited && bash.ExitCode == 0, $"{said}\n{host.Log}");
    }

    private static bool IsThere(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    [GeneratedRegex(@"^```sh\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Blocks();
}
