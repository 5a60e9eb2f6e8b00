using System.Diagnostics;
using System.Globalization;

namespace Marquee.Testing;

/// <summary>
/// The PostgreSQL cluster of this test program: the one that <c>MARQUEE_TEST_DATABASE</c> names, or, for a program that
/// was started by hand, a throw-away one that the marquee command starts and that ends with the program.
/// </summary>
public static class TestCluster
{
    private static readonly Lazy<string> Started = new(Start);

    /// <summary>Connects to the cluster's maintenance database as a superuser.</summary>
    public static string Maintenance => Started.Value;

    private static string Start()
    {
        if (Environment.GetEnvironmentVariable("MARQUEE_TEST_DATABASE") is { Length: > 0 } given)
        {
            return given;
        }

        AppDomain.CurrentDomain.ProcessExit += (_, _) => Command("stop");
        return Command("start");
    }

    private static string Command(string action)
    {
        var root = Repository.Root;
        var start = new ProcessStartInfo(Path.Combine(root, "marquee"))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = root,
        };
        start.ArgumentList.Add("test-cluster");
        start.ArgumentList.Add(action);
        start.ArgumentList.Add(Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        using var process = Process.Start(start)!;
        var words = process.StandardOutput.ReadToEnd();
        var complaints = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? words.Trim()
            : throw new InvalidOperationException($"./marquee test-cluster {action} failed: {complaints}{words}");
    }
}
