using System.Globalization;
using Npgsql;

namespace Marquee.Bench.Load;

/// <summary>
/// Processor time, which tells work from waiting: on a machine that others use too, seconds on the clock say little.
/// </summary>
internal static class Cpu
{
    // The kernel counts in hundredths of a second, whatever the processor does.
    private const double TicksPerSecond = 100;

    /// <summary>Seconds that every server process of a cluster worked so far, ended ones included.</summary>
    public static async Task<double> OfClusterAsync(string database)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        var server = Fields(connection.ProcessID)[1];
        return Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), out var pid) ? pid : 0).Where(pid => pid > 0)
            .Select(pid => (Pid: pid, Fields: Fields(pid)))
            .Where(one => one.Fields.Length > 15
                && (one.Fields[1] == server || one.Pid.ToString(CultureInfo.InvariantCulture) == server))
            .Sum(one => Seconds(one.Fields, 11) + (one.Fields[1] == server ? 0 : Seconds(one.Fields, 13)));
    }

    /// <summary>Seconds that a process worked so far.</summary>
    public static double Of(int pid) => Seconds(Fields(pid), 11);

    /// <summary>User and system time together: two fields that follow each other.</summary>
    private static double Seconds(string[] fields, int at) => fields[at..(at + 2)]
        .Sum(ticks => double.Parse(ticks, CultureInfo.InvariantCulture)) / TicksPerSecond;

    /// <summary>The fields after the name, which may hold blanks: state, parent, …; none when it ended.</summary>
    private static string[] Fields(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return [];
        }
    }
}
