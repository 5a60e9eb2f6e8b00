using System.Diagnostics;
using System.Globalization;
using Marquee.Testing;

namespace Marquee.Command.Tests;

/// <summary>The one command, where it can be tried without building or starting a host.</summary>
public sealed class CommandTests
{
    [Fact]
    public async Task Help_names_every_command()
    {
        var (exit, words) = await RunAsync("help");
        Assert.Equal(0, exit);
        Assert.All(["up", "demo", "test", "format", "doctor", "down", "backup", "restore"],
            command => Assert.Contains($"\n  {command} ", words));
    }

    [Theory]
    [InlineData("upp")]
    [InlineData("up", "--no-such-option")]
    [InlineData("up", "--port", "http")]
    [InlineData("demo", "--scale", "many")]
    [InlineData("demo", "--data", "/no/such/folder")]
    [InlineData("test", "NoSuchModule")]
    [InlineData("down", "now")]
    [InlineData("backup")]
    [InlineData("backup", "/no/such/folder/marquee.backup")]
    [InlineData("restore", "/no/such/file")]
    [InlineData("restore", "--quickly")]
    [InlineData("test-cluster", "start")]
    public async Task A_word_it_does_not_know_is_refused_with_2(params string[] words)
    {
        var (exit, said) = await RunAsync(words);
        Assert.Equal(2, exit);
        Assert.NotEmpty(said);
    }

    [Fact]
    public async Task A_cluster_whose_owner_was_killed_is_removed_by_the_next_command()
    {
        using var owner = Process.Start("sleep", "600");
        var (_, connection) = await RunAsync("test-cluster", "start", Text(owner.Id));
        var cluster = Path.GetDirectoryName(connection.Split('=', ';')[1])!;
        Assert.True(File.Exists(Path.Combine(cluster, "data", "postmaster.pid")));
        owner.Kill();
        await owner.WaitForExitAsync();

        using var next = Process.Start("sleep", "600");
        await RunAsync("test-cluster", "start", Text(next.Id));
        Assert.False(Directory.Exists(cluster));

        await RunAsync("test-cluster", "stop", Text(next.Id));
        next.Kill();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static async Task<(int Exit, string Words)> RunAsync(params string[] words)
    {
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "marquee"), words)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, said + await errors);
    }
}
