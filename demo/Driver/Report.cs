using System.Globalization;
using System.Text.Json;

namespace Marquee.Demo.Driver;

/// <summary>What the demo did and whether what must hold does, as a table on the terminal and as JSON.</summary>
internal sealed class Report(TextWriter to)
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private readonly List<Step> _steps = [];
    private readonly List<Invariant> _invariants = [];

    internal sealed record Step(string Name, long Count, double Seconds, string Outcome);

    internal sealed record Invariant(string Name, bool Holds, long Checked, string Detail);

    public bool AllHold => _invariants.All(invariant => invariant.Holds);

    /// <summary>Runs a step and writes its line: what, how many, how long, and what came out.</summary>
    public async Task<T> StepAsync<T>(string name, Func<Task<(T Value, long Count, string Outcome)>> step)
    {
        var began = TimeProvider.System.GetTimestamp();
        try
        {
            var (value, count, outcome) = await step();
            Add(new Step(name, count, Seconds(began), outcome));
            return value;
        }
        catch (Exception e)
        {
            Add(new Step(name, 0, Seconds(began), "failed: " + e.Message));
            throw;
        }
    }

    public void Check(string name, bool holds, long count, string detail)
    {
        _invariants.Add(new Invariant(name, holds, count, detail));
        to.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture, $"  {(holds ? "holds " : "BROKEN")}  {name,-34} {count,8}  {detail}"));
    }

    public void Heading() => to.WriteLine($"  {"step",-22} {"count",9} {"seconds",9}  outcome");

    public void InvariantsHeading() => to.WriteLine($"\n  {"",6}  {"invariant",-34} {"checked",8}");

    public async Task SaveAsync(string file)
    {
        var text = JsonSerializer.Serialize(new { steps = _steps, invariants = _invariants }, Readable);
        await File.WriteAllTextAsync(file, text + "\n");
    }

    private void Add(Step step)
    {
        _steps.Add(step);
        to.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"  {step.Name,-22} {step.Count,9:N0} {step.Seconds,9:F1}  {step.Outcome}"));
    }

    private static double Seconds(long began) => Math.Round(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 2);
}
