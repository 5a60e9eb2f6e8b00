using System.Globalization;
using System.Text.Json;
using Marquee.Demo.Market;

namespace Marquee.Demo.Driver;

/// <summary>What the demo did and whether what must hold does, as a table on the terminal and as JSON.</summary>
internal sealed class Report(TextWriter to)
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private readonly List<Step> _steps = [];
    private readonly List<Invariant> _invariants = [];
    private readonly List<DerivedField> _derived = [];

    internal sealed record Step(string Name, long Count, double Seconds, string Outcome);

    internal sealed record Invariant(string Name, bool Holds, long Checked, string Detail);

    /// <summary>A field that a data set does not have and that its adapter derived, and in how many rows.</summary>
    internal sealed record DerivedField(string Table, string Field, long Rows);

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

    /// <summary>Says which fields of a table were derived, by the names its column <c>derived</c> gives.</summary>
    public void Derived(string name, Table table)
    {
        var column = table.Columns.ToList().IndexOf("derived");
        if (column < 0)
        {
            return;
        }

        var fields = table.Rows.SelectMany(row => row[column].Split(',', StringSplitOptions.RemoveEmptyEntries))
            .CountBy(field => field).Select(field => new DerivedField(name, field.Key, field.Value)).ToList();
        _derived.AddRange(fields);
        to.WriteLine(
            $"  {"",-22} {"derived",9} {"",9}  "
                + string.Join(
                    ", ", fields.Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Field} {f.Rows:N0}"))));
    }

    public void Heading() => to.WriteLine($"  {"step",-22} {"count",9} {"seconds",9}  outcome");

    public void InvariantsHeading() => to.WriteLine($"\n  {"",6}  {"invariant",-34} {"checked",8}");

    public async Task SaveAsync(string file)
    {
        var text = JsonSerializer.Serialize(
            new { steps = _steps, derived = _derived, invariants = _invariants }, Readable);
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
