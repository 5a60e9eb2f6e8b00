using System.Text.Json.Serialization;

namespace Marquee.Bench;

/// <summary>What is measured, which says the unit and which direction is better.</summary>
internal enum Metric
{
    /// <summary>Per second; more is better.</summary>
    Throughput,

    /// <summary>Half of all answers came within so many milliseconds.</summary>
    P50,

    /// <summary>99 of 100 answers came within so many milliseconds.</summary>
    P99,

    /// <summary>Seconds.</summary>
    Time,

    /// <summary>Bytes.</summary>
    Bytes,

    /// <summary>From 0 to 1; more is better.</summary>
    Share,

    /// <summary>How many times as much, when the size grows; less is better.</summary>
    Growth,
}

/// <summary>A line of a result.</summary>
/// <param name="Case">What was done.</param>
/// <param name="Metric">What of it was measured.</param>
/// <param name="Ours">Marquee's value.</param>
/// <param name="Peer">What stands beside it, measured in the same run or stated as a bound.</param>
/// <param name="Theirs">The peer's value.</param>
/// <param name="Note">What a reader must know: sizes, settings, what the bar is.</param>
internal sealed record Row(
    [property: JsonPropertyOrder(0)] string Case,
    [property: JsonPropertyOrder(1)] Metric Metric,
    [property: JsonPropertyOrder(3)] double Ours,
    [property: JsonPropertyOrder(4)] string Peer,
    [property: JsonPropertyOrder(5)] double Theirs,
    [property: JsonPropertyOrder(7)] string Note)
{
    /// <summary>The unit, which follows from the metric.</summary>
    [JsonPropertyOrder(2)]
    public string Unit => Metric switch
    {
        Metric.Throughput => "1/s",
        Metric.P50 or Metric.P99 => "ms",
        Metric.Time => "s",
        Metric.Bytes => "B",
        Metric.Share => "0-1",
        Metric.Growth => "×",
    };

    /// <summary>Above 1: ours is better, whatever the metric. 0 where nothing can be divided.</summary>
    [JsonPropertyOrder(6)]
    public double Ratio => Metric is Metric.Throughput or Metric.Share ? Of(Ours, Theirs) : Of(Theirs, Ours);

    private static double Of(double better, double worse) => worse > 0 ? Math.Round(better / worse, 3) : 0;
}
